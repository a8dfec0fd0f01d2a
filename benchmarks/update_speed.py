"""Measure the time and the memory of `loc-align update`: with an old source, with records, and with nothing to do.

    python benchmarks/update_speed.py ../shared/history --documents 1500

A folder holds `LANG/NAME/old.md`, `new.md`, and `old.target.md`. The pages are repeated to the number of documents. All
runs use one process. Only the ratios of the times are meaningful.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

_UNITS_PER_KIB = 1024 if sys.platform == "darwin" else 1
"""How many units of the peak memory are a KiB: it is in bytes on macOS."""


def main() -> None:
    """Print the seconds and the peak memory of each run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[150, 1500])
    options = parser.parse_args()
    for count in options.documents:
        with tempfile.TemporaryDirectory() as place:
            _measure(options.folder, Path(place), count)


def _measure(folder: Path, place: Path, count: int) -> None:
    pages = sorted(path.parent for path in folder.glob("*/*/old.md"))
    for number, page in enumerate(islice(cycle(pages), count)):
        for side, name in (("old", "old.md"), ("en", "new.md"), ("de", "old.target.md")):
            path = place / side / f"{number // 100}/{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((page / name).read_bytes())
    _report(f"{count:,} documents, old sources given", place, "--old-source", "old")
    _report(f"{count:,} documents, recorded, sentences pending", place)
    for record in (place / "de/.loc-align").rglob("*.txt"):
        record.write_text(record.read_text(encoding="utf-8").replace("\n+", "\n="), encoding="utf-8")
    _report(f"{count:,} documents, recorded, nothing pending", place)


def _report(name: str, place: Path, *options: str) -> None:
    command = [sys.executable, "-m", "loc_align", "update", "en", "de", "--in-place", "-j", "1", "-q", *options]
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    peak = usage.ru_maxrss / 1024 / _UNITS_PER_KIB
    sys.stdout.write(
        f"{name}: {seconds:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of CPU), {peak:.0f} MiB at most\n"
    )
    if process.returncode:
        sys.exit(f"{name}: exit code {process.returncode}")


if __name__ == "__main__":
    main()
