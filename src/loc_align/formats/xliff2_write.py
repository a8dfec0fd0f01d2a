"""Units to XLIFF 2.1 (OASIS Standard, 2018), with the metadata and matches modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from loc_align.errors import UsageError
from loc_align.formats.base import WriteOptions
from loc_align.formats.batches import by_file, with_neighbors
from loc_align.formats.facts import encode_fact, file_facts, unit_facts
from loc_align.formats.ids import Unique, nmtoken
from loc_align.formats.notes import unit_notes
from loc_align.formats.sections import Groups
from loc_align.formats.states import filled_from, state_of
from loc_align.formats.xliff2_codes import Contents
from loc_align.formats.xliff_common import percent
from loc_align.formats.xml_text import ILLEGAL, escape, escape_attribute
from loc_align.markdown import inline
from loc_align.model import Match, MatchKind, Provenance, TranslationUnit

TAIL = b"</xliff>\n"
EMPTY = b'<file id="empty"><group id="empty"/></file>\n'

_MATCH_TYPES: Mapping[MatchKind, str] = MappingProxyType({"in-context": "icm", "exact": "tm", "fuzzy": "tm"})
"""The ``type`` of a match (XLIFF 2.1, 5.1.5.9)."""


def xliff2_head(options: WriteOptions) -> bytes:
    """The document up to the first file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
        'xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" '
        f'srcLang="{escape_attribute(options.source_lang)}" trgLang="{escape_attribute(options.target_lang)}">\n'
    ).encode()


def xliff2_body(units: Iterable[TranslationUnit], options: WriteOptions) -> bytes:
    """A ``file`` for the units of each document; a unit without a source has no place in XLIFF and is left out.

    Raises:
        UsageError: a unit is in other languages than the head says.
    """
    unique = Unique()
    files = ((origin, batch, unique(_key(origin, batch, options))) for origin, batch in by_file(units))
    return "".join(line for origin, batch, key in files for line in _file(origin, batch, key, options)).encode(
        "utf-8", "replace"
    )


def _key(origin: Provenance, units: list[TranslationUnit], options: WriteOptions) -> str:
    key = nmtoken(f"{origin.path}#{units[0].id}")
    return f"{key}_{options.part}" if options.part else key


def _file(origin: Provenance, units: list[TranslationUnit], key: str, options: WriteOptions) -> Iterator[str]:
    if (origin.source_lang, origin.target_lang) != (options.source_lang, options.target_lang):
        message = (
            f"{origin.path or 'a unit'}: {origin.source_lang} to {origin.target_lang} has no place in an XLIFF 2 file "
            f"of {options.source_lang} to {options.target_lang}; write each pair of languages to a file of its own"
        )
        raise UsageError(message)
    path = escape_attribute(origin.path)
    facts = "".join(_meta(name, value) for name, value in file_facts(origin, options.document_hash, options.relative))
    yield (
        f'<file id="{key}" original="{path}" xml:space="preserve">\n<skeleton href="{path}"/>\n'
        f"{_metadata(_meta('generator', 'loc-align') + facts)}\n"
    )
    groups, unique = Groups(_group, "</group>\n"), Unique()
    for before, unit, after in with_neighbors(units):
        yield from groups.go(unit.section)
        yield _unit(unit, unique(nmtoken(unit.id)), before, after, options)
    yield from groups.go(())
    yield "</file>\n"


def _group(key: str, title: str) -> str:
    return f'<group id="{key}" name="{escape_attribute(title)}" type="loc-align:section">\n'


def _unit(unit: TranslationUnit, key: str, before: str | None, after: str | None, options: WriteOptions) -> str:
    source = inline.parse_segment(unit.source.text if unit.source else "", unit.block, options.references)
    target = inline.parse_segment(unit.target.text, unit.block, options.references) if unit.target else None
    contents = Contents(source, target)
    facts = [*([("id", unit.id)] if key != unit.id else []), *unit_facts(unit, before, after)]
    notes = "".join(
        f'<note category="{category}">{escape(ILLEGAL.sub("", text))}</note>' for category, text in unit_notes(unit)
    )
    shown = "" if contents.target is None else f"<target>{contents.target}</target>"
    matches = "".join(_match(match, number, unit, options) for number, match in enumerate(unit.matches, 1))
    return (
        f'<unit id="{key}">{f"<mtc:matches>{matches}</mtc:matches>" if matches else ""}'
        f"{_metadata(''.join(_meta(name, value) for name, value in facts))}<notes>{notes}</notes>"
        f'{contents.original_data()}<segment id="s1"{_state(unit)}><source>{contents.source}</source>{shown}</segment>'
        "</unit>\n"
    )


def _metadata(content: str) -> str:
    return f'<mda:metadata><mda:metaGroup category="loc-align">{content}</mda:metaGroup></mda:metadata>'


def _meta(name: str, value: str) -> str:
    name, value = encode_fact(name, value, legal=not ILLEGAL.search(value))
    return f'<mda:meta type="{name}">{escape(value)}</mda:meta>'


def _state(unit: TranslationUnit) -> str:
    """State and substate; none for a unit without a target, whose state is then ``initial`` by default."""
    if unit.target is None:
        return ""
    kind = filled_from(unit)
    if kind is not None:
        return f' state="{"initial" if kind == "fuzzy" else "translated"}" subState="loc-align:{kind}"'
    machine = ' subState="loc-align:machine"' if unit.provenance.translation_type == "MT" else ""
    return f' state="{state_of(unit)}"{machine}'


def _match(match: Match, number: int, unit: TranslationUnit, options: WriteOptions) -> str:
    """A match of a memory (XLIFF 2.1, 5.1) for the unit's segment."""
    contents = Contents(
        inline.parse_segment(match.source, unit.block, options.references),
        inline.parse_segment(match.target, unit.block, options.references),
    )
    origin = f' origin="{escape_attribute(match.origin)}"' if match.origin else ""
    quality = percent(match.score)
    return (
        f'<mtc:match id="m{number}" ref="#s1" type="{_MATCH_TYPES[match.kind]}" subType="loc-align:{match.kind}" '
        f'similarity="{quality}" matchQuality="{quality}"{origin}>{contents.original_data()}'
        f"<source>{contents.source}</source><target>{contents.target}</target></mtc:match>"
    )
