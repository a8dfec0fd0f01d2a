"""Rules about invisible and corrupted characters, and targets without text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Span

INVISIBLE = frozenset(
    map(
        chr,
        (
            *(0xAD, 0x61C, 0x180E, 0xFEFF),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFFF9, 0xFFFC),
            *range(0xE0000, 0xE0080),
        ),
    )
)
_INVISIBLE = re.compile(f"[{''.join(sorted(INVISIBLE))}]")
_IN_NAME = re.compile(r"[A-Za-z0-9]\u200b[A-Za-z0-9]")
"""A break inside a name or command, which no language needs."""
_JOINERS = "\u200c\u200d"
_BREAK = "\u200b"
_MARKS = "\u200e\u200f\u061c"
_OPENING_ISOLATES = "\u2066\u2067\u2068"
_CLOSING_ISOLATE = "\u2069"
_HYPHEN = "\u00ad"
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_JOINED = _RIGHT_TO_LEFT | frozenset(
    ["bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te", "my", "km"]
)

_REPLACED = re.compile(r"\ufffd|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ue000-\uf8ff]|(?<!\?)\?{3,}+(?=\S|$)")
"""U+FFFD, control characters, private-use characters, and runs of question marks."""
_REST = (
    r"\u0080-\u00aa\u00ac-\u00ba\u00bc-\u00bf"
    r"\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022\u20ac\u2122"
)
"""What the later bytes of UTF-8 look like in Windows-1252, without the marks that can follow a letter."""
_MISREAD = re.compile(
    rf"[\u00c2-\u00ef](?:(?<=[ÂÃ])[{_REST}\u2013-\u203a«»]|(?<=[ÄÅÆÐÑØÙ])[{_REST}]|(?<=[à-ï])[{_REST}]{{2}}"
    rf"|(?<=â)€[\u0080-\u00bf\u0153\u02dc\u2013-\u203a\u2122]"
    rf"|(?<=[\u00c2-\u00df])[{_REST}\u2013-\u203a«»](?:[\u00c2-\u00df][{_REST}\u2013-\u203a«»])+"
    rf"|(?<=á)[º»][{_REST}\u2013-\u203a«»]|(?<=Â)(?=[ ]))"
)
"""UTF-8 that was decoded as Windows-1252 or Latin-1: a first byte and as many later bytes as it needs.

Tools that clean up text change the second byte of a no-break space to a space.
"""
_QUESTIONS = re.compile(r"(?<![\w?])\?{2,}(?=[\w\s,;])|(?<=\w)\?{2,}(?=\w)")
"""Question marks in the place of words or letters. After the last word, they are the end of a question."""


_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 3
"""How many characters between two corrupted ones are certainly of the same corrupted text."""
_PART = 2
"""A source of at most this many words, in lower case, is a part of a sentence around it."""


def text_invisible(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for invisible characters that only the target has.

    Examples are zero-width spaces, direction marks, and soft hyphens. The rule allows what a language needs: zero-width
    spaces in Thai, joiners in Persian or Hindi, and in Arabic or Hebrew direction marks, and isolates that are closed
    (Unicode Standard Annex 9, 2.4). A soft hyphen within a word is only an ``info``.

    Why: A search doesn't find a word with an invisible character, and a command with one doesn't run. Characters that
    change the direction can make text look different from what it is.

    Fails:
        fr: Save it. → Enre\u200bgistrez-le.

    Passes:
        Save it. → Enregistrez-le.
        th: Save it. → บันทึก\u200bไฟล์
    """
    if pair.target.isprintable():
        return
    allowed = _allowed(pair.language, pair.target)
    for found in _INVISIBLE.finditer(pair.target):
        in_name = _IN_NAME.match(pair.target, max(found.start() - 1, 0)) is not None
        hidden = [char for char in found[0] if in_name or char not in allowed]
        if hidden:
            message = f"the target contains the invisible character U+{ord(hidden[0]):04X}; remove it"
            within = found[0] == _HYPHEN and pair.target[found.start() - 1].isalpha()
            yield Finding(Span(*found.span()), message, severity="info" if within and found.start() else None)


def _allowed(language: str, text: str) -> str:
    joiners = _JOINERS if language in _JOINED else ""
    marks = _MARKS if language in _RIGHT_TO_LEFT else ""
    if marks and sum(map(text.count, _OPENING_ISOLATES)) == text.count(_CLOSING_ISOLATE):
        marks += _OPENING_ISOLATES + _CLOSING_ISOLATE
    return joiners + marks + ("" if pack_of(language).spaced else _BREAK)


def text_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for characters that result from a wrong encoding, and for characters that no text contains.

    Why: Readers see ``Ã©`` instead of ``é``. Text that was replaced by U+FFFD or by question marks is lost.

    Fails:
        The summer → L’\u00c3\u00a9t\u00c3\u00a9

    Passes:
        The summer → L’été
    """
    merged: list[Span] = []
    for start, last in sorted(_corrupted(pair)):
        if merged and start - merged[-1].end <= _NEAR:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, last))
        else:
            merged.append(Span(start, last))
    for span in merged:
        yield Finding(span, "this text contains corrupted characters; restore the original text")


def _corrupted(pair: Pair) -> Iterator[tuple[int, int]]:
    target = pair.target
    if not target.isprintable() or "\ufffd" in target or "???" in target:
        yield from (found.span() for found in _REPLACED.finditer(target))
    if "??" in target:
        prose = pair.target_prose
        last = next((at for at in reversed(range(len(prose))) if prose[at].isalnum() or prose[at] == "_"), 0)
        yield from (found.span() for found in _QUESTIONS.finditer(prose, 0, last + 1))
    if not target.isascii():
        yield from (found.span() for found in _MISREAD.finditer(target))


def text_empty(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets without a letter or a digit, if the source has words.

    If a side-by-side document has no target text at all, ``markup-empty-target`` reports it instead. If the source is
    only one word or two of a longer sentence, which a neighboring target can contain, the problem is an ``info``.

    Why: The page shows nothing where a sentence belongs.

    Fails:
        Save it. → .

    Passes:
        Save it. → Enregistrez-le.
        $x$ and – → –
    """
    if pair.target[:1].isalpha() or "target-empty" in pair.unit.defects:
        return
    if not any(map(str.isalnum, pair.target)) and _WORD.search(pair.source_prose):
        words = _ANY_WORD.findall(pair.source_prose)
        part = len(words) <= _PART and words[0][:1].islower()
        span = Span(0, len(pair.target))
        yield Finding(span, "the target has no text; translate the source", severity="info" if part else None)
