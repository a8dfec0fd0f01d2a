"""Measure how time and memory of ``corpus build`` grow with the number of rows, on synthetic rows.

Usage: python benchmarks/corpus.py [ROWS...] [--jobs N]

The rows look like documentation: sixteen languages, sixty units per document, code, numbers, and repeated sentences. Up
to 100,000 rows, the number of exact duplicates is compared with a naive count. Languages are not identified, even if
the extra ``langid`` is installed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loc_align.formats.parquet import parquet_writer
from loc_align.rows import COLUMNS, SCHEMA

_LANGUAGES = (
    "cs-CZ", "de-DE", "es-ES", "fr-FR", "hu-HU", "it-IT", "ja-JP", "ko-KR", "nl-NL", "pl-PL", "pt-BR", "ru-RU", "sv-SE",
    "tr-TR", "zh-CN", "zh-TW",
)  # fmt: skip
_UNITS = 60
_BATCH = 48_000
_REPEATED = 0.4
_NAIVE = 100_000
_CONFIG = "[corpus.filters.language]\nprobability = 1.0\n"
"""Turns the identification of languages off."""


def _words(seed: int, letters: str, count: int = 8_000) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    return ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(count)]


_LETTERS = {
    "ja-JP": "あいうえおかきくけこさしすせそ漢字文書",
    "ko-KR": "가나다라마바사아자차카타파하",
    "ru-RU": "абвгдежзиклмнопрстуфхцч",
    "zh-CN": "文件配置服务资源创建删除更新",
    "zh-TW": "檔案設定服務資源建立刪除更新",
}


def _batches(rows: int) -> Iterator[pa.RecordBatch]:
    chance = random.Random(rows)  # noqa: S311 - as above
    english = _words(0, "abcdefghijklmnopqrstuvwxyz")
    made = 0
    for at, lang in enumerate(_LANGUAGES):
        foreign = _words(at + 1, _LETTERS.get(lang, "abcdefghijklmnoprstuvzéü"))
        share = rows * (at + 1) // len(_LANGUAGES) - made
        earlier: list[tuple[str, str]] = []
        for first in range(0, share, _BATCH):
            size = min(_BATCH, share - first)
            yield _batch([_pair(chance, english, foreign, earlier) for _ in range(size)], lang, first, chance)
        made += share


def _pair(
    chance: random.Random, english: list[str], foreign: list[str], earlier: list[tuple[str, str]]
) -> tuple[str, str]:
    if earlier and chance.random() < _REPEATED:
        return earlier[int(len(earlier) * chance.random() ** 2)]
    chosen = [int(8_000 * chance.random()) for _ in range(chance.randint(2, 14))]
    source, target = [english[word] for word in chosen], [foreign[word] for word in chosen]
    if chance.random() < 0.2:  # noqa: PLR2004 - the share of units with code
        extra = f"`{english[chosen[0]]}_{chosen[-1]}`"
        source.append(extra)
        target.append(extra)
    if chance.random() < 0.2:  # noqa: PLR2004 - the share of units with numbers
        source.append(str(chosen[0]))
        target.append(str(chosen[0]))
    pair = " ".join(source).capitalize() + ".", " ".join(target).capitalize() + "."
    if len(earlier) < 200_000:  # noqa: PLR2004 - enough for any number of repetitions
        earlier.append(pair)
    return pair


def _batch(pairs: list[tuple[str, str]], lang: str, first: int, chance: random.Random) -> pa.RecordBatch:
    numbers = range(first, first + len(pairs))
    sources, targets = (list(side) for side in zip(*pairs, strict=True))
    kinds = {number: "HT" if chance.random() < 0.4 else "MT" for number in {at // _UNITS for at in numbers}}  # noqa: PLR2004
    values = {
        "id": [f"{at // _UNITS:05x}-{101 + at % _UNITS}" for at in numbers],
        "path": [f"docs.{lang}/articles/area-{at // 6000}/page-{at // _UNITS}.md" for at in numbers],
        "line": [at % _UNITS * 2 + 10 for at in numbers],
        "source": sources,
        "target": targets,
        "source_text": [text.replace("`", "") for text in sources],
        "target_text": [text.replace("`", "") for text in targets],
        "source_lang": ["en-US"] * len(pairs),
        "target_lang": [lang] * len(pairs),
        "translation_type": [kinds[at // _UNITS] for at in numbers],
        "previous": [None, *sources[:-1]],
        "next": [*sources[1:], None],
    }
    fixed = {"column": 1, "block": "paragraph", "section": [], "origin": "id", "score": 1.0, "defects": [], "count": 1,
             "bead": "1-1", "reasons": [], "matches": [], "source_span": [0, 9], "target_span": [9, 18]}  # fmt: skip
    columns = [values.get(name) or [fixed.get(name)] * len(pairs) for name in COLUMNS]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _make(path: Path, rows: int) -> None:
    with path.open("wb") as file, parquet_writer(file) as writer:
        for batch in _batches(rows):
            writer.write_batch(batch)


def _memory(root: int) -> int:
    """Return the resident memory of a process and its descendants, in bytes. Shared pages count for each of them."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(folder.name))
        sizes[int(folder.name)] = int(fields[21]) * 4096
    waiting, total = [root], 0
    while waiting:
        process = waiting.pop()
        total += sizes.get(process, 0)
        waiting += children.get(process, [])
    return total


def _build(units: Path, output: Path, jobs: int) -> tuple[float, float, int]:
    """Build a corpus; return the seconds, the processor time, and the highest memory of all its processes."""
    config = units.with_suffix(".toml")
    config.write_text(_CONFIG, encoding="utf-8")
    build = [sys.executable, "-m", "loc_align", "corpus", "build", str(units), "-o", str(output), "-q"]
    command = [*build, "--config", str(config)]
    peak = 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with subprocess.Popen([*command, "--jobs", str(jobs)]) as process:
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.2):
                peak = max(peak, _memory(process.pid))

        thread = threading.Thread(target=watch)
        thread.start()
        code = process.wait()
        done.set()
        thread.join()
    if code:
        sys.exit(code)
    passed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _duplicates(units: Path) -> int:
    """Count the exact duplicates naively."""
    table = pq.read_table(units, columns=["source_lang", "target_lang", "source", "target"])
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return len(rows) - len({*rows})


def main() -> None:
    """Print the growth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="*", type=int, default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    base = 0.0
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
            units, output = Path(place, "units.parquet"), Path(place, "corpus")
            _make(units, rows)
            seconds, processor, peak = _build(units, output, arguments.jobs)
            base = base or processor
            report = json.loads((output / "report.json").read_text(encoding="utf-8"))
            print(
                f"{rows:>10,} rows: {seconds:8.1f} s, processor {processor:8.1f} s, {processor / base:6.1f} x, "
                f"{peak / 1e6:6,.0f} MB, {units.stat().st_size / 1e6:,.0f} MB of Parquet, {report['kept']:,} kept",
                flush=True,
            )
            if rows <= _NAIVE:
                (found,) = (item["alone"] for item in report["filters"] if item["name"] == "duplicate")
                print(f"{'':>10} exact duplicates: {found:,}, naive count {_duplicates(units):,}", flush=True)


if __name__ == "__main__":
    main()
