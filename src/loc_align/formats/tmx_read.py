"""TMX reader for our own files and for files of other tools (TMX 1.1 to 1.4b, levels 1 and 2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import BinaryIO, cast, get_args
from xml.etree.ElementTree import Element

from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.formats.facts import count_of
from loc_align.formats.lang import canonical
from loc_align.formats.notices import Notices
from loc_align.formats.states import as_state
from loc_align.formats.validity.tmx import TmxRules
from loc_align.formats.xml_text import ILLEGAL, REPLACEMENT
from loc_align.model import BlockKind, Provenance, Segment, Span, TranslationType, TranslationUnit
from loc_align.text.xml_stream import Found, elements

_ALL = "*all*"
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T")
_POSITION = re.compile(r"(\d{1,18}):(\d{1,18}) (\d{1,18})-(\d{1,18}) (\d{1,18})-(\d{1,18})")
_CONTROL = re.compile(r"U\+([0-9A-F]{4,6})")
_KINDS = frozenset(get_args(BlockKind))


class _Variant(Struct, frozen=True):
    """A ``tuv``: a language, and the text in it."""

    lang: str
    text: str


def read_tmx(
    stream: BinaryIO, name: str, source_lang: str | None = None, notices: Notices | None = None
) -> Iterator[TranslationUnit]:
    """Read TMX (TMX 1.4b, LISA).

    A ``tu`` with more than two languages gives a unit for each target language. Inline codes give their native markup,
    so a segment equals the exported one. A ``tu`` without the source language is skipped.

    Args:
        stream: the bytes of the file.
        name: the name of the file, for messages.
        source_lang: the language of the sources; by default, the ``srclang`` of the file.
        notices: collects the deviations that lose nothing, and the units that are left out; by default, each deviation
            is an error.

    Yields:
        The units, one by one.

    Raises:
        FormatError: the file is not well-formed, declares an entity, or breaks the rules of TMX.
    """
    header_lang = _ALL
    number = 0
    rules = TmxRules(None if notices is None else notices.of(name))
    for found in elements(stream, name, "tmx", ("header", "tu"), rules=rules):
        if found.element.tag == "header":
            header_lang = found.element.get("srclang") or _ALL
            continue
        number += 1
        wanted = source_lang or found.element.get("srclang") or header_lang
        units = [*_units(found, wanted, number, name)]
        yield from units
        if notices is not None and not units:
            notices.left_out[_reason(found.element, wanted)] += 1


def _reason(unit: Element, lang: str) -> str:
    """Return why a unit gives no pair."""
    variants = [_variant(element) for element in unit.iter("tuv")]
    if not variants:
        return "no text"
    return "only one language" if _source(variants, lang) else f"no source in {lang}"


def _units(found: Found, source_lang: str, number: int, name: str) -> Iterator[TranslationUnit]:
    unit = found.element
    props = _props(unit, f"{name}:{found.line}")
    variants = [_variant(element) for element in unit.iter("tuv")]
    source = _source(variants, source_lang)
    if source is None:
        return
    for target in variants:
        if target is not source:
            yield _unit(found, props, source, target, number)


def _unit(
    found: Found, props: Mapping[str, Sequence[str]], source: _Variant, target: _Variant, number: int
) -> TranslationUnit:
    element = found.element
    path = _first(props, "x-file") or ""
    line, column, target_span, source_span = _position(_first(props, "x-position"), source.text, target.text)
    kind = _first(props, "x-block")
    return TranslationUnit(
        id=_first(props, "x-id") or _id(element.get("tuid"), path, number),
        source=Segment(source_span, source.text),
        target=Segment(target_span, target.text),
        provenance=_shared(
            Provenance(
                path=path,
                source_lang=source.lang,
                target_lang=target.lang,
                translation_type=_translation_type(element, props),
                handoff=_date(element.get("creationdate")),
                commit=_first(props, "x-commit"),
                file_hash=_first(props, "x-file-hash"),
            )
        ),
        line=line,
        column=column,
        block=cast("BlockKind", kind) if kind in _KINDS else "paragraph",
        section=tuple(props.get("x-section", ())),
        previous=_first(props, "x-context-pre"),
        next=_first(props, "x-context-post"),
        memory_line=found.line,
        origin="content" if _first(props, "x-origin") == "content" else "id",
        score=_score(_first(props, "x-score")),
        defects=tuple((_first(props, "x-defects") or "").split()),
        count=count_of(element.get("usagecount", "")),
        state=as_state(_first(props, "x-state")),
        bead=_first(props, "x-bead") or "1-1",
        reasons=tuple((_first(props, "x-reasons") or "").split()),
    )


@lru_cache(maxsize=64)
def _shared(provenance: Provenance) -> Provenance:
    """Return the same object for equal values, so that the units of a file share it."""
    return provenance


def _props(unit: Element, where: str) -> dict[str, list[str]]:
    props: dict[str, list[str]] = {}
    for prop in unit.iterfind("prop"):
        kind, value = prop.get("type", ""), "".join(prop.itertext())
        if kind.startswith("x-") and kind.endswith("-json"):
            kind = kind.removesuffix("-json")
            try:
                value = str(json.loads(value))
            except (ValueError, RecursionError):
                message = f"{where}: the value of the prop {kind}-json must be a JSON string"
                raise FormatError(message) from None
        props.setdefault(kind, []).append(value)
    return props


def _first(props: Mapping[str, Sequence[str]], kind: str) -> str | None:
    values = props.get(kind)
    return values[0] if values else None


def _variant(element: Element) -> _Variant:
    segment = element.find("seg")
    lang = canonical(element.get("xml:lang") or element.get("lang") or "und")
    return _Variant(lang, "" if segment is None else _text(segment))


def _text(element: Element) -> str:
    """Return the text of a segment, including the native markup in inline codes."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        control = _CONTROL.fullmatch(child.text or "") if child.get("type") == "x-control" else None
        parts += (chr(int(control[1], 16)) if control else _text(child), child.tail or "")
    return "".join(parts)


def _source(variants: Sequence[_Variant], lang: str) -> _Variant | None:
    """Return the variant in the source language, or else with the same primary language; the first for ``*all*``."""
    if lang == _ALL:
        return variants[0] if variants else None
    wanted = canonical(lang)
    primary = wanted.partition("-")[0]
    exact = (variant for variant in variants if variant.lang == wanted)
    near = (variant for variant in variants if variant.lang.partition("-")[0] == primary)
    return next(exact, None) or next(near, None)


def _id(tuid: str | None, path: str, number: int) -> str:
    if not tuid:
        return str(number)
    return tuid.removeprefix(f"{ILLEGAL.sub(REPLACEMENT, path)}#")


def _translation_type(element: Element, props: Mapping[str, Sequence[str]]) -> TranslationType | None:
    said = _first(props, "x-translation-type")
    if said in {"HT", "MT"}:
        return cast("TranslationType", said)
    return "MT" if element.get("creationid") in {"MT!", "MT"} else None


def _date(value: str | None) -> date | None:
    found = _DATE.match(value or "")
    try:
        return date(*(int(number) for number in found.groups())) if found else None
    except ValueError:
        return None


def _position(value: str | None, source: str, target: str) -> tuple[int, int, Span, Span]:
    found = _POSITION.fullmatch(value or "")
    if found is None:
        return 1, 1, Span(0, len(target)), Span(0, len(source))
    line, column, *offsets = map(int, found.groups())
    return line, column, Span(*offsets[:2]), Span(*offsets[2:])


def _score(value: str | None) -> float:
    try:
        return min(max(float(value), 0.0), 1.0) if value else 1.0
    except ValueError:
        return 1.0
