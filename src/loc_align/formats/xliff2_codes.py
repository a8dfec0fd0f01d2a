"""Segments as XLIFF 2 content: ``pc``, ``sc``, ``ec`` and ``ph`` with their markup in ``originalData``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from loc_align.formats.codes import Placed, match_codes, place
from loc_align.formats.xml_text import ILLEGAL, escape, escape_attribute
from loc_align.markdown import inline
from loc_align.model import CodeType, Inline

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
"""Codes that a translation may do without: what they stand for can be typed, or be said in one line."""


class Contents:
    """The contents of a unit: its source and target, and the markup that both refer to."""

    def __init__(self, source: Inline, target: Inline | None) -> None:
        """Number the codes of both sides."""
        numbers, target_numbers = match_codes(source, target or ())
        self._data: dict[str, str] = {}
        kept = set(numbers) if target is None else set(numbers) & set(target_numbers)
        self.source = self._content(source, numbers, kept)
        self.target = None if target is None else self._content(target, target_numbers, kept)

    def original_data(self) -> str:
        """The ``originalData`` element, empty where there is no markup."""
        if not self._data:
            return ""
        data = "".join(f'<data id="{key}">{code_points(text)}</data>' for text, key in self._data.items())
        return f"<originalData>{data}</originalData>"

    def _content(self, parts: Inline, numbers: Sequence[int], kept: AbstractSet[int]) -> str:
        if len(parts) == 1 and isinstance(parts[0], str):
            return code_points(parts[0])
        return "".join(self._pieces(list(place(parts, numbers)), kept))

    def _pieces(self, parts: Sequence[str | Placed], kept: AbstractSet[int]) -> Iterator[str]:
        closing = {
            part.number: part.code.data for part in parts if not isinstance(part, str) and part.code.kind == "close"
        }
        for part in parts:
            if isinstance(part, str):
                yield code_points(part)
            else:
                yield self._code(part, closing, kept)

    def _code(self, placed: Placed, closing: Mapping[int, str], kept: AbstractSet[int]) -> str:
        code, number = placed.code, placed.number
        if code.kind == "close" and not placed.crosses:
            return "</pc>"
        # A merge takes each code once.
        fixed = ' canCopy="no"' if code.type in DELETABLE or number not in kept else ' canCopy="no" canDelete="no"'
        attributes = f"{fixed} {TYPES[code.type]}"
        data = self._reference(code.data)
        shown = _shown(code.data)
        if code.kind == "close":
            return f'<ec startRef="{number}"{attributes} dataRef="{data}" disp="{shown}"/>'
        if code.kind == "standalone":
            if code.type == "html" and (half := _half(code.data)):
                return f'<{half} id="{number}" isolated="yes"{attributes} dataRef="{data}" disp="{shown}"/>'
            equiv = escape_attribute(code.text)
            return f'<ph id="{number}"{attributes} dataRef="{data}" disp="{shown}" equiv="{equiv}"/>'
        if placed.crosses:
            return f'<sc id="{number}"{attributes} dataRef="{data}" disp="{shown}"/>'
        end = closing[number]
        return (
            f'<pc id="{number}"{attributes} dataRefStart="{data}" dataRefEnd="{self._reference(end)}" '
            f'dispStart="{shown}" dispEnd="{_shown(end)}">'
        )

    def _reference(self, data: str) -> str:
        return self._data.setdefault(data, f"d{len(self._data) + 1}")


def _shown(data: str) -> str:
    return escape_attribute(data)


def _half(tag: str) -> str | None:
    """The element for a tag that is one half of an element whose other half is elsewhere."""
    if tag.startswith("</"):
        return "ec"
    return "sc" if inline.opens_element(tag) else None


def code_points(text: str) -> str:
    """Character data in which ``cp`` stands for a character that XML cannot hold (XLIFF 2.1, 4.2.3.1)."""
    if not ILLEGAL.search(text):
        return escape(text)
    parts: list[str] = []
    done = 0
    for found in ILLEGAL.finditer(text):
        parts += (escape(text[done : found.start()]), f'<cp hex="{ord(found[0]):04X}"/>')
        done = found.end()
    return "".join((*parts, escape(text[done:])))
