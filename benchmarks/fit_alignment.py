"""Fit the parameters of the alignment by content, and measure them on languages that were left out.

Usage: python benchmarks/fit_alignment.py FOLDER [--write] [--each N]

FOLDER contains cases: folders `TRACK__NAME.LANG/CASE` with `source.md`, `target.md` and `gold.json`. The last file is
the reference alignment, a list of `{"s": [start, end], "t": [start, end]}` with character offsets in the two files, and
null for the missing side of an unaligned segment. Track B, documents that drifted apart, is fitted to. The other tracks
are only measured.

For each language, the script fits the weights to the other languages, and prints how well they align the one that was
left out: F1, strict F1, F1 of unaligned segments, and recall of moved pairs. Then it prints the reliability of the
confidence in these results, as fitted to the other languages and as shipped, and what it says about files that do not
belong together. --write fits all languages together and writes `parameters.json`. --each N fits to one case in N, which
takes less time, and measures all.

Two models are fitted. A conditional log-linear model predicts the partner of each segment among all beads that contain
it, or none; the signs of the weights are fixed, and a ridge keeps them small. Before there is a lexicon, a structured
perceptron then adjusts the weights to the search for the best path. The script needs scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from loc_align.alignment.by_content import Lexicon, parameters
from loc_align.alignment.by_content.confidence import features
from loc_align.alignment.by_content.features.choice import choose_both
from loc_align.alignment.by_content.features.runs import Cells
from loc_align.alignment.by_content.lexicon.learning import learn
from loc_align.alignment.by_content.lexicon.lessons import taught
from loc_align.alignment.by_content.pairing.pairing import bind
from loc_align.alignment.by_content.pairing.survey import Survey
from loc_align.alignment.by_content.parameters import FEATURES
from loc_align.alignment.by_content.relation import relation
from loc_align.alignment.by_content.rounds.rounds import Found, align_last, align_round, places_of
from loc_align.alignment.by_content.search.band import Window
from loc_align.alignment.by_content.search.path import Bead, beads_of, best_path
from loc_align.alignment.by_content.search.scores import measure, place, with_structure
from loc_align.alignment.by_content.segments.side import FIRST_STRUCTURAL, VALUE, Side, read_side
from loc_align.alignment.evaluation.scoring import Counts, Evaluation, ReferencePair, evaluate
from loc_align.documents import parse
from loc_align.model import Span
from loc_align.segmentation import cut

try:
    from scipy.optimize import minimize
except ImportError:
    sys.exit("scipy is missing; run: pip install scipy")

_LEAST_SCORE = -4.0
"""Beads with a lower score under the present weights are no candidates."""
_RIDGE = 20.0
_SHIFT = 2.5
"""What the first bias is raised by: the search for the best path already removes most wrong candidates."""
_STEPS, _RATE, _MARGIN, _TOGETHER = 400, 0.3, 0.1, 8
"""How often the perceptron adjusts the weights, by how much, with what margin, and to how many cases at once."""
_EXACT = 1e-6
"""The fit ends when the likelihood changes by less than this share."""
_REAL = 0.5
"""What the bias of the later rounds is raised by. In real drift, what stands in the place of a missing translation is
mostly a translation that was edited; in the cases that are fitted to, it's mostly something else. Track C shows it."""
_CHOSEN = {"contents": 12.0, "row": 16.0}
"""Weights of the first round that are not fitted. In a batch, the lexicon of the later rounds makes up for them; in one
small pair of files, they are what finds a section that has moved."""
_ALONE = 3
"""One case in so many is also fitted to with a lexicon that it teaches alone, as in a run over one pair of files."""
_SURE = 0.9
"""A bead with at least this confidence is one that nobody looks at."""
_PLACED = ("before", "after", "near", "under", "company")
_POSITIVE = (
    "likeness", "margin", "rival", "evidence", "against", "invariants", "kind", "start", "end", "count", "mark",
    "column", "section", "chapter", "contents", "row", "part", *_PLACED,
)  # fmt: skip
_NEGATIVE = ("length", "deviation", "strong", "links", "codes")
_KNOWN = {"pair": ("score", "joins", "moved"), "alone": ("best",), "related": ("share", "evidence", "title", "names")}
"""What each confidence is told from."""

Floats = NDArray[np.floating[Any]]
Pair = tuple[tuple[int, ...], tuple[int, ...]]
Known = tuple[list[float], bool]
"""What a confidence is told from, and whether it is right."""
Weights = dict[str, Floats]
"""The weights for each language, fitted to the others; those of all languages under an empty name."""


@dataclass
class Case:
    """A pair of documents with the reference beads of its items."""

    source: Side
    target: Side
    texts: tuple[str, str]
    reference: list[ReferencePair]
    gold: list[Pair]
    known: tuple[set[int], set[int]]
    """The items that the reference knows; nothing is said about the others."""
    found: Found = field(default_factory=lambda: Found(()))


@dataclass
class Batch:
    """The cases of a language."""

    cases: list[Case]
    survey: Survey
    lexicon: Lexicon = field(default_factory=Lexicon)


def read_batches(folder: Path, tracks: str) -> dict[str, Batch]:
    """The batches of some tracks, by name."""
    batches = {}
    for path in sorted(folder.glob(f"{tracks}__*")):
        cases = [_read_case(gold.parent) for gold in sorted(path.glob("*/gold.json"))]
        survey = Survey()
        for case in cases:
            survey.add(case.source, case.target)
        batches[path.name] = Batch(cases, survey.slim())
    return batches


def sampled(batches: Mapping[str, Batch], each: int) -> dict[str, Batch]:
    """The batches with one case in so many; what is known about all cases stays."""
    return {name: Batch(own.cases[::each], own.survey, own.lexicon) for name, own in batches.items()}


def _read_case(path: Path) -> Case:
    lang = path.parts[-2].rpartition(".")[2]
    documents = [parse((path / name).read_bytes()) for name in ("source.md", "target.md")]
    source, target = (
        read_side(document, partial(_cutter, lang=tag), ())
        for document, tag in zip(documents, ("en", lang), strict=True)
    )
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
    own, other = _items(source, [row["s"] for row in gold]), _items(target, [row["t"] for row in gold])
    reference = [
        ReferencePair(_span(row["s"]), _span(row["t"]), row["bead"], moved=bool(row.get("moved")), id=row.get("id", ""))
        for row in gold
    ]
    known = {item for items in own for item in items}, {item for items in other for item in items}
    pairs = [(a, b) for a, b in zip(own, other, strict=True) if a and b]
    return Case(source, target, (documents[0].text, documents[1].text), reference, pairs, known)


def _cutter(_: object, lang: str):  # noqa: ANN202
    return partial(cut, lang=lang, rules=None)


def _span(ends: Sequence[int] | None) -> Span | None:
    return Span(*ends) if ends else None


def _items(side: Side, spans: Sequence[list[int] | None]) -> list[tuple[int, ...]]:
    """For each span the items more than half of which lie in it."""
    found: list[list[int]] = [[] for _ in spans]
    rows = [(span[0], span[1], number) for number, span in enumerate(spans) if span]
    for item, span in enumerate(side.spans):
        if side.group[item] < FIRST_STRUCTURAL:
            for start, end, number in rows:
                if 2 * (min(end, span.end) - max(start, span.start)) > span.end - span.start:
                    found[number].append(item)
    return [tuple(items) for items in found]


class Candidates:
    """The beads of a document that come into question, with their features."""

    def __init__(self, case: Case, batch: Batch, row: Floats, *, placed: bool) -> None:
        """Measure the beads of a case."""
        pairing = bind(case.source, case.target, batch.survey, batch.lexicon)
        every = np.arange(len(case.source)), np.arange(len(case.target))
        measured = measure(choose_both(pairing, *every))
        if placed:
            place(measured, places_of(pairing, case.found.beads))
        self.case = case
        self.windows = [Window(0, len(case.source), 0, len(case.target))]
        gold = {((len(a), len(b)), a[0], b[0]) for a, b in case.gold}
        keys = _keys(measured.cells)
        chosen = (row @ measured.values > _LEAST_SCORE) | np.array([key in gold for key in keys], bool)
        self.cells, self.structure = measured.cells.at(chosen), measured.structure
        self.values = np.ascontiguousarray(measured.values[:, chosen].T)
        self.number = {key: number for number, key in enumerate(_keys(self.cells))}
        self.gold = {self.number[key] for key in gold if key in self.number}
        self.straight = _rising(sorted((key[1], key[2], number) for key, number in self.number.items() if key in gold))

    def groups(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Candidate and known item for each membership, which items have no partner, and which count at all."""
        rows, columns = ({item: at for at, item in enumerate(sorted(items))} for items in self.case.known)
        pairs = [
            (number, at)
            for (shape, a, b), number in self.number.items()
            for at in (
                *(rows[a + k] for k in range(shape[0]) if a + k in rows),
                *(len(rows) + columns[b + k] for k in range(shape[1]) if b + k in columns),
            )
        ]
        member = np.array(pairs, np.int64).reshape(-1, 2)
        size = len(rows) + len(columns)
        paired, covered = np.zeros(size, bool), np.zeros(size, bool)
        for own, other in self.case.gold:
            paired[[*(rows[item] for item in own), *(len(rows) + columns[item] for item in other)]] = True
        covered[member[np.isin(member[:, 0], list(self.gold)), 1]] = True
        return member[:, 0], member[:, 1], ~paired, ~paired | covered

    def best(self, row: Floats) -> list[Bead]:
        """The best path by some weights, with a margin against the gold."""
        scores = np.clip(self.values @ row, -parameters.LIMIT, parameters.LIMIT) + _MARGIN
        scores[list(self.gold)] -= 2 * _MARGIN
        cells, scores = with_structure(self.cells, scores, self.structure)
        useful = np.flatnonzero(scores > 0)
        chosen = useful[best_path(cells.at(useful), scores[useful], self.windows)]
        return beads_of(cells.at(chosen), scores[chosen])

    def step(self, row: Floats) -> Floats:
        """In which direction the gold lies from the best path."""
        found = {self.number.get(_key(bead), -1): bead for bead in self.best(row)}
        own, other = self.case.known
        wrong = [
            number
            for number, bead in found.items()
            if number >= 0
            and number not in self.gold
            and (own.intersection(bead.source) or other.intersection(bead.target))
        ]
        missed = [number for number in self.straight if number not in found]
        direction: Floats = self.values[missed].sum(axis=0) - self.values[wrong].sum(axis=0)
        return direction / max(1, len(self.case.gold))


def _keys(cells: Cells) -> list[tuple[tuple[int, int], int, int]]:
    """The shape of each bead, and its first items."""
    rows = (part.tolist() for part in (cells.down, cells.across, cells.row, cells.column))
    return [((down, across), a, b) for down, across, a, b in zip(*rows, strict=True)]


def _key(bead: Bead) -> tuple[tuple[int, int], int, int]:
    return (len(bead.source), len(bead.target)), bead.source[0], bead.target[0]


def _rising(cells: Sequence[tuple[int, int, int]]) -> list[int]:
    """The longest chain of gold beads in document order on both sides, without what was moved."""
    best: list[tuple[int, list[int]]] = []
    for at, (_, column, number) in enumerate(cells):
        before = max((best[k] for k in range(at) if cells[k][1] < column), key=lambda one: one[0], default=(0, []))
        best.append((before[0] + 1, [*before[1], number]))
    return max(best, key=lambda one: one[0], default=(0, []))[1]


class Likelihood:
    """How likely the gold partners of the segments of a batch are, by some weights."""

    def __init__(self, candidates: Sequence[Candidates]) -> None:
        """Join the candidates of a batch."""
        groups = [one.groups() for one in candidates]
        starts = np.cumsum([0, *(len(one.values) for one in candidates)])
        sizes = np.cumsum([0, *(len(group[2]) for group in groups)])
        self.values = np.concatenate([one.values for one in candidates]).astype(np.float32)
        self.gold = np.zeros(len(self.values))
        for one, start in zip(candidates, starts, strict=False):
            self.gold[[start + number for number in one.gold]] = 1.0
        self.bead = np.concatenate([group[0] + start for group, start in zip(groups, starts, strict=False)])
        self.item = np.concatenate([group[1] + start for group, start in zip(groups, sizes, strict=False)])
        self.alone = np.concatenate([group[2] for group in groups])
        used = np.concatenate([group[3] for group in groups])
        self.weight = used * 1000 / used.sum()

    def __call__(self, row: Floats) -> tuple[float, Floats]:
        """The negative log-likelihood and its gradient."""
        odds = np.exp(np.clip((self.values @ row.astype(np.float32)).astype(float), -30, 30))[self.bead]
        true = odds * self.gold[self.bead]
        count = len(self.alone)
        every = 1 + np.bincount(self.item, odds, count)
        right = np.maximum(self.alone + np.bincount(self.item, true, count), 1e-12)
        share = odds / every[self.item] - np.where(self.alone[self.item], 0.0, true / right[self.item])
        slope = np.bincount(self.bead, share * self.weight[self.item], len(self.values))
        loss = float(((np.log(every) - np.log(right)) * self.weight).sum())
        return loss, (slope.astype(np.float32) @ self.values).astype(float)


def spread_of(batches: Iterable[Likelihood]) -> Floats:
    """How large each feature is."""
    return np.maximum(np.sqrt(np.mean([(one.values**2).mean(axis=0, dtype=float) for one in batches], axis=0)), 0.05)


def bounds(*, placed: bool) -> list[tuple[float | None, float | None]]:
    """The lowest and the highest value of each weight."""
    own: dict[str, tuple[float | None, float | None]] = dict.fromkeys(_POSITIVE, (0.0, None))
    own |= dict.fromkeys(_NEGATIVE, (None, 0.0))
    if placed:
        own |= {"conflict": (None, 0.0), "joins": (None, 0.0)}
    else:
        own |= dict.fromkeys(_PLACED, (0.0, 0.0)) | {name: (value, value) for name, value in _CHOSEN.items()}
    return [own.get(name, (None, None)) for name in FEATURES]


def fit(batches: Sequence[Likelihood], start: Floats, spread: Floats, *, placed: bool) -> Floats:
    """The most likely weights."""
    ridge = _RIDGE * spread**2
    ridge[0] = 0.01

    def loss(row: Floats) -> tuple[float, Floats]:
        parts = [batch(row) for batch in batches]
        return sum(part[0] for part in parts) + ridge @ row**2 / 2, sum(part[1] for part in parts) + ridge * row

    limits = bounds(placed=placed)
    options = {"maxiter": 80, "ftol": _EXACT}
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options=options).x
    return found


def adjust(batches: Sequence[Sequence[Candidates]], row: Floats, spread: Floats) -> Floats:
    """Average the weights of a structured perceptron (Collins 2002).

    However many cases there are, it takes as many steps of the same size, and each language counts as much.
    """
    chance = np.random.default_rng(1)
    share = sum(map(len, batches)) / len(batches)
    cases = [
        (one, share * len(one.case.gold) / total)
        for batch in batches
        for total in [sum(len(one.case.gold) for one in batch)]
        for one in batch
    ]
    limits = bounds(placed=False)
    low = np.array([-99.0 if limit[0] is None else limit[0] for limit in limits])
    high = np.array([99.0 if limit[1] is None else limit[1] for limit in limits])
    total, order = np.zeros_like(row), np.zeros(0, int)
    for number in range(_STEPS):
        if len(order) < _TOGETHER:
            order = np.concatenate([order, chance.permutation(len(cases))])
        chosen, order = [cases[at] for at in order[:_TOGETHER]], order[_TOGETHER:]
        steps = sum(weight * one.step(row) for one, weight in chosen)
        row = np.clip(row + _RATE / (1 + 4 * number / _STEPS) * steps / spread**2, low, high)
        if number >= _STEPS // 3:
            total = total + row
    return total / (_STEPS - _STEPS // 3)


def left_out(batches: Mapping[str, Batch], start: Mapping[str, float], *, placed: bool) -> Weights:
    """The weights for each language, fitted to the others, and those of all."""
    row = np.array([start[name] for name in FEATURES])
    candidates = {
        name: [Candidates(case, batch, row, placed=placed) for case in batch.cases] for name, batch in batches.items()
    }
    likelihood = {name: [Likelihood(own)] for name, own in candidates.items()}
    if placed:
        for name, batch in batches.items():
            likelihood[name].append(
                Likelihood([Candidates(own.cases[0], own, row, placed=True) for own in lone(batch)])
            )
    spread = spread_of(chain.from_iterable(likelihood.values()))
    weights: Weights = {}
    for name in ("", *batches):
        others = [one for other, own in likelihood.items() if other != name for one in own]
        weights[name] = fit(others, weights.get("", row), spread, placed=placed)
    for name, found in weights.items():
        found[0] += _REAL if placed else _SHIFT
        if not placed:
            weights[name] = adjust([own for other, own in candidates.items() if other != name], found, spread)
    return weights


def lone(batch: Batch) -> Iterator[Batch]:
    """Some cases as batches of their own, with the lexicon that each has taught."""
    for case in batch.cases[::_ALONE]:
        survey = Survey()
        survey.add(case.source, case.target)
        yield Batch([case], survey.slim(), learn(taught((case.source, case.target), case.found.beads)).slim())


def named(row: Floats) -> dict[str, float]:
    """The weights by the names of their features."""
    return {name: round(float(weight), 3) + 0.0 for name, weight in zip(FEATURES, row, strict=True)}


def align_all(batches: Mapping[str, Batch], weights: Weights, *, last: bool) -> None:
    """Align each language with the weights that were fitted to the others, and learn its lexicon."""
    for name, batch in batches.items():
        own = named(weights[_fitted(weights, name)])
        for case in batch.cases:
            pairing = bind(case.source, case.target, batch.survey, batch.lexicon)
            case.found = (
                align_last(pairing, own, places_of(pairing, case.found.beads)) if last else align_round(pairing, own)
            )
        rows = (lesson for case in batch.cases for lesson in taught((case.source, case.target), case.found.beads))
        batch.lexicon = learn(rows).slim()


def _fitted(weights: Weights, name: str) -> str:
    """The batch that was left out of the fit where a batch of any track is measured: the one of the same language."""
    lang = name.rpartition(".")[2]
    return next((fitted for fitted in weights if fitted and fitted.rpartition(".")[2] == lang), "")


def show(title: str, batches: Mapping[str, Batch]) -> None:
    """Print the scores of each language."""
    print(f"\n{title:18} {'F1':>6} {'strict':>6} {'null':>6} {'moved':>6}")
    every: list[Evaluation] = []
    for name, batch in batches.items():
        found = [evaluate(*case.texts, case.reference, _spans(case)) for case in batch.cases]
        every += found
        print(f"{name:18} {_figures(found)}")
    print(f"{'all':18} {_figures(every)}", flush=True)


def _spans(case: Case) -> Iterator[tuple[tuple[Span], tuple[Span], float]]:
    for bead in _words(case):
        own, other = ([side.spans[item] for item in items] for side, items in _sides(case, bead))
        yield (Span(own[0].start, own[-1].end),), (Span(other[0].start, other[-1].end),), 1.0


def _sides(case: Case, bead: Bead) -> tuple[tuple[Side, tuple[int, ...]], tuple[Side, tuple[int, ...]]]:
    return (case.source, bead.source), (case.target, bead.target)


def _words(case: Case) -> list[Bead]:
    return [b for b in case.found.beads if case.source.group[b.source[0]] < min(FIRST_STRUCTURAL, VALUE)]


def _figures(found: Sequence[Evaluation]) -> str:
    counts = sum((one.counts for one in found), Counts())
    moved = [
        verdict.found
        for one in found
        for verdict in one.verdicts
        if verdict.pair.moved and "0" not in verdict.pair.bead
    ]
    return f"{counts.f1:6.4f} {counts.strict:6.4f} {counts.unaligned_f1 or 0:6.3f} {np.mean(moved or [0]):6.3f}"


def pair_rows(case: Case) -> Iterator[Known]:
    """What the confidence of each bead is told from, and whether it is right."""
    numbered = ((own, other, float(number)) for number, (own, other, _) in enumerate(_spans(case)))
    right = {int(number): verdict for number, verdict in evaluate(*case.texts, case.reference, numbered).beads}
    for number, bead in enumerate(_words(case)):
        if bead.values and number in right:
            yield _told("pair", features(bead)), right[number]


def alone_rows(case: Case) -> Iterator[Known]:
    """The same for the segments without a partner."""
    for side, best in enumerate((case.found.source_best, case.found.target_best)):
        used = {item for bead in case.found.beads for item in (bead.source, bead.target)[side]}
        paired = {item for pair in case.gold for item in pair[side]}
        for item in sorted(case.known[side] - used):
            yield _told("alone", {"best": best[item]}), item not in paired


def related_row(case: Case, *, related: bool) -> Known:
    """The same for two documents, and whether they belong together."""
    return _told("related", relation((case.source, case.target), _words(case))), related


def _told(kind: str, values: Mapping[str, float]) -> list[float]:
    return [1.0, *(values[name] for name in _KNOWN[kind])]


def confused(batch: Batch, row: Floats) -> Iterator[Case]:
    """Sources beside the target of another case, as they are aligned when files are confused."""
    for one, other in _neighbors(batch):
        yield _aligned(replace(one, target=other.target, texts=(one.texts[0], other.texts[1])), batch, row)


def halved(batch: Batch, row: Floats) -> Iterator[Case]:
    """Sources beside a target whose second half is that of another case: documents that drifted far apart."""
    for one, other in _neighbors(batch):
        half, rest = len(one.target) // 2, len(other.target) // 2
        target = joined(part_of(one.target, 0, half), part_of(other.target, rest, len(other.target)))
        yield _aligned(replace(one, target=target), batch, row)


def _neighbors(batch: Batch) -> list[tuple[Case, Case]]:
    return list(zip(batch.cases, [*batch.cases[1:], batch.cases[0]], strict=True))[::3]


def _aligned(case: Case, batch: Batch, row: Floats) -> Case:
    pairing = bind(case.source, case.target, batch.survey, batch.lexicon)
    case.found = align_round(pairing, named(row))
    case.found = align_last(pairing, named(row), places_of(pairing, case.found.beads))
    return case


def part_of(side: Side, start: int, end: int) -> Side:
    """Some items of a document."""
    values = {
        name: value[:, start:end] if name == "markup" else value[start:end]
        for name in side.__struct_fields__
        for value in [getattr(side, name)]
    }
    values["above"] = np.where(values["above"] < start, -1, values["above"] - start)
    return Side(**values)


def joined(one: Side, other: Side) -> Side:
    """The items of two documents, one after the other."""
    above = np.where(other.above < 0, -1, other.above + len(one))
    moved = structs.replace(other, above=above, block=other.block + int(one.block.max(initial=-1)) + 1)
    values: dict[str, Any] = {}
    for name in one.__struct_fields__:
        own, further = getattr(one, name), getattr(moved, name)
        values[name] = own + further if isinstance(own, tuple) else np.concatenate([own, further], axis=-1)
    return Side(**values)


def logistic(rows: Sequence[Known]) -> Floats:
    """Logistic regression by Newton's method."""
    values, right = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], float)
    found = np.zeros(values.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        curvature = (values * (p * (1 - p))[:, None]).T @ values + np.eye(len(found))
        found += np.linalg.solve(curvature, values.T @ (right - p) - found)
    return found


def calibrate(kind: str, rows: Mapping[str, list[Known]], shipped: Mapping[str, float]) -> Floats:
    """Fit a confidence, print its reliability on the languages that were left out, and return that of all."""
    said = [
        _probabilities(own, logistic([row for other, kept in rows.items() if other != name for row in kept]))
        for name, own in rows.items()
    ]
    every = [row for own in rows.values() for row in own]
    _reliability(f"{kind}, left out", np.concatenate(said), every)
    weights = np.array([shipped[name] for name in ("bias", *_KNOWN[kind])])
    _reliability(f"{kind}, shipped", _probabilities(every, weights), every)
    return logistic(every)


def _probabilities(rows: Sequence[Known], weights: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.array([row[0] for row in rows]) @ weights))
    return found


def _reliability(title: str, said: Floats, rows: Sequence[Known]) -> None:
    print(f"\n{title:18} {'number':>7} {'said':>6} {'right':>6}")
    right = np.array([row[1] for row in rows], float)
    tenth = np.minimum((said * 10).astype(int), 9)
    for low in range(10):
        chosen = tenth == low
        if chosen.any():
            label = f"{low / 10:.1f} to {(low + 1) / 10:.1f}"
            print(f"{label:18} {chosen.sum():7} {said[chosen].mean():6.3f} {right[chosen].mean():6.3f}", flush=True)


def show_confused(wrong: Mapping[str, list[Case]], pair: Floats) -> None:
    """Print how many beads of files that do not belong together are sure, and how sure the most sure one is."""
    related = np.array([parameters.RELATED[name] for name in ("bias", *_KNOWN["related"])])
    print(f"\n{'wrong files':18} {'number':>7} {'beads':>6} {'sure':>6} {'most':>6}")
    for name, cases in wrong.items():
        said = [
            float(p) * (sure + (1 - sure) * parameters.UNRELATED)
            for case in cases
            for sure in _probabilities([related_row(case, related=False)], related).tolist()
            for rows in [[(_told("pair", features(bead)), False) for bead in _words(case) if bead.values]]
            for p in (_probabilities(rows, pair).tolist() if rows else [])
        ]
        sure = sum(p >= _SURE for p in said)
        print(f"{name:18} {len(cases):7} {len(said):6} {sure:6} {max(said, default=0.0):6.3f}", flush=True)


def measure_others(folder: Path, first: Weights, later: Weights) -> None:
    """Align the tracks that nothing is fitted to, each language with the weights that were fitted to the others."""
    others = read_batches(folder, "[AC]*")
    align_all(others, first, last=False)
    align_all(others, later, last=True)
    for track in ("A", "C"):
        show(f"track {track}", {name: own for name, own in others.items() if name.startswith(track)})


def main() -> None:
    """Fit, print, and write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the parameters that are fitted to all languages")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="fit to one case in N")
    arguments = parser.parse_args()
    batches = read_batches(arguments.folder, "B")
    first = left_out(sampled(batches, arguments.each), parameters.FIRST, placed=False)
    align_all(batches, first, last=False)
    show("without a lexicon", batches)
    later = left_out(sampled(batches, arguments.each), parameters.LATER, placed=True)
    wrong = {name: list(confused(own, later[name])) for name, own in batches.items()}
    apart = {name: list(halved(own, later[name])) for name, own in batches.items()}
    align_all(batches, later, last=True)
    show("with a lexicon", batches)
    fitted = {
        "pair": {name: [row for case in own.cases for row in pair_rows(case)] for name, own in batches.items()},
        "alone": {name: [row for case in own.cases for row in alone_rows(case)] for name, own in batches.items()},
        "related": {
            name: [
                *(related_row(case, related=True) for case in [*own.cases, *apart[name]]),
                *(related_row(case, related=False) for case in wrong[name]),
            ]
            for name, own in batches.items()
        },
    }
    shipped = {"pair": parameters.SURE, "alone": parameters.ALONE, "related": parameters.RELATED}
    confidence = {kind: calibrate(kind, rows, shipped[kind]) for kind, rows in fitted.items()}
    show_confused(wrong, confidence["pair"])
    measure_others(arguments.folder, first, later)
    if arguments.write:
        write({"first": named(first[""]), "later": named(later[""])}, confidence)


def write(weights: Mapping[str, Mapping[str, float]], confidence: Mapping[str, Floats]) -> None:
    """Write the parameters; what is not fitted stays."""
    path = Path(parameters.__file__).with_suffix(".json")
    content = json.loads(path.read_text(encoding="utf-8")) | weights
    for kind in ("pair", "alone"):
        content[kind] |= dict(zip(("bias", *_KNOWN[kind]), np.round(confidence[kind], 3).tolist(), strict=True))
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
