"""Finds sentences that a block lacks, or has more, than the same block of the source document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from loc_align.checks.base import Finding, Subject
from loc_align.checks.messages import quoted
from loc_align.checks.structure.compared import compared, is_other
from loc_align.checks.structure.lone import SHORTEST, is_copy, is_whole
from loc_align.checks.structure.matching import Matched
from loc_align.checks.structure.sentence_lengths import severity_of, usual_ratio
from loc_align.checks.structure.skeleton import item_at
from loc_align.model import Span, TranslationUnit

_ALONE: Final = 0.9
"""The least score of a unit that is certainly alone."""
_RUNNING = frozenset(("paragraph", "list_item", "quote", "table_cell"))


def changed_sentences(subject: Subject) -> Iterator[Finding]:
    """Yield the sentences without a counterpart in blocks that have one, in a document that was aligned by content.

    If several sentences of a block have none, or the lengths differ little, translators may have joined sentences, so
    that the finding is only an ``info``.
    """
    pairs, bitext = compared(subject), subject.bitext
    if pairs is None or subject.document.pairs or bitext.source_document is None or is_other(pairs):
        return
    found = [*_alone(subject, pairs)]
    blocks = Counter((lone.source, lone.target) for lone in found)
    usual = usual_ratio(subject.bitext)
    for lone in found:
        if lone.is_copy:
            yield Finding(lone.span, lone.message, severity="warning")
            continue
        sizes = pairs.source[lone.source].length, pairs.target[lone.target].length
        severity = severity_of(usual, sizes, lone.sizes)
        if severity != "off":
            single = blocks[lone.source, lone.target] == 1
            yield Finding(lone.span, lone.message, severity=severity if single else "info")


class _Lone(Struct, frozen=True):
    """A sentence without a counterpart."""

    source: int
    """The index of the source block."""
    target: int
    sizes: tuple[int, int]
    """How many characters it has in the source block and in the target block."""
    span: Span
    message: str
    is_copy: bool = False
    """Whether it repeats the sentence before or after it, which needs no other evidence."""


def _alone(subject: Subject, pairs: Matched) -> Iterator[_Lone]:
    same = {a: c for a, c in pairs.matches if pairs.source[a].token == pairs.target[c].token}
    back = {c: a for a, c in same.items()}
    above: TranslationUnit | None = None
    units = subject.bitext.units
    for at, unit in enumerate(units):
        copied = is_copy(units, at)
        sure = copied or unit.score >= _ALONE
        alone = sure and unit.block in _RUNNING and is_whole(unit.target or unit.source)
        if alone and unit.target is None and unit.source is not None and len(unit.source.text) >= SHORTEST:
            a = item_at(pairs.source, unit.source.span.start)
            if a in same:
                wrong = f"the sentence {quoted(unit.source.text)} of the source document is missing here; translate it"
                yield _Lone(a, same[a], (len(unit.source.text), 0), _place(pairs, same[a], above), wrong)
        elif alone and unit.source is None and unit.target is not None:
            c = item_at(pairs.target, unit.target.span.start)
            if c in back:
                wrong = "is here twice; remove one" if copied else "is not in the source document; remove it"
                sizes = (0, len(unit.target.text))
                yield _Lone(back[c], c, sizes, unit.target.span, f"this sentence {wrong}", copied)
        above = unit if unit.target is not None else above


def _place(pairs: Matched, target: int, above: TranslationUnit | None) -> Span:
    """Return the place in a target block after the sentence above, or its start."""
    block = pairs.target[target].span
    if above is not None and above.target is not None and block.start <= above.target.span.start < block.end:
        return Span(above.target.span.start, above.target.span.end)
    return Span(block.start, block.start)
