"""Rules about words and phrases that are repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.messages import quoted
from loc_align.checks.packs import pack_of
from loc_align.checks.text.words import letters, tokens
from loc_align.model import Span

_DOUBLED = re.compile(r"(?<![\w'’./\\-])([^\W\d_]{2,}) \1(?![\w'’/\\-])")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOP = re.compile(r"(?<![^\W\d_])([^\W\d_][^\d\n]{0,40}?)[\s,;]*(?:(?<![^\W\d_])\1[\s,;]*){3,}(?![^\W\d_])")
_TIGHT_LOOP = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"[^\d\n.=_*-]{1,20}?)\1{3,}"
)
_MIN_REPEATED = 4
_MIN_TIGHT = 16
_MIN_TWICE = 6
_SHORT_NAME = 4
_STEM = 5
"""The number of letters that two forms of a word share."""
_NEAR = 4
_MAX_WORDS = 1000
_WINDOW = 4000
"""The number of characters of a segment to examine. A loop starts early in the segment."""


def text_doubled_word(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a word that appears twice in a row.

    Some words may appear twice, such as *nous nous* in French. For languages without a list of such words, and if the
    source mentions something twice within a few words, such as a pointer to a pointer, the problem is only an ``info``.

    Why: A repeated word is a typing or machine translation error.

    Fails:
        fr: Open the page. → Ouvrez la la page.

    Passes:
        fr: We rest. → Nous nous reposons.
        Run Fjord Fjord. → Exécutez Fjord Fjord.
    """
    words = pair.cached(letters)
    if True not in map(eq, words[1:], words):
        return
    pack = pack_of(pair.language)
    allowed = pack.doubled or frozenset()
    for found in _DOUBLED.finditer(pair.target_prose):
        if not pack.spaced and not found[1].isascii():
            continue
        if found[1].lower() not in allowed and found[0] not in pair.source and not _is_short_name(found[1]):
            yield Finding(
                Span(*found.span()),
                f'the word "{found[1]}" is repeated; remove one',
                severity="info" if pack.doubled is None or _mentioned_twice(pair.source) else None,
            )


def _mentioned_twice(source: str) -> bool:
    """Return whether a source has a long word twice within a few words, regardless of its ending."""
    words = [word[:_STEM].lower() for word in _LETTERS.findall(source)]
    return any(
        len(word) == _STEM and word in words[at + 1 : at + 1 + _NEAR] for at, word in enumerate(words[:_MAX_WORDS])
    )


def _is_short_name(word: str) -> bool:
    return word.isupper() and len(word) <= _SHORT_NAME


def text_loop(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that repeat a word or a phrase over and over, or contain the same text twice.

    Why: Machine translation sometimes gets stuck in a loop, and the meaning of the sentence is lost. Text that appears
    twice was pasted once too often.

    Fails:
        Close all files. → Fermez les les les les les fichiers.
        ja: Close all files. → ファイルのファイルのファイルのファイルのファイルの
        zh: Close all files. → 关闭所有文件。关闭所有文件。

    Passes:
        Very, very large. → Très, très grand.
    """
    if _is_twice(pair.target.strip()) and not _is_twice(pair.source.strip()):
        yield Finding(Span(0, len(pair.target)), "the target contains the same text twice; remove one")
        return
    words = pair.cached(tokens)
    found = None
    if pack_of(pair.language).spaced:
        if len(words) - len(set(words)) >= _MIN_REPEATED and _periodic(words):
            found = _LOOP.search(pair.target_prose, 0, _WINDOW)
    elif len(set(pair.target)) * 2 < len(pair.target) and len(pair.target) >= _MIN_TIGHT:
        found = _LOOP.search(pair.target_prose, 0, _WINDOW) or _TIGHT_LOOP.search(pair.target_prose, 0, _WINDOW)
    if found is not None and found[0] not in pair.source and found[0].count(found[1]) > pair.source.count(found[1]) + 2:
        yield Finding(
            Span(*found.span()), f"{quoted(found[1])} is repeated over and over; translate the sentence again"
        )


def _is_twice(text: str) -> bool:
    """Return whether a text consists of the same text twice, with or without a space in between."""
    half = len(text) // 2
    return (
        half >= _MIN_TWICE
        and text[0] == text[-half]
        and text[:half] == text[-half:]
        and (len(text) == 2 * half or text[half].isspace())
    )


def _periodic(words: list[str]) -> bool:
    """Return whether words recur after one to five others often enough to be a loop."""
    return any(sum(map(eq, words, words[gap:])) >= (_MIN_REPEATED - 1) * gap - 1 for gap in range(1, 6))
