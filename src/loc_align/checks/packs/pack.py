"""Reads locale packs: TOML files next to this module, each named after its language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct

from loc_align.model import Severity


class Pattern(Struct, frozen=True):
    """A rule that consists of a regular expression for the target."""

    id: str
    severity: Severity
    summary: str
    pattern: str
    """The regular expression."""
    what: str
    """What the rule checks for: "Checks for …"."""
    message: str
    """May contain ``{match}``, and ``{fixed}``, which is the match after :attr:`replace`."""
    why: str
    fails: str
    """An example, ``SOURCE → TARGET``."""
    passes: str
    languages: tuple[str, ...]
    over: Literal["prose", "markdown"] = "prose"
    """Whether the expression applies to the prose only or to the Markdown as written."""
    needs: str = ""
    """The characters of which either side must have one for a match; empty if there is none that it always needs."""
    source: str | None = None
    """A regular expression that the source must match."""
    unless_in_source: bool = False
    """Whether to ignore a match that the source contains, too."""
    replace: tuple[tuple[str, str], ...] = ()
    """What to replace inside a match to fix it, and with what."""
    fix_if_in_source: bool = False
    """Whether to fix a match only if the source contains the result."""


class Pack(Struct, frozen=True):
    """What the rules know about one language."""

    language: str
    """The primary language subtag."""
    spaced: bool = True
    """Whether spaces separate words."""
    glued: bool = False
    """Whether words may follow markup without a space."""
    common: frozenset[str] = frozenset()
    """Words that occur in almost every text of the language."""
    english: frozenset[str] = frozenset()
    """Words of the language that are spelled like common English words."""
    doubled: frozenset[str] | None = None
    """Words that may appear twice in a row; ``None`` if there is no list yet."""
    version: frozenset[str] = frozenset()
    """Words before a version number."""
    afternoon: frozenset[str] = frozenset()
    """Words for PM, in addition to those in CLDR."""
    numbers: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Small numbers, and the beginnings of the words for them."""
    half: tuple[str, ...] = ()
    """Parts of the words for a half, as in three and a half."""
    magnitudes: tuple[tuple[str, int], ...] = ()
    """Words after a number, and the power of ten by which they multiply it."""
    dictionary: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """The beginnings of common English words, and those of their translations."""
    patterns: tuple[Pattern, ...] = ()
    """The rules for the language."""


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
        half=tuple(words.get("half", ())),
        magnitudes=tuple(data.get("magnitudes", {}).items()),
        dictionary=tuple((tuple(words.split()), tuple(stems)) for words, stems in data.get("dictionary", {}).items()),
        patterns=tuple(_pattern(language, rule) for rule in data.get("rules", ())),
    )


def _pattern(language: str, rule: Mapping[str, Any]) -> Pattern:
    languages = tuple(rule.get("languages", (language,)))
    return Pattern(**{**rule, "languages": languages, "replace": tuple(rule.get("replace", {}).items())})


PACKS: Mapping[str, Pack] = MappingProxyType({pack.language: pack for pack in _packs()})
"""Every pack, by its language."""

_EMPTY = Pack("")
_UNKNOWN = Pack("und", spaced=False, glued=True)
"""If the language is unknown, anything is possible."""


def pack_of(language: str) -> Pack:
    """Return the pack of a language, or an empty pack if there is none.

    Args:
        language: a primary language subtag, in lower case.
    """
    return PACKS.get(language, _UNKNOWN if language == "und" else _EMPTY)
