"""An alignment by content of a source and its translation, made when it is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from loc_align.alignment.aligning import align
from loc_align.model import Document, Span
from loc_align.segmentation import Rules
from loc_align.updating.outline import Outline, Sentence

_LEAST_CONFIDENCE = 0.5
"""The least confidence of a bead that counts."""
_SURE = 0.8
"""The least confidence of a bead that joins sentences."""

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""The indexes of the source sentences and of the target sentences that translate each other."""


class Beads:
    """The beads of an alignment by content."""

    def __init__(self, source: Outline, target: Outline, langs: tuple[str, str], rules: Rules | None) -> None:
        """Prepare the alignment of two documents, which is made at the first question."""
        self._source, self._target, self._langs, self._rules = source, target, langs, rules
        self._pairs: list[tuple[Span, Span, float]] | None = None

    def _read(self) -> list[tuple[Span, Span, float]]:
        if self._pairs is None:
            bitext = align(
                self._source.document,
                self._target.document,
                source_lang=self._langs[0],
                target_lang=self._langs[1],
                rules=self._rules,
            )
            self._pairs = [
                (unit.source.span, unit.target.span, unit.score)
                for unit in bitext.units
                if unit.source is not None and unit.target is not None
            ]
        return self._pairs

    def votes(self) -> Mapping[tuple[int, int], float]:
        """Return the number of characters that were aligned, by source block and target block."""
        found: dict[tuple[int, int], float] = defaultdict(float)
        places = _Places(self._source.document), _Places(self._target.document)
        for source, target, score in self._read():
            if score >= _LEAST_CONFIDENCE:
                found[places[0](source.start), places[1](target.start)] += score * (source.end - source.start)
        return found

    def groups(self, a: int, b: int) -> list[Group] | None:
        """Return the sentences of two blocks that translate each other; ``None`` if a sentence has no sure partner.

        Args:
            a: the index of the source block.
            b: the index of the target block.
        """
        sources, targets = self._source.sentences(a), self._target.sentences(b)
        first, last = self._target.pieces[b].block.span.start, self._target.pieces[b].block.span.end
        own = self._source.pieces[a].block.span
        groups: list[Group] = []
        for source, target, score in self._read():
            if own.start <= source.start < own.end:
                if score < _SURE or not first <= target.start < last:
                    return None
                groups.append((_inside(sources, source), _inside(targets, target)))
        covered = [at for group in groups for at in group[0]], [at for group in groups for at in group[1]]
        whole = covered[0] == [*range(len(sources))] and covered[1] == [*range(len(targets))]
        return groups if whole else None


class _Places:
    """Returns the index of the block at an offset."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.span.start for block in document.blocks]

    def __call__(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _inside(sentences: Sequence[Sentence], span: Span) -> tuple[int, ...]:
    return tuple(at for at, item in enumerate(sentences) if item.span.start < span.end and span.start < item.span.end)
