"""The words of a target, which several rules look at."""

from __future__ import annotations

import re

from loc_align.checks.base import Pair

LETTERS = re.compile(r"[^\W\d_]+")


def letters(pair: Pair) -> list[str]:
    """Return the runs of letters in the Markdown of the target, in order."""
    return LETTERS.findall(pair.target)


def tokens(pair: Pair) -> list[str]:
    """Return the Markdown of the target, split at white space."""
    return pair.target.split()
