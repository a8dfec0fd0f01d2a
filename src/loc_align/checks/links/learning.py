"""Learns where the translations of a site are, from the links of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from loc_align.checks.links.sites import MARK, Locales, split
from loc_align.checks.urls import destinations
from loc_align.markdown import inline
from loc_align.model import Bitext

_FEWEST = 3
"""How many pages must show a mark."""


class SiteMark(Struct, frozen=True):
    """What one link shows of the marks of a language."""

    lang: str
    mark: str
    page: str
    """The URL in the source."""


def site_marks(bitext: Bitext) -> Iterator[SiteMark]:
    """Yield what the links of a document show: their destinations differ only in a locale between the two sides."""
    references = bitext.document.references
    for unit in bitext.units:
        if unit.source is None or unit.target is None or "](" not in unit.source.text:
            continue
        sides = (inline.parse(side.text, references) for side in (unit.source, unit.target))
        sources, targets = ([piece.text for piece in destinations(parts, "link")] for parts in sides)
        if len(sources) == len(targets):
            for source, target in zip(sources, targets, strict=True):
                for lang, mark in _marks(source, target, bitext.source_lang, bitext.target_lang):
                    if MARK.fullmatch(mark):
                        yield SiteMark(lang, mark, source)


def learn(marks: Iterable[SiteMark]) -> Locales:
    """Return the marks that at least three pages show, by language."""
    pages: dict[tuple[str, str], set[str]] = {}
    for one in marks:
        seen = pages.setdefault((one.lang, one.mark), set())
        if len(seen) < _FEWEST:
            seen.add(one.page)
    found = sorted(key for key, seen in pages.items() if len(seen) >= _FEWEST)
    return tuple((lang, tuple(mark for other, mark in found if other == lang)) for lang in dict(found))


def _marks(source: str, target: str, source_lang: str, target_lang: str) -> Iterator[tuple[str, str]]:
    """Yield the marks of both languages if two URLs differ only in them."""
    (host, path), (own_host, own_path) = split(source), split(target)
    if host != own_host:
        if path == own_path and host and any(_is_in(label, target_lang) for label in own_host.split(".")):
            yield target_lang, own_host
        return
    there, own = _middles(path.strip("/").split("/"), own_path.strip("/").split("/"))
    replaced = len(there) == 1 and _is_in(there[0], source_lang)
    if len(own) == 1 and (replaced or (not there and _is_in(own[0], target_lang))):
        yield target_lang, f"/{own[0]}/"
        if replaced:
            yield source_lang, f"/{there[0]}/"


def _middles(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return two lists without what they have in common at the start and at the end."""
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    return one, other


def _is_in(name: str, lang: str) -> bool:
    """Return whether a part of a URL names a language: ``de``, ``de-de``, or ``pt_BR``."""
    own = name.lower().replace("_", "-")
    return own == lang.lower() or own.partition("-")[0] == lang.lower().partition("-")[0]
