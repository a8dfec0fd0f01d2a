"""Compare Parquet with JSON Lines: size, speed of writing, speed of reading, and equal units.

Usage: python benchmarks/parquet.py [--jobs N] [--copies N] FOLDER...

``--copies`` exports each folder several times, so that the start of a run matters as little as for a whole site.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.json
import pyarrow.parquet

import loc_align

_ROUNDS = 3
_BLOCK = 1 << 24
"""The bytes of JSON Lines to read at a time, more than the longest line."""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _read_units(path: Path) -> None:
    deque(loc_align.read_units(path), 0)


def _read_json(path: Path) -> None:
    options = pyarrow.json.ReadOptions(use_threads=False, block_size=_BLOCK)
    pyarrow.json.read_json(path, options)


def _parse_lines(path: Path) -> None:
    with path.open("rb") as lines:
        for line in lines:
            json.loads(line)


def _export(folder: Path, output: Path, jobs: int) -> tuple[float, float]:
    """Export a folder; return the seconds that passed, and the processor time of all processes."""
    form = output.suffix.removeprefix(".")
    command = [sys.executable, "-m", "loc_align", "export", str(folder), "--to", form, "-o", str(output), "-q"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    passed = _seconds(lambda: subprocess.run([*command, "--jobs", str(jobs)], check=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--copies", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
        site = Path(place, "site")
        for number in range(arguments.copies):
            for folder in arguments.folders:
                shutil.copytree(folder, site / str(number) / folder.name)
        lines, parquet = Path(place, "units.jsonl"), Path(place, "units.parquet")
        paths = (lines, parquet)  # alternating, so that other work on the computer affects both
        rounds = [[_export(site, path, arguments.jobs) for path in paths] for _ in range(_ROUNDS)]
        for index, what in enumerate(("writing", "writing, processor time of all processes")):
            first, second = (min(times[index] for times in column) for column in zip(*rounds, strict=True))
            print(f"{what}: JSON Lines {first:.2f} s, Parquet {second:.2f} s: {first / second:.2f} x the speed")
        sizes = lines.stat().st_size, parquet.stat().st_size
        print(f"size: {sizes[0]:,} and {sizes[1]:,} bytes: {sizes[1] / sizes[0]:.1%}")
        units = sum(1 for _ in loc_align.read_units(lines))
        table = partial(pyarrow.parquet.read_table, parquet, use_threads=False)
        for what, first, second in (
            ("as units", partial(_read_units, lines), partial(_read_units, parquet)),
            ("as a table", partial(_read_json, lines), table),
            ("by Python's json, and as a table", partial(_parse_lines, lines), table),
        ):
            one, other = (min(_processor_seconds(work) for _ in range(_ROUNDS)) for work in (first, second))
            print(f"reading {units:,} rows {what}: {one:.3f} s and {other:.3f} s: {one / other:.1f} x the speed")
        pairs = zip(loc_align.read_units(lines), loc_align.read_units(parquet), strict=True)
        print(f"equal units: {all(one == other for one, other in pairs)}")


if __name__ == "__main__":
    main()
