"""What a translator typed, made fit for its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loc_align.markdown import inline
from loc_align.model import BlockKind, Code

_BAR = re.compile(r"\\.|\|", re.DOTALL)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_STARTS = (
    (re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)"), "a line that starts a list"),
    (re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]|$)"), "a line that starts a heading"),
    (re.compile(r"[ ]{0,3}>"), "a line that starts a quote"),
    (re.compile(r"[ ]{0,3}(?:`{3}|~{3})"), "a line that starts a code block"),
    (re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)[ \t]*$"), "a line that is a rule"),
    (re.compile(r"[ ]{0,3}</?(?:div|p|table|ul|ol|pre|h[1-6])\b", re.IGNORECASE), "a line that starts an HTML block"),
)
_NAMED = {"table_cell": "a table cell", "attribute": "an attribute", "front_matter": "the front matter"}
_CLOSING = re.compile(r"(^|[ \t])(#+[ \t]*)\Z")
_TASK = re.compile(r"[ \t]*\[[ xX]\][ \t]")
_BLANK = re.compile(r"\n[ \t\r>]*\n")
_SPAN = re.compile(r"</?span\b", re.IGNORECASE)


def structure_problem(text: str, old: str, block: BlockKind, *, side_by_side: bool) -> str | None:
    """What in a new text would change the structure of its document, in words; ``None`` where nothing is seen.

    Args:
        text: the new text, as it would be written.
        old: the text that it replaces.
        block: the kind of its block.
        side_by_side: whether it stands inside the tags of a pair.
    """
    if side_by_side and len(_SPAN.findall(text)) % 2 != len(_SPAN.findall(old)) % 2:
        return "a span tag without its other half"
    if "\n" in text and "\n" not in old and block in {"heading", "table_cell", "attribute", "front_matter"}:
        return f"a new line in {_NAMED.get(block, f'a {block}')}"
    if block == "list_item" and _TASK.match(text) and not _TASK.match(old):
        return "the mark of a task"
    if _BLANK.search(text) and not _BLANK.search(old):
        return "a blank line"
    lines = text.split("\n")
    for start, name in _STARTS:
        if any(map(start.match, lines[1:])) and not any(map(start.match, old.split("\n"))):
            return name
    return None


def first_line_problem(text: str) -> str:
    """What the start of a text probably does where the document came out with another structure."""
    return next((name for start, name in _STARTS if start.match(text)), "its markup")


def fitted(pieces: Sequence[str | Code], block: BlockKind, references: frozenset[str]) -> str | None:
    """The Markdown of a text with its codes; ``None`` where what was typed would become markup or break some.

    Args:
        pieces: typed text and codes, in turn.
        block: the kind of the block they are for.
        references: the labels of the document's link reference definitions.
    """
    for candidate in (list(pieces), _in_links(pieces)):
        text = "".join(piece if isinstance(piece, str) else piece.data for piece in candidate)
        if _codes(inline.parse_segment(text, block, references)) == _codes(candidate):
            return _at_its_end(_in_cell(candidate) if block == "table_cell" else text, block)
    return None


def _at_its_end(text: str, block: BlockKind) -> str:
    """A text that does not reach out: a backslash for what follows, hashes that would close a heading."""
    if block == "heading":
        text = _CLOSING.sub(r"\1\\\2", text)
    backslashes = len(text) - len(text.rstrip("\\"))
    return f"{text}\\" if backslashes % 2 else text


def joined(pieces: Sequence[str | Code]) -> str:
    """Text and codes as they are."""
    return "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)


def _codes(parts: Sequence[str | Code]) -> list[str]:
    """The markup of the codes; an escaped character counts as text, and so does a formula, for prices look like one."""
    return [part.data for part in parts if isinstance(part, Code) and part.type not in {"escape", "math"}]


def _in_links(pieces: Sequence[str | Code]) -> list[str | Code]:
    """Brackets in the text of a link or an image, escaped."""
    depth, made = 0, list[str | Code]()
    for piece in pieces:
        if isinstance(piece, Code):
            depth += {"open": 1, "close": -1, "standalone": 0}[piece.kind] if piece.type in {"link", "image"} else 0
            made.append(piece)
        else:
            made.append(_BRACKET.sub(_backslash, piece) if depth else piece)
    return made


def _in_cell(pieces: Sequence[str | Code]) -> str:
    """Bars in the text of a table cell, escaped (GitHub Flavored Markdown 0.29, 4.10)."""
    return "".join(_BAR.sub(_backslash, piece) if isinstance(piece, str) else piece.data for piece in pieces)


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


def attribute_text(text: str, quote: str, *, title: bool) -> str:
    """A text for a place between quotes: escaped in the title of a link, an entity in an attribute.

    Args:
        text: what was typed.
        quote: the quote around it.
        title: whether it is the title of a link or an image.
    """
    if title:
        return text.replace("\\", "\\\\").replace(quote, f"\\{quote}") if quote in text else text
    return text.replace(quote, "&quot;" if quote == '"' else "&#39;")
