"""Segments as XLIFF 2 content: ``pc``, ``sc``, ``ec``, and ``ph`` elements with their markup in ``originalData``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from loc_align.formats.codes import NumberedCode, fill, match_codes, number_codes
from loc_align.formats.xml_text import character_data, escape_attribute, is_plain
from loc_align.markdown import inline
from loc_align.model import BlockKind, CodeType, Inline

TYPES: Mapping[CodeType, str] = MappingProxyType(
    {
        "strong": 'type="fmt" subType="xlf:b"',
        "emphasis": 'type="fmt" subType="xlf:i"',
        "break": 'type="fmt" subType="xlf:lb"',
        "strikethrough": 'type="fmt" subType="loc-align:strikethrough"',
        "link": 'type="link"',
        "autolink": 'type="link" subType="loc-align:autolink"',
        "xref": 'type="link" subType="loc-align:xref"',
        "image": 'type="image"',
        "code": 'type="other" subType="loc-align:code"',
        "html": 'type="other" subType="loc-align:html"',
        "escape": 'type="other" subType="loc-align:escape"',
        "entity": 'type="other" subType="loc-align:entity"',
        "math": 'type="other" subType="loc-align:math"',
        "directive": 'type="other" subType="loc-align:directive"',
    }
)
"""``type`` and ``subType`` (XLIFF 2.1, 4.3.1.36 and 4.3.1.34) of each inline code."""

DELETABLE: AbstractSet[CodeType] = frozenset(("break", "escape", "entity"))
"""The codes that a translation can leave out: line breaks, and characters that can be typed directly."""


class Contents:
    """The content of a unit: source, target, and the markup that both refer to."""

    def __init__(
        self, source: str, target: str | None, block: BlockKind, references: Collection[str] = frozenset()
    ) -> None:
        """Parse source and target, and match their inline codes.

        Args:
            source: the source segment, in Markdown.
            target: the target segment, in Markdown; ``None`` if there is none.
            block: the kind of block that contains them.
            references: the normalized labels of the link reference definitions in the document.
        """
        parts = inline.parse_segment(source, block, references)
        other = inline.parse_segment(target, block, references) if target is not None else ()
        numbers, other_numbers = match_codes(parts, other)
        self._data: dict[str, tuple[str, str]] = {}
        kept = set(numbers) if target is None else set(numbers) & set(other_numbers)
        elements = self._elements(parts, numbers, kept)
        other_elements = elements if other_numbers is numbers else self._elements(other, other_numbers, kept)
        self.source = _content(source, parts, elements)
        self.target = None if target is None else _content(target, other, other_elements)

    def original_data(self) -> str:
        """Return the ``originalData`` element; empty without markup."""
        if not self._data:
            return ""
        data = "".join([f'<data id="{key}">{code_points(text)}</data>' for text, (key, _) in self._data.items()])
        return f"<originalData>{data}</originalData>"

    def _elements(self, parts: Inline, numbers: Sequence[int], kept: AbstractSet[int]) -> list[str]:
        codes = [part for part in number_codes(parts, numbers) if isinstance(part, NumberedCode)] if numbers else []
        closing = {part.number: part.code.data for part in codes if part.code.kind == "close"}
        return [self._code(part, closing, kept) for part in codes]

    def _code(self, numbered: NumberedCode, closing: Mapping[int, str], kept: AbstractSet[int]) -> str:
        code, number = numbered.code, numbered.number
        if code.kind == "close" and not numbered.crosses:
            return "</pc>"
        # A merge accepts each code only once.
        fixed = "" if code.type in DELETABLE or number not in kept else ' canDelete="no"'
        attributes = f' canCopy="no"{fixed} {TYPES[code.type]}'
        data, shown = self._reference(code.data)
        if code.kind == "close":
            return f'<ec startRef="{number}"{attributes} dataRef="{data}" disp="{shown}"/>'
        if code.kind == "standalone":
            if code.type == "html" and (name := _isolated(code.data)):
                return f'<{name} id="{number}" isolated="yes"{attributes} dataRef="{data}" disp="{shown}"/>'
            equiv = escape_attribute(code.text)
            return f'<ph id="{number}"{attributes} dataRef="{data}" disp="{shown}" equiv="{equiv}"/>'
        if numbered.crosses:
            return f'<sc id="{number}"{attributes} dataRef="{data}" disp="{shown}"/>'
        end, end_shown = self._reference(closing[number])
        return (
            f'<pc id="{number}"{attributes} dataRefStart="{data}" dataRefEnd="{end}" '
            f'dispStart="{shown}" dispEnd="{end_shown}">'
        )

    def _reference(self, data: str) -> tuple[str, str]:
        """Return the ID of the ``data`` element with some markup, and the markup as an attribute value."""
        found = self._data.get(data)
        if found is None:
            found = self._data[data] = f"d{len(self._data) + 1}", escape_attribute(data)
        return found


def _content(text: str, parts: Inline, elements: Sequence[str]) -> str:
    return fill(parts, elements, str if is_plain(text) else code_points) if elements else code_points(text)


def _isolated(tag: str) -> str | None:
    """Return the element for an HTML tag whose other tag is outside the segment; ``None`` for a complete element."""
    if tag.startswith("</"):
        return "ec"
    return "sc" if inline.opens_element(tag) else None


def code_points(text: str) -> str:
    """Escape character data. ``cp`` elements replace the characters that XML cannot contain (XLIFF 2.1, 4.2.3.1)."""
    return character_data(text, lambda character: f'<cp hex="{ord(character):04X}"/>')
