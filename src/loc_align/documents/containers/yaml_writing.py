"""Writes edited YAML scalars. Each one is read again, and quoted if its own style cannot hold the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loc_align.documents.containers.edits import edits_by_place
from loc_align.model import Document, Edit, Place, Span
from loc_align.text import apply_edits

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_NEWLINES = re.compile(r"\n+")


def write_yaml(document: Document, edits: Sequence[Edit]) -> str:
    """Return the text of a YAML file after edits of the texts in it.

    The characters around the edits stay as they are, unless a scalar cannot hold its new text: then the scalar gets
    double quotes.

    Args:
        document: the container.
        edits: edits of the text of the document that do not overlap.
    """
    assert document.container is not None  # noqa: S101 - only containers are written here
    text = document.container.text
    made: list[Edit] = []
    for place, own in edits_by_place(document.container, edits):
        wanted = apply_edits(document.text[place.span.start : place.span.end], _relative(own, place))
        raw = place.file_span.of(text)
        newline = "\r\n" if "\r\n" in raw else "\n"
        changes = [
            Edit(place.file_range(*_offsets(edit)), _escaped(edit.text, place).replace("\n", newline)) for edit in own
        ]
        candidate = apply_edits(raw, [Edit(_moved(edit.span, place), edit.text) for edit in changes])
        if _holds(candidate, place, wanted):
            made += changes
        else:
            made.append(_quoted(text, place, wanted))
    return apply_edits(text, made)


def _offsets(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _relative(edits: Sequence[Edit], place: Place) -> list[Edit]:
    by = place.span.start
    return [Edit(Span(edit.span.start - by, edit.span.end - by), edit.text) for edit in edits]


def _moved(span: Span, place: Place) -> Span:
    return Span(span.start - place.file_span.start, span.end - place.file_span.start)


def _escaped(text: str, place: Place) -> str:
    """Return a text as the style of a scalar writes it, as far as the style can."""
    if place.style == "single":
        return text.replace("'", "''")
    if place.style == "double":
        return _ESCAPED.sub(_escape, text)
    indent = " " * place.indent
    if place.style == "literal":
        return re.sub(r"\n(?=[^\n])|\n\Z", rf"\g<0>{indent}", text)
    if place.style == "folded":
        return _NEWLINES.sub(lambda found: f"{found[0]}\n{indent}", text)
    return text


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return f"\\x{ord(character):02x}" if ord(character) <= 0xFF else f"\\u{ord(character):04x}"  # noqa: PLR2004


def _quoted(text: str, place: Place, wanted: str) -> Edit:
    """Return the edit that writes a whole scalar in double quotes."""
    made = f'"{_ESCAPED.sub(_escape, wanted)}"'
    span = place.file_span
    if place.style in {"single", "double"}:
        return Edit(Span(span.start - 1, span.end + 1), made)
    raw = span.of(text)
    return Edit(span, made + raw[len(raw.rstrip("\r\n")) :])


def _holds(raw: str, place: Place, wanted: str) -> bool:
    """Return whether YAML reads a scalar as a text. The two loaders differ in white space, so both are asked."""
    import yaml  # noqa: PLC0415 - takes a while to load, and most files are Markdown

    sample = _sample(raw, place)
    try:
        return all(
            yaml.load(sample, Loader=loader) in ({"k": wanted}, wanted)  # noqa: S506 - safe loaders
            for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}
        )
    except (yaml.YAMLError, ValueError):
        return False


def _sample(raw: str, place: Place) -> str:
    """Return a YAML file with one scalar, in surroundings like its own."""
    if place.style == "plain-flow":
        return f"{{k: {raw}}}"
    if place.style == "plain":
        return f"k: {raw}"
    if place.style in {"single", "double"}:
        quote = "'" if place.style == "single" else '"'
        return f"k: {quote}{raw}{quote}"
    digits = re.match(r"[|>][-+]?([1-9])", raw)
    parent = place.indent - int(digits[1]) if digits else place.indent - 1
    return f"{' ' * parent}k: {raw}" if parent >= 0 else f"--- {raw}"
