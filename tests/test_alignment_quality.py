"""The quality that alignment by content must reach on published documents with reference alignments."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from loc_align.alignment.by_content import Lexicon, align_by_content
from loc_align.alignment.evaluation.scoring import Counts, ReferencePair, beads_of, evaluate, reliability
from loc_align.documents import parse
from loc_align.model import Document, Span

_CASES = Path(__file__).resolve().parents[2] / "shared" / "alignbench" / "cases"
_EACH = 4
"""The test runs one case in this number; benchmarks/alignment.py runs them all."""

pytestmark = pytest.mark.skipif(not _CASES.is_dir(), reason="the published cases are not beside the project")

Pair = tuple[Document, Document]


def read_batch(name: str) -> list[tuple[Pair, list[ReferencePair]]]:
    found = []
    for path in sorted((_CASES / name).glob("*/gold.json"))[::_EACH]:
        source, target = (parse((path.parent / side).read_bytes()) for side in ("source.md", "target.md"))
        reference = [
            ReferencePair(
                Span(*row["s"]) if row["s"] else None,
                Span(*row["t"]) if row["t"] else None,
                row["bead"],
                moved=bool(row.get("moved")),
                id=row.get("id", ""),
            )
            for row in json.loads(path.read_text(encoding="utf-8"))
        ]
        found.append(((source, target), reference))
    return found


def measure(
    cases: list[tuple[Pair, list[ReferencePair]]], lang: str, lexicon: Lexicon | None = None
) -> tuple[Counts, list[tuple[float, bool]]]:
    bitexts = align_by_content([pair for pair, _ in cases], target_lang=lang, lexicon=lexicon).bitexts
    counts = Counts()
    beads: list[tuple[float, bool]] = []
    for (pair, reference), bitext in zip(cases, bitexts, strict=True):
        found = evaluate(pair[0].text, pair[1].text, reference, beads_of(bitext))
        counts += found.counts
        beads += found.beads
    return counts, beads


@pytest.mark.parametrize(
    ("name", "f1", "strict"),
    [
        ("A__mdop.de", 0.99, 0.985),
        ("A__quantum.ja", 0.99, 0.98),
        ("B__mdop.de", 0.98, 0.97),
        ("B__ps.fr", 0.98, 0.975),
        ("B__quantum.ja", 0.88, 0.87),
        ("B__rtos.tr", 0.97, 0.965),
    ],
)
def test_figures_do_not_fall(name: str, f1: float, strict: float) -> None:
    counts, beads = measure(read_batch(name), name.rpartition(".")[2])
    assert counts.f1 >= f1
    assert counts.strict >= strict
    rows = reliability(beads)
    assert all(right >= 0.9 for low, _, count, _, right in rows if low >= 0.9 and count > 20)


def test_a_lexicon_makes_a_single_document_as_good_as_a_batch() -> None:
    cases = read_batch("B__mdop.de")
    learned = align_by_content([pair for pair, _ in cases], target_lang="de").lexicon
    alone, known = Counts(), Counts()
    for case in cases:
        alone += measure([case], "de")[0]
        known += measure([case], "de", learned)[0]
    assert known.f1 >= alone.f1
    assert known.f1 >= 0.98


def _unmarked() -> Any:  # noqa: ANN401 - a script is not a typed module
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "unmarked.py"
    spec = importlib.util.spec_from_file_location("unmarked", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "how", "f1", "strict"),
    [("A__ps.fr", "marks", 0.99, 0.975), ("A__mdop.de", "words", 0.96, 0.91), ("B__ps.fr", "words", 0.92, 0.85)],
)
def test_figures_without_sentence_marks_do_not_fall(name: str, how: str, f1: float, strict: float) -> None:
    cases = [_unmarked().without_marks(pair, reference, how) for pair, reference in read_batch(name)]
    counts, _ = measure(cases, "th")
    assert (counts.f1 >= f1, counts.strict >= strict) == (True, True), (counts.f1, counts.strict)
