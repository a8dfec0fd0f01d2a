"""A unit as a JSON object, and back: what the JSON and the JSON Lines forms share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, get_args

from loc_align.errors import FormatError
from loc_align.markdown import inline
from loc_align.model import (
    BlockKind,
    Match,
    MatchKind,
    Origin,
    Provenance,
    Segment,
    Span,
    State,
    TranslationType,
    TranslationUnit,
)

_quote: Callable[[str], str] = encode_basestring
_KINDS = frozenset(get_args(BlockKind))
_ORIGINS = frozenset(get_args(Origin))
_STATES = frozenset(get_args(State))
_MATCH_KINDS = frozenset(get_args(MatchKind))
_TYPES = frozenset(get_args(TranslationType))


def encode_units(units: Iterable[TranslationUnit]) -> Iterator[str]:
    """One JSON object a unit, each on one line without its newline."""
    provenance: Provenance | None = None
    path = languages = translation_type = origin = ""
    for unit in units:
        if unit.provenance is not provenance:
            provenance = unit.provenance
            path, languages, translation_type, origin = _fixed(provenance)
        source, source_text, source_span = _side(unit.source)
        target, target_text, target_span = _side(unit.target)
        yield (
            f'{{"id": {_quote(unit.id)}, "path": {path}, "line": {unit.line}, "column": {unit.column}, '
            f'"source": {source}, "target": {target}, "source_text": {source_text}, "target_text": {target_text}, '
            f'{languages}, "block": "{unit.block}", "section": {_array(unit.section)}, '
            f'"translation_type": {translation_type}, "origin": "{unit.origin}", "score": {unit.score!r}, '
            f'"defects": {_array(unit.defects)}, "source_span": {source_span}, "target_span": {target_span}, '
            f'"previous": {_text(unit.previous)}, "next": {_text(unit.next)}, {origin}, "count": {unit.count}, '
            f'"state": {_text(unit.state)}, "bead": {_quote(unit.bead)}, "reasons": {_array(unit.reasons)}'
            f"{_matches(unit.matches)}}}"
        )


def _fixed(provenance: Provenance) -> tuple[str, str, str, str]:
    """The parts of an object that are the same for all units of a file."""
    return (
        _quote(provenance.path),
        f'"source_lang": {_quote(provenance.source_lang)}, "target_lang": {_quote(provenance.target_lang)}',
        _text(provenance.translation_type),
        (
            f'"handoff": {_text(provenance.handoff.isoformat() if provenance.handoff else None)}, '
            f'"commit": {_text(provenance.commit)}, "file_hash": {_text(provenance.file_hash)}'
        ),
    )


def _matches(matches: Iterable[Match]) -> str:
    """What memories offer; nothing where that is nothing, as it is for nearly all units."""
    shown = ", ".join(
        f'{{"kind": "{match.kind}", "score": {match.score!r}, "source": {_quote(match.source)}, '
        f'"target": {_quote(match.target)}, "origin": {_quote(match.origin)}}}'
        for match in matches
    )
    return f', "matches": [{shown}]' if shown else ""


@lru_cache(maxsize=64)
def _array(strings: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quote, strings))}]"


def _text(text: str | None) -> str:
    return "null" if text is None else _quote(text)


def _side(segment: Segment | None) -> tuple[str, str, str]:
    """A side's Markdown, its plain text and its span."""
    if segment is None:
        return "null", "null", "null"
    text, span = segment.text, segment.span
    shown, markdown = inline.plain(text), _quote(text)
    return markdown, markdown if shown is text else _quote(shown), f"[{span.start}, {span.end}]"


def decode_unit(value: object, where: str, line: int) -> TranslationUnit:
    """The unit of a JSON object.

    Args:
        value: what JSON read.
        where: file and line, for messages.
        line: the 1-based line of the file on which it starts.

    Raises:
        FormatError: a value is not of the type that its key asks for, or the id is missing.
    """
    if not isinstance(value, dict):
        message = f"{where}: a unit must be an object, not {_name(value)}"
        raise FormatError(message)
    return _Object(value, where).unit(line)


def _name(value: object) -> str:
    return "null" if value is None else type(value).__name__


class _Object:
    """A JSON object whose values are taken out with their types checked."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._values = values
        self._where = where

    def unit(self, line: int) -> TranslationUnit:
        return TranslationUnit(
            id=self._string("id"),
            source=self._segment("source"),
            target=self._segment("target"),
            provenance=self._provenance(),
            line=self._integer("line", 1),
            column=self._integer("column", 1),
            block=self._choice("block", _KINDS, "paragraph"),
            section=self._strings("section"),
            previous=self._optional("previous"),
            next=self._optional("next"),
            origin=self._choice("origin", _ORIGINS, "id"),
            score=self._number("score", 1.0),
            defects=self._strings("defects"),
            count=self._integer("count", 1),
            state=self._choice("state", _STATES, None),
            memory_line=line,
            bead=self._optional("bead") or "1-1",
            reasons=self._strings("reasons"),
            matches=self._matches(),
        )

    def _matches(self) -> tuple[Match, ...]:
        found = self._values.get("matches", [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self._fail("matches", "an array of objects")
        return tuple(_Object(item, f"{self._where}: a match").match() for item in found)

    def match(self) -> Match:
        return Match(
            kind=self._choice("kind", _MATCH_KINDS, "fuzzy"),
            score=self._number("score", 1.0),
            source=self._string("source"),
            target=self._string("target"),
            origin=self._optional("origin") or "",
        )

    def _provenance(self) -> Provenance:
        default = Provenance()
        return Provenance(
            path=self._optional("path") or "",
            source_lang=self._optional("source_lang") or default.source_lang,
            target_lang=self._optional("target_lang") or default.target_lang,
            translation_type=self._choice("translation_type", _TYPES, None),
            handoff=self._date("handoff"),
            commit=self._optional("commit"),
            file_hash=self._optional("file_hash"),
        )

    def _fail(self, key: str, expected: str) -> FormatError:
        return FormatError(f"{self._where}: {key!r} must be {expected}, not {self._shown(key)}")

    def _shown(self, key: str) -> str:
        if key not in self._values:
            return "missing"
        value = self._values[key]
        return json.dumps(value, ensure_ascii=False)[:60] if isinstance(value, (str, int, float)) else _name(value)

    def _string(self, key: str) -> str:
        value = self._values.get(key)
        if not isinstance(value, str):
            raise self._fail(key, "a string")
        return value

    def _optional(self, key: str) -> str | None:
        value = self._values.get(key)
        if value is not None and not isinstance(value, str):
            raise self._fail(key, "a string or null")
        return value

    def _integer(self, key: str, default: int) -> int:
        value = self._values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._fail(key, "a whole number above 0")
        return value

    def _number(self, key: str, default: float) -> float:
        value = self._values.get(key, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self._fail(key, "a number from 0 to 1")
        return float(value)

    def _choice(self, key: str, choices: frozenset[str], default: str | None) -> Any:  # noqa: ANN401 - one of a Literal
        value = self._values.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in choices:
            raise self._fail(key, f"one of {', '.join(sorted(choices))}")
        return value

    def _strings(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(key, "an array of strings")
        return tuple(value)

    def _date(self, key: str) -> date | None:
        value = self._optional(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self._fail(key, "a date such as 2019-12-05") from None

    def _segment(self, key: str) -> Segment | None:
        text = self._optional(key)
        if text is None:
            return None
        span = self._values.get(f"{key}_span")
        if span is None:
            return Segment(Span(0, len(text)), text)
        if not (isinstance(span, list) and len(span) == 2 and all(isinstance(item, int) for item in span)):  # noqa: PLR2004
            raise self._fail(f"{key}_span", "an array of two whole numbers")
        return Segment(Span(*span), text)
