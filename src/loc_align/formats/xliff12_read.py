"""XLIFF 1.2 reader for our own files and for files of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from loc_align.formats.facts import decode_fact, file_provenance, fingerprint, is_edited_copy, section_of, unit_fields
from loc_align.formats.lang import canonical
from loc_align.formats.notices import Notices
from loc_align.formats.returned import CodeRef, Content, Returned, text_of
from loc_align.formats.states import FROM_XLIFF12, unit_state
from loc_align.formats.validity.xliff12 import Xliff12Rules
from loc_align.formats.xliff_common import OpenFile, Sides, in_context, score_of
from loc_align.model import Match, MatchKind, Provenance, State, TranslationUnit
from loc_align.text.xml_stream import Found, elements

_NAMESPACES = ("{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:1.1}", "")
_WANTED = frozenset(f"{space}{name}" for space in _NAMESPACES for name in ("header", "trans-unit"))
_AROUND = frozenset(f"{space}{name}" for space in _NAMESPACES for name in ("file", "group"))
_CONTROL = re.compile(r"U\+([0-9A-F]{4,6})")
_OWN = "x-loc-align-"
_KINDS: dict[str, MatchKind] = {"in-context": "in-context", "exact": "exact", "fuzzy": "fuzzy"}
_NEEDS = "needs-"
"""How the states start in which a target must not be used as it is, also after its translation (XLIFF 1.2, 2.3)."""
_MACHINE = frozenset(("leveraged-mt", "mt-suggestion"))


def read_returned(stream: BinaryIO, name: str, notices: Notices | None = None) -> Iterator[Returned]:
    """Read XLIFF 1.2 for a merge. Each ``trans-unit`` gives one unit.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.
        notices: collects the deviations that lose nothing; by default, each deviation is an error.

    Returns:
        The units, read while you iterate.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of XLIFF 1.2.
    """
    return in_context(_units(stream, name, notices, segments=False))


def read_xliff12(stream: BinaryIO, name: str, notices: Notices | None = None) -> Iterator[TranslationUnit]:
    """Read XLIFF 1.2 as a memory. A segmented ``trans-unit`` gives a unit for each segment.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.
        notices: collects the deviations that lose nothing; by default, each deviation is an error.

    Returns:
        The units, read while you iterate.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of XLIFF 1.2.
    """
    return (returned.unit for returned in in_context(_units(stream, name, notices, segments=True)))


def _units(
    stream: BinaryIO, name: str, notices: Notices | None, *, segments: bool
) -> Iterator[tuple[Returned, dict[str, str]]]:
    current = OpenFile()
    rules = Xliff12Rules(codes=segments, deviation=None if notices is None else notices.of(name))
    for found in elements(stream, name, "xliff", _WANTED, _AROUND, namespaces=True, rules=rules):
        tag = _local(found.element)
        if tag == "file":
            if found.event == "start":
                current = _start(found.element, current.number + 1)
        elif tag == "group":
            if found.event == "start":
                current.sections.append(_title(found.element))
            else:
                current.sections.pop()
        elif tag == "header":
            _header(current, found.element, f"{name}:{found.line}")
        else:
            yield from _trans_unit(current, found, name, segments=segments)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _start(element: Element, number: int) -> OpenFile:
    path = element.get("original", "")
    source_lang = canonical(element.get("source-language") or "und")
    return OpenFile(number, Provenance(path, source_lang, canonical(element.get("target-language") or "und")))


def _title(group: Element) -> str | None:
    return group.get("resname") if group.get("restype") in {"x-section", None} else None


def _header(current: OpenFile, header: Element, where: str) -> None:
    for child in header:
        if _local(child) == "tool" and child.get("tool-id") == "loc-align":
            current.facts["own"] = "yes"
        elif _local(child) == "note" and child.get("from") == "loc-align":
            key, _, value = "".join(child.itertext()).partition("=")
            key, value = decode_fact(key, value, where)
            current.facts[key] = value
    origin = current.origin
    current.origin = file_provenance(current.facts, origin.path, origin.source_lang, origin.target_lang)


def _trans_unit(
    current: OpenFile, found: Found, name: str, *, segments: bool
) -> Iterator[tuple[Returned, dict[str, str]]]:
    element = found.element
    facts = _facts(element, f"{name}:{found.line}")
    children = {_local(child): child for child in reversed(element)}
    source, target = children.get("source"), children.get("target")
    whole = Sides(
        element.get("id", ""),
        () if source is None else _content(source),
        None if target is None else _content(target),
    )
    for sides in (_segments(whole.key, children) if segments else ()) or (whole,):
        returned = _returned(current, found, facts, sides)
        if segments and target is not None and target.get("state", "").startswith(_NEEDS):
            returned = replace(returned, unit=replace(returned.unit, state="initial"))
        yield returned, facts


def _returned(current: OpenFile, found: Found, facts: dict[str, str], sides: Sides) -> Returned:
    element = found.element
    target_element = next((child for child in element if _local(child) == "target"), None)
    exported = facts.get("target-hash") if "own" in current.facts else None
    target = sides.without_empty(exported)
    value = target_element.get("state") if target_element is not None and target is not None else None
    qualifier = target_element.get("state-qualifier") if target_element is not None else None
    origin = current.origin
    if qualifier in _MACHINE and origin.translation_type is None and "own" not in current.facts:
        origin = _machine(origin)
    state = _state(value, approved=element.get("approved") == "yes") if target is not None else None
    text = None if target is None else text_of(target)
    unit = TranslationUnit(
        id=facts.get("id") or sides.key,
        provenance=origin,
        section=section_of(facts, current.sections),
        state=unit_state(state, origin.translation_type),
        matches=tuple(_match(child) for child in element if _local(child) == "alt-trans" and _is_match(child)),
        memory_line=found.line,
        **unit_fields(facts, text_of(sides.source), text),
    )
    untouched = qualifier == "fuzzy-match" and exported == fingerprint(text)
    return Returned(
        unit, sides.source, target, sides.key, found.line, current.number, current.facts.get("document-hash"),
        current.facts.get("relative"), exported,
        confirmed=target is not None and (state != "initial" or is_edited_copy(facts, unit)) and not untouched,
        old_source=facts.get("old-source"),
        locked=element.get("translate") == "no",
    )  # fmt: skip


def _machine(origin: Provenance) -> Provenance:
    return Provenance(
        origin.path, origin.source_lang, origin.target_lang, "MT", origin.handoff, origin.commit, origin.file_hash
    )


def _state(said: str | None, *, approved: bool) -> State | None:
    if said is None:
        return "reviewed" if approved else None
    return FROM_XLIFF12.get(said, "translated")


def _facts(element: Element, where: str) -> dict[str, str]:
    facts = {}
    for group in element:
        for context in group if _local(group) == "context-group" else ():
            kind = context.get("context-type", "")
            if kind.startswith(_OWN):
                key, value = decode_fact(kind.removeprefix(_OWN), "".join(context.itertext()), where)
                facts[key] = value
    return facts


def _segments(key: str, children: dict[str, Element]) -> list[Sides]:
    """Return the segments of a segmented unit."""
    if "seg-source" not in children:
        return []
    targets = dict(_marked(children["target"])) if "target" in children else {}
    return [Sides(f"{key}.{mid}", source, targets.get(mid)) for mid, source in _marked(children["seg-source"])]


def _marked(element: Element) -> Iterator[tuple[str, Content]]:
    for mark in element.iter():
        if _local(mark) == "mrk" and mark.get("mtype") == "seg":
            yield mark.get("mid", ""), _content(mark)


def _content(element: Element) -> Content:
    parts: list[str | CodeRef] = []
    for part in _pieces(element):
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return tuple(parts)


def _pieces(element: Element) -> Iterator[str | CodeRef]:
    yield element.text or ""
    for child in element:
        yield from _inline(child)
        yield child.tail or ""


def _inline(element: Element) -> Iterator[str | CodeRef]:
    """Yield the text and the codes of an inline element (XLIFF 1.2, 2.4)."""
    tag, key = _local(element), element.get("id", "")
    if tag == "g":
        yield CodeRef("open", key, None)
        yield from _pieces(element)
        yield CodeRef("close", key, None)
    elif tag == "x":
        control = _CONTROL.fullmatch(element.get("equiv-text", "")) if element.get("ctype") == "x-control" else None
        yield chr(int(control[1], 16)) if control else CodeRef("standalone", key, None)
    elif tag in {"ph", "it"}:
        number = element.get("rid") or key if tag == "it" else key
        yield CodeRef("standalone", number, "".join(element.itertext()))
    elif tag in {"bpt", "bx"}:
        yield CodeRef("open", element.get("rid") or key, "".join(element.itertext()) if tag == "bpt" else None)
    elif tag in {"ept", "ex"}:
        yield CodeRef("close", element.get("rid") or key, "".join(element.itertext()) if tag == "ept" else None)
    else:  # a mark, or an element of another tool around text
        yield from _pieces(element)


def _is_match(alternative: Element) -> bool:
    return alternative.get("alttranstype", "proposal") == "proposal"


def _match(alternative: Element) -> Match:
    texts = {_local(child): text_of(_content(child)) for child in reversed(alternative)}
    score = score_of(alternative.get("match-quality"))
    kind = _KINDS.get(alternative.get("extype", ""), "exact" if score >= 1 else "fuzzy")
    return Match(kind, score, texts.get("source", ""), texts.get("target", ""), alternative.get("origin", ""))
