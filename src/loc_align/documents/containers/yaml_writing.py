"""Writes edited YAML scalars. Each one is read again, and quoted if its style cannot represent the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loc_align.documents.containers.edits import edits_by_text
from loc_align.model import Document, Edit, EmbeddedText, Span
from loc_align.text import apply_edits

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_NEWLINES = re.compile(r"\n+")


def write_yaml(document: Document, edits: Sequence[Edit]) -> str:
    """Return the text of a YAML file after edits of the texts in it.

    The characters around the edits are unchanged. Only if the style of a scalar cannot represent its new text, the
    scalar gets double quotes.

    Args:
        document: the container.
        edits: edits of the text of the document that do not overlap.
    """
    assert document.container is not None  # noqa: S101 - the caller passes only containers
    text = document.container.text
    made: list[Edit] = []
    for embedded, own in edits_by_text(document.container, edits):
        wanted = apply_edits(document.text[embedded.span.start : embedded.span.end], _relative(own, embedded))
        raw = embedded.file_span.of(text)
        newline = "\r\n" if "\r\n" in raw else "\n"
        changes = [
            Edit(embedded.file_range(*_offsets(edit)), _escaped(edit.text, embedded).replace("\n", newline))
            for edit in own
        ]
        candidate = apply_edits(raw, [Edit(_moved(edit.span, embedded), edit.text) for edit in changes])
        if _reads_as(candidate, embedded, wanted):
            made += changes
        else:
            made.append(_quoted(text, embedded, wanted))
    return apply_edits(text, made)


def _offsets(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _relative(edits: Sequence[Edit], embedded: EmbeddedText) -> list[Edit]:
    by = embedded.span.start
    return [Edit(Span(edit.span.start - by, edit.span.end - by), edit.text) for edit in edits]


def _moved(span: Span, embedded: EmbeddedText) -> Span:
    return Span(span.start - embedded.file_span.start, span.end - embedded.file_span.start)


def _escaped(text: str, embedded: EmbeddedText) -> str:
    """Return a text with the escapes of the style, if the style has any."""
    if embedded.style == "single":
        return text.replace("'", "''")
    if embedded.style == "double":
        return _ESCAPED.sub(_escape, text)
    indent = " " * embedded.indent
    if embedded.style == "literal":
        return re.sub(r"\n(?=[^\n])|\n\Z", rf"\g<0>{indent}", text)
    if embedded.style == "folded":
        return _NEWLINES.sub(lambda found: f"{found[0]}\n{indent}", text)
    return text


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return f"\\x{ord(character):02x}" if ord(character) <= 0xFF else f"\\u{ord(character):04x}"  # noqa: PLR2004


def _quoted(text: str, embedded: EmbeddedText, wanted: str) -> Edit:
    """Return the edit that writes a whole scalar in double quotes."""
    made = f'"{_ESCAPED.sub(_escape, wanted)}"'
    span = embedded.file_span
    if embedded.style in {"single", "double"}:
        return Edit(Span(span.start - 1, span.end + 1), made)
    raw = span.of(text)
    return Edit(span, made + raw[len(raw.rstrip("\r\n")) :])


def _reads_as(raw: str, embedded: EmbeddedText, wanted: str) -> bool:
    """Return whether YAML reads a scalar as a text. Both loaders must, because they differ in white space."""
    import yaml  # noqa: PLC0415 - takes a while to load, and most files are Markdown

    sample = _sample(raw, embedded)
    try:
        return all(
            yaml.load(sample, Loader=loader) in ({"k": wanted}, wanted)  # noqa: S506 - safe loaders
            for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}
        )
    except (yaml.YAMLError, ValueError):
        return False


def _sample(raw: str, embedded: EmbeddedText) -> str:
    """Return a YAML file with only this scalar, in a similar context."""
    if embedded.style == "plain-flow":
        return f"{{k: {raw}}}"
    if embedded.style == "plain":
        return f"k: {raw}"
    if embedded.style in {"single", "double"}:
        quote = "'" if embedded.style == "single" else '"'
        return f"k: {quote}{raw}{quote}"
    digits = re.match(r"[|>][-+]?([1-9])", raw)
    parent = embedded.indent - int(digits[1]) if digits else embedded.indent - 1
    return f"{' ' * parent}k: {raw}" if parent >= 0 else f"--- {raw}"
