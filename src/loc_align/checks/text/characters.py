"""Characters that nobody sees, and characters that were broken on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_BREAK = "\u200b"
_MARKS = "\u200e\u200f\u061c"
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_JOINED = _RIGHT_TO_LEFT | frozenset(
    ["bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te", "my", "km"]
)

_BROKEN = re.compile(
    r"\ufffd|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ue000-\uf8ff]"
    r"|Ã[\u0080-\u00bf\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|Â[\u00a1-\u00bf]|â€[\u0098-\u009d\u00a6\u02dc\u2013-\u203a\u2122\u0153]"
    r"|ï»¿|(?:[ÐÑ][\u0080-\u00bf\u0192\u02c6\u2013-\u203a\u20ac\u2122]){2,}|\?{3,}(?=[^\s?]|$)"
)

_SIGNS = ("\ufffd", "Ã", "Â", "â€", "ï»¿", "Ð", "Ñ", "???")
"""One of them stands wherever :data:`_BROKEN` matches a character that can be printed."""


def text_invisible(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target has an invisible character that the source hasn't: zero width, direction, soft hyphen.

    Why: a word with one is not found by a search, a command with one does not run, and characters that turn the
    direction can make text read otherwise than it is. What a language needs is allowed: zero-width spaces in Thai,
    joiners in Persian or Hindi, marks of direction in Arabic or Hebrew.

    Fails:
        Save it. → Enre\u200bgistrez-le.

    Passes:
        Save it. → Enregistrez-le.
        th: Save it. → บันทึก\u200bไฟล์
    """
    if pair.target.isprintable():
        return
    allowed = _allowed(pair.language)
    for found in _INVISIBLE.finditer(pair.target):
        if found[0] not in allowed and found[0] not in pair.source:
            yield Finding(
                Span(*found.span()), f"the invisible character U+{ord(found[0]):04X} stands here: take it out"
            )


def _allowed(language: str) -> str:
    joiners = _JOINERS if language in _JOINED else ""
    marks = _MARKS if language in _RIGHT_TO_LEFT else ""
    return joiners + marks + ("" if pack_of(language).spaced else _BREAK)


def text_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target has characters that only come of a wrong decoding, or that no text has.

    Why: ``Ã©`` was an ``é`` once. What was replaced by U+FFFD or a row of question marks is lost.

    Fails:
        The summer → L’\u00c3\u00a9t\u00c3\u00a9

    Passes:
        The summer → L’été
    """
    target = pair.target
    if target.isprintable() and not any(sign in target for sign in _SIGNS):
        return
    for found in _BROKEN.finditer(pair.target_prose):
        if found[0] not in pair.source:
            yield Finding(Span(*found.span()), "broken characters: restore what stood here")


def text_empty(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target is empty, and the source has words.

    Why: nothing stands on the page where a sentence should.

    Fails:
        Save it. →

    Passes:
        Save it. → Enregistrez-le.
    """
    if not pair.target.strip() and pair.source.strip():
        yield Finding(Span(0, len(pair.target)), "the target is empty: translate the source")
