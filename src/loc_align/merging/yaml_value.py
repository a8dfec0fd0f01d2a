"""Edits of front-matter values, quoted as YAML requires."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from loc_align.markdown.scalars import Scalar, edited, is_read, read_scalars
from loc_align.model import Code, Document, Edit, Span


def value_edit(text: str, span: Span, pieces: Sequence[str | Code]) -> Edit | None:
    """Return the edit that replaces a front-matter value. Keys, order, and comments stay, and usually the quotes.

    Args:
        text: the text of the document.
        span: the span of the old value, without its quotes.
        pieces: the new text, and the escapes of the old value.

    Returns:
        The edit; ``None`` if the value cannot contain the text because of a line break.
    """
    quote = text[span.start - 1 : span.start]
    if quote in {"'", '"'} and text[span.end : span.end + 1] == quote:
        typed = "".join(piece for piece in pieces if isinstance(piece, str))
        if "\n" in typed and "\n" not in span.of(text):
            return None
        return Edit(span, "".join(_escaped(piece, quote) for piece in pieces))
    plain = "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)
    if "\n" in span.of(text) or "\n" in plain:
        return Edit(span, plain) if "\n" in span.of(text) else None
    if _is_plain(plain) or _in_block_scalar(text, span):
        return Edit(span, plain)
    return Edit(span, '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"')


def _escaped(piece: str | Code, quote: str) -> str:
    if isinstance(piece, Code):
        return piece.data
    if quote == "'":
        return piece.replace("'", "''")
    return piece.replace("\\", "\\\\").replace('"', '\\"')


def _is_plain(value: str) -> bool:
    """Return whether YAML reads the text as a plain scalar, in a mapping as well as in a flow sequence."""
    try:
        return bool(yaml.safe_load(f"k: {value}\n") == {"k": value}) and not set(value) & set(",[]{}#")
    except yaml.YAMLError:
        return False


def _in_block_scalar(text: str, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start)
    indented = not text[start + 1 : span.start].strip()
    return indented and text[:start].rstrip().rstrip("+-").endswith(("|", ">"))


def side_edit(text: str, front_matter: Span, span: Span, pieces: Sequence[str | Code]) -> Edit | None:
    """Return the edit that replaces the target of a pair in the front matter, with the escapes of its scalar.

    Args:
        text: the text of the document.
        front_matter: the span of its front matter.
        span: the span of the old target.
        pieces: the new text, and the escapes of the old target.

    Returns:
        The edit; ``None`` if the value cannot contain the text because of a line break.
    """
    new = "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)
    if "\n" in new and "\n" not in span.of(text):
        return None
    around = [
        scalar for scalar in read_scalars(text, front_matter) if scalar.span.start <= span.start < scalar.span.end
    ]
    style = around[0].style if around else ""
    return Edit(span, "".join(_escaped(piece, style) for piece in pieces) if style in {"'", '"'} else new)


def with_quotes(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Add edits that quote a plain scalar of the front matter which its edited targets would make another value.

    Only the quotes, and quotation marks in tags, are added. Text that would itself need escapes is left as it is.

    Args:
        document: a side-by-side document.
        edits: edits of targets.
    """
    front_matter = document.front_matter
    end = front_matter.span.end if front_matter and document.pairs else 0
    inside = sorted((edit for edit in edits if edit.span.start < end), key=lambda edit: edit.span.start)
    if front_matter is None or not inside:
        return [*edits]
    made = [*edits]
    for scalar in read_scalars(document.text, front_matter.span):
        own = [edit for edit in inside if scalar.span.start <= edit.span.start < scalar.span.end]
        if own and not scalar.style:
            made += _quotes(document, scalar, own)
    return made


def _quotes(document: Document, scalar: Scalar, edits: Sequence[Edit]) -> list[Edit]:
    span = scalar.span
    raw = edited(document.text, span, edits)
    if is_read(raw, scalar):
        return []
    ends = Span(span.start, span.start), Span(span.end, span.end)
    if "'" not in raw:
        return [Edit(end, "'") for end in ends]
    marks = [at for at in range(span.start, span.end) if document.text[at] == '"']
    taken = [edit.span for edit in edits]
    outside = [at for at in marks if not any(item.start <= at < item.end for item in taken)]
    return [Edit(end, '"') for end in ends] + [Edit(Span(at, at), "\\") for at in outside]
