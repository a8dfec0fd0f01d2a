"""A side-by-side document as the target of an update: its pairs are the sentences, and their markup stays with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from loc_align.model import Document, Edit, Span
from loc_align.sxs.splitting import front_matter_edits
from loc_align.sxs.values import count_values
from loc_align.text import apply_edits
from loc_align.updating.beads import Group
from loc_align.updating.following import followed
from loc_align.updating.outline import Outline, Piece, Sentence, one_line


class SideBySideOutline(Outline):
    """The blocks of a side-by-side document, with a pair in place of each sentence."""

    def __init__(self, document: Document, lang: str) -> None:
        """Read the pairs of a document.

        Args:
            document: a side-by-side document.
            lang: the language of its targets, a BCP 47 tag.
        """
        super().__init__(document, lang)
        self.first = count_values(document)
        self._in_block: dict[int, list[int]] = defaultdict(list)
        for at, block in enumerate(document.pair_blocks):
            if at >= self.first:
                self._in_block[block].append(at)
        self.pieces = tuple(self._projected(at, piece) for at, piece in enumerate(self.pieces))

    def _projected(self, at: int, piece: Piece) -> Piece:
        """Return a block whose key has the targets instead of the pairs."""
        start = piece.block.span.start
        pairs = [self.document.pairs[number] for number in self._in_block.get(at, ())]
        if not pairs:
            return piece
        edits = [Edit(Span(pair.span.start - start, pair.span.end - start), pair.target.text) for pair in pairs]
        return replace(piece, key=(piece.group, one_line(apply_edits(piece.text, edits).lstrip("# "))))

    def sentences(self, at: int) -> tuple[Sentence, ...]:
        """Return the pairs of a block."""
        text = self.document.text
        spans = (self.document.pairs[number].span for number in self._in_block.get(at, ()))
        return tuple(Sentence(span, span.of(text), one_line(span.of(text))) for span in spans)

    def pair_numbers(self, at: int) -> list[int]:
        """Return the indexes of the pairs of a block."""
        return self._in_block.get(at, [])

    def following(self, at: int, numbers: Sequence[int], old: str, new: str) -> str | None:
        """Return a pair with the new source, and with the codes of the new source in its target.

        Args:
            at: the index of the block.
            numbers: the numbers of the pairs in the block.
            old: the old source, of which only the markup has changed.
            new: the new source.

        Returns:
            The pair; ``None`` if it isn't one pair with this source, or if it isn't certain which codes changed.
        """
        pair = self.document.pairs[self._in_block[at][numbers[0]]]
        if len(numbers) != 1 or one_line(pair.source.text) != one_line(old):
            return None
        target = followed(pair.source.text, pair.target.text, new, self.document.references)
        if target is None:
            return None
        source = new if "\n" in pair.source.text else one_line(new)
        start = pair.span.start
        edits = (
            Edit(Span(side.span.start - start, side.span.end - start), text)
            for side, text in ((pair.target, target), (pair.source, source))
        )
        return apply_edits(pair.span.of(self.document.text), edits)


class PairBeads:
    """What the pairs of a side-by-side document say about the sentences of its source side."""

    def __init__(self, source: Outline, target: SideBySideOutline) -> None:
        """Find the source of each pair in the source side of the document."""
        self._source, self._target = source, target
        document = target.document
        shift = sum(
            len(edit.text) - (edit.span.end - edit.span.start) for edit in front_matter_edits(document, "source")
        )
        self._spans: dict[int, Span] = {}
        for at in range(target.first, len(document.pairs)):
            pair = document.pairs[at]
            start = pair.span.start + shift
            self._spans[at] = Span(start, start + len(pair.source.text))
            shift += len(pair.source.text) - (pair.span.end - pair.span.start)

    def votes(self) -> Mapping[tuple[int, int], float]:
        """Return the number of characters of the sources of the pairs, by source block and target block."""
        blocks = self._source.document.blocks
        found: dict[tuple[int, int], float] = defaultdict(float)
        a = 0
        for at, span in self._spans.items():
            while a + 1 < len(blocks) and blocks[a].span.end <= span.start:
                a += 1
            found[a, self._target.document.pair_blocks[at]] += span.end - span.start
        return found

    def groups(self, a: int, t: int) -> list[Group]:
        """Return the sentences of a source block that each pair of a target block contains."""
        sentences = self._source.sentences(a)
        groups: list[tuple[list[int], list[int]]] = []
        for number, at in enumerate(self._target.pair_numbers(t)):
            span = self._spans[at]
            inside = [
                n for n, item in enumerate(sentences) if item.span.start < span.end and span.start < item.span.end
            ]
            if groups and inside and groups[-1][0] and inside[0] <= groups[-1][0][-1]:
                groups[-1][0].extend(n for n in inside if n > groups[-1][0][-1])
                groups[-1][1].append(number)
            else:
                groups.append((inside, [number]))
        covered = {n for sources, _ in groups for n in sources}
        alone = [([n], list[int]()) for n in range(len(sentences)) if n not in covered]
        return [(tuple(sources), tuple(targets)) for sources, targets in (*groups, *alone) if sources]
