"""The columns of a table: ours, and those of other tools' tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import langcodes
from msgspec import Struct

from loc_align.errors import FormatError
from loc_align.formats.lang import canonical

_Value = Any


class Column(Struct, frozen=True):
    """How the value of a key becomes a cell, and a cell that is not empty a value."""

    cell: Callable[[_Value], str]
    value: Callable[[str], _Value]


def _optional(value: str | None) -> str:
    """A text that may be absent: the empty cell; a text that could be taken for that, or for this, is a JSON string."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if not value or value[0] == value[-1] == '"' else value


def _from_optional(cell: str) -> str | None:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        try:
            return str(json.loads(cell))
        except ValueError:
            return cell
    return cell or None


def _json(value: _Value) -> str:
    return "" if value in (None, []) else json.dumps(value, ensure_ascii=False)


def _from_json(cell: str) -> _Value:
    """What the cell says in JSON; a cell that is none is itself, for the unit's reader to refuse."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


_TEXT = Column(lambda value: value or "", lambda cell: cell)
_OPTIONAL = Column(_optional, _from_optional)
_JSON = Column(_json, _from_json)

COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "id": _TEXT,
        "source": _TEXT,
        "target": _TEXT,
        "source_lang": _TEXT,
        "target_lang": _TEXT,
        "path": _TEXT,
        "line": _JSON,
        "column": _JSON,
        "block": _TEXT,
        "section": _JSON,
        "state": _TEXT,
        "translation_type": _TEXT,
        "origin": _TEXT,
        "score": _JSON,
        "bead": _TEXT,
        "reasons": _JSON,
        "defects": _JSON,
        "count": _JSON,
        "source_span": _JSON,
        "target_span": _JSON,
        "previous": _OPTIONAL,
        "next": _OPTIONAL,
        "handoff": _TEXT,
        "commit": _OPTIONAL,
        "file_hash": _OPTIONAL,
        "matches": _JSON,
    }
)
"""Our columns in their order; their names are the keys of the JSON form."""

_ALIASES = {
    "source": "source", "source text": "source", "src": "source", "original": "source",
    "target": "target", "target text": "target", "tgt": "target", "trg": "target", "translation": "target",
    "id": "id", "key": "id", "name": "id", "identifier": "id",
    "source language": "source_lang", "target language": "target_lang",
}  # fmt: skip


class Columns:
    """What the columns of one table stand for."""

    def __init__(self, names: Sequence[str], where: str) -> None:
        """Understand the first row.

        Args:
            names: its cells.
            where: file and line, for messages.

        Raises:
            FormatError: it does not say where sources and targets are.
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
                f"{where}: the first row names no columns 'source' and 'target', nor two languages, but {shown!r}; "
                "put a row with the names of the columns before the others"
            )
            raise FormatError(message)

    def _named(self) -> list[tuple[int, int, str, str]]:
        """Columns of a source and a target, and their languages where the names say them."""
        if "source" in self._keys and "target" in self._keys:
            return [(self._keys["source"], self._keys["target"], "", "")]
        return []

    def _languages(self, names: Sequence[str]) -> list[tuple[int, int, str, str]]:
        """Columns named by languages: the first one is the source, each of the others a target."""
        found = [(at, lang) for at, name in enumerate(names) if (lang := _language(name))]
        return [(found[0][0], at, found[0][1], lang) for at, lang in found[1:]]

    def values(self, row: Sequence[str], number: int, where: str) -> Iterator[dict[str, _Value]]:
        """The units of a row, as the objects that the JSON form has.

        Args:
            row: its cells.
            number: what stands for an id where the table has none: the row's line.
            where: file and line, for messages.

        Raises:
            FormatError: the row has not as many cells as the first one.
        """
        if len(row) != self._width:
            message = f"{where}: the row has {len(row)} cells, but the first one names {self._width} columns"
            raise FormatError(message)
        known = {key: COLUMNS[key].value(row[at]) for key, at in self._keys.items() if row[at]}
        known |= {key: canonical(known[key]) for key in ("source_lang", "target_lang") if key in known}
        for source, target, source_lang, target_lang in self._sides:
            values = {"id": str(number), "source_lang": "und", **known}
            values["source"] = row[source] if row[source] or "source_span" in known else None
            values["target"] = row[target] if row[target] or "target_span" in known else None
            if source_lang:
                values |= {"source_lang": source_lang, "target_lang": target_lang}
            yield values


def _language(name: str) -> str:
    """The language that a column is named by, canonical BCP 47; empty where it is none."""
    tag = name.strip()
    is_key = tag.lower() in COLUMNS or tag.lower() in _ALIASES
    return canonical(tag) if tag and not is_key and langcodes.tag_is_valid(tag) else ""
