"""A side-by-side document as the target of an update: its pairs are the sentences, and their markup stays with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from loc_align.model import BlockKind, Document, Edit, Span, SxsPair
from loc_align.sxs.splitting import front_matter_edits
from loc_align.sxs.values import count_values
from loc_align.text import apply_edits
from loc_align.updating.beads import Group
from loc_align.updating.following import followed
from loc_align.updating.outline import IN_MARKUP, Outline, Piece, Sentence, one_line


class SideBySideOutline(Outline):
    """The blocks of a side-by-side document, with a pair in place of each sentence that has one."""

    def __init__(self, document: Document, lang: str, source: Outline) -> None:
        """Read the pairs of a document.

        Args:
            document: a side-by-side document.
            lang: the language of its targets, a BCP 47 tag.
            source: its source side.
        """
        super().__init__(document, lang)
        self.first = count_values(document)
        self.source_spans = _source_spans(document, self.first)
        self._items: dict[int, list[_Item]] = defaultdict(list)
        around = _with_markup(document, source, self.source_spans)
        for at, block in enumerate(document.pair_blocks):
            if at >= self.first:
                self._items[block].append(
                    _Item(_sentence(document, around[at], document.blocks[block].kind), self.source_spans[at], at)
                )
        starts = [block.span.start for block in document.blocks]
        for item in _alone(document, source, self.source_spans):
            block = bisect_right(starts, item.sentence.span.start) - 1
            if block >= 0 and item.sentence.span.end <= document.blocks[block].span.end:
                self._items[block].append(item)
        for items in self._items.values():
            items.sort(key=_start)
        self.pieces = tuple(self._projected(at, piece) for at, piece in enumerate(self.pieces))

    def _projected(self, at: int, piece: Piece) -> Piece:
        """Return a block whose key has the targets instead of the pairs."""
        start = piece.block.span.start
        numbers = (item.pair for item in self._items.get(at, ()))
        pairs = [self.document.pairs[number] for number in numbers if number is not None]
        if not pairs:
            return piece
        edits = [Edit(Span(pair.span.start - start, pair.span.end - start), pair.target.text) for pair in pairs]
        return replace(piece, key=(piece.group, one_line(apply_edits(piece.text, edits).lstrip("# "))))

    def sentences(self, at: int) -> tuple[Sentence, ...]:
        """Return the pairs of a block, and its sentences without a pair."""
        return tuple(item.sentence for item in self._items.get(at, ()))

    def items(self, at: int) -> Sequence[_Item]:
        """Return the pairs of a block, and its sentences without a pair, as they are in the source side."""
        return self._items.get(at, ())

    def alone(self) -> Iterator[Sentence]:
        """Yield the sentences without a pair that can have one, unlike texts inside markup."""
        for items in self._items.values():
            yield from (item.sentence for item in items if item.pair is None and item.sentence.kind not in IN_MARKUP)

    def has_pair(self, at: int, numbers: Sequence[int]) -> bool:
        """Return whether one of some sentences of a block has a pair."""
        return any(self._items[at][number].pair is not None for number in numbers)

    def following(self, at: int, numbers: Sequence[int], old: str, new: str) -> str | None:
        """Return a pair with the new source, and with the codes of the new source in its target and around it.

        Args:
            at: the index of the block.
            numbers: the numbers of the pairs in the block.
            old: the old source, of which only the markup has changed.
            new: the new source.

        Returns:
            The pair; ``None`` if it isn't one pair with this source, or if it isn't certain which codes changed.
        """
        item = self._items[at][numbers[0]]
        if len(numbers) != 1:
            return None
        if item.pair is None:
            return new
        pair, text = self.document.pairs[item.pair], self.document.text
        before, after = text[item.sentence.span.start : pair.span.start], text[pair.span.end : item.sentence.span.end]
        if one_line(f"{before}{pair.source.text}{after}") != one_line(old):
            return None
        if (before or after) and new.count(pair.source.text) == 1:
            return new.replace(pair.source.text, pair.span.of(text))
        if not (new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after)):
            return None
        inner = self._followed(pair, new[len(before) : len(new) - len(after)])
        return before + inner + after if inner is not None else None

    def _followed(self, pair: SxsPair, new: str) -> str | None:
        """Return a pair with the new source, and with the codes of the new source in its target."""
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


class _Item(Struct, frozen=True):
    """A pair, or a sentence without one."""

    sentence: Sentence
    source: Span
    """Its span in the source side of the document."""
    pair: int | None = None
    """The index of the pair."""


def _start(item: _Item) -> int:
    return item.sentence.span.start


def _sentence(document: Document, span: Span, kind: BlockKind) -> Sentence:
    text = span.of(document.text)
    return Sentence(span, text, one_line(text), kind)


def _source_spans(document: Document, first: int) -> dict[int, Span]:
    """Return the span of each pair in the source side, by its index, without the pairs in front matter."""
    shift = _front_matter_shift(document)
    found: dict[int, Span] = {}
    for at in range(first, len(document.pairs)):
        pair = document.pairs[at]
        start = pair.span.start + shift
        found[at] = Span(start, start + len(pair.source.text))
        shift += len(pair.source.text) - (pair.span.end - pair.span.start)
    return found


def _with_markup(document: Document, source: Outline, spans: Mapping[int, Span]) -> dict[int, Span]:
    """Return the span of each pair with the markup around it that belongs to its sentence, such as a link."""
    found = {at: document.pairs[at].span for at in spans}
    rows = [*spans.items()]
    starts, ends = [span.start for _, span in rows], [span.end for _, span in rows]
    for a in range(len(source)):
        for own in source.sentences(a):
            inside = rows[bisect_right(ends, own.span.start) : bisect_left(starts, own.span.end)]
            if not inside:
                continue
            (first, head), (last, tail) = inside[0], inside[-1]
            before, after = max(head.start - own.span.start, 0), max(own.span.end - tail.end, 0)
            found[first] = Span(document.pairs[first].span.start - before, found[first].end)
            found[last] = Span(found[last].start, document.pairs[last].span.end + after)
    return found


def _front_matter_shift(document: Document) -> int:
    """Return by how many characters the front matter of the source side is longer."""
    return sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in front_matter_edits(document, "source"))


def _alone(document: Document, source: Outline, spans: Mapping[int, Span]) -> Iterator[_Item]:
    """Yield the sentences of the source side that no pair overlaps."""
    rows = [*spans.items()]
    starts = [span.start for _, span in rows]
    first = -_front_matter_shift(document)
    for a in range(len(source)):
        for own in source.sentences(a):
            before = bisect_left(starts, own.span.end) - 1
            at, span = rows[before] if before >= 0 else (-1, Span(0, 0))
            if span.end <= own.span.start:
                shift = document.pairs[at].span.end - span.end if at >= 0 else first
                yield _Item(_sentence(document, Span(own.span.start + shift, own.span.end + shift), own.kind), own.span)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class PairBeads:
    """What the pairs of a side-by-side document say about the sentences of its source side."""

    def __init__(self, source: Outline, target: SideBySideOutline) -> None:
        """Take a document and its source side."""
        self._source, self._target = source, target

    def votes(self, *_: object) -> Mapping[tuple[int, int], float]:
        """Return the number of characters of the sources of the pairs, by source block and target block."""
        blocks = self._source.document.blocks
        found: dict[tuple[int, int], float] = defaultdict(float)
        a = 0
        for at, span in self._target.source_spans.items():
            while a + 1 < len(blocks) and blocks[a].span.end <= span.start:
                a += 1
            found[a, self._target.document.pair_blocks[at]] += span.end - span.start
        return found

    def groups(self, a: int, t: int) -> list[Group]:
        """Return the sentences of a source block that each pair of a target block contains."""
        sentences = self._source.sentences(a)
        groups: list[tuple[list[int], list[int]]] = []
        for number, item in enumerate(self._target.items(t)):
            inside = [n for n, own in enumerate(sentences) if _overlap(own.span, item.source)]
            if groups and inside and groups[-1][0] and inside[0] <= groups[-1][0][-1]:
                groups[-1][0].extend(n for n in inside if n > groups[-1][0][-1])
                groups[-1][1].append(number)
            else:
                groups.append((inside, [number]))
        covered = {n for sources, _ in groups for n in sources}
        alone = [([n], list[int]()) for n in range(len(sentences)) if n not in covered]
        return [(tuple(sources), tuple(targets)) for sources, targets in (*groups, *alone) if sources]
