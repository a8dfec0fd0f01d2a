"""Units to XLIFF 1.2 (OASIS Standard, 2008): inline codes as ``bpt``, ``ept``, ``ph`` and ``it``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loc_align.__about__ import __version__
from loc_align.formats.base import WriteOptions
from loc_align.formats.batches import by_file, with_neighbors
from loc_align.formats.codes import Placed, match_codes, place
from loc_align.formats.facts import encode_fact, file_facts, unit_facts
from loc_align.formats.ids import Unique
from loc_align.formats.notes import unit_notes
from loc_align.formats.sections import Groups
from loc_align.formats.states import APPROVED, QUALIFIERS, TO_XLIFF12, filled_from, state_of
from loc_align.formats.xliff_common import percent
from loc_align.formats.xml_text import ILLEGAL, REPLACEMENT, escape, escape_attribute
from loc_align.markdown import inline
from loc_align.model import Code, CodeType, Inline, Match, Provenance, TranslationUnit

TAIL = b"</xliff>\n"
EMPTY = b'<file original="" source-language="en" datatype="x-markdown"><body/></file>\n'

_PAIR_TYPES: Mapping[CodeType, str] = MappingProxyType({"strong": "bold", "emphasis": "italic", "link": "link"})
"""The ``ctype`` of XLIFF 1.2 (2.3) for those codes that it knows; the others are ``x-`` and our name."""


def xliff12_head(_: WriteOptions) -> bytes:
    """The document up to the first file."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    )


def xliff12_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """A ``file`` for the units of each document; a unit without a source has no place in XLIFF and is left out."""
    return "".join(line for origin, batch in by_file(units) for line in _file(origin, batch, options)).encode(
        "utf-8", "replace"
    )


def _file(origin: Provenance, units: list[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    path = escape_attribute(origin.path)
    facts = _legal(file_facts(origin, options.document_hash, options.relative))
    yield (
        f'<file original="{path}" source-language="{escape_attribute(origin.source_lang)}" '
        f'target-language="{escape_attribute(origin.target_lang)}" datatype="x-markdown" tool-id="loc-align" '
        f'xml:space="preserve">\n<header><skl><external-file href="{path}"/></skl>'
        f"{''.join(_note(f'{name}={value}') for name, value in facts)}"
        f'<tool tool-id="loc-align" tool-name="loc-align" tool-version="{__version__}"/></header>\n<body>\n'
    )
    groups, unique = Groups(_group, "</group>\n"), Unique()
    for before, unit, after in with_neighbors(units):
        yield from groups.go(unit.section)
        yield _unit(unit, unique(ILLEGAL.sub(REPLACEMENT, unit.id)), before, after, options)
    yield from groups.go(())
    yield "</body>\n</file>\n"


def _group(key: str, title: str) -> str:
    return f'<group id="{key}" restype="x-section" resname="{escape_attribute(title)}">\n'


def _unit(unit: TranslationUnit, key: str, before: str | None, after: str | None, options: WriteOptions) -> str:
    source = unit.source.text if unit.source else ""
    target = unit.target.text if unit.target else None
    parts = inline.parse_segment(source, unit.block, options.references)
    other = inline.parse_segment(target or "", unit.block, options.references)
    source_content, target_content = _contents(parts, other)
    shown = "" if target is None else f"<target{_state(unit)}>{target_content}</target>"
    approved = ' approved="yes"' if target is not None and _is_approved(unit) else ""
    name = "" if key == unit.id else f' resname="{escape_attribute(unit.id)}"'
    return (
        f'<trans-unit id="{escape_attribute(key)}"{name}{approved} xml:space="preserve">'
        f"<source>{source_content}</source>{shown}"
        f'<context-group purpose="information">'
        f'<context context-type="sourcefile">{escape(ILLEGAL.sub("", unit.provenance.path))}</context>'
        f'<context context-type="linenumber">{unit.line}</context>'
        f"{''.join(_context(name, value) for name, value in _unit_facts(unit, key, before, after))}</context-group>"
        f"{''.join(_note(text) for _, text in unit_notes(unit))}"
        f"{''.join(_alternative(match, parts, unit, options) for match in unit.matches)}</trans-unit>\n"
    )


def _unit_facts(unit: TranslationUnit, key: str, before: str | None, after: str | None) -> Iterator[tuple[str, str]]:
    if key != unit.id:
        yield from _legal([("id", unit.id)])
    yield from _legal(unit_facts(unit, before, after))


def _legal(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (encode_fact(name, value, legal=not ILLEGAL.search(value)) for name, value in facts)


def _context(name: str, value: str) -> str:
    return f'<context context-type="x-loc-align-{name}">{escape(value)}</context>'


def _note(text: str) -> str:
    return f'<note from="loc-align">{escape(ILLEGAL.sub("", text))}</note>'


def _is_approved(unit: TranslationUnit) -> bool:
    return state_of(unit) in APPROVED and filled_from(unit) is None


def _state(unit: TranslationUnit) -> str:
    kind = filled_from(unit)
    if kind is not None:
        state = "needs-review-translation" if kind == "fuzzy" else "translated"
        return f' state="{state}" state-qualifier="{QUALIFIERS[kind]}"'
    qualifier = ' state-qualifier="leveraged-mt"' if unit.provenance.translation_type == "MT" else ""
    return f' state="{TO_XLIFF12[state_of(unit)]}"{qualifier}'


def _alternative(match: Match, parts: Inline, unit: TranslationUnit, options: WriteOptions) -> str:
    """A match of a memory (XLIFF 1.2, 2.2 ``alt-trans``); its codes carry the numbers of the unit's source."""
    _, target = _contents(parts, inline.parse_segment(match.target, unit.block, options.references))
    source, _ = _contents(inline.parse_segment(match.source, unit.block, options.references), ())
    origin = f' origin="{escape_attribute(match.origin)}"' if match.origin else ""
    return (
        f'<alt-trans match-quality="{percent(match.score)}%"{origin} extype="{match.kind}" xml:space="preserve">'
        f"<source>{source}</source>"
        f'<target state-qualifier="{QUALIFIERS[match.kind]}">{target}</target></alt-trans>'
    )


def _contents(source: Inline, target: Inline) -> tuple[str, str]:
    source_numbers, target_numbers = match_codes(source, target)
    return _content(source, source_numbers), _content(target, target_numbers)


def _content(parts: Inline, numbers: list[int]) -> str:
    if any(isinstance(part, Code) and ILLEGAL.search(part.data) for part in parts):
        # An element for a code cannot hold the character either, so the codes of such a segment are text.
        return _text(inline.join(parts), Unique())
    controls = Unique()
    return "".join(_text(part, controls) if isinstance(part, str) else _code(part) for part in place(parts, numbers))


def _text(text: str, unique: Unique) -> str:
    if not ILLEGAL.search(text):
        return escape(text)
    parts: list[str] = []
    done = 0
    for found in ILLEGAL.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        parts += (
            escape(text[done : found.start()]),
            f'<x id="{unique(f"c{name[2:]}")}" ctype="x-control" equiv-text="{name}"/>',
        )
        done = found.end()
    return "".join((*parts, escape(text[done:])))


def _code(placed: Placed) -> str:
    code, number = placed.code, placed.number
    kind = f"x-{code.type}"
    if code.kind == "close":
        return f'<ept id="{number}" rid="{number}">{escape(code.data)}</ept>'
    if code.kind == "open":
        ctype = _PAIR_TYPES.get(code.type, kind)
        return f'<bpt id="{number}" rid="{number}" ctype="{ctype}">{escape(code.data)}</bpt>'
    if code.type == "html" and (half := _half(code.data)):
        return f'<it id="{number}" pos="{half}" ctype="{kind}">{escape(code.data)}</it>'
    ctype = {"image": "image", "break": "lb"}.get(code.type, kind)
    shown = f' equiv-text="{escape_attribute(code.text)}"' if code.text else ""
    return f'<ph id="{number}" ctype="{ctype}"{shown}>{escape(code.data)}</ph>'


def _half(tag: str) -> str | None:
    """Whether a tag is one half of an element whose other half is elsewhere."""
    if tag.startswith("</"):
        return "close"
    return "open" if inline.opens_element(tag) else None
