"""Text cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Inline

_STOP = re.compile(r"[.!?][\"')\]]*\s+(?=[^\W\d_a-z])|[。！？]")


class Rules:
    """How text is cut."""


def cut(parts: Inline, lang: str, rules: Rules | None = None) -> tuple[int, ...]:  # noqa: ARG001
    """The offsets at which a new sentence starts.

    Args:
        parts: a block's Markdown as text and inline codes.
        lang: its language, BCP 47.
        rules: how to cut.

    Returns:
        Offsets into the joined parts, rising, without 0 and the end; white space between two sentences belongs to
        the first one.
    """
    return tuple(_cuts(parts))


def _cuts(parts: Inline) -> Iterator[int]:
    done = 0
    for part in parts:
        text = part if isinstance(part, str) else part.data
        if isinstance(part, str):
            yield from (done + found.end() for found in _STOP.finditer(text))
        done += len(text)
