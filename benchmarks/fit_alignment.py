"""Fit the weights in `weights.py` of the alignment by content to reference alignments.

Usage: python benchmarks/fit_alignment.py FOLDER [--hold-out NAME]

FOLDER contains cases: folders `TRACK__NAME.LANG/CASE` with `source.md`, `target.md` and `gold.json`. The last file is
the reference alignment, a list of `{"s": [start, end], "t": [start, end]}` with character offsets in the two files, and
null for the missing side of an unaligned segment.

Logistic regression separates correct beads from similar wrong ones. Then each weight is adjusted to give the most
correct beads, because the search for the best path shifts the optimum.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from loc_align.alignment.by_content import parameters as present
from loc_align.alignment.by_content.confidence import features, share_of
from loc_align.alignment.by_content.features.comparison import Comparison
from loc_align.alignment.by_content.lexicon.learning import learn
from loc_align.alignment.by_content.lexicon.lessons import taught
from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.pairing.pairing import Pairing, bind
from loc_align.alignment.by_content.pairing.survey import Survey
from loc_align.alignment.by_content.rounds.rounds import best_scores, complete, places_of
from loc_align.alignment.by_content.search.path import Bead, Tile
from loc_align.alignment.by_content.search.scores import Measured, measure, place, weigh
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, Side, read_side
from loc_align.documents import parse
from loc_align.segmentation import cut

_HOPELESS = -5.0
_STEPS = (0.6, 0.25)
_FIRST_MOVED = (0, 0, 0)
_NULL_SHARE = 0.2
_WRONG_SHARE = 0.05
"""Files that do not belong together are so rare beside those that do."""
_SURE = ("score", "evidence", "near", "joins", "moved", "share")

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Pairs = list[Pair]


@dataclass
class Case:
    """A pair of documents with the true beads of its items."""

    source: Side
    target: Side
    gold: Pairs
    known: tuple[set[int], set[int]]
    """The items that the gold knows, on either side; nothing is said about the others."""
    share: float = 1.0
    """What a bead of it counts: each batch counts the same."""
    batch: str = ""
    beads: list[Bead] = field(default_factory=list)
    pairing: Pairing | None = None
    measured: Measured | None = None
    survey: Survey = field(default_factory=Survey)
    lexicon: Lexicon = field(default_factory=Lexicon)
    best: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())


def read_cases(folder: Path) -> dict[str, list[Case]]:
    """The cases of each batch, by its name."""
    batches: dict[str, list[Case]] = {}
    for gold in sorted(folder.glob("*__*/*/gold.json")):
        batches.setdefault(gold.parts[-3], []).append(read_case(gold))
    for name, cases in batches.items():
        size = sum(len(case.gold) for case in cases)
        for case in cases:
            case.share, case.batch = 1000 / size, name
    return batches


def read_case(path: Path) -> Case:
    """Read one case; the language of its target ends the name of its batch."""
    lang = path.parts[-3].rpartition(".")[2]
    source, target = (
        read_side(parse((path.parent / name).read_bytes()), partial(_cutter, lang=tag), ())
        for name, tag in (("source.md", "en"), ("target.md", lang))
    )
    gold = json.loads(path.read_text(encoding="utf-8"))
    own, other = _items(source, [row["s"] for row in gold]), _items(target, [row["t"] for row in gold])
    known = {item for items in own for item in items}, {item for items in other for item in items}
    return Case(source, target, [(a, b) for a, b in zip(own, other, strict=True) if a and b], known)


def _cutter(_: object, lang: str):  # noqa: ANN202
    return partial(cut, lang=lang, rules=None)


def _items(side: Side, spans: Sequence[list[int] | None]) -> list[tuple[int, ...]]:
    """For each gold span the items more than half of which lie in it."""
    found: list[list[int]] = [[] for _ in spans]
    rows = sorted((span[0], span[1], number) for number, span in enumerate(spans) if span)
    for item, span in enumerate(side.spans):
        if side.group[item] < FIRST_STRUCTURAL:
            for start, end, number in rows:
                if 2 * (min(end, span.end) - max(start, span.start)) > span.end - span.start:
                    found[number].append(item)
    return [tuple(items) for items in found]


def prepare(batches: Mapping[str, list[Case]], *, first: bool) -> None:
    """Measure all cases: without a lexicon in the first round, then with the one that the round before teaches."""
    for cases in batches.values():
        survey = Survey()
        for case in cases:
            survey.add(case.source, case.target)
        sides = ((case.source, case.target) for case in cases)
        lexicon = (
            Lexicon()
            if first
            else learn(row for pair, case in zip(sides, cases, strict=True) for row in taught(pair, case.beads))
        )
        for case in cases:
            case.survey, case.lexicon = survey, lexicon
            case.pairing = bind(case.source, case.target, survey, lexicon)
            measure_case(case, placed=not first)
            for shape, values in case.measured.values.items():
                case.measured.values[shape] = values.astype(np.float32)  # type: ignore[index]


def find(case: Case, row: NDArray[np.float64]) -> Pairs:
    """The beads of a case by some weights."""
    weights = dict(zip(present.FEATURES, row, strict=True))
    tiles = [Tile(0, 0, weigh(case.measured, weights))]
    beads = complete(case.pairing, tiles, (), weights, None)
    case.best = best_scores(case.pairing, tiles)
    case.beads = beads
    return [(b.source, b.target) for b in beads if case.source.group[b.source[0]] < FIRST_STRUCTURAL]


def fit(cases: Sequence[Case], row: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression on the beads that come into question, then the bias that gives the best beads."""
    values, labels, shares = _samples(cases, row)
    return _climb(cases, _logistic(values, labels, shares), np.maximum(values.std(axis=0), 0.2))


def _samples(cases: Sequence[Case], row: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """The features of the true beads, and of all others that do not score hopelessly."""
    values, labels, shares = [], [], []
    for case in cases:
        gold = set(case.gold)
        for shape, table in case.measured.values.items():
            x, y = case.measured.runs[shape]
            true = np.zeros(table.shape[1:], bool)
            for own, other in gold:
                if (len(own), len(other)) == shape:
                    a, b = np.searchsorted(x, own[0]), np.searchsorted(y, other[0])
                    true[a, b] = a < len(x) and b < len(y) and x[a] == own[0] and y[b] == other[0]
            known = _known(case, 0)[x][:, None] | _known(case, 1)[y]
            chosen = case.measured.allowed[shape] & known & (true | (np.tensordot(row, table, axes=1) > _HOPELESS))
            values.append(table[:, chosen].T.astype(float))
            labels.append(true[chosen].astype(float))
            shares.append(np.full(int(chosen.sum()), case.share))
    return np.concatenate(values), np.concatenate(labels), np.concatenate(shares)


def _known(case: Case, side: int) -> NDArray[np.bool_]:
    known = np.zeros(len((case.source, case.target)[side]), bool)
    known[sorted(case.known[side])] = True
    return known


def _logistic(
    values: NDArray[np.float64], labels: NDArray[np.float64], shares: NDArray[np.float64], ridge: float = 2.0
) -> NDArray[np.float64]:
    """Newton's method."""
    row = np.zeros(values.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(values @ row, -30, 30)))
        gradient = values.T @ (shares * (labels - p)) - ridge * row
        curvature = (values * (shares * p * (1 - p))[:, None]).T @ values + ridge * np.eye(len(row))
        step = np.linalg.solve(curvature, gradient)
        row += step
        if np.abs(step).max() < 1e-4:  # noqa: PLR2004
            break
    return row


def _climb(cases: Sequence[Case], row: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move one weight after the other to where the beads are best; first the bias, which the search shifts most."""
    best = _value(cases, row)
    for step in _STEPS:
        for at in (*_FIRST_MOVED, *range(len(row))):
            for change in (step, -step):
                other = row.copy()
                other[at] += change / spread[at]
                value = _value(cases, other)
                if value > best:
                    best, row = value, other
                    break
        print(f"  step {step}: {best:.4f}", file=sys.stderr, flush=True)
    return row


def _value(cases: Sequence[Case], row: NDArray[np.float64]) -> float:
    for case in cases:
        find(case, row)
    return _quality(cases)


def _quality(cases: Sequence[Case]) -> float:
    """The F1 of beads that are exactly those of the gold, and a little of the F1 of segments without a partner."""
    right = found = gold = null_right = null_found = null_gold = 0
    for case in cases:
        beads = {(bead.source, bead.target) for bead in _judged(case)}
        right += len(beads & set(case.gold))
        found += len(beads)
        gold += len(case.gold)
        own, true = _alone(case, beads), _alone(case, case.gold)
        null_right += len(own & true)
        null_found += len(own)
        null_gold += len(true)
    beads_f1 = 2 * right / max(1, found + gold)
    return beads_f1 + _NULL_SHARE * 2 * null_right / max(1, null_found + null_gold)


def _judged(case: Case) -> list[Bead]:
    """The beads that the gold says anything about."""
    own, other = case.known
    words = (bead for bead in case.beads if case.source.group[bead.source[0]] < FIRST_STRUCTURAL)
    return [bead for bead in words if own.intersection(bead.source) or other.intersection(bead.target)]


def _alone(case: Case, beads: Iterable[Pair]) -> set[tuple[int, int]]:
    """The known segments of both sides that no bead holds."""
    used = {(side, item) for bead in beads for side in (0, 1) for item in bead[side]}
    return {(side, item) for side in (0, 1) for item in case.known[side]} - used


def wrong_pairs(cases: Sequence[Case], row: NDArray[np.float64]) -> list[Case]:
    """Sources beside the target of another case, whose beads are all wrong: what a wrong file looks like."""
    wrong: list[Case] = []
    for one, other in zip(cases, [*cases[1:], *cases[:1]], strict=True):
        if one.batch != other.batch:
            continue
        case = Case(
            one.source, other.target, [], (set(range(len(one.source))), set(range(len(other.target)))), batch=one.batch
        )
        case.pairing = bind(one.source, other.target, one.survey, one.lexicon)
        for placed in (False, True):
            measure_case(case, placed=placed)
            find(case, row)
        wrong.append(case)
    return wrong


def measure_case(case: Case, *, placed: bool) -> None:
    """Measure all beads of a case, and how they fit in with those found before."""
    rows, columns = np.arange(len(case.source)), np.arange(len(case.target))
    comparison = Comparison(case.pairing, rows, columns)
    case.measured = measure(comparison)
    if placed:
        place(case.measured, comparison, places_of(case.pairing, case.beads))


def fit_confidence(cases: Sequence[Case]) -> tuple[dict[str, float], dict[str, float]]:
    """How sure beads are, and segments without a partner, by logistic regression on what was found."""
    values, labels, shares, own, right = [], [], [], [], []
    for case in cases:
        gold = set(case.gold)
        beads = _judged(case)
        words = [bead for bead in case.beads if case.source.group[bead.source[0]] < FIRST_STRUCTURAL]
        share = share_of((case.source, case.target), words)
        for bead in beads:
            known = features(replace(bead, values=case.measured.of(bead.source[0], bead.target[0], bead.shape)), share)
            values.append([1.0, *(known[name] for name in _SURE)])
            labels.append(_matches(bead, gold))
            shares.append(1.0 if gold else _WRONG_SHARE)
        true = _alone(case, gold)
        best = case.best
        for side, item in sorted(_alone(case, [(bead.source, bead.target) for bead in beads])):
            own.append([1.0, best[side][item]])
            right.append((side, item) in true)
    sure = _logistic(np.array(values), np.array(labels, float), np.array(shares))
    alone = _logistic(np.array(own), np.array(right, float), np.ones(len(own)))
    return dict(zip(("bias", *_SURE), sure, strict=True)), dict(zip(("bias", "best"), alone, strict=True))


def _matches(bead: Bead, gold: Iterable[Pair]) -> bool:
    """Whether a bead is a true one, or more than half of one."""
    own, other = set(bead.source), set(bead.target)
    return any(
        own & set(a)
        and other & set(b)
        and len(own | set(a)) <= 2 * len(own & set(a))
        and len(other | set(b)) <= 2 * len(other & set(b))
        for a, b in gold
    )


def main() -> None:
    """Fit both sets of weights and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep the weights, and fit the confidence alone")
    parser.add_argument("--hold-out", default="", help="test on the batches with this in their names")
    arguments = parser.parse_args()
    batches = read_cases(arguments.folder)
    train = [
        c for name, cases in batches.items() if not (arguments.hold_out and arguments.hold_out in name) for c in cases
    ]
    test = [c for name, cases in batches.items() if arguments.hold_out and arguments.hold_out in name for c in cases]
    for label, first, repeat in (("FIRST", True, 1), ("LATER", False, 2)):
        row = np.array([getattr(present, label)[name] for name in present.FEATURES])
        for _ in range(repeat):
            prepare(batches, first=first)
            row = row if arguments.keep else fit(train, row)
            for case in (*train, *test):
                find(case, row)
            print(
                label,
                "train",
                f"{_quality(train):.4f}",
                "test",
                f"{_quality(test):.4f}" if test else "-",
                file=sys.stderr,
                flush=True,
            )
        print(label)
        for name, weight in zip(present.FEATURES, row, strict=True):
            print(f'        "{name}": {weight:.2f},')
        sys.stdout.flush()
    for label, weights in zip(("SURE", "ALONE"), fit_confidence([*train, *wrong_pairs(train, row)]), strict=True):
        print(label, {name: round(float(weight), 2) for name, weight in weights.items()})


if __name__ == "__main__":
    main()
