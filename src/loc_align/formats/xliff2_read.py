"""XLIFF 2.0, 2.1 and 2.2 reader for our own files and for files of other tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO
from xml.etree.ElementTree import Element

from loc_align.formats.facts import decode_fact, file_provenance, fingerprint, is_edited_copy, section_of, unit_fields
from loc_align.formats.lang import canonical
from loc_align.formats.notices import Notices
from loc_align.formats.returned import Content, Returned, text_of
from loc_align.formats.states import as_state, unit_state
from loc_align.formats.validity.xliff2 import Xliff2Rules
from loc_align.formats.xliff2_content import content, local, original_data
from loc_align.formats.xliff_common import OpenFile, Sides, in_context, score_of
from loc_align.model import Match, MatchKind, Provenance, State, TranslationUnit
from loc_align.text.xml_stream import Found, elements

CORE = ("{urn:oasis:names:tc:xliff:document:2.0}", "{urn:oasis:names:tc:xliff:document:2.2}")
_METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}metadata"
_WANTED = frozenset((*(f"{space}unit" for space in CORE), _METADATA))
_AROUND = frozenset(f"{space}{name}" for space in CORE for name in ("xliff", "file", "group"))
_KINDS: Mapping[str | None, MatchKind] = MappingProxyType(
    {"loc-align:in-context": "in-context", "loc-align:exact": "exact", "loc-align:fuzzy": "fuzzy"}
)
_DIGITS = 19
"""An order of fewer digits fits into 64 bits; int() refuses thousands."""
_ORDER = ("initial", "translated", "reviewed", "final")


def read_returned(stream: BinaryIO, name: str, notices: Notices | None = None) -> Iterator[Returned]:
    """Read XLIFF 2 for a merge. Each ``unit`` gives one unit.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.
        notices: collects the deviations that lose nothing; by default, each deviation is an error.

    Returns:
        The units, read while you iterate.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of XLIFF 2.
    """
    return in_context(_units(stream, name, notices, segments=False))


def read_xliff2(stream: BinaryIO, name: str, notices: Notices | None = None) -> Iterator[TranslationUnit]:
    """Read XLIFF 2 as a memory. A ``unit`` with several segments gives a unit for each segment.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.
        notices: collects the deviations that lose nothing; by default, each deviation is an error.

    Returns:
        The units, read while you iterate.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of XLIFF 2.
    """
    return (returned.unit for returned in in_context(_units(stream, name, notices, segments=True)))


def _units(
    stream: BinaryIO, name: str, notices: Notices | None, *, segments: bool
) -> Iterator[tuple[Returned, dict[str, str]]]:
    current = OpenFile()
    rules = Xliff2Rules(codes=segments, deviation=None if notices is None else notices.of(name))
    languages = ("und", "und")
    for found in elements(stream, name, "xliff", _WANTED, _AROUND, namespaces=True, rules=rules):
        element, tag = found.element, local(found.element)
        if tag == "xliff" and found.event == "start":
            languages = canonical(element.get("srcLang") or "und"), canonical(element.get("trgLang") or "und")
        elif tag == "file" and found.event == "start":
            current = OpenFile(current.number + 1, Provenance(element.get("original", ""), *languages))
        elif tag == "group":
            if found.event == "start":
                current.sections.append(element.get("name"))
            else:
                current.sections.pop()
        elif tag == "metadata" and not current.sections:
            current.facts = _own(element, f"{name}:{found.line}")
            current.origin = file_provenance(current.facts, current.origin.path, *languages)
        elif tag == "unit":
            yield from _unit(current, found, name, segments=segments)


def _own(metadata: Element, where: str) -> dict[str, str]:
    """Return the facts in the metadata group of loc-align."""
    return dict(
        decode_fact(meta.get("type", ""), "".join(meta.itertext()), where)
        for group in metadata
        if group.get("category") == "loc-align"
        for meta in group
        if local(meta) == "meta"
    )


def _unit(current: OpenFile, found: Found, name: str, *, segments: bool) -> Iterator[tuple[Returned, dict[str, str]]]:
    unit = found.element
    facts = _facts(unit, f"{name}:{found.line}")
    pieces = [child for child in unit if local(child) in {"segment", "ignorable"}]
    own = [piece for piece in pieces if local(piece) == "segment"]
    if not segments or len(own) < 2:  # noqa: PLR2004 - one segment is the unit
        yield _returned(current, found, facts, pieces), facts
        return
    for number, piece in enumerate(own, 1):
        yield _returned(current, found, facts, [piece], f".{piece.get('id', number)}"), facts


def _facts(unit: Element, where: str) -> dict[str, str]:
    return next((_own(child, where) for child in unit if child.tag == _METADATA), {})


def _returned(
    current: OpenFile, found: Found, facts: dict[str, str], pieces: list[Element], suffix: str = ""
) -> Returned:
    data = original_data(found.element)
    exported = facts.get("target-hash") if "generator" in current.facts else None
    sources = content((child for piece in pieces for child in piece if local(child) == "source"), data)
    sides = Sides(f"{found.element.get('id', '')}{suffix}", sources, _target(pieces, data))
    target = sides.without_empty(exported)
    state, substates = _states(pieces) if target is not None else (None, frozenset())
    text = None if target is None else text_of(target)
    unit = TranslationUnit(
        id=facts.get("id") or sides.key,
        provenance=current.origin,
        section=section_of(facts, current.sections),
        state=_unit_state(state, substates, current.origin),
        matches=_matches(found.element),
        memory_line=found.line,
        **unit_fields(facts, text_of(sides.source), text),
    )
    touched = exported is not None and exported != fingerprint(text)
    draft = state == "initial" and not (touched and "loc-align:fuzzy" in substates)
    return Returned(
        unit, sides.source, target, sides.key, found.line, current.number, current.facts.get("document-hash"),
        current.facts.get("relative"), exported,
        confirmed=target is not None and (not draft or is_edited_copy(facts, unit)),
        old_source=facts.get("old-source"),
        locked=found.element.get("translate") == "no",
    )  # fmt: skip


def _unit_state(state: State | None, substates: frozenset[str | None], origin: Provenance) -> State | None:
    if state is None or "loc-align:fuzzy" in substates:
        return None
    return unit_state(state, origin.translation_type)


def _target(pieces: list[Element], data: Mapping[str, str]) -> Content | None:
    """Return the targets in their order (XLIFF 2.1, 4.3.1.20). An ignorable without a target gives its source."""
    if not any(local(child) == "target" for piece in pieces for child in piece):
        return None
    chosen: list[tuple[int, Element]] = []
    for number, piece in enumerate(pieces, 1):
        children = {local(child): child for child in reversed(piece)}
        target = children.get("target")
        if target is None and local(piece) == "ignorable":
            target = children.get("source")
        if target is not None:
            order = target.get("order", "")
            chosen.append((int(order) if order.isdecimal() and len(order) < _DIGITS else number, target))
    return content((target for _, target in sorted(chosen, key=lambda item: item[0])), data)


def _states(pieces: list[Element]) -> tuple[State | None, frozenset[str | None]]:
    """Return the earliest state of the segments with a target, and their substates."""
    own = [piece for piece in pieces if local(piece) == "segment" and any(local(child) == "target" for child in piece)]
    said = [as_state(piece.get("state")) for piece in own]
    states = [state for state in said if state is not None]
    return min(states, key=_ORDER.index, default=None), frozenset(piece.get("subState") for piece in own)


def _matches(unit: Element) -> tuple[Match, ...]:
    return tuple(
        _match(match) for child in unit if local(child) == "matches" for match in child if local(match) == "match"
    )


def _match(match: Element) -> Match:
    data = original_data(match)
    texts = {local(child): text_of(content([child], data)) for child in reversed(match)}
    quality = match.get("similarity") or match.get("matchQuality") or match.get("matchSuitability")
    score = score_of(f"{quality}%") if quality else 0.0
    kind = _KINDS.get(match.get("subType")) or _kind(match.get("type"), score)
    return Match(kind, score, texts.get("source", ""), texts.get("target", ""), match.get("origin", ""))


def _kind(said: str | None, score: float) -> MatchKind:
    if said in {"icm", "idm"}:
        return "in-context"
    return "exact" if score >= 1 else "fuzzy"
