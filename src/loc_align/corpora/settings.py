"""The settings of a corpus: the filters in their order, their thresholds, and the splits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct, ValidationError, convert, field

from loc_align.corpora.filters import DEFAULT_ORDER, FILTERS, Value
from loc_align.errors import InputError, UsageError
from loc_align.files.streams import content_of

Machine = Literal["apart", "keep", "drop"]
Conflict = Literal["human", "majority", "newest", "drop"]


class CorpusSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How to build a corpus."""

    order: tuple[str, ...] = DEFAULT_ORDER
    """The filters to apply, in order. A filter that is left out is off."""
    filters: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Options that replace the default ones, by filter."""
    machine: Machine = "apart"
    """What becomes of machine translation: a set of its own, part of the splits, or nothing."""
    conflict: Conflict = "human"
    """Which target wins if a source has several: the one by people, then of the majority, then the newest; the one of
    the majority; the newest; or none."""
    dev: float = 0.01
    """The share of documents in the development set, from 0 to 1."""
    test: float = 0.01
    """The share of documents in the test set, from 0 to 1."""
    seed: str = ""
    """A text that changes which documents are in which set."""
    guard: Literal["train", "test"] = "train"
    """Where rows are taken away that a training set and a test set have in common."""

    @property
    def identifies(self) -> bool:
        """Whether languages are identified, which takes more time than everything else."""
        return "language" in self.order and float(self.options("language")["probability"]) < 1

    def options(self, name: str) -> dict[str, Value]:
        """Return the options of a filter."""
        return {**FILTERS[name].options, **self.filters.get(name, {})}


def load_settings(path: str) -> CorpusSettings:
    """Read the table ``[corpus]`` of a configuration.

    Args:
        path: the path of the file.

    Raises:
        UsageError: the file cannot be read, is not TOML, or has an unknown key or a wrong value.
    """
    try:
        data = content_of(path)
    except InputError as error:
        raise UsageError(str(error)) from None
    return read_settings(data, path)


def read_settings(data: bytes, name: str) -> CorpusSettings:
    """Read the table ``[corpus]`` of a TOML file.

    Args:
        data: the content of the file.
        name: the name of the file, for messages.

    Raises:
        UsageError: the file is not TOML, or has an unknown key or a wrong value.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig")).get("corpus", {})
    except (ValueError, RecursionError) as error:
        # Python advises its own programmers after a semicolon.
        message = f"{name}: not valid TOML: {str(error).partition(';')[0]}"
        raise UsageError(message) from None
    try:
        return checked(convert(table, CorpusSettings), name)
    except ValidationError as error:
        message = f"{name}: [corpus]: {error}"
        raise UsageError(message) from None


def checked(settings: CorpusSettings, name: str) -> CorpusSettings:
    """Return the settings if they make sense.

    Args:
        settings: the settings.
        name: where they come from, for messages.

    Raises:
        UsageError: a filter or an option doesn't exist, or a value is out of range.
    """
    for filter_name in (*settings.order, *settings.filters):
        if filter_name not in FILTERS:
            message = f"{name}: unknown filter {filter_name!r}; use {', '.join(FILTERS)}"
            raise UsageError(message)
    if len({*settings.order}) < len(settings.order):
        raise UsageError(f"{name}: 'order' names a filter twice; name each filter once")
    for filter_name, options in settings.filters.items():
        _check_options(filter_name, options, name)
    if min(settings.dev, settings.test) < 0 or settings.dev + settings.test >= 1:
        raise UsageError(f"{name}: 'dev' and 'test' are shares from 0 to 1, and leave room for training")
    return settings


def _check_options(filter_name: str, options: Mapping[str, Any], name: str) -> None:
    known = FILTERS[filter_name].options
    for option, value in options.items():
        if option not in known:
            offered = ", ".join(known) or "none"
            message = f"{name}: the filter {filter_name} has no option {option!r}; its options are: {offered}"
            raise UsageError(message)
        wanted = type(known[option])
        if not isinstance(value, wanted) and not (wanted is float and type(value) is int):
            message = f"{name}: the option {option!r} of {filter_name} must be like {known[option]!r}, not {value!r}"
            raise UsageError(message)
        if option == "before":
            _check_date(str(value), name)


def _check_date(value: str, name: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        message = f"{name}: 'before' must be a date such as 2019-12-05, not {value!r}"
        raise UsageError(message) from None
