"""Wording that the messages of different rules share: quoted text, lists, and what is missing from a target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from loc_align.model import Defect

_MAX_LISTED = 3
"""How many texts a message lists."""
_ADVERBS = {0: "never", 1: "once", 2: "twice"}
_MAX_SHOWN = 60
"""How many characters of a text a message shows."""


def quoted(text: str) -> str:
    """Return a text from a document as messages show it: in quotation marks, on one line, cut to a readable length."""
    folded = " ".join(text.split())
    return f'"{folded}"' if len(folded) <= _MAX_SHOWN else f'"{folded[: _MAX_SHOWN - 1]}…"'


def quoted_list(texts: Iterable[str]) -> str:
    """Return the first few texts for a message: ``"a", "b" (2×), "c", and 2 more``."""
    counts = Counter(texts)
    items = [quoted(text) if count == 1 else f"{quoted(text)} ({count:,}×)" for text, count in counts.items()]
    if len(items) > _MAX_LISTED:
        items[_MAX_LISTED:] = [f"{len(items) - _MAX_LISTED:,} more"]
    if len(items) <= 2:  # noqa: PLR2004 - two items need no comma
        return " and ".join(items)
    return f"{', '.join(items[:-1])}, and {items[-1]}"


def noun_list(noun: str, texts: Sequence[str]) -> str:
    """Return a noun and the texts that it stands for: ``tag "<b>"``, ``tags "<b>" and "</b>"``."""
    return f"{noun if len(texts) == 1 else f'{noun}s'} {quoted_list(texts)}"


def times(count: int) -> str:
    """Return a count as an adverb: ``once``, ``twice``, ``3 times``."""
    return _ADVERBS.get(count, f"{count:,} times")


def fewer(noun: str, counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the message about texts that the target has less often than the source, with the cure.

    Args:
        noun: what the texts are, in the singular, such as ``code span``.
        counts: how often the target and the source have each text.
    """
    texts = [*counts]
    listed = [
        f"{quoted(text)} {times(counts[text][0])} instead of {times(counts[text][1])}" for text in texts[:_MAX_LISTED]
    ]
    if len(texts) > _MAX_LISTED:
        listed.append(f"{len(texts) - _MAX_LISTED:,} more")
    head, last = ", ".join(listed[:-1]), listed[-1]
    every = f"{head}{',' if len(listed) > 2 else ''} and {last}" if head else last  # noqa: PLR2004 - two need no comma
    return f"the target has {noun if len(texts) == 1 else f'{noun}s'} {every}; restore what is missing"


def missing(noun: str, texts: Sequence[str], instead: Sequence[str] = (), *, where: str = "the target") -> str:
    """Return the message about texts of the source that are missing, with the cure.

    Args:
        noun: what the texts are, in the singular, such as ``code span``.
        texts: what is missing.
        instead: what the target has and the source doesn't.
        where: where the texts are missing.
    """
    verb, pronoun = ("is", "it") if len(texts) == 1 else ("are", "them")
    if instead:
        wrong = f"{where} has {noun_list(noun, instead)} where the source has {quoted_list(texts)}"
    else:
        wrong = f"{noun_list(noun, texts)} {verb} missing from {where}"
    return f"{wrong}; copy {pronoun} from the source"


def extra(noun: str, texts: Sequence[str]) -> str:
    """Return the message about texts that only the target has, with the cure."""
    verb, pronoun = ("is", "it") if len(texts) == 1 else ("are", "them")
    return f"{noun_list(noun, texts)} {verb} not in the source; remove {pronoun}"


def defect_clause(defect: Defect) -> str:
    """Return what a defect says is wrong, as the first half of a message, without what was done about it."""
    wrong = re.split(r"[;.](?:\s|$)", defect.detail, maxsplit=1)[0]
    return f"{wrong[:1].lower()}{wrong[1:]}"
