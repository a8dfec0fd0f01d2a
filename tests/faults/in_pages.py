"""Faults in what connects pages: links that changed places, locales, footnotes; and targets in a third language."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import cut, pairs_of, plain_matches
from loc_align.model import Span

_FOOTNOTE = re.compile(r"\[\^\w+\](?!:)")
_LOCALE = re.compile(r"(?<=/)(?:en-us|de-de|lt-lt|ru-ru|ko-kr|zh-cn|th-th|fr-fr|tr-tr)(?=/)")
_THIRD = (
    "Страница сохраняется в папке на сервере, прежде чем вы закроете окно.",
    "Pagina wordt bewaard in de map op de server voordat het venster wordt gesloten.",
    "La página se guarda en la carpeta del servidor antes de que usted cierre la ventana.",
    "サーバーのフォルダーにページが保存されます。",
)
_LONG = 60


def links_exchanged(_: Random, source: str, target: str) -> str | None:
    ends = [last for _first, last in pairs_of(target, "link") if last.of(target).startswith("](")]
    texts = [last.of(target) for last in ends]
    if len(ends) != 2 or len(set(texts)) < 2 or source.count("](") != 2:
        return None
    return cut(cut(target, ends[1], texts[0]), ends[0], texts[1])


def other_locale(rng: Random, source: str, target: str) -> str | None:
    found = [*_LOCALE.finditer(target)]
    if not found or "/pt-br/" in source:
        return None
    return cut(target, Span(*rng.choice(found).span()), "pt-br")


def footnote_renamed(rng: Random, _: str, target: str) -> str | None:
    found = plain_matches(_FOOTNOTE, target)
    return cut(target, Span((match := rng.choice(found)).end() - 1, match.end()), "s]") if found else None


def footnote_lost(rng: Random, _: str, target: str) -> str | None:
    found = plain_matches(_FOOTNOTE, target)
    return cut(target, Span(*rng.choice(found).span())) if found else None


def third_language(rng: Random, source: str, target: str) -> str | None:
    """Replace a target with a sentence in another language."""
    plain = not any(mark in source for mark in "`[<{")
    if len(source) < _LONG or not plain or target == source:
        return None
    scripts = [char for char in target if char >= "\u0400"]
    third = [text for text in _THIRD if not scripts or text.isascii() or text.startswith("La ")]
    return rng.choice(third)
