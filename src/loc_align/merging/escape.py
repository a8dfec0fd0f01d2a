"""Escapes the text of a returned target for its position in the document, and finds changes of structure."""

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
    (
        re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+)[ \t]*$"),
        "a line that is a thematic break",
    ),
    (re.compile(r"[ ]{0,3}</?(?:div|p|table|ul|ol|pre|h[1-6])\b", re.IGNORECASE), "a line that starts an HTML block"),
)
_NAMED = {"table_cell": "a table cell", "attribute": "an attribute", "front_matter": "the front matter"}
_CLOSING = re.compile(r"(^|[ \t])(#+[ \t]*)\Z")
_TASK = re.compile(r"[ \t]*\[[ xX]\][ \t]")
_BLANK = re.compile(r"\n[ \t\r>]*\n")
_SPAN = re.compile(r"</?span\b", re.IGNORECASE)


def structure_problem(text: str, old: str, block: BlockKind, *, side_by_side: bool) -> str | None:
    """Return what in a new text would change the structure of the document; ``None`` if nothing is found.

    Args:
        text: the new text, as it would be written.
        old: the text that it replaces.
        block: the kind of its block.
        side_by_side: whether the text is inside the tags of a pair.
    """
    if side_by_side and len(_SPAN.findall(text)) % 2 != len(_SPAN.findall(old)) % 2:
        return "an unmatched span tag"
    if "\n" in text and "\n" not in old and block in {"heading", "table_cell", "attribute", "front_matter"}:
        return f"a line break in {_NAMED.get(block, f'a {block}')}"
    if block == "list_item" and _TASK.match(text) and not _TASK.match(old):
        return "a task list marker"
    if _BLANK.search(text) and not _BLANK.search(old):
        return "a blank line"
    lines = text.split("\n")
    for start, name in _STARTS:
        if any(map(start.match, lines[1:])) and not any(map(start.match, old.split("\n"))):
            return name
    return None


def first_line_problem(text: str) -> str:
    """Return what at the start of a text probably changed the structure of the document."""
    return next((name for start, name in _STARTS if start.match(text)), "its markup")


def to_markdown(pieces: Sequence[str | Code], block: BlockKind, references: frozenset[str]) -> str | None:
    """Return text and codes as Markdown, escaped where necessary.

    Args:
        pieces: the text and the codes of a target.
        block: the kind of its block.
        references: the labels of the link reference definitions of the document.

    Returns:
        The Markdown; ``None`` if the text contains characters that would become markup or break the codes.
    """
    for candidate in (list(pieces), _in_links(pieces)):
        text = "".join(piece if isinstance(piece, str) else piece.data for piece in candidate)
        if _codes(inline.parse_segment(text, block, references)) == _codes(candidate):
            return _with_escaped_end(_in_cell(candidate) if block == "table_cell" else text, block)
    return None


def _with_escaped_end(text: str, block: BlockKind) -> str:
    """Escape a backslash or closing hashes at the end, which would affect the markup after the text."""
    if block == "heading":
        text = _CLOSING.sub(r"\1\\\2", text)
    backslashes = len(text) - len(text.rstrip("\\"))
    return f"{text}\\" if backslashes % 2 else text


def unescaped(pieces: Sequence[str | Code]) -> str:
    """Return text and codes as Markdown, without escaping anything."""
    return "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)


def _codes(parts: Sequence[str | Code]) -> list[str]:
    """Return the markup of the codes. Escapes count as text, and so do formulas, because prices look like them."""
    return [part.data for part in parts if isinstance(part, Code) and part.type not in {"escape", "math"}]


def _in_links(pieces: Sequence[str | Code]) -> list[str | Code]:
    """Escape the brackets in the text of links and images."""
    depth, made = 0, list[str | Code]()
    for piece in pieces:
        if isinstance(piece, Code):
            depth += {"open": 1, "close": -1, "standalone": 0}[piece.kind] if piece.type in {"link", "image"} else 0
            made.append(piece)
        else:
            made.append(_BRACKET.sub(_backslash, piece) if depth else piece)
    return made


def _in_cell(pieces: Sequence[str | Code]) -> str:
    """Escape the pipes in the text of a table cell (GitHub Flavored Markdown 0.29, 4.10)."""
    return "".join(_BAR.sub(_backslash, piece) if isinstance(piece, str) else piece.data for piece in pieces)


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


def attribute_text(text: str, quote: str, *, title: bool) -> str:
    """Escape a text between quotes: with backslashes in the title of a link, with entities in an HTML attribute.

    Args:
        text: the text of the target.
        quote: the quotation mark around it.
        title: whether it is the title of a link or an image.
    """
    if title:
        return text.replace("\\", "\\\\").replace(quote, f"\\{quote}") if quote in text else text
    return text.replace(quote, "&quot;" if quote == '"' else "&#39;")
