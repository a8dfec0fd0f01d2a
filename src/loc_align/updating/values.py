"""The values that a comparison returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from loc_align.model import BlockKind, Document, Segment

ChangeKind = Literal["kept", "moved", "markup", "edited", "new", "gone"]
"""What happened to a sentence or a block: ``kept`` at its place; ``moved`` to another place, or repeated there;
``markup``, if only codes, links, formatting, white space, or punctuation changed; ``edited``; ``new``; or ``gone``."""

KINDS: tuple[ChangeKind, ...] = ("kept", "moved", "markup", "edited", "new", "gone")
"""The kinds in the order of a report."""


class Change(Struct, frozen=True):
    """A sentence, or a front-matter value, in two versions of a source."""

    kind: ChangeKind
    old: Segment | None
    """The old text; ``None`` if it is new."""
    new: Segment | None
    """The new text; ``None`` if it is gone."""
    likeness: float
    """How similar the two texts are, from 0 to 1; 1 only if they are equal, and 0 if there is only one."""
    block: BlockKind
    line: int
    """The 1-based line of the new text; of the old text if it is gone."""


class BlockChange(Struct, frozen=True):
    """A block in two versions of a source."""

    kind: ChangeKind
    old: int | None
    """The index of the block in the old document; ``None`` if the block is new."""
    new: int | None
    """The index of the block in the new document; ``None`` if the block is gone."""
    sentences: tuple[Change, ...]
    """Its sentences in the order of the new block, those that are gone last. Those of code and of a directive are the
    texts in its markup, such as a title."""


class Comparison(Struct, frozen=True):
    """What changed between two versions of a source document."""

    old: Document
    new: Document
    values: tuple[Change, ...]
    """The translatable values of the front matter."""
    blocks: tuple[BlockChange, ...]
    """The blocks in the order of the new document, then those that are gone."""

    def __iter__(self) -> Iterator[Change]:
        """Iterate over the front-matter values and the sentences."""
        yield from self.values
        for block in self.blocks:
            yield from block.sentences

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """The number of front-matter values and sentences of each kind."""
        return MappingProxyType(Counter(change.kind for change in self))

    def __repr__(self) -> str:
        """Return a short description."""
        counts = " ".join(f"{kind}={number}" for kind, number in sorted(self.counts.items()))
        return f"<Comparison {self.new.path!r} {counts}>"
