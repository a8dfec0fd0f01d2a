"""What is counted over a whole batch before anything is aligned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from loc_align.alignment.by_content.parameters import LATE_ENDED, LATE_LEAST, LATE_SHARE
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, SENTENCE_MARKS, TEXT, Side

_RATIO_PRIOR = 200.0


@dataclass(slots=True)
class Counts:
    """One language of the batch."""

    words: Counter[str] = field(default_factory=Counter)
    """For each word in how many segments it stands."""
    total: int = 0
    """How many segments there are."""
    length: float = 0.0
    """How many characters they have."""
    blocks: int = 0
    """How many paragraphs and list items there are."""
    sentences: int = 0
    """How many segments these have."""
    ended: int = 0
    """How many of these blocks end with a sentence mark."""

    def add(self, side: Side) -> None:
        """Count one side."""
        for row, group in zip(side.words, side.group.tolist(), strict=True):
            if group < FIRST_STRUCTURAL:
                self.words.update(row)
                self.total += 1
        text = side.group == TEXT
        self.length += float(side.length.sum())
        self.sentences += int(text.sum())
        last = dict(zip(side.block[text].tolist(), side.mark[text].tolist(), strict=True))
        self.blocks += len(last)
        self.ended += sum(mark in SENTENCE_MARKS for mark in last.values())

    def merge(self, other: Counts) -> None:
        """Add the counts of other documents."""
        self.words.update(other.words)
        for name in ("total", "length", "blocks", "sentences", "ended"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def slim(self) -> Counts:
        """The same counts without the words that stand in one segment."""
        words = Counter({word: count for word, count in self.words.items() if count > 1})
        return replace(self, words=words)


@dataclass(slots=True)
class Survey:
    """Both languages of the batch."""

    source: Counts = field(default_factory=Counts)
    target: Counts = field(default_factory=Counts)

    def add(self, source: Side, target: Side) -> None:
        """Count one pair of documents."""
        self.source.add(source)
        self.target.add(target)

    def merge(self, other: Survey) -> None:
        """Add the counts of other pairs."""
        self.source.merge(other.source)
        self.target.merge(other.target)

    def slim(self) -> Survey:
        """The same counts without the words that stand in one segment, as those do that are not counted."""
        return Survey(self.source.slim(), self.target.slim())

    def late(self) -> tuple[bool, bool]:
        """Whether the source, and the target, lacks the marks of sentences that the other one has."""
        return _is_late(self.source, self.target), _is_late(self.target, self.source)

    def ratio_of(self, source: Side, target: Side) -> float:
        """Characters of target for one of source in a pair of documents, leaning on the batch where it is short."""
        batch = (self.target.length + _RATIO_PRIOR) / (self.source.length + _RATIO_PRIOR)
        own = float(target.length.sum()) + _RATIO_PRIOR * batch
        return own / (float(source.length.sum()) + _RATIO_PRIOR)


def _is_late(own: Counts, other: Counts) -> bool:
    extra, more = own.sentences - own.blocks, other.sentences - other.blocks
    return more >= LATE_LEAST and extra < LATE_SHARE * more and own.ended < LATE_ENDED * own.blocks
