"""Facts of a text that a translation keeps: code, destinations, and numbers."""

from __future__ import annotations

import re
from math import log

from loc_align.markdown import inline
from loc_align.model import Code
from loc_align.model.documents import References
from loc_align.updating.outline import Piece

_NUMBER = re.compile(r"\d+")
_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>()]+)")
_QUERY = re.compile(r"[?#].*")
_KEPT = frozenset({"code", "autolink", "xref", "directive", "html", "math"})
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


def facts(text: str, references: References) -> frozenset[str]:
    """Return the code, the last parts of the destinations, and the numbers in a text.

    Args:
        text: Markdown.
        references: the references of its document, which have the flavour of its Markdown.
    """
    found: set[str] = set()
    for part in inline.parse(text, references):
        if isinstance(part, str):
            found.update(_NUMBER.findall(part))
        elif part.type in {"link", "image"} and part.kind != "open":
            found.update(_destinations(part))
        elif part.type in _KEPT:
            found.add(_QUOTED.sub("", part.data))
    return frozenset(found)


def _destinations(code: Code) -> list[str]:
    ends = [_QUERY.sub("", found).rstrip("/").rpartition("/")[2] for found in _DESTINATION.findall(code.data)]
    return [end.removesuffix(".md") for end in ends if end]


def block_facts(piece: Piece, references: References) -> frozenset[str]:
    """Return the facts of a block. Each line of code is one."""
    if piece.group == "code":
        return frozenset(line.strip() for line in piece.text.split("\n") if line.strip())
    if piece.group in {"html", "directive", "thematic_break"}:
        return frozenset({_QUOTED.sub("", " ".join(piece.text.split()))}) | frozenset(_NUMBER.findall(piece.text))
    return facts(piece.key[1], references)


def agreement(source: frozenset[str], target: frozenset[str]) -> float:
    """Return how well the facts of a source and a target agree: from -1, for none in common, to 1; 0 without facts."""
    if not source and not target:
        return 0.0
    common = len(source & target)
    if not common:
        return -1.0 if source and target else -0.5
    return common / len(source | target)


def length_ratio(source: str, target: str) -> float:
    """Return the logarithm of the ratio of two lengths."""
    return log((len(target) + 3) / (len(source) + 3))
