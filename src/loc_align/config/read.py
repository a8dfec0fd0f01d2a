"""Parses and validates the tables of a configuration file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, TypeVar

from loc_align.checks import FAMILIES, RULES
from loc_align.checks.links.sites import MARK
from loc_align.checks.rule_names import NAMES, unknown_name
from loc_align.checks.thresholds import FAILING_SEVERITIES
from loc_align.config.layers import Config, Layer
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.markdown.flavours import FLAVOURS, READING_KEYS, reading_of
from loc_align.model import Severity

T = TypeVar("T")

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info", "off")
FAIL_ON = tuple(FAILING_SEVERITIES)
Load = Callable[[str], object]
"""Loads a glossary from its path in the configuration file."""


def parse_config(text: str, path: str, load: Load) -> Config | None:
    """Parse a configuration file.

    Args:
        text: the content of the file.
        path: the path of the file. In a ``pyproject.toml``, only the table ``[tool.loc-align]`` counts.
        load: loads a glossary.

    Returns:
        The configuration, or ``None`` if a ``pyproject.toml`` has none.

    Raises:
        UsageError: the file is not valid TOML, or a key or value is invalid. The message names the file, the key, and
            the cure.
    """
    tables: Any = _loaded(text, path)
    where = _Location(path)
    if PurePath(path).name == "pyproject.toml":
        tool = tables.get("tool", {})
        if not isinstance(tool, dict) or "loc-align" not in tool:
            return None
        tables, where = tool["loc-align"], _Location(path, "tool.loc-align")
    return _config(where.table(tables), where, load)


def _loaded(text: str, path: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
        _refuse_long_numbers(tables)
    except ValueError as error:
        # Python advises its own programmers after a semicolon.
        message = f"{path}: not valid TOML: {str(error).partition(';')[0]}"
    except RecursionError:
        message = f"{path}: not valid TOML: it is nested too deeply"
    else:
        return tables
    raise UsageError(message)


def _refuse_long_numbers(value: object) -> None:
    """Refuse integers beyond 64 bits (TOML 1.0, Integer), which Python may be unable to print.

    Raises:
        ValueError: there is such an integer.
    """
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _refuse_long_numbers(item)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        message = "an integer has more than 64 bits"
        raise ValueError(message)


def layer_of_options(select: Iterable[str], ignore: Iterable[str], severity: Iterable[str]) -> Layer:
    """Return the layer of command-line options.

    Args:
        select: rules and families. Each item can contain several of them, separated by commas.
        ignore: rules and families, like ``select``.
        severity: items of the form ``RULE=SEVERITY``.

    Raises:
        UsageError: a name or a severity is invalid.
    """
    named = [name for item in select for name in item.split(",")]
    severities = {}
    for item in severity:
        name, equals, level = item.partition("=")
        if not equals:
            raise _Location("--severity").wrong(f"{item!r} is not of the form RULE=SEVERITY")
        severities[name] = level
    return Layer(
        select=_names(_Location("--select"), named) if named else None,
        ignore=_names(_Location("--ignore"), [name for item in ignore for name in item.split(",")]),
        severity=_severities(_Location("--severity"), severities),
    )


class _Location:
    """A position in a configuration file, for messages."""

    def __init__(self, path: str, key: str = "") -> None:
        self.path = path
        self.key = key

    def at(self, key: str) -> _Location:
        return _Location(self.path, f"{self.key}.{key}" if self.key else key)

    def wrong(self, what: str) -> UsageError:
        return UsageError(f"{self.path}: {self.key}: {what}" if self.key else f"{self.path}: {what}")

    def table(self, found: object, known: Iterable[str] | None = None) -> Mapping[str, Any]:
        if not isinstance(found, dict):
            raise self.wrong("must be a table")
        if known is not None:
            for key in found:
                self.at(key).one_of(key, tuple(known), "key")
        return found

    def one_of(self, found: object, known: tuple[str, ...], noun: str = "value") -> str:
        if isinstance(found, str) and found in known:
            return found
        raise self.wrong(unknown_name(found, known, noun))

    def text(self, found: object) -> str:
        if not isinstance(found, str) or not found:
            raise self.wrong(f"must be a string, not {found!r}")
        return found

    def texts(self, found: object) -> tuple[str, ...]:
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.wrong(f'must be a list of strings, such as ["links"], not {found!r}')
        return tuple(found)

    def lang(self, found: object) -> str:
        try:
            return canonical_lang(self.text(found))
        except UsageError as error:
            raise self.wrong(str(error)) from None


_LAYER_KEYS = ("select", "ignore", "severity", "rules", "target-lang", "glossary", "links")
_OF_SEVERAL_RULES = frozenset(("glossary", "locales"))
"""Options with a key of their own, because several rules have them."""
_BASE_KEYS = (
    *_LAYER_KEYS,
    "target-langs",
    "overrides",
    "source-lang",
    "source-dir",
    "baseline",
    "fail-on",
    "budget",
    *READING_KEYS,
)


def _config(tables: Mapping[str, Any], where: _Location, load: Load) -> Config:
    where.table(tables, _BASE_KEYS)
    _check_reading(tables, where)
    return Config(
        path=where.path,
        root=PurePath(where.path).parent.as_posix(),
        base=_layer({key: found for key, found in tables.items() if key in _LAYER_KEYS}, where, load),
        overrides=(*_languages(tables, where), *_overrides(tables, where, load)),
        source_lang=_optional(tables, where, "source-lang", _Location.lang),
        source_dir=_optional(tables, where, "source-dir", _Location.text),
        baseline=_optional(tables, where, "baseline", _Location.text),
        fail_on=_optional(tables, where, "fail-on", lambda place, found: place.one_of(found, FAIL_ON)),
        budget=_optional(tables, where, "budget", _budget) or (),
    )


def _check_reading(table: Mapping[str, Any], where: _Location) -> None:
    """Check what a table says about how documents are read, which :mod:`loc_align.files.sites` uses."""
    _optional(table, where, "flavour", lambda place, found: place.one_of(found, tuple(FLAVOURS)))
    reading_of(table, f"{where.path}: {where.key}." if where.key else f"{where.path}: ")


def _optional(
    tables: Mapping[str, Any], where: _Location, key: str, read: Callable[[_Location, object], T]
) -> T | None:
    return read(where.at(key), tables[key]) if key in tables else None


def _languages(tables: Mapping[str, Any], where: _Location) -> Iterable[tuple[tuple[str, ...], Layer]]:
    place = where.at("target-langs")
    for pattern, lang in place.table(tables.get("target-langs", {})).items():
        yield (pattern,), Layer(target_lang=place.at(pattern).lang(lang))


def _overrides(tables: Mapping[str, Any], where: _Location, load: Load) -> Iterable[tuple[tuple[str, ...], Layer]]:
    place = where.at("overrides")
    found = tables.get("overrides", [])
    if not isinstance(found, list):
        raise place.wrong("must be a list of tables, written as [[overrides]]")
    for number, item in enumerate(found, 1):
        here = place.at(str(number))
        table = here.table(item, ("paths", *_LAYER_KEYS, *READING_KEYS))
        if "paths" not in table:
            raise here.wrong('paths is missing; list the files, such as paths = ["docs/old/**"]')
        _check_reading(table, here)
        rest = {key: value for key, value in table.items() if key in _LAYER_KEYS}
        yield here.at("paths").texts(table["paths"]), _layer(rest, here, load)


def _layer(table: Mapping[str, Any], where: _Location, load: Load) -> Layer:
    rules = _options(table.get("rules", {}), where.at("rules"))
    if "glossary" in table:
        glossary = load(where.at("glossary").text(table["glossary"]))
        rules += _given("glossary", glossary)
    if "links" in table:
        rules += _given("locales", _locales(table["links"], where.at("links")))
    return Layer(
        select=_optional(table, where, "select", _names),
        ignore=_optional(table, where, "ignore", _names) or (),
        severity=_optional(table, where, "severity", _severities) or (),
        options=rules,
        target_lang=_optional(table, where, "target-lang", _Location.lang),
    )


def _given(option: str, value: object) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Return an option for all rules that have it."""
    return tuple((rule.id, {option: value}) for rule in RULES.values() if option in rule.options)


def _locales(found: object, where: _Location) -> tuple[tuple[str, tuple[str, ...]], ...]:
    place = where.at("locales")
    locales = place.table(where.table(found, ("locales",)).get("locales", {}))
    return tuple((place.at(name).lang(name), _marks(place.at(name), marks)) for name, marks in locales.items())


def _marks(where: _Location, found: object) -> tuple[str, ...]:
    marks = tuple(f"/{mark.strip('/')}/" if mark.startswith("/") else mark for mark in where.texts(found))
    for mark in marks:
        if not MARK.fullmatch(mark):
            raise where.wrong(
                f'must name parts of paths, such as "/de/", or hosts, such as "de.example.org", not {mark!r}'
            )
    return marks


def _names(where: _Location, found: object) -> tuple[str, ...]:
    return tuple(where.one_of(name, NAMES, "rule or family") for name in where.texts(found))


def _severities(where: _Location, found: object) -> tuple[tuple[str, Severity], ...]:
    severities = []
    for name, severity in where.table(found).items():
        where.at(name).one_of(name, NAMES, "rule or family")
        spelled = where.at(name).one_of(severity, SEVERITIES, "severity")
        severities.append((name, next(item for item in SEVERITIES if item == spelled)))
    return tuple(severities)


def _options(found: object, where: _Location) -> tuple[tuple[str, Mapping[str, object]], ...]:
    options = []
    for name, values in where.table(found).items():
        place = where.at(name)
        rule = RULES[place.one_of(name, tuple(RULES), "rule")]
        table = place.table(values, tuple(key for key in rule.options if key not in _OF_SEVERAL_RULES))
        options.append((name, {key: _option(place.at(key), item, rule.options[key]) for key, item in table.items()}))
    return tuple(options)


def _option(where: _Location, found: object, default: object) -> object:
    """Return a value of the same type as the default."""
    if isinstance(default, tuple):
        return where.texts(found)
    kinds = (int, float) if isinstance(default, float) else (type(default),)
    if not isinstance(found, kinds) or isinstance(found, bool) != isinstance(default, bool):
        raise where.wrong(f"must be a value such as {default!r}, not {found!r}")
    return found


def _budget(where: _Location, found: object) -> tuple[tuple[str, int], ...]:
    budget = []
    for name, most in where.table(found).items():
        place = where.at(name)
        if isinstance(most, bool) or not isinstance(most, int) or most < 0:
            raise place.wrong(f"must be a number of problems, 0 or more, not {most!r}")
        budget.append((name if name in RULES or name in FAMILIES else place.lang(name), most))
    return tuple(budget)
