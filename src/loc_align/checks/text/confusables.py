"""The rule about letters of another script that look like Latin letters, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.model import Edit, Span

_LOOKALIKES = "ͿΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορυϜϳϺЅІЈАВЕКМНОРСТУХЬаеорсухѕіјѡѴѵҮүһҽӀӏԁԌԛԜԝՍՏՕագզհոռսցքօ"
_LATIN = "JABEZHIKMNOPTYXayivopuFjMSIJABEKMHOPCTYXbaeopcyxsijwVvYyheIidGqWwUSOwqqhnnugfo"
"""What each of the look-alikes looks like.

Both are the Cyrillic, Greek, and Armenian letters below U+1000 that ``confusables.txt`` of Unicode Technical Standard
39 (Unicode 15) maps to an ASCII letter. A capital that it maps to ``l`` stands for ``I`` here.
"""
_TO_LATIN = str.maketrans(_LOOKALIKES, _LATIN)
_ANY = re.compile(f"[{_LOOKALIKES}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_RUN = re.compile("[A-Za-z]+")
_LATIN_LOOKALIKES = frozenset(_LATIN)
_SHORTEST = 2
_OWN_SCRIPTS = frozenset(["be", "bg", "el", "hy", "kk", "ky", "mk", "mn", "os", "ru", "sr", "tg", "tt", "uk", "uz"])
"""Languages that are written with some of the look-alikes."""


def text_confusable(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for words that mix letters of two scripts that look alike, such as a Cyrillic ``і`` in ``Windows``.

    In a language with a Latin script, the rule also finds names of the source that are wholly in look-alikes.

    Why: Readers see no difference, but a search doesn't find the word, and a command or a file name doesn't work.

    Fails:
        de: Restart Fjord. → Starten Sie Fj\u043erd neu.

    Passes:
        de: Restart Fjord. → Starten Sie Fjord neu.
        ru: Use the Fjord server. → Используйте сервер Fjord.
    """
    if pair.target.isascii() or not _ANY.search(pair.target):
        return
    words = frozenset(_WORD.findall(pair.source))
    for found in _WORD.finditer(pair.target):
        word = found[0]
        if word.isascii() or len(word) < _SHORTEST or word in words or not _ANY.search(word):
            continue
        latin = word.translate(_TO_LATIN)
        if latin.isascii():
            yield from _in_latin(pair, found, latin, words)
        elif (mixed := _LATIN_RUN.findall(word)) and not any(run in words for run in mixed):
            yield from _in_other_script(found, mixed)


def _in_latin(pair: Pair, found: re.Match[str], latin: str, words: frozenset[str]) -> Iterator[Finding]:
    """Report a word that looks Latin, if it has Latin letters, or if the source has the word that it looks like."""
    mixed = _LATIN_RUN.search(found[0]) is not None
    named = latin in words and pair.language not in _OWN_SCRIPTS
    if mixed or named:
        span = Span(*found.span())
        hidden = next(char for char in found[0] if not char.isascii())
        message = f'"{found[0]}" contains U+{ord(hidden):04X}, which looks like a Latin letter; write "{latin}"'
        yield Finding(span, message, (Edit(span, latin),) if latin in words else ())


def _in_other_script(found: re.Match[str], mixed: list[str]) -> Iterator[Finding]:
    """Report a word of another script with Latin letters, if all of them are look-alikes."""
    letters = "".join(mixed)
    if len(letters) < len(found[0]) - len(letters) and _LATIN_LOOKALIKES.issuperset(letters):
        message = f'"{found[0]}" contains the Latin letter "{letters[0]}"; write it in the script of the word'
        yield Finding(Span(*found.span()), message)
