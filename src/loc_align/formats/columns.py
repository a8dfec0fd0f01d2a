"""Columns of tables written by loc-align and by other tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msgspec import to_builtins

from loc_align.errors import FormatError
from loc_align.formats.lang import canonical
from loc_align.model import Segment, TranslationUnit
from loc_align.text import counted
from loc_align.text.language_tags import is_registered

_Value = Any


def cells(unit: TranslationUnit) -> tuple[object, ...]:
    """Return the cells of a unit in the order of :data:`COLUMNS`; ``None`` for an empty cell."""
    origin, source, target = unit.provenance, unit.source, unit.target
    return (
        unit.id,
        source.text if source is not None else None,
        target.text if target is not None else None,
        origin.source_lang,
        origin.target_lang,
        origin.path,
        unit.line,
        unit.column,
        unit.block,
        _strings(unit.section),
        unit.state,
        origin.translation_type,
        unit.origin,
        unit.score,
        unit.bead,
        _strings(unit.reasons),
        _strings(unit.defects),
        unit.count,
        _offsets(source),
        _offsets(target),
        _optional(unit.previous),
        _optional(unit.next),
        origin.handoff,
        _optional(origin.commit),
        _optional(origin.file_hash),
        json.dumps(to_builtins(unit.matches), ensure_ascii=False) if unit.matches else None,
    )


@lru_cache(maxsize=64)
def _strings(values: tuple[str, ...]) -> str | None:
    """Return a JSON array, or ``None`` if there are no strings. Cached because adjacent units share their section."""
    return json.dumps(values, ensure_ascii=False) if values else None


def _offsets(segment: Segment | None) -> str | None:
    return None if segment is None else f"[{segment.span.start}, {segment.span.end}]"


def _optional(value: str | None) -> str | None:
    """Return the cell for an optional string. A string that is empty or in quotes becomes a JSON string."""
    if value is None or (value and not value[0] == value[-1] == '"'):
        return value
    return json.dumps(value, ensure_ascii=False)


def _from_optional(cell: str) -> str | None:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        try:
            return str(json.loads(cell))
        except ValueError:
            return cell
    return cell or None


def _from_json(cell: str) -> _Value:
    """Return the JSON value of a cell. A cell that is not JSON is returned as is, so that validation reports it."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


COLUMNS: Mapping[str, Callable[[str], _Value]] = MappingProxyType(
    {
        "id": str,
        "source": str,
        "target": str,
        "source_lang": canonical,
        "target_lang": canonical,
        "path": str,
        "line": _from_json,
        "column": _from_json,
        "block": str,
        "section": _from_json,
        "state": str,
        "translation_type": str,
        "origin": str,
        "score": _from_json,
        "bead": str,
        "reasons": _from_json,
        "defects": _from_json,
        "count": _from_json,
        "source_span": _from_json,
        "target_span": _from_json,
        "previous": _from_optional,
        "next": _from_optional,
        "handoff": str,
        "commit": _from_optional,
        "file_hash": _from_optional,
        "matches": _from_json,
    }
)
"""The columns in order, each with the function that parses a nonempty cell. The names are the keys of the JSON format.
"""

_ALIASES = {
    "source": "source", "source text": "source", "src": "source", "original": "source",
    "target": "target", "target text": "target", "tgt": "target", "trg": "target", "translation": "target",
    "id": "id", "key": "id", "name": "id", "identifier": "id",
    "source language": "source_lang", "target language": "target_lang",
}  # fmt: skip


class Columns:
    """Maps the columns of a table to the fields of a unit."""

    def __init__(self, names: Sequence[str], where: str) -> None:
        """Interpret the first row.

        Args:
            names: the cells of the first row.
            where: the file and the line, for messages.

        Raises:
            FormatError: the row does not name the columns of sources and targets.
        """
        self._keys: dict[str, int] = {}
        for at, name in enumerate(names):
            key = name.strip().lower()
            key = key if key in COLUMNS else _ALIASES.get(key, "")
            if key:
                self._keys.setdefault(key, at)
        self._width = len(names)
        self._sides = self._named() or self._languages(names)
        if not self._sides:
            shown = ", ".join(name.strip()[:30] for name in names[:4])
            message = (
                f"{where}: the first row must name the columns 'source' and 'target', or two languages, not {shown!r}; "
                "add a first row with the column names"
            )
            raise FormatError(message)

    def _named(self) -> list[tuple[int, int, str, str]]:
        """Return the columns ``source`` and ``target``, with unknown languages."""
        if "source" in self._keys and "target" in self._keys:
            return [(self._keys["source"], self._keys["target"], "", "")]
        return []

    def _languages(self, names: Sequence[str]) -> list[tuple[int, int, str, str]]:
        """Return a pair of columns for each target language. The first column named after a language is the source."""
        found = [(at, lang) for at, name in enumerate(names) if (lang := _language(name))]
        return [(found[0][0], at, found[0][1], lang) for at, lang in found[1:]]

    def values(self, row: Sequence[str], number: int, where: str) -> Iterator[dict[str, _Value]]:
        """Yield the units of a row as objects of the JSON format.

        Args:
            row: the cells.
            number: the 1-based line of the row. It is the ID of the units if the table has no column of IDs.
            where: the file and the line, for messages.

        Raises:
            FormatError: the number of cells differs from the first row.
        """
        if len(row) != self._width:
            message = (
                f"{where}: the row must have {counted(self._width, 'cell')} like the first row, not {len(row)}; "
                "put a cell that contains the delimiter in quotes"
            )
            raise FormatError(message)
        known = {key: COLUMNS[key](row[at]) for key, at in self._keys.items() if row[at]}
        for source, target, source_lang, target_lang in self._sides:
            values = {"id": str(number), "source_lang": "und", **known}
            values["source"] = row[source] if row[source] or "source_span" in known else None
            values["target"] = row[target] if row[target] or "target_span" in known else None
            if source_lang:
                values |= {"source_lang": source_lang, "target_lang": target_lang}
            yield values


def _language(name: str) -> str:
    """Return the language that a column is named after, as canonical BCP 47; empty if the name is not a language."""
    tag = name.strip()
    is_key = tag.lower() in COLUMNS or tag.lower() in _ALIASES
    return canonical(tag) if tag and not is_key and is_registered(tag) else ""
