"""Alignments by content of a source and its translation, made where nothing else pairs their blocks or sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.aligning import align
from loc_align.model import Document, Span
from loc_align.segmentation import Rules
from loc_align.updating.outline import Outline, Sentence

_LEAST_CONFIDENCE = 0.5
"""The least confidence of a bead that counts."""
_SURE = 0.8
"""The least confidence of a bead that joins sentences."""
_MOST_ASKED = 0.25
"""The largest share of the source blocks to align without the others. The aligner learns from what it aligns, and on
pages that differ more, it learns too little from parts: on drifted pages in nine languages, .4 made a fourth more
wrong pairs."""
_AROUND = 5
"""How many blocks with known pairs to align on each side of a stretch. More add nothing."""

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""The indexes of the source sentences and of the target sentences that translate each other."""


class Stretch(Struct, frozen=True):
    """Blocks of the source and of the target that belong together, but nobody knows which with which."""

    sources: range
    targets: range


class _Bead(Struct, frozen=True):
    source: Span
    target: Span
    confidence: float


class Beads:
    """The beads of alignments by content: of the parts that are asked for, or of the whole documents."""

    def __init__(self, source: Outline, target: Outline, langs: tuple[str, str], rules: Rules | None) -> None:
        """Prepare the alignment of two documents, of which nothing is aligned before a question."""
        self._source, self._target, self._langs, self._rules = source, target, langs, rules
        self._whole: list[_Bead] | None = None
        self._asked = 0

    def votes(self, stretches: Sequence[Stretch], known: Mapping[int, int]) -> Mapping[tuple[int, int], float]:
        """Return the number of characters that were aligned, by source block and target block.

        Args:
            stretches: the blocks to align.
            known: the target blocks of the source blocks elsewhere.
        """
        found: dict[tuple[int, int], float] = defaultdict(float)
        places = _Places(self._source.document), _Places(self._target.document)
        many = sum(len(stretch.sources) for stretch in stretches) > _MOST_ASKED * len(self._source)
        for bead in self._all() if many else self._aligned([self._around(item, known) for item in stretches]):
            if bead.confidence >= _LEAST_CONFIDENCE:
                at = places[0](bead.source.start), places[1](bead.target.start)
                found[at] += bead.confidence * (bead.source.end - bead.source.start)
        return found

    def groups(self, a: int, b: int, known: Mapping[int, int]) -> list[Group] | None:
        """Return the sentences of two blocks that translate each other; ``None`` if a sentence has no sure partner.

        Args:
            a: the index of the source block.
            b: the index of the target block.
            known: the target blocks of the source blocks.
        """
        sources, targets = self._source.sentences(a), self._target.sentences(b)
        own, other = self._source.pieces[a].block.span, self._target.pieces[b].block.span
        groups: list[Group] = []
        for bead in self._beside(a, b, known):
            if own.start <= bead.source.start < own.end:
                if bead.confidence < _SURE or not other.start <= bead.target.start < other.end:
                    return None
                groups.append((_inside(sources, bead.source), _inside(targets, bead.target)))
        covered = [at for group in groups for at in group[0]], [at for group in groups for at in group[1]]
        whole = covered[0] == [*range(len(sources))] and covered[1] == [*range(len(targets))]
        return groups if whole else None

    def _beside(self, a: int, b: int, known: Mapping[int, int]) -> list[_Bead]:
        """Return the beads of two blocks and those around them; of all blocks, if these have been asked for by now."""
        part = self._around(Stretch(range(a, a + 1), range(b, b + 1)), known)
        self._asked += len(part.sources)
        if self._whole is not None or self._asked > len(self._source):
            return self._all()
        return self._aligned([part])

    def _around(self, stretch: Stretch, known: Mapping[int, int]) -> Stretch:
        """Return a stretch with the known pairs before and after it."""
        first, last = stretch.sources.start, stretch.sources.stop
        up, down = stretch.targets.start, stretch.targets.stop
        for _ in range(_AROUND):
            if up and known.get(first - 1) == up - 1:
                first, up = first - 1, up - 1
            if known.get(last) == down:
                last, down = last + 1, down + 1
        return Stretch(range(first, last), range(up, down))

    def _all(self) -> list[_Bead]:
        if self._whole is None:
            self._whole = self._aligned([Stretch(range(len(self._source)), range(len(self._target)))])
        return self._whole

    def _aligned(self, stretches: Sequence[Stretch]) -> list[_Bead]:
        """Return the beads of some stretches. They are aligned together, because text can have moved between them."""
        bitext = align(
            _part(self._source, (stretch.sources for stretch in stretches)),
            _part(self._target, (stretch.targets for stretch in stretches)),
            source_lang=self._langs[0],
            target_lang=self._langs[1],
            rules=self._rules,
        )
        return [
            _Bead(unit.source.span, unit.target.span, unit.score)
            for unit in bitext.units
            if unit.source is not None and unit.target is not None
        ]


def _part(outline: Outline, stretches: Iterable[range]) -> Document:
    blocks = outline.document.blocks
    return replace(outline.document, blocks=tuple(blocks[at] for at in sorted({*chain.from_iterable(stretches)})))


class _Places:
    """Returns the index of the block at an offset."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.span.start for block in document.blocks]

    def __call__(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _inside(sentences: Sequence[Sentence], span: Span) -> tuple[int, ...]:
    return tuple(at for at, item in enumerate(sentences) if item.span.start < span.end and span.start < item.span.end)
