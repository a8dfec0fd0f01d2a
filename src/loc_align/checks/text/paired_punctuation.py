"""Rules about punctuation that comes in pairs: brackets and quotation marks."""

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
QUOTES = frozenset('"„“”‟«»「」『』')
_PAIRED = '"„“”‟«»'


def text_brackets(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for unpaired brackets in the target.

    Full-width brackets count like the others. List markers, such as ``1)``, don't count.

    Why: Without its partner, a bracket makes the sentence hard to read. Often, text was lost along with the partner.

    Fails:
        Open it (once). → Ouvrez-le (une fois.

    Passes:
        Open it (once). → Ouvrez-le (une fois).
        zh: Open it (once). → 打开它（一次）。
    """
    if _balanced(pair.target) and not _is_turned(pair.target):
        return
    at = _unpaired_bracket(_brackets(pair.target_inline, pair.target))
    if at is not None:
        mark = pair.target[at]
        state, other = ("closed", "closing") if mark.translate(_FOLD) in _OPEN else ("opened", "opening")
        yield Finding(Span(at, at + 1), f'bracket "{mark}" is not {state}; add the {other} bracket')


def _balanced(text: str) -> bool:
    """Return whether opening and closing brackets are equal in number, including those in code."""
    count = text.count
    return (
        count("(") + count("（") == count(")") + count("）")
        and count("[") + count("［") == count("]") + count("］")
        and (text.isascii() or all(count(opening) == count(close) for opening, close in _OPEN.items() if opening > "~"))
    )


def _is_turned(text: str) -> bool:
    """Return whether the first round bracket closes."""
    close = text.find(")")
    return close >= 0 and text.find("(", 0, close) < 0 <= text.find("(", close)


def _brackets(parts: Inline, text: str) -> str:
    shown = mask_codes(text, parts).translate(_FOLD)
    for pattern in (_LIST_MARK, _SMILEY, _INTERVAL):
        shown = pattern.sub(lambda found: " " * len(found[0]), shown)
    return shown


def _unpaired_bracket(text: str) -> int | None:
    """Return the offset of an unpaired bracket."""
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
    """Checks for unpaired quotation marks in the target.

    Inch marks don't count.

    Why: Readers can't tell where the quotation ends. Often, text was lost along with the mark.

    Fails:
        Type "yes" here. → Tapez "oui ici.

    Passes:
        Type "yes" here. → Tapez « oui » ici.
        de: Type "yes" here. → Geben Sie „ja“ ein.
        A 24" screen. → Un écran de 24".
    """
    if not QUOTES.isdisjoint(pair.target):
        unpaired = _unpaired_quote(pair.target_prose)
        if unpaired is not None:
            yield Finding(
                Span(unpaired, unpaired + 1),
                f"quotation mark {pair.target[unpaired]} is unpaired; add the missing one or remove it",
            )


def _unpaired_quote(text: str) -> int | None:
    """Return the offset of the last mark of a kind that is unpaired."""
    marks = [at for at, mark in enumerate(text) if mark in _PAIRED]
    if len(marks) % 2 and not _INCHES.search(text):
        return marks[-1]
    for opening, close in ("«»", "「」", "『』"):
        if text.count(opening) != text.count(close):
            return max(text.rfind(opening), text.rfind(close))
    return None
