"""Reads from a configuration how the documents below its folder are read.

Every command needs it for every document, and few commands need the rest of the configuration.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from loc_align.markdown.flavours import READING_KEYS, Reading, reading_of
from loc_align.text.path_patterns import matches

_NAMES = ("loc-align.toml", "pyproject.toml")


class Configured(Struct, frozen=True):
    """What a configuration says about how documents are read."""

    path: str
    """The path of the configuration."""
    base: Mapping[str, Any]
    """The keys that apply to all documents."""
    overrides: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]
    """Path patterns, each with the keys for matching documents, in order."""

    def reading(self, path: str) -> Reading:
        """Return how a document is read.

        Args:
            path: the absolute path of the document.

        Raises:
            UsageError: a value is invalid.
        """
        table = dict(self.base)
        relative = Path(path).relative_to(Path(self.path).parent).as_posix() if self.overrides else ""
        for patterns, values in self.overrides:
            if matches(relative, patterns):
                table.update(values)
        return reading_of(table, f"{self.path}: ")


@lru_cache(maxsize=4096)
def configured_in(folder: Path) -> Configured | None:
    """Return what the configuration in a folder says; ``None`` if there is none.

    Raises:
        UsageError: a value is invalid.
    """
    for name in _NAMES:
        table = _table(folder / name)
        if table is not None:
            return _configured(table, str(folder / name))
    return None


def _table(path: Path) -> dict[str, Any] | None:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None  # the command that uses the rest of the configuration reports what is wrong
    if path.name == "pyproject.toml":
        tool: Any = tables.get("tool")
        own: Any = tool.get("loc-align") if isinstance(tool, dict) else None
        return own if isinstance(own, dict) else None
    return tables


def _configured(table: Mapping[str, Any], path: str) -> Configured:
    reading_of(table, f"{path}: ")
    found: Any = table.get("overrides")
    overrides: list[tuple[tuple[str, ...], Mapping[str, Any]]] = []
    for number, item in enumerate(found if isinstance(found, list) else [], 1):
        patterns = item.get("paths") if isinstance(item, dict) else None
        if isinstance(patterns, list) and all(isinstance(pattern, str) for pattern in patterns):
            values = _reading_keys(item)
            reading_of(values, f"{path}: overrides.{number}.")
            if values:
                overrides.append((tuple(patterns), values))
    return Configured(path, _reading_keys(table), tuple(overrides))


def _reading_keys(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in table.items() if key in READING_KEYS}
