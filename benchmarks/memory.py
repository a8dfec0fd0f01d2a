"""Measure the speed of building and searching a memory, compared with rapidfuzz on all its texts.

Usage: python benchmarks/memory.py [--units N] [--queries N] [--keep FOLDER]

The memory consists of published sentences with exchanged words and clauses, so that texts have similar neighbors as in
documentation. The result is deterministic. Without published files beside the project, the sentences consist of
nonsense words.

Both methods search for the best three texts with a similarity of at least 75 %, alternately and without a cache. Only
the ratio of the times is meaningful. Answers agree if all three scores are equal.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

import loc_align
from loc_align.memory.index import Memory
from loc_align.memory.index.search import Search
from loc_align.memory.match import key_text
from loc_align.model import Provenance, Segment, Span, TranslationUnit

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_THRESHOLD, _LIMIT = 0.75, 3
_ORIGIN = Provenance("memory.md", "en-US", "fr-FR")


def sentences() -> list[str]:
    """Return the distinct sources of published files, or made-up sentences if there are no such files."""
    found: dict[str, None] = {}
    for path in sorted(_CORPUS.glob("*/sxs/**/*.md")):
        found.update((unit.source.text, None) for unit in loc_align.align(loc_align.read(path)).units if unit.source)
    return list(found) or made_sentences()


def made_sentences() -> list[str]:
    """Return sentences of nonsense words with the frequencies of a natural language (Zipf)."""
    chance = random.Random(0)  # noqa: S311 - test data, not secrets
    syllables = [first + vowel + last for first in "bdfgklmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "s")]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return [" ".join(chance.choices(words, weights, k=chance.randint(2, 22))) for _ in range(15_000)]


def varied(base: list[str], seed: int) -> Iterator[str]:
    """Yield sentences without end, with words replaced, removed or inserted, and clauses recombined."""
    chance = random.Random(seed)  # noqa: S311 - test data, not secrets
    words = [word for sentence in base for word in sentence.split(" ")]
    while True:
        made = chance.choice(base).split(" ")
        kind = chance.random()
        if kind < 0.4:  # noqa: PLR2004 - shares of the kinds
            for _ in range(chance.randint(1, 1 + len(made) // 4)):
                made[chance.randrange(len(made))] = chance.choice(words)
        elif kind < 0.7:  # noqa: PLR2004
            other = chance.choice(base).split(" ")
            made = made[: chance.randint(0, len(made))] + other[chance.randint(0, len(other)) :]
        elif kind < 0.85:  # noqa: PLR2004
            at = chance.randrange(len(made) + 1)
            made[at : at + chance.randint(0, 2)] = chance.choices(words, k=chance.randint(0, 2))
        else:
            made += chance.choice(base).split(" ")[: chance.randint(1, 12)]
        yield " ".join(made)


def units(base: list[str], count: int) -> Iterator[TranslationUnit]:
    """Yield the units of a memory."""
    before = None
    for number, text in zip(range(count), varied(base, 1), strict=False):
        target = f"« {text} »"
        yield TranslationUnit(
            f"u{number}", Segment(Span(0, len(text)), text), Segment(Span(0, len(target)), target), _ORIGIN,
            previous=before,
        )  # fmt: skip
        before = text


def build(memory: Path, index: Path) -> None:
    """Build the index with the command, and print the time and the peak memory."""
    start = time.perf_counter()
    process_ = subprocess.Popen([sys.executable, "-m", "loc_align", "memory", "build", str(memory), "-o", str(index)])
    _, status, usage = os.wait4(process_.pid, 0)
    if status:
        sys.exit(f"the build failed with status {status}")
    seconds = time.perf_counter() - start
    print(f"TMX {memory.stat().st_size / 1e6:.0f} MB, index {index.stat().st_size / 1e6:.0f} MB")
    start = time.perf_counter()
    read = sum(1 for _ in loc_align.read_units(memory))
    reading = time.perf_counter() - start
    print(f"build: {seconds:.1f} s, {seconds / reading:.2f} x the time of reading the {read:,} units")
    print(f"peak memory of the build: {usage.ru_maxrss / 1024:.0f} MB")


def compare(index: Path, base: list[str], queries: int) -> None:
    """Search with both methods, alternately, and print the times."""
    start = time.perf_counter()
    with Memory(index) as memory:
        pair = memory.stats().pairs[0]
        opened = time.perf_counter() - start
        database = memory._database  # noqa: SLF001 - to search without the cache
        texts = [text for (text,) in database.execute("SELECT text FROM texts ORDER BY id")]
        search = Search(database, 0, 0, pair.texts)
        asked = [key_text(text, "paragraph") for text, _ in zip(varied(base, 2), range(queries), strict=False)]
        asked = [text for text in asked if text]
        ours, whole, agree = [], [], 0
        for text in asked:
            start = time.perf_counter()
            found = search.similar(text, _THRESHOLD, _LIMIT)
            middle = time.perf_counter()
            all_ = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=_THRESHOLD * 100, limit=_LIMIT)
            whole.append(time.perf_counter() - middle)
            ours.append(middle - start)
            agree += [round(item.similarity * 100, 6) for item in found] == [round(score, 6) for _, score, _ in all_]
    print(f"open: {opened * 1000:.1f} ms; {pair.texts:,} distinct texts, {len(asked)} queries")
    print(f"query: {statistics.mean(ours) * 1000:.2f} ms, with all texts {statistics.mean(whole) * 1000:.1f} ms")
    print(f"{sum(whole) / sum(ours):.0f} x as fast, equal answers in {agree / len(asked):.2%}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="folder in which to keep the memory and the index")
    arguments = parser.parse_args()
    base = sentences()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        memory, index = folder / f"{arguments.units}.tmx", folder / f"{arguments.units}.sqlite"
        if not memory.exists():
            loc_align.write(units(base, arguments.units), memory)
        build(memory, index)
        compare(index, base, arguments.queries)


if __name__ == "__main__":
    main()
