"""Judges findings by what all targets of a document show: names that it translates, and words that it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from loc_align.checks.base import Finding, Pair
from loc_align.checks.source_side import Found

_EVERYWHERE = 2
"""The number of pairs without a name that show that the document translates it."""


def judge_terms(found: Sequence[Found], pairs: Sequence[Pair]) -> Iterator[Found]:
    """Yield findings, some of them as an ``info``.

    These are lost names that no target of the document keeps and more than one lacks, and findings that suppose a word
    that no target has by itself.

    Args:
        found: the findings.
        pairs: the pairs of the document.
    """
    terms = _translated(Counter(finding.term for _, finding, _ in found if finding.term is not None), pairs)
    words = _used({finding.word for _, finding, _ in found if finding.word is not None}, pairs)
    for item, finding, pair in found:
        mild = finding.term in terms or (finding.word is not None and finding.word not in words)
        yield (item, _as_info(finding), pair) if mild else (item, finding, pair)


def _as_info(finding: Finding) -> Finding:
    return replace(finding, severity="info")


def _translated(lost: Counter[str], pairs: Sequence[Pair]) -> Collection[str]:
    terms = {term for term, count in lost.items() if count >= _EVERYWHERE}
    if terms:
        terms -= {term for pair in pairs for term in terms if term in pair.source and term in pair.target}
    return terms


def _used(wanted: Collection[str], pairs: Sequence[Pair]) -> Collection[str]:
    """Return the words that a target contains between spaces or punctuation."""
    if not wanted:
        return ()
    found = re.compile(rf"(?:^|(?<=[\s(„“«]))(?:{'|'.join(map(re.escape, sorted(wanted)))})(?![\w-])")
    return {word for pair in pairs for word in found.findall(pair.target)}
