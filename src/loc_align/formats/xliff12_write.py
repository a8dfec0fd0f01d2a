"""XLIFF 1.2 writer (OASIS Standard, 2008): inline codes as ``bpt``, ``ept``, ``ph``, and ``it``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType

from loc_align.__about__ import __version__
from loc_align.formats.base import WriteOptions
from loc_align.formats.batches import by_file, with_neighbors
from loc_align.formats.codes import fill, match_codes
from loc_align.formats.facts import encode_fact, file_facts, position, rare_facts, target_hash
from loc_align.formats.ids import UniqueIds
from loc_align.formats.notes import defects_note, difference_note, location_note
from loc_align.formats.sections import Groups
from loc_align.formats.states import APPROVED, QUALIFIERS, TO_XLIFF12, filled_from, state_of
from loc_align.formats.xliff_common import percent
from loc_align.formats.xml_text import ILLEGAL, REPLACEMENT, character_data, escape, escape_attribute, is_plain
from loc_align.markdown import inline
from loc_align.model import (
    Code,
    CodeType,
    Inline,
    Match,
    MatchKind,
    Provenance,
    State,
    TranslationType,
    TranslationUnit,
)

TAIL = b"</xliff>\n"
EMPTY = b'<file original="" source-language="en" datatype="x-markdown"><body/></file>\n'

_PAIR_TYPES: Mapping[CodeType, str] = MappingProxyType({"strong": "bold", "emphasis": "italic", "link": "link"})
_TYPES: Mapping[CodeType, str] = MappingProxyType({"image": "image", "break": "lb"})
"""The ``ctype`` (XLIFF 1.2, 2.3) of paired and of standalone codes. Other codes get ``x-`` and the type of the code."""


_ISOLATED = re.compile(r'<it id="(\d+)"')


def xliff12_head(_: WriteOptions) -> bytes:
    """Return the start of a document up to the first ``file``."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    )


def xliff12_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """Return one ``file`` per document. Units without a source are skipped, because XLIFF cannot contain them."""
    lines = (line for origin, batch in by_file(units) for line in _file(origin, batch, options))
    return b"".join([line.encode("utf-8", "replace") for line in lines])


def _file(origin: Provenance, units: list[TranslationUnit], options: WriteOptions) -> Iterator[str]:
    path = escape_attribute(origin.path)
    facts = (encode_fact(*fact) for fact in file_facts(origin, options.document_hash, options.relative))
    yield (
        f'<file original="{path}" source-language="{escape_attribute(origin.source_lang)}" '
        f'target-language="{escape_attribute(origin.target_lang)}" datatype="x-markdown" tool-id="loc-align" '
        f'xml:space="preserve">\n<header><skl><external-file href="{path}"/></skl>'
        f"{''.join(_note(f'{name}={value}') for name, value in facts)}"
        f'<tool tool-id="loc-align" tool-name="loc-align" tool-version="{__version__}"/></header>\n<body>\n'
    )
    groups, unique = Groups(_group, "</group>\n"), UniqueIds()
    where = f'<context context-type="sourcefile">{escape(ILLEGAL.sub("", origin.path))}</context>'
    for before, unit, after in with_neighbors(units):
        yield groups.move_to(unit.section)
        key, rare = unique(ILLEGAL.sub(REPLACEMENT, unit.id)), _rare(unit, before, after, options)
        yield from _unit(unit, key, where, rare, options)
    yield groups.move_to(())
    yield "</body>\n</file>\n"


def _group(key: str, title: str) -> str:
    return f'<group id="{key}" restype="x-section" resname="{escape_attribute(title)}">\n'


def _unit(unit: TranslationUnit, key: str, where: str, rare: str, options: WriteOptions) -> tuple[str, ...]:
    """Return a unit in three pieces, because Python joins and encodes pieces of pure ASCII several times faster."""
    source = unit.source.text if unit.source is not None else ""
    target = unit.target.text if unit.target is not None else None
    parts = inline.parse_segment(source, unit.block, options.references)
    other = inline.parse_segment(target or "", unit.block, options.references)
    numbers, other_numbers = match_codes(parts, other)
    locked = unit.id in options.locked
    stale = unit.state == "initial" and "stale" in unit.reasons
    flags, state = _state(unit.state, unit.provenance.translation_type, filled_from(unit), locked=locked, stale=stale)
    elements = _elements(parts, numbers)
    other_elements = elements if other_numbers is numbers else _elements(other, other_numbers)
    shown = "" if target is None else f"<target{state}>{_content(target, other, other_elements)}</target>"
    name = "" if key == unit.id else f' resname="{escape_attribute(unit.id)}"'
    head = (
        f'<trans-unit id="{escape_attribute(key)}"{name}{flags if shown else ""} xml:space="preserve">'
        f"<source>{_content(source, parts, elements)}</source>"
    )
    tail = (
        f'<context-group purpose="information">{where}'
        f'<context context-type="linenumber">{unit.line}</context>'
        f"{_context('id', unit.id) if name else ''}"
        f'<context context-type="x-loc-align-position">{position(unit)}</context>'
        f'<context context-type="x-loc-align-block">{unit.block}</context>'
        f'<context context-type="x-loc-align-target-hash">{target_hash(unit)}</context>{rare}</context-group>'
        f'<note from="loc-align">{location_note(unit)}</note>{_note(defects_note(unit)) if unit.defects else ""}'
        f"{_changed(unit) if options.differences else ''}"
        f"{''.join(_alternative(match, parts, unit, options) for match in unit.matches)}</trans-unit>\n"
    )
    if "<it " in head or "<it " in shown or "<it " in tail:
        return _with_own_ids(head, key), _with_own_ids(shown, key), _with_own_ids(tail, f"{key}-match")
    return head, shown, tail


def _with_own_ids(text: str, key: str) -> str:
    """Make the IDs of isolated codes unique in the file, as checkers of XLIFF 1.2 expect; ``rid`` keeps the number."""
    own = escape_attribute(key)
    return _ISOLATED.sub(lambda found: f'<it id="{own}-{found[1]}" rid="{found[1]}"', text)


def _rare(unit: TranslationUnit, before: str | None, after: str | None, options: WriteOptions) -> str:
    facts = rare_facts(unit, before, after, options.old_sources.get(unit.id))
    return "".join(_context(name, value) for name, value in facts)


def _context(name: str, value: str) -> str:
    name, value = encode_fact(name, value)
    return f'<context context-type="x-loc-align-{name}">{escape(value)}</context>'


def _note(text: str) -> str:
    return f'<note from="loc-align">{escape(ILLEGAL.sub("", text))}</note>'


def _changed(unit: TranslationUnit) -> str:
    note = difference_note(unit)
    return _note(note) if note else ""


@lru_cache(maxsize=64)
def _state(
    state: State | None,
    translation_type: TranslationType | None,
    filled: MatchKind | None,
    *,
    locked: bool,
    stale: bool,
) -> tuple[str, str]:
    """Return the attributes for the state of a target: those of the ``trans-unit``, and those of the ``target``."""
    if filled is not None:
        made = "needs-review-translation" if filled == "fuzzy" else "translated"
        return "", f' state="{made}" state-qualifier="{QUALIFIERS[filled]}"'
    reached = state_of(state, translation_type)
    if stale:
        return "", ' state="needs-review-translation"'
    if locked:
        return ' approved="yes" translate="no"', f' state="{TO_XLIFF12[reached]}" state-qualifier="leveraged-inherited"'
    qualifier = ' state-qualifier="leveraged-mt"' if translation_type == "MT" else ""
    approved = ' approved="yes"' if reached in APPROVED else ""
    return approved, f' state="{TO_XLIFF12[reached]}"{qualifier}'


def _alternative(match: Match, parts: Inline, unit: TranslationUnit, options: WriteOptions) -> str:
    """Return a match from a translation memory as ``alt-trans`` (XLIFF 1.2, 2.2). Its codes match the unit's source."""
    source = inline.parse_segment(match.source, unit.block, options.references)
    target = inline.parse_segment(match.target, unit.block, options.references)
    _, numbers = match_codes(parts, target)
    own_numbers, _ = match_codes(source, ())
    origin = f' origin="{escape_attribute(match.origin)}"' if match.origin else ""
    return (
        f'<alt-trans match-quality="{percent(match.score)}%"{origin} extype="{match.kind}" xml:space="preserve">'
        f"<source>{_content(match.source, source, _elements(source, own_numbers))}</source>"
        f'<target state-qualifier="{QUALIFIERS[match.kind]}">'
        f"{_content(match.target, target, _elements(target, numbers))}</target></alt-trans>"
    )


def _content(text: str, parts: Inline, elements: Sequence[str]) -> str:
    write = str if is_plain(text) else partial(character_data, stand_in=partial(_control, unique=UniqueIds()))
    return fill(parts, elements, write) if elements else write(text)


def _control(character: str, unique: UniqueIds) -> str:
    name = f"{ord(character):04X}"
    return f'<x id="{unique(f"c{name}")}" ctype="x-control" equiv-text="U+{name}"/>'


def _elements(parts: Inline, numbers: Sequence[int]) -> list[str]:
    """Return the elements of the codes; none if a code contains a character that no element can contain."""
    codes = [part for part in parts if not isinstance(part, str)] if numbers else []
    if any(ILLEGAL.search(code.data) for code in codes):
        return []
    rest = iter(numbers)
    of_pair: dict[int | None, int] = {}
    return [_code(code, rest, of_pair) for code in codes]


def _code(code: Code, numbers: Iterator[int], of_pair: dict[int | None, int]) -> str:
    data = escape(code.data)
    if code.kind == "close":
        number = of_pair[code.pair]
        return f'<ept id="{number}" rid="{number}">{data}</ept>'
    number = next(numbers)
    kind = f"x-{code.type}"
    if code.kind == "open":
        of_pair[code.pair] = number
        return f'<bpt id="{number}" rid="{number}" ctype="{_PAIR_TYPES.get(code.type, kind)}">{data}</bpt>'
    if code.type == "html" and (position := _isolated(code.data)):
        return f'<it id="{number}" pos="{position}" ctype="{kind}">{data}</it>'
    shown = f' equiv-text="{escape_attribute(code.text)}"' if code.text else ""
    return f'<ph id="{number}" ctype="{_TYPES.get(code.type, kind)}"{shown}>{data}</ph>'


def _isolated(tag: str) -> str | None:
    """Return the ``pos`` of an HTML tag whose other tag is outside the segment; ``None`` for a complete element."""
    if tag.startswith("</"):
        return "close"
    return "open" if inline.opens_element(tag) else None
