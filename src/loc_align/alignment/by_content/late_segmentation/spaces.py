"""Where a text without sentence marks might be cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from loc_align.alignment.by_content.parameters import LATE_PIECES
from loc_align.model import Code, Inline

_CLOSERS = {"(": ")", "[": "]", "{": "}", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "（": "）"}
_GROWTH = 1.2


def at_spaces(parts: Inline) -> tuple[int, ...]:
    """Where a text might be cut: after every space outside of codes and brackets.

    A bracket without its partner keeps nothing together.

    Args:
        parts: the text and its inline codes.
    """
    text = "".join("\0" * len(part.data) if isinstance(part, Code) else part for part in parts)
    depths = [0] * len(text)
    for start, end in _held(parts):
        depths[start] += 1
        depths[end] -= 1
    held = list(accumulate(depths))
    first = len(text) - len(text.lstrip())
    cuts = [
        at + 1
        for at, char in enumerate(text[:-1])
        if char.isspace() and not held[at] and not text[at + 1].isspace() and at > first
    ]
    return _fewer(cuts, len(text))


def _held(parts: Inline) -> Iterator[tuple[int, int]]:
    """The stretches between brackets, and between the codes that open and close."""
    waiting: list[tuple[str | int | None, int]] = []
    closers: Counter[str | int | None] = Counter()
    for at, mark, closer in _marks(parts):
        if closers[mark]:
            start = at
            while closers[mark] and (found := waiting.pop()):
                closers[found[0]] -= 1
                start = found[1]
                if found[0] == mark:
                    break
            yield start, at
        elif closer is not None:
            waiting.append((closer, at))
            closers[closer] += 1


def _marks(parts: Inline) -> Iterator[tuple[int, str | int | None, str | int | None]]:
    """What may open or close: where it is, what it is, and what closes it."""
    done = 0
    for part in parts:
        if isinstance(part, Code):
            if part.kind == "open":
                yield done, None, part.pair
            elif part.kind == "close":
                yield done, part.pair, None
            done += len(part.data)
            continue
        yield from ((done + at, char, _CLOSERS.get(char)) for at, char in enumerate(part))
        done += len(part)


def _fewer(cuts: list[int], end: int) -> tuple[int, ...]:
    """At most so many pieces: the shortest ones are joined with those before them, then longer ones."""
    least = 2.0
    while len(cuts) >= LATE_PIECES:
        kept = [0]
        for cut in cuts:
            if cut - kept[-1] >= least and end - cut >= least:
                kept.append(cut)
        cuts, least = kept[1:], least * _GROWTH
    return tuple(cuts)
