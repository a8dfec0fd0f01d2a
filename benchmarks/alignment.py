"""Measure the quality and the speed of the alignment by content.

Usage: python benchmarks/alignment.py [FOLDER] [--alone] [--scale] [--batch NAME] [--without-marks [words]]

FOLDER contains cases with reference alignments, as `fit_alignment.py` reads them. By default, it is the folder of
published cases beside the project.

--alone aligns each pair by itself, without a batch.
--scale also measures how the time grows with the size of a file, compared with the package `galechurch` and with the
program `hunalign` where they are installed. There is no wheel of hunalign; build it from its source.
--without-marks removes the sentence-final punctuation from the targets. --without-marks words also replaces their
letters and removes most spaces between words, so that they look like Thai.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from unmarked import without_marks

from loc_align.alignment.by_content import align_by_content
from loc_align.alignment.evaluation.scoring import Counts, Evaluation, ReferencePair, beads_of, evaluate, reliability
from loc_align.cli.session import one_thread_each
from loc_align.documents import parse
from loc_align.model import Bitext, Document, Span

try:
    import galechurch
except ImportError:
    galechurch = None

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "alignbench" / "cases"
_SIZES = (300, 1000, 3000, 10000)
_HEADER = f"{'batch':14} {'F1':>6} {'strict':>6} {'null':>6} {'moved':>6} {'pairs':>6} {'ms a file':>9}"


def read_case(path: Path) -> tuple[tuple[Document, Document], list[ReferencePair]]:
    """Return the documents of a case, and its reference pairs."""
    source, target = (parse((path / name).read_bytes(), str(path / name)) for name in ("source.md", "target.md"))
    reference = [
        ReferencePair(_span(row["s"]), _span(row["t"]), row["bead"], moved=bool(row.get("moved")), id=row.get("id", ""))
        for row in json.loads((path / "gold.json").read_text(encoding="utf-8"))
    ]
    return (source, target), reference


def _span(ends: Sequence[int] | None) -> Span | None:
    return Span(*ends) if ends else None


def align_all(pairs: Sequence[tuple[Document, Document]], lang: str, *, alone: bool) -> Iterator[Bitext]:
    """Align the pairs together, or each by itself."""
    for batch in [[pair] for pair in pairs] if alone else [pairs]:
        yield from align_by_content(batch, target_lang=lang).bitexts


def quality(folder: Path, only: str, unmarked: str | None, *, alone: bool) -> None:
    """Print the scores of each batch and each track, and how reliable the confidence is."""
    print(_HEADER)
    tracks: dict[str, list[Evaluation]] = {}
    for batch in sorted(path for path in folder.iterdir() if only in path.name):
        cases = [read_case(path.parent) for path in sorted(batch.glob("*/gold.json"))]
        lang = batch.name.rpartition(".")[2]
        if unmarked:
            cases = [without_marks(pair, reference, unmarked) for pair, reference in cases]
            lang = "th" if unmarked == "words" else lang
        start = time.process_time()
        bitexts = list(align_all([pair for pair, _ in cases], lang, alone=alone))
        seconds = time.process_time() - start
        found = [
            evaluate(pair[0].text, pair[1].text, reference, beads_of(bitext))
            for (pair, reference), bitext in zip(cases, bitexts, strict=True)
        ]
        show(batch.name, found, f"{1000 * seconds / len(cases):9.0f}")
        tracks.setdefault(batch.name[:1], []).extend(found)
    for track, found in tracks.items():
        show(f"{track}, all", found)
    print("\nconfidence     beads    mean   right")
    for low, high, count, mean, right in reliability(chain.from_iterable(e.beads for e in chain(*tracks.values()))):
        print(f"{low:.1f} to {high:.1f} {count:9} {mean:7.3f} {right:7.3f}")


def show(name: str, found: Sequence[Evaluation], note: str = "") -> None:
    """Print the scores of some evaluations."""
    counts = sum((evaluation.counts for evaluation in found), Counts())
    moved = [
        verdict.found for e in found for verdict in e.verdicts if verdict.pair.moved and "0" not in verdict.pair.bead
    ]
    recall = f"{sum(moved) / len(moved):6.3f}" if moved else f"{'-':>6}"
    null = (
        f"{counts.unaligned_f1:6.3f}"
        if counts.unaligned_f1 is not None and counts.unaligned > len(found)
        else f"{'-':>6}"
    )
    print(f"{name:14} {counts.f1:6.4f} {counts.strict:6.4f} {null} {recall} {counts.pairs:6} {note}")


def scale() -> None:
    """Print the time and the memory for files of growing size, made of random words."""
    print("\nsentences  seconds       MB  galechurch  hunalign")
    for size in _SIZES:
        source, target = made_up(size)
        pair = tuple(parse("\n\n".join(side).encode()) for side in (source, target))
        start = time.process_time()
        list(align_by_content([pair], target_lang="de").bitexts)
        seconds = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        others = f"{gale_church(source, target):13} {hunalign(source, target)}"
        print(f"{size:9} {seconds:8.2f} {memory:8.0f}  {others}", flush=True)


def gale_church(source: Sequence[str], target: Sequence[str]) -> str:
    """Return the seconds that galechurch takes to align the same sentences."""
    if galechurch is None:
        return "not installed"
    sides = [sentences(side) for side in (source, target)]
    start = time.process_time()
    try:
        galechurch.align(*sides)
    except ValueError:
        return "refused"
    return f"{time.process_time() - start:8.2f}"


def hunalign(source: Sequence[str], target: Sequence[str]) -> str:
    """Return the seconds that hunalign takes to align the same sentences, without a dictionary."""
    program = shutil.which("hunalign")
    if program is None:
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("empty.dic", "source.txt", "target.txt")]
        for path, lines in zip(paths, ([], sentences(source), sentences(target)), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([program, "-utf", *map(str, paths)], check=True, capture_output=True)
    return f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before:8.2f}"


def sentences(side: Sequence[str]) -> list[str]:
    """Return the sentences of made-up paragraphs."""
    return [sentence for block in side for sentence in block.split(". ")]


def made_up(size: int) -> tuple[list[str], list[str]]:
    """Return paragraphs of random words, and the same words reversed. Each side lacks one paragraph in twenty."""
    chance = random.Random(size)  # noqa: S311
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(6000)]
    source: list[str] = []
    target: list[str] = []
    count = 0
    while count < size:
        sentences = [chance.choices(words, k=chance.randint(5, 18)) for _ in range(chance.randint(1, 4))]
        count += len(sentences)
        if chance.random() > 0.05:  # noqa: PLR2004
            source.append(" ".join(" ".join(sentence).capitalize() + "." for sentence in sentences))
        if chance.random() > 0.05:  # noqa: PLR2004
            turned = [[word[::-1] for word in sentence] for sentence in sentences]
            target.append(" ".join(" ".join(sentence).capitalize() + "." for sentence in turned))
    return source, target


def main() -> None:
    """Run the benchmark."""
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # numpy reads it when it is loaded
        one_thread_each()
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - itself again
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=_DEFAULT)
    parser.add_argument("--alone", action="store_true", help="align each pair by itself")
    parser.add_argument("--scale", action="store_true", help="measure how the time grows with the file size")
    parser.add_argument("--batch", default="", help="run only batches with this text in their names")
    parser.add_argument(
        "--without-marks",
        nargs="?",
        const="marks",
        choices=("marks", "words"),
        help="remove the sentence-final punctuation from the targets; with 'words', also the spaces between words",
    )
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"{arguments.folder}: no such folder; give one that contains cases with a gold.json")
    quality(arguments.folder, arguments.batch, arguments.without_marks, alone=arguments.alone)
    if arguments.scale:
        scale()


if __name__ == "__main__":
    main()
