"""Escapes the text of a returned target for its position in the document, and finds changes of structure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from loc_align.merging.line_starts import STARTS
from loc_align.merging.placing import (
    ends_with_backslash,
    escaped,
    first_start,
    joined,
    misread,
    typed_marks,
    with_free_codes,
)
from loc_align.model import BlockKind, Code

_BAR = re.compile(r"\\.|\|", re.DOTALL)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_NAMED = {"table_cell": "a table cell", "attribute": "an attribute", "front_matter": "the front matter"}
_CLOSING = re.compile(r"(^|[ \t])(#+[ \t]*)\Z")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_XML_MARK = re.compile(r"<(?![\s\d=])|(?<=\]\])>")
"""What cannot be in the text of an XML file. The file is written with entities for other angle brackets."""
_ENTITIES: Mapping[str, Code] = MappingProxyType(
    {
        "<": Code("standalone", "entity", "&lt;", text="<"),
        ">": Code("standalone", "entity", "&gt;", text=">"),
    }
)
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
    for start, name in STARTS:
        if any(map(start.match, lines[1:])) and not any(map(start.match, old.split("\n"))):
            return name
    return None


def first_line_problem(text: str) -> str:
    """Return what at the start of a text probably changed the structure of the document."""
    return next((name for start, name in STARTS if start.match(text)), "its markup")


_MOST_ROUNDS = 6
"""How often to look for markup in a text after escaping other markup. Each round escapes one more character."""


def fitted(pieces: Sequence[str | Code], block: BlockKind, references: frozenset[str]) -> list[str | Code] | None:
    """Escape the text of a target where it would become markup.

    Args:
        pieces: the text and the codes of the target.
        block: the kind of its block.
        references: the labels of the link reference definitions of the document.

    Returns:
        The text and the codes, which read back as the same codes; ``None`` if no backslash achieves that.
    """
    pieces = joined(pieces)
    for candidate in (pieces, _in_links(pieces)):
        if not any(misread(candidate, block, references)):
            return _in_place(candidate, block)
    made = with_free_codes(_in_links(pieces))
    for _ in range(_MOST_ROUNDS):
        added, lost = misread(made, block, references)
        if not added and not lost:
            return _in_place(made, block)
        marks = typed_marks(made, {first_start(item) for item in added}) or typed_marks(
            made, {item.start for item in added}
        )
        if not marks or block == "html":
            return None
        made = escaped(made, marks)
    return None


def _in_place(pieces: Sequence[str | Code], block: BlockKind) -> list[str | Code]:
    return _with_escaped_end(_in_cell(pieces) if block == "table_cell" else [*pieces], block)


def _with_escaped_end(pieces: list[str | Code], block: BlockKind) -> list[str | Code]:
    """Escape a backslash or closing hashes at the end, which would affect the markup after the text."""
    last = pieces[-1] if pieces else ""
    if not isinstance(last, str):
        return pieces
    if block == "heading":
        last = _CLOSING.sub(r"\1\\\2", last)
    return [*pieces[:-1], f"{last}\\" if ends_with_backslash(last) else last]


def with_entities(pieces: Sequence[str | Code], *, xml: bool = False) -> list[str | Code]:
    """Write what would start a tag as an entity where a backslash is text: in an HTML block and in XML.

    Args:
        pieces: the text and the codes of a target.
        xml: whether the text is among the elements of an XML file, which must stay well-formed (XML 1.0, 2.4).
    """
    made: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, Code):
            made.append(piece)
            continue
        done = 0
        for found in (_XML_MARK if xml else _TAG).finditer(piece):
            made += (piece[done : found.start()], _ENTITIES[found[0]])
            done = found.end()
        made.append(piece[done:])
    return made


def unescaped(pieces: Sequence[str | Code]) -> str:
    """Return text and codes as Markdown, without escaping anything."""
    return "".join(piece if isinstance(piece, str) else piece.data for piece in pieces)


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


def _in_cell(pieces: Sequence[str | Code]) -> list[str | Code]:
    """Escape the pipes in the text of a table cell (GitHub Flavored Markdown 0.29, 4.10)."""
    return [_BAR.sub(_backslash, piece) if isinstance(piece, str) else piece for piece in pieces]


def _backslash(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


Escape = Literal["backslash", "entity", "twice"]
"""How to write a quotation mark between quotation marks."""

_LONGEST_MARKUP = 2000
"""How far the start of a shortcode can be from its parameter, in characters."""
_CELL_OPTION = re.compile(r"[ \t>]*(?:#\||//\||%%\||--\|)")


def escape_at(text: str, start: int) -> Escape:
    """Return how to write a quotation mark in a text inside markup.

    Args:
        text: the text of the document.
        start: the offset of the text, after its quotation mark.
    """
    line = text.rfind("\n", 0, start) + 1
    if text[start - 1] == "'" and _CELL_OPTION.match(text, line):
        return "twice"
    before = text[max(0, start - _LONGEST_MARKUP) : start]
    opened = max(before.rfind("{{<"), before.rfind("{{%"))
    return "entity" if before[-2:-1] == "=" and opened <= before.rfind("}}") else "backslash"


def attribute_text(text: str, quote: str, escape: Escape) -> str:
    """Escape a text between quotes.

    In the title of a link, in a parameter of a shortcode, and in a string of an expression, a backslash escapes a
    quotation mark. An HTML attribute needs entities, and a string in single quotes in YAML two quotation marks.

    Args:
        text: the text of the target.
        quote: the quotation mark around it; any other character for a text without quotes, such as the value of an
            option of a directive, which needs no escapes.
        escape: how to write the quotation mark.
    """
    if quote not in {'"', "'", "`"} or quote not in text:
        return text
    if escape == "backslash":
        return text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return text.replace(quote, quote * 2 if escape == "twice" else "&quot;" if quote == '"' else "&#39;")
