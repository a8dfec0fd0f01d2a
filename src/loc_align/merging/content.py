"""Returned content to Markdown: each code by its id, as the document has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from loc_align.formats import DELETABLE, CodeRef, Content, match_codes, place
from loc_align.markdown.inline import join
from loc_align.model import Code, Edit, Inline, Span
from loc_align.text import apply_edits


class Known(Struct, frozen=True):
    """A code of the document: one that stands alone, or a pair."""

    code: Code
    data: str
    """The markup of the code, or of the opening one."""
    closing: str | None
    """The markup of the closing code; ``None`` for a code that stands alone."""
    offset: int
    """Where the code starts in its segment."""
    closing_offset: int
    required: bool
    """Whether a translation cannot do without it."""
    label: str = ""
    """For a link by reference whose text is its label (CommonMark 0.31.2, 6.3): that label."""


Codes = Mapping[str, Known]
"""The codes of a segment by the ids that they have in XLIFF."""


def known_codes(source: Inline, target: Inline | None) -> Codes:
    """The codes that a target may have: those of the source and those of the target in the document.

    Args:
        source: the source in the document.
        target: its target there, ``None`` where there is none.
    """
    numbers, target_numbers = match_codes(source, target or ())
    codes = _numbered(source, numbers)
    if target is None:
        return codes
    own = _numbered(target, target_numbers)
    required = {key for key in codes if key in own and codes[key].required}
    return {key: _with_required(known, required=key in required) for key, known in {**codes, **own}.items()}


def with_edits(codes: Codes, start: int, edits: Sequence[Edit]) -> Codes:
    """The codes with the texts inside of their markup edited.

    Args:
        codes: the codes of a segment.
        start: where the segment starts in the document.
        edits: edits of the document, each inside of one code.
    """
    if not edits:
        return codes
    return {key: _edited(known, start, edits) for key, known in codes.items()}


def _edited(known: Known, start: int, edits: Sequence[Edit]) -> Known:
    data = _edited_data(known.data, start + known.offset, edits)
    closing = known.closing and _edited_data(known.closing, start + known.closing_offset, edits)
    return Known(known.code, data, closing, known.offset, known.closing_offset, known.required, known.label)


def _edited_data(data: str, start: int, edits: Sequence[Edit]) -> str:
    inside = [edit for edit in edits if start <= edit.span.start and edit.span.end <= start + len(data)]
    return apply_edits(data, [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in inside])


def _with_required(known: Known, *, required: bool) -> Known:
    return Known(known.code, known.data, known.closing, known.offset, known.closing_offset, required, known.label)


def _numbered(parts: Inline, numbers: list[int]) -> dict[str, Known]:
    codes: dict[str, Known] = {}
    text = join(parts)
    starts = [0, *accumulate(len(part if isinstance(part, str) else part.data) for part in parts)]
    for placed, start in zip(place(parts, numbers), starts, strict=False):
        if isinstance(placed, str):
            continue
        key, code = str(placed.number), placed.code
        if code.kind == "close":
            opening = codes[key]
            label = text[opening.offset + len(opening.data) : start] if code.data in {"]", "][]"} else ""
            codes[key] = Known(opening.code, opening.data, code.data, opening.offset, start, opening.required, label)
        else:
            codes[key] = Known(code, code.data, None, start, -1, code.type not in DELETABLE)
    return codes


def problems(content: Content, codes: Codes) -> Iterable[str]:
    """What is wrong with the codes of a returned content, in words.

    Args:
        content: the returned target.
        codes: the codes that it may have.
    """
    seen: dict[str, int] = {}
    opened: list[str] = []
    for part in content:
        if isinstance(part, str):
            continue
        known = codes.get(part.id)
        if known is None:
            yield f"the code {_shown(part)} was added"
            continue
        expected = known.closing if part.kind == "close" else known.data
        if part.data and part.data.split() not in ((expected or "").split(), known.code.text.split()):
            yield f"the code {_quoted(expected)} was changed to {_quoted(part.data)}"
        if part.kind == "close":
            if part.id not in opened:
                yield f"the code {_quoted(expected)} closes what is not open"
                continue
            opened.remove(part.id)
        else:
            seen[part.id] = seen.get(part.id, 0) + 1
            if part.kind == "open":
                opened.append(part.id)
    yield from (f"the code {_quoted(codes[key].data)} was opened and not closed" for key in opened)
    yield from (
        f"the code {_quoted(codes[key].data)} was added a second time" for key, times in seen.items() if times > 1
    )
    yield from (
        f"the code {_quoted(known.data)} is missing"
        for key, known in codes.items()
        if known.required and key not in seen
    )


def _shown(part: CodeRef) -> str:
    return _quoted(part.data) if part.data else f"with the id {part.id!r}"


def _quoted(data: str | None) -> str:
    """Markup in quotes on one line, with its backslashes as the document has them."""
    return repr(data or "").replace("\\\\", "\\")


def pieces(content: Content, codes: Codes) -> list[str | Code]:
    """The content as text and the document's codes; a code that the document does not know is what the file says.

    A link whose text was its label gets the label beside the new text: ``[a]`` becomes ``[b][a]``.

    Args:
        content: the returned content.
        codes: the codes of the document.
    """
    made: list[str | Code] = []
    opened: dict[str, int] = {}
    for part in content:
        if isinstance(part, str):
            made.append(part)
            continue
        if part.kind == "open":
            opened[part.id] = len(made) + 1
        known = codes.get(part.id)
        label = known.label if known and part.kind == "close" else ""
        if label and join(tuple(made[opened.get(part.id, 0) :])) != label:
            made.append(Code("close", "link", f"][{label}]"))
        else:
            made.append(_code(part, known))
    return made


def _code(part: CodeRef, known: Known | None) -> Code:
    if known is None:
        return Code(part.kind, "html", part.data or "")
    data = known.closing if part.kind == "close" else known.data
    return Code(part.kind, known.code.type, data or "")
