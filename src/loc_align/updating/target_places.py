"""Finds where a target translates a sentence of the source that it was made from."""

from __future__ import annotations

from loc_align.model import Span
from loc_align.updating.beads import Beads
from loc_align.updating.comparison import Versions
from loc_align.updating.groups import Groups
from loc_align.updating.outline import Outline
from loc_align.updating.pairing import pair_blocks


class TargetPlaces:
    """The places of a target that translate the sentences of its source."""

    def __init__(self, versions: Versions, target: Outline, langs: tuple[str, str]) -> None:
        """Pair the blocks of a target with those of the source that it was made from.

        Args:
            versions: the two versions of the source.
            target: the target.
            langs: the languages of the source and of the target, BCP 47 tags.
        """
        self._target = target
        beads = Beads(versions.old, target, langs, None)
        self._paired = pair_blocks(versions.old, target, beads.votes)
        self._groups = Groups(versions, target, self._paired.targets, beads)

    def span(self, a: int, at: int | None) -> Span | None:
        """Return the span of the target of a sentence; that of its block, or of the first that may be it, if unclear.

        Args:
            a: the index of the block in the old source.
            at: the index of the sentence in it; ``None`` for the whole block.

        Returns:
            The span; ``None`` if the target lacks the block.
        """
        t = self._paired.targets.get(a)
        if t is None:
            stretch = next((stretch for stretch in self._paired.unclear if a in stretch.sources), None)
            return self._target.pieces[stretch.targets.start].block.span if stretch is not None else None
        sentences = self._target.sentences(t)
        group = next((targets for sources, targets in self._groups(a, t) or () if at in sources and targets), None)
        if group is None:
            return self._target.pieces[t].block.span
        return Span(sentences[group[0]].span.start, sentences[group[-1]].span.end)
