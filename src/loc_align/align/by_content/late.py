"""Late cutting: text without sentence marks, such as Thai, is cut as the sentences of the other side ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from loc_align.align.by_content.features import PRIOR, Comparison
from loc_align.align.by_content.lexicon import Lexicon
from loc_align.align.by_content.pairing import Floats, Ints, Pairing, bind
from loc_align.align.by_content.path import Bead
from loc_align.align.by_content.side import FIRST_STRUCTURAL, SENTENCE_MARKS, Side
from loc_align.align.by_content.survey import Survey
from loc_align.align.by_content.weights import (
    LATE_PIECES,
    LATE_RANGE,
    LATE_RATIO,
    LATE_SKIP_PIECE,
    LATE_SKIP_SENTENCE,
)
from loc_align.model import Code, Inline

_OPENERS, _CLOSERS = "([{“«「『（", ")]}”»」』）"


def at_spaces(parts: Inline) -> tuple[int, ...]:
    """Where a text might be cut: after every space outside of codes and brackets.

    Args:
        parts: the text and its inline codes.
    """
    cuts: list[int] = []
    done = depth = 0
    for part in parts:
        if isinstance(part, Code):
            depth += {"open": 1, "close": -1, "standalone": 0}[part.kind]
            done += len(part.data)
            continue
        for at, char in enumerate(part):
            depth += (char in _OPENERS) - (char in _CLOSERS and depth > 0)
            if char.isspace() and not depth and not part[at + 1 : at + 2].isspace():
                cuts.append(done + at + 1)
        done += len(part)
    return _fewer([cut for cut in cuts if cut < done], done)


def _fewer(cuts: list[int], end: int) -> tuple[int, ...]:
    """At most so many pieces: the shortest ones are joined with their neighbours."""
    while len(cuts) >= LATE_PIECES:
        sizes = [after - before for before, after in zip([0, *cuts], [*cuts, end], strict=True)]
        joined = [sizes[at] + sizes[at + 1] for at in range(len(cuts))]
        del cuts[joined.index(min(joined))]
    return tuple(cuts)


def late_cuts(  # noqa: PLR0913, PLR0917 - two cuts of each side
    sentences: Side,
    pieces: Side,
    whole: tuple[Side, Side],
    beads: Sequence[Bead],
    known: tuple[Survey, Lexicon],
    late: int,
) -> list[int]:
    """Where to cut the side without marks.

    Args:
        sentences: the items of the other side, cut into sentences.
        pieces: the items of the side without marks, cut at every space.
        whole: source and target in whole blocks.
        beads: which of these belong together.
        known: the counts and the lexicon that these were aligned with.
        late: which side has no marks: 0 for the source, 1 for the target.

    Returns:
        Offsets in the document at which a segment starts.
    """
    sides = (pieces, sentences) if late == 0 else (sentences, pieces)
    pairing = bind(*sides, *known)
    inside = [_inside(whole[side], sides[side]) for side in (0, 1)]
    cuts: list[int] = []
    for bead in beads:
        rows, columns = inside[0].get(bead.source[0], []), inside[1].get(bead.target[0], [])
        if len(bead.source) == len(bead.target) == 1 and len((rows, columns)[1 - late]) > 1 < len(
            (rows, columns)[late]
        ):
            block = _Block(pairing, rows, columns, late)
            cuts += [pieces.spans[(rows, columns)[late][at]].start for at in block.cuts()]
    return sorted(cuts)


def _inside(whole: Side, parts: Side) -> dict[int, list[int]]:
    """For each whole block the items of a finer cut that lie in it."""
    found: dict[int, list[int]] = {}
    at = 0
    for number, span in enumerate(whole.spans):
        if whole.group[number] >= FIRST_STRUCTURAL:
            continue
        while at < len(parts) and parts.spans[at].start < span.start:
            at += 1
        while at < len(parts) and parts.spans[at].end <= span.end:
            if parts.group[at] == whole.group[number]:
                found.setdefault(number, []).append(at)
            at += 1
    return found


class _Block:
    """The sentences of one side against the pieces of the other."""

    def __init__(self, pairing: Pairing, rows: list[int], columns: list[int], late: int) -> None:
        comparison = Comparison(pairing, np.array(rows), np.array(columns))
        halves = (comparison.source, comparison.target)
        self._own, self._other = halves[1 - late], halves[late]
        translated = (comparison.forward, comparison.backward)
        self._ahead, self._back = translated[1 - late], translated[late]
        own, other = (half.side.length[half.items] for half in (self._own, self._other))
        ratio = pairing.ratio if late else 1 / pairing.ratio
        block = float(other.sum()) / max(1.0, float(own.sum()))
        self._ratio = (ratio + min(max(block, LATE_RATIO[0] * ratio), LATE_RATIO[1] * ratio)) / 2
        self._lengths, self._letters = own, other
        self._same = self._invariants(pairing, late)

    def cuts(self) -> list[int]:
        """The pieces at which a segment starts, the first one left out."""
        count, width = len(self._own.items), len(self._other.items)
        best = np.full((count + 1, width + 1), -np.inf)
        steps: dict[tuple[int, int], int] = {}
        skip = -(LATE_SKIP_PIECE[0] + LATE_SKIP_PIECE[1] * self._letters)
        best[0] = np.concatenate([[0.0], np.cumsum(skip)])
        for row in range(1, count + 1):
            reached = best[row - 1][:, None] + self._scores(row - 1)
            start = reached.argmax(axis=0)
            for column in range(width + 1):
                options = (
                    best[row - 1, column] + LATE_SKIP_SENTENCE,
                    best[row, column - 1] + skip[column - 1] if column else -np.inf,
                    reached[start[column], column],
                )
                choice = int(np.argmax(options))
                best[row, column] = options[choice]
                steps[row, column] = (-1, -2, int(start[column]))[choice]
        return self._borders(steps, count, width)

    def _borders(self, steps: Mapping[tuple[int, int], int], row: int, column: int) -> list[int]:
        borders: set[int] = set()
        width = column
        while row > 0:
            step = steps[row, column]
            if step == -1:
                row -= 1
            elif step == -2:  # noqa: PLR2004 - a piece is skipped
                column -= 1
            else:
                borders |= {step, column}
                row, column = row - 1, step
        return sorted(borders - {0, width})

    def _scores(self, row: int) -> Floats:
        """The score of a sentence against every range of pieces: rows are first pieces, columns the pieces after it."""
        width = len(self._other.items)
        words = np.flatnonzero(self._own.words[row])
        weight = self._own.weight[words]
        said = _ranges(self._ahead[words])
        ahead = (PRIOR + np.tensordot(weight, np.minimum(said, 1.0), axes=1)) / (1 + weight.sum())
        heard = self._other.words * self._other.weight * np.minimum(self._back[:, row], 1.0)
        mass = _ranges((self._other.words @ self._other.weight)[None])[0]
        back = (PRIOR + _ranges(heard.sum(axis=1)[None])[0]) / (1 + mass)
        score = LATE_RANGE["bias"] + LATE_RANGE["evidence"] * ((ahead + back) / 2 - PRIOR) * np.log1p(
            weight.sum() + mass
        )
        score = score - self._deviation(row) + self._agreement(words)
        ends = np.isin(self._other.side.mark[self._other.items], list(SENTENCE_MARKS))
        ends[-1] = True
        score[:, 1:] += LATE_RANGE["end"] * ends
        table: Floats = np.where(np.arange(width + 1)[:, None] < np.arange(width + 1), score, -np.inf)
        return table

    def _deviation(self, row: int) -> Floats:
        letters = _ranges(self._letters[None])[0]
        expected = self._ratio * self._lengths[row]
        spread = np.sqrt(3.5 * max(1.0, self._ratio) * (letters + expected) / 2 + 4)
        deviation: Floats = np.minimum(np.abs(letters - expected) / spread, 5.0)
        return deviation

    def _invariants(self, pairing: Pairing, late: int) -> dict[int, int]:
        """For each invariant of the sentences its column among the words of the pieces."""
        numbers = {int(number): column for column, number in enumerate(self._other.numbers)}
        same = pairing.same if late else {int(f): e for e, f in enumerate(pairing.same)}
        found: dict[int, int] = {}
        for column in np.flatnonzero(self._own.invariant).tolist():
            number = int(self._own.numbers[column])
            partner = int(same[number]) if late else same.get(number, -1)  # type: ignore[union-attr]
            if partner in numbers:
                found[column] = numbers[partner]
        return found

    def _agreement(self, words: Ints) -> Floats:
        own = [word for word in words.tolist() if self._own.invariant[word]]
        columns = [self._same[word] for word in own if word in self._same]
        width = len(self._other.items)
        shared = (
            np.minimum(_ranges(self._other.words[:, columns].T), 1.0).sum(axis=0)
            if columns
            else np.zeros((width + 1,) * 2)
        )
        all_of = _ranges(self._other.words[:, self._other.invariant].sum(axis=1)[None])[0]
        differing = (len(own) - shared) + (all_of - shared)
        agreement: Floats = LATE_RANGE["invariants"] * np.clip(shared - 0.5 * differing, -2.0, 2.0)
        return agreement


def _ranges(rows: Floats) -> Floats:
    """For each row the sums of all ranges of its columns: from the second index up to, not including, the third."""
    sums = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)], axis=1)
    ranges: Floats = np.maximum(sums[:, None, :] - sums[:, :, None], 0.0)
    return ranges
