"""Read locale packs: TOML files beside this module, each named after the language that it is for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

from loc_align.model import Severity


class Pattern(Struct, frozen=True):
    """A rule that is a regular expression over the target."""

    id: str
    severity: Severity
    summary: str
    pattern: str
    """The expression."""
    message: str
    """May name ``{match}`` and ``{fixed}``, what comes of the match by :attr:`replace`."""
    why: str
    fails: str
    """An example, ``SOURCE → TARGET``."""
    passes: str
    languages: tuple[str, ...]
    over: Literal["prose", "markdown"] = "prose"
    """Whether the expression sees the words alone or the Markdown as it is written."""
    source: str | None = None
    """An expression that the source must match."""
    unless_in_source: bool = False
    """Whether a match that the source has, too, is no fault."""
    replace: tuple[tuple[str, str], ...] = ()
    """What to put for what inside a match, to mend it."""
    fix_if_in_source: bool = False
    """Whether to mend a match only where the source has what comes of it."""


class Pack(Struct, frozen=True):
    """What rules know of one language."""

    language: str
    """The primary subtag."""
    spaced: bool = True
    """Whether words stand apart."""
    glued: bool = False
    """Whether words may follow markup without a space."""
    common: frozenset[str] = frozenset()
    """Words that nearly every text of the language has."""
    english: frozenset[str] = frozenset()
    """Words of this language that are spelled as common English ones."""
    doubled: frozenset[str] | None = None
    """Words that may stand twice in a row; ``None`` where nobody has listed them."""
    version: frozenset[str] = frozenset()
    """Words after which a number is a version."""
    afternoon: frozenset[str] = frozenset()
    """Words that say PM, beside those of CLDR."""
    numbers: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """How the words for small numbers begin."""
    magnitudes: tuple[tuple[str, int], ...] = ()
    """Words after a number, and by how many powers of ten they multiply it."""
    dictionary: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """How common English words begin, and how their translations do."""
    patterns: tuple[Pattern, ...] = ()
    """The rules of the language."""


def _packs() -> Iterator[Pack]:
    folder = files(__package__)
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            yield _read(file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8")))


def _read(language: str, data: Mapping[str, Any]) -> Pack:
    words = data.get("words", {})
    return Pack(
        language,
        spaced=data.get("spaced", True),
        glued=data.get("glued", False),
        common=frozenset(words.get("common", ())),
        english=frozenset(words.get("english", ())),
        doubled=frozenset(words["doubled"]) if "doubled" in words else None,
        version=frozenset(words.get("version", ())),
        afternoon=frozenset(words.get("afternoon", ())),
        numbers=tuple((int(number), tuple(forms)) for number, forms in data.get("numbers", {}).items()),
        magnitudes=tuple(data.get("magnitudes", {}).items()),
        dictionary=tuple((tuple(words.split()), tuple(stems)) for words, stems in data.get("dictionary", {}).items()),
        patterns=tuple(_pattern(language, rule) for rule in data.get("rules", ())),
    )


def _pattern(language: str, rule: Mapping[str, Any]) -> Pattern:
    languages = tuple(rule.get("languages", (language,)))
    return Pattern(**{**rule, "languages": languages, "replace": tuple(rule.get("replace", {}).items())})


PACKS: Mapping[str, Pack] = MappingProxyType({pack.language: pack for pack in _packs()})
"""Every pack, by its language."""

_NONE = Pack("")
_UNKNOWN = Pack("und", spaced=False, glued=True)
"""Of a language that nobody named, all may be true."""


def pack_of(language: str) -> Pack:
    """The pack of a language, or one with nothing in it.

    Args:
        language: a primary language subtag, lower case.
    """
    return PACKS.get(language, _UNKNOWN if language == "und" else _NONE)
