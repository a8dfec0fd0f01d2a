"""The options of the data sources, checked while Spark plans a query."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.formats import Publication

KINDS = ("sxs", "pairs", "memory")
_YES = {"true": True, "false": False}


class SourceOptions(Struct, frozen=True):
    """The options of a data source."""

    paths: tuple[str, ...]
    kind: str
    source: str | None
    """For ``pairs``: the documents in the source language."""
    source_lang: str
    target_lang: str | None
    partitions: int | None
    check: bool
    publication: Publication


def read_options(values: Mapping[str, str]) -> SourceOptions:
    """Return the options that a caller of Spark has set.

    Args:
        values: the options, with names in lower case.

    Raises:
        UsageError: a path is missing, or a value is not allowed.
    """
    target = values.get("target_lang")
    return SourceOptions(
        _paths(values),
        _choice("kind", values.get("kind", KINDS[0]), KINDS),
        values.get("source"),
        canonical_lang(values.get("source_lang", "en-US")),
        canonical_lang(target) if target else None,
        _count("partitions", values["partitions"]) if "partitions" in values else None,
        _YES[_choice("check", values.get("check", "false"), tuple(_YES))],
        Publication(values.get("repository"), values.get("revision"), values.get("license")),
    )


def _paths(values: Mapping[str, str]) -> tuple[str, ...]:
    if "path" in values:
        return (values["path"],)
    # Spark passes several paths as JSON.
    paths = msgspec.json.decode(values.get("paths", "[]"), type=tuple[str, ...])
    if not paths:
        raise UsageError("a path is missing; give one to load(), or as the option 'path'")
    return paths


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value.lower() not in allowed:
        raise UsageError(f"the option {name!r} must be one of {', '.join(allowed)}, not {value!r}")
    return value.lower()


def _count(name: str, value: str) -> int:
    if not value.isdecimal() or int(value[:9]) < 1:
        raise UsageError(f"the option {name!r} must be a number from 1, not {value!r}")
    return int(value[:9])
