"""Marks that come in pairs: brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.prose import mask_codes
from loc_align.model import Inline, Span

_OPEN = {"(": ")", "[": "]", "【": "】", "《": "》"}
_CLOSE = {close: opening for opening, close in _OPEN.items()}
_FOLD = str.maketrans("（）［］", "()[]")
BRACKETS = frozenset("()（）[]［］【】《》")
_LIST_MARK = re.compile(r"(?<![^\s\u2060(（])(?:\d{1,3}|[A-Za-zа-яА-Я])[)）]")
_SMILEY = re.compile(r"[:;]-?[()]")
_INTERVAL = re.compile(r"[\[(]\s*[-\d.∞]+\s*[,;]\s*[-\d.∞n]+\s*[\])]")

_INCHES = re.compile(r'\d"')
QUOTES = frozenset('"„“”«»「」『』')
_PAIRED = '"„“”«»'


def text_brackets(pair: Pair, _: Options) -> Iterator[Finding]:
    """A bracket of the target has no partner, and all those of the source have theirs.

    Why: a lost bracket swallows the rest of the sentence in the reader's eye; often text went with it.
    Full-width brackets count like the others; list marks such as ``1)`` don't count.

    Fails:
        Open it (once). → Ouvrez-le (une fois.

    Passes:
        Open it (once). → Ouvrez-le (une fois).
        zh: Open it (once). → 打开它（一次）。
    """
    if _even(pair.target):
        return
    at = _unpaired(_brackets(pair.target_inline, pair.target))
    if at is not None and _unpaired(_brackets(pair.source_inline, pair.source)) is None:
        mark = pair.target[at]
        what = "is never closed" if mark.translate(_FOLD) in _OPEN else "was never opened"
        yield Finding(Span(at, at + 1), f"the bracket {mark} {what}: put its partner where the source has it")


def _even(text: str) -> bool:
    """Whether there are as many of one side as of the other, whatever the code between."""
    count = text.count
    return (
        count("(") + count("（") == count(")") + count("）")
        and count("[") + count("［") == count("]") + count("］")
        and (text.isascii() or all(count(opening) == count(close) for opening, close in _OPEN.items() if opening > "~"))
    )


def _brackets(parts: Inline, text: str) -> str:
    shown = mask_codes(text, parts).translate(_FOLD)
    for pattern in (_LIST_MARK, _SMILEY, _INTERVAL):
        shown = pattern.sub(lambda found: " " * len(found[0]), shown)
    return shown


def _unpaired(text: str) -> int | None:
    """The offset of a bracket without its partner."""
    opened: list[tuple[str, int]] = []
    for found in re.finditer(r"[()\[\]【】《》]", text):
        mark = found[0]
        if mark in _OPEN:
            opened.append((mark, found.start()))
        elif opened and opened[-1][0] == _CLOSE[mark]:
            opened.pop()
        else:
            return found.start()
    return opened[-1][1] if opened else None


def text_quotes(pair: Pair, _: Options) -> Iterator[Finding]:
    """A quote of the target is opened and not closed, or the other way round.

    Why: the reader cannot tell where the quoted words end; often text went with the mark.
    Marks of inches don't count.

    Fails:
        Type "yes" here. → Tapez "oui ici.

    Passes:
        Type "yes" here. → Tapez « oui » ici.
        de: Type "yes" here. → Geben Sie „ja“ ein.
        A 24" screen. → Un écran de 24".
    """
    if not QUOTES.isdisjoint(pair.target):
        odd = _odd(pair.target_prose)
        if odd is not None and _odd(pair.source_prose) is None:
            yield Finding(Span(odd, odd + 1), f"the quote {pair.target[odd]} has no partner: close it, or take it out")


def _odd(text: str) -> int | None:
    """The offset of the last mark of a kind that does not come in pairs."""
    marks = [at for at, mark in enumerate(text) if mark in _PAIRED]
    if len(marks) % 2 and not _INCHES.search(text):
        return marks[-1]
    for opening, close in ("«»", "「」", "『』"):
        if text.count(opening) != text.count(close):
            return max(text.rfind(opening), text.rfind(close))
    return None
