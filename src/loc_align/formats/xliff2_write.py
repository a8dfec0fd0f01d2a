"""XLIFF 2.1 writer (OASIS Standard, 2018) with the Metadata and Translation Candidates modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from loc_align.formats.base import WriteOptions
from loc_align.formats.batches import by_file, with_neighbors
from loc_align.formats.facts import encode_fact, file_facts, position, rare_facts, target_hash
from loc_align.formats.ids import UniqueIds, nmtoken
from loc_align.formats.lang import check_languages
from loc_align.formats.notes import defects_note, difference_note, location_note
from loc_align.formats.sections import Groups
from loc_align.formats.states import filled_from, state_of
from loc_align.formats.xliff2_codes import Contents
from loc_align.formats.xliff_common import percent
from loc_align.formats.xml_text import ILLEGAL, escape, escape_attribute
from loc_align.model import Match, MatchKind, Provenance, State, TranslationType, TranslationUnit

TAIL = b"</xliff>\n"
EMPTY = b'<file id="empty"><group id="empty"/></file>\n'

_MATCH_TYPES: Mapping[MatchKind, str] = MappingProxyType({"in-context": "icm", "exact": "tm", "fuzzy": "tm"})
"""The ``type`` of a match (XLIFF 2.1, 5.1.5.9)."""


def xliff2_head(options: WriteOptions) -> bytes:
    """Return the start of a document up to the first ``file``."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
        'xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" '
        f'srcLang="{escape_attribute(options.source_lang)}" trgLang="{escape_attribute(options.target_lang)}">\n'
    ).encode()


def xliff2_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """Return one ``file`` per document. Units without a source are skipped, because XLIFF cannot contain them.

    Raises:
        UsageError: the languages of a unit differ from those of the XLIFF document.
    """
    unique = UniqueIds()
    files = ((origin, batch, unique(_key(origin, batch, options))) for origin, batch in by_file(units))
    lines = (line for origin, batch, key in files for line in _file(origin, batch, key, options))
    return b"".join([line.encode("utf-8", "replace") for line in lines])


def _key(origin: Provenance, units: list[TranslationUnit], options: WriteOptions) -> str:
    key = nmtoken(f"{origin.path}#{units[0].id}")
    return f"{key}_{options.part}" if options.part else key


def _file(origin: Provenance, units: list[TranslationUnit], key: str, options: WriteOptions) -> Iterator[str]:
    check_languages(origin, options, "XLIFF 2")
    path = escape_attribute(origin.path)
    facts = "".join(_meta(name, value) for name, value in file_facts(origin, options.document_hash, options.relative))
    yield (
        f'<file id="{key}" original="{path}" xml:space="preserve">\n<skeleton href="{path}"/>\n'
        '<mda:metadata><mda:metaGroup category="loc-align">'
        f"{_meta('generator', 'loc-align')}{facts}</mda:metaGroup></mda:metadata>\n"
    )
    groups, unique = Groups(_group, "</group>\n"), UniqueIds()
    for before, unit, after in with_neighbors(units):
        yield groups.move_to(unit.section)
        yield from _unit(unit, unique(nmtoken(unit.id)), _rare(unit, before, after, options), options)
    yield groups.move_to(())
    yield "</file>\n"


def _group(key: str, title: str) -> str:
    return f'<group id="{key}" name="{escape_attribute(title)}" type="loc-align:section">\n'


def _unit(unit: TranslationUnit, key: str, rare: str, options: WriteOptions) -> tuple[str, ...]:
    """Return a unit in three pieces, because Python joins and encodes pieces of pure ASCII several times faster."""
    source = unit.source.text if unit.source is not None else ""
    contents = Contents(source, unit.target.text if unit.target is not None else None, unit.block, options.references)
    shown, state = "", ""
    if contents.target is not None:
        shown = f"<target>{contents.target}</target>"
        state = _state(unit.state, unit.provenance.translation_type, filled_from(unit))
    matches = "".join(_match(match, number, unit, options) for number, match in enumerate(unit.matches, 1))
    head = (
        f'<unit id="{key}"{_locked(unit, options)}>{f"<mtc:matches>{matches}</mtc:matches>" if matches else ""}'
        '<mda:metadata><mda:metaGroup category="loc-align">'
        f"{_meta('id', unit.id) if key != unit.id else ''}"
        f'<mda:meta type="position">{position(unit)}</mda:meta><mda:meta type="block">{unit.block}</mda:meta>'
        f'<mda:meta type="target-hash">{target_hash(unit)}</mda:meta>{rare}</mda:metaGroup></mda:metadata>'
        f'<notes><note category="location">{location_note(unit)}</note>{_remarks(unit, options)}</notes>'
        f'{contents.original_data()}<segment id="s1"{state}><source>{contents.source}</source>'
    )
    return head, shown, "</segment></unit>\n"


def _locked(unit: TranslationUnit, options: WriteOptions) -> str:
    return ' translate="no"' if unit.id in options.locked else ""


def _rare(unit: TranslationUnit, before: str | None, after: str | None, options: WriteOptions) -> str:
    facts = rare_facts(unit, before, after, options.old_sources.get(unit.id))
    return "".join(_meta(name, value) for name, value in facts)


def _meta(name: str, value: str) -> str:
    name, value = encode_fact(name, value)
    return f'<mda:meta type="{name}">{escape(value)}</mda:meta>'


def _remarks(unit: TranslationUnit, options: WriteOptions) -> str:
    notes = [("defects", defects_note(unit))]
    if options.differences:
        notes.append(("difference", difference_note(unit)))
    return "".join(f'<note category="{name}">{escape(ILLEGAL.sub("", text))}</note>' for name, text in notes if text)


@lru_cache(maxsize=64)
def _state(state: State | None, translation_type: TranslationType | None, filled: MatchKind | None) -> str:
    """Return the attributes for the state of a target. Without a target, the default is ``initial``."""
    if filled is not None:
        return f' state="{"initial" if filled == "fuzzy" else "translated"}" subState="loc-align:{filled}"'
    machine = ' subState="loc-align:machine"' if translation_type == "MT" else ""
    return f' state="{state_of(state, translation_type)}"{machine}'


def _match(match: Match, number: int, unit: TranslationUnit, options: WriteOptions) -> str:
    """Return a match from a translation memory (XLIFF 2.1, 5.1) for the segment of a unit."""
    contents = Contents(match.source, match.target, unit.block, options.references)
    origin = f' origin="{escape_attribute(match.origin)}"' if match.origin else ""
    quality = percent(match.score)
    return (
        f'<mtc:match id="m{number}" ref="#s1" type="{_MATCH_TYPES[match.kind]}" subType="loc-align:{match.kind}" '
        f'similarity="{quality}" matchQuality="{quality}"{origin}>{contents.original_data()}'
        f"<source>{contents.source}</source><target>{contents.target}</target></mtc:match>"
    )
