"""Fit the weights of the alignment by content to gold: what `weights.py` holds came out of this.

Usage: python benchmarks/fit_alignment.py FOLDER [--hold-out NAME]

FOLDER holds cases, each a folder with `source.md`, `target.md` and `gold.json`, in folders `TRACK__NAME.LANG`. Gold is
a list of `{"s": [start, end], "t": [start, end]}`: offsets in the two files, null for a side without a partner.

Logistic regression tells true beads from those that could be taken for one; then each weight is moved to where most
beads come out right, for the search for a path shifts them.
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
from numpy.typing import NDArray

from loc_align.align.by_content import weights as present
from loc_align.align.by_content.features import Comparison
from loc_align.align.by_content.learn import learn
from loc_align.align.by_content.lexicon import Lexicon
from loc_align.align.by_content.pairing import Pairing, bind
from loc_align.align.by_content.path import Bead, Tile
from loc_align.align.by_content.rounds import complete, places_of
from loc_align.align.by_content.scores import Measured, measure, place, weigh
from loc_align.align.by_content.side import FIRST_STRUCTURAL, Side, read_side
from loc_align.align.by_content.survey import Survey
from loc_align.align.by_content.taught import taught
from loc_align.parse import parse
from loc_align.segmentation import cut

_HOPELESS = -5.0
_STEPS = (0.6, 0.25)
_FIRST_MOVED = (0, 0, 0)
_NULL_SHARE = 0.2

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Pairs = list[Pair]


@dataclass
class Case:
    """A pair of documents with the true beads of its items."""

    source: Side
    target: Side
    gold: Pairs
    moved: list[bool]
    share: float = 1.0
    """What a bead of it counts: each batch counts the same."""
    batch: str = ""
    beads: list[Bead] = field(default_factory=list)
    pairing: Pairing | None = None
    measured: Measured | None = None


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
    whole = [(a, b, bool(row.get("moved"))) for a, b, row in zip(own, other, gold, strict=True) if a and b]
    return Case(source, target, [(a, b) for a, b, _ in whole], [moved for *_, moved in whole])


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
            case.pairing = bind(case.source, case.target, survey, lexicon)
            places = None if first else places_of(case.pairing, case.beads)
            rows, columns = np.arange(len(case.source)), np.arange(len(case.target))
            comparison = Comparison(case.pairing, rows, columns)
            case.measured = measure(comparison)
            if places is not None:
                place(case.measured, comparison, places)
            for shape, values in case.measured.values.items():
                case.measured.values[shape] = values.astype(np.float32)  # type: ignore[index]


def find(case: Case, row: NDArray[np.float64]) -> Pairs:
    """The beads of a case by some weights."""
    weights = dict(zip(present.FEATURES, row, strict=True))
    beads = complete(case.pairing, [Tile(0, 0, weigh(case.measured, weights))], (), weights, None)
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
            chosen = case.measured.allowed[shape] & (true | (np.tensordot(row, table, axes=1) > _HOPELESS))
            values.append(table[:, chosen].T.astype(float))
            labels.append(true[chosen].astype(float))
            shares.append(np.full(int(chosen.sum()), case.share))
    return np.concatenate(values), np.concatenate(labels), np.concatenate(shares)


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
        beads = {(b.source, b.target) for b in case.beads if case.source.group[b.source[0]] < FIRST_STRUCTURAL}
        right += len(beads & set(case.gold))
        found += len(beads)
        gold += len(case.gold)
        own, true = _alone(case, beads), _alone(case, case.gold)
        null_right += len(own & true)
        null_found += len(own)
        null_gold += len(true)
    beads_f1 = 2 * right / max(1, found + gold)
    return beads_f1 + _NULL_SHARE * 2 * null_right / max(1, null_found + null_gold)


def _alone(case: Case, beads: Iterable[Pair]) -> set[tuple[int, int]]:
    """The segments of both sides that no bead holds."""
    used = {(side, item) for bead in beads for side in (0, 1) for item in bead[side]}
    sides = enumerate((case.source, case.target))
    return {(n, item) for n, side in sides for item in np.flatnonzero(side.group < FIRST_STRUCTURAL).tolist()} - used


def main() -> None:
    """Fit both sets of weights and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
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
            row = fit(train, row)
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


if __name__ == "__main__":
    main()
