"""Rules about numbers that the target has in a wrong format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.numbers.numerals import plain_run
from loc_align.checks.packs import pack_of
from loc_align.model import Edit, Span

_SPLIT = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,] \d{3})+(?:[.,]\d+)?(?!\d)")
_SEPARATED = re.compile(r"\d{1,3}(?:[., \u00a0]\d{3})+(?:\.\d+)?")

_COMMA_VERSION = re.compile(r"(?<![\d.,])(\d{1,4}(?:,\d{1,4})+)(?![\d.,]*\d)")
_VERSION_WORDS = frozenset(("version", "versions", "release", "v", "v.", "ver."))
_BEFORE = re.compile(r"([^\s\u2060\ufffc(„“”«「\"]+)[\s\u2060]*\Z")
_UNIT = re.compile(
    r"""[ \u00a0-]?(?:%|°
    | (?:[kKMGTP]i?(?:B|b|Hz|W|V|bps|bit)s?|[mµun]?(?:s|m|g|W|V|A)|[ck]m|b|Hz|px|pt|dpi|inch(?:es)?
      |(?:kilo|mega|giga|tera)?bytes?|(?:milli|micro)?seconds?|minutes?|hours?|days?|times|million|billion|x)\b)""",
    re.VERBOSE,
)
"""A unit after a number, which is then no version."""
_LOOK_BACK = 60

_FULLWIDTH = {"。": ".", "．": ".", "：": ":", "，": ","}
_INSIDE = re.compile(r"(?<=[A-Za-z0-9])[。．：，](?=[A-Za-z0-9])")
_AROUND = re.compile(r"[A-Za-z0-9_]*\Z"), re.compile(r"[A-Za-z0-9_]*")


def number_split(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a space after a separator inside a number.

    Why: ``1, 000`` reads as two numbers, and a line can break between them.

    Fails:
        th: A price of 1,000.00 baht. → ราคา 1, 000.00 บาท

    Passes:
        th: A price of 1,000.00 baht. → ราคา 1,000.00 บาท
        Take 1, 200 or 300. → Prenez 1, 200 ou 300.
    """
    if not _SPLIT.search(pair.target):
        return
    for found in _SPLIT.finditer(pair.target_prose):
        whole = {plain_run(re.sub(r"\D", "", number)) for number in _SEPARATED.findall(pair.source_prose)}
        if plain_run(re.sub(r"\D", "", found[0])) in whole:
            joined = found[0].replace(" ", "")
            span = Span(*found.span())
            yield Finding(span, f'a space splits the number "{joined}"; remove the space', (Edit(span, joined),))


def number_version(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for versions that are written with a decimal comma.

    A number is a version if it follows a word such as *version*, one of the ``products``, or a name that precedes it on
    both sides, unless a unit follows it.

    Why: A version isn't a decimal number. The product isn't called ``PowerShell 5,0``, and a search for 5.0 doesn't
    find it.

    Fails:
        de: Install PowerShell 5.0. → Installieren Sie PowerShell 5,0.
        fr: See version 2.1.3. → Voir la version 2,1,3.

    Passes:
        de: It takes 2.5 seconds. → Es dauert 2,5 Sekunden.
        de: RAM 2.7 KB at least. → RAM 2,7 KB mindestens.
        de: Install PowerShell 5.0. → Installieren Sie PowerShell 5.0.

    Options:
        products: Product names. A number after one of them is a version.
    """
    if "," not in pair.target or "." not in pair.source or not _COMMA_VERSION.search(pair.target):
        return
    target = pair.target_prose
    for found in _COMMA_VERSION.finditer(target):
        dotted = found[1].replace(",", ".")
        if dotted in pair.source and found[1] not in pair.source and _is_version(pair, found.start(), dotted, options):
            span = Span(*found.span())
            yield Finding(span, f'version "{found[1]}" has a decimal comma; write "{dotted}"', (Edit(span, dotted),))


def _is_version(pair: Pair, start: int, dotted: str, options: Options) -> bool:
    word = _word_before(pair.target_prose, start)
    if word in options["products"] or word.lower() in _VERSION_WORDS or word in pack_of(pair.language).version:
        return True
    at = pair.source_prose.find(dotted)
    measured = _UNIT.match(pair.source_prose, at + len(dotted)) is not None
    return at > 0 and word[:1].isupper() and not measured and _word_before(pair.source_prose, at) == word


def _word_before(text: str, start: int) -> str:
    found = _BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return found[1] if found else ""


def number_fullwidth(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for full-width punctuation inside a number, a version, or a dotted name.

    Why: ``1。2`` isn't a version, and ``fjord。txt`` isn't a file.

    Fails:
        zh: Take version 1.2 now. → 现在使用版本 1。2。

    Passes:
        zh: Take version 1.2 now. → 现在使用版本 1.2。
        zh: Open Fjord. Press A. → 打开 Fjord。按 A。
    """
    target = pair.target_prose
    for found in _INSIDE.finditer(target):
        mark = _FULLWIDTH[found[0]]
        before, after = _AROUND[0].search(target, 0, found.start()), _AROUND[1].match(target, found.end())
        whole = f"{before[0] if before else ''}{mark}{after[0] if after else ''}"
        if whole in pair.source:
            span = Span(*found.span())
            yield Finding(span, f'full-width "{found[0]}" is inside "{whole}"; write "{mark}"', (Edit(span, mark),))
