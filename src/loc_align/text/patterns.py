"""A building block of regular expressions that works in every version of Python."""

from __future__ import annotations

import sys
from typing import Literal

_WORKS = sys.version_info >= (3, 11, 5)


def possessive(body: str, times: Literal["*", "+"] = "*") -> str:
    r"""Return ``(?:body)*+``: the body as often as possible, without ever giving a repetition back.

    Before Python 3.11.5, ``re`` keeps characters of a repetition that has failed (python/cpython#106052). There, the
    equivalent ``(?>(?:body)*)`` takes its place, which needs more memory for each repetition.

    Args:
        body: a regular expression.
        times: ``*`` for any number of times, ``+`` for at least once.
    """
    return f"(?:{body}){times}+" if _WORKS else f"(?>(?:{body}){times})"
