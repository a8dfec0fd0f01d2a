"""Measure the speed of the export, compared with markdown-it-py, which only parses the blocks of the same files.

Usage: python benchmarks/export_speed.py [FOLDER] [--rounds N]

The measurements alternate and use the same files, so compare the ratios, not the absolute values. Within one process
they are of processor time, because other programs on the machine change it least.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import markdown_it
from markdown_it import MarkdownIt

from loc_align.cli import main as command
from loc_align.files.finding import find
from loc_align.markdown import leaves

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_COPIES = 10
_FORMS = ("jsonl", "json", "tmx", "csv", "xliff2", "xliff")


def baseline(files: list[str]) -> float:
    """Return the CPU seconds that markdown-it-py takes to read the files and parse their blocks."""
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    start = time.process_time()
    for name in files:
        parser.parse(Path(name).read_text(encoding="utf-8"))
    return time.process_time() - start


def export(folder: str, form: str, out: Path) -> float:
    """Return the CPU seconds that the export takes in this process, with empty caches."""
    leaves.clear_cache()
    start = time.process_time()
    command(
        ["export", folder, "--to", form, "-o", str(out), "--target-lang", "fr", "--jobs", "1", "--quiet"],
        standalone_mode=False,
    )
    return time.process_time() - start


def whole_command(folders: list[str], form: str, out: Path, jobs: int) -> tuple[float, float]:
    """Return the seconds and the peak memory (in MB, of the largest process) of a whole command, including start-up."""
    arguments = [sys.executable, "-m", "loc_align", "export", *folders, "--to", form, "-o", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen([*arguments, "--jobs", str(jobs), "--quiet"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the export failed with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(_DEFAULT))
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    files = [item.path for item in find([arguments.folder]) if "/live/" not in item.path]
    megabytes = sum(Path(name).stat().st_size for name in files) / 1e6
    print(f"{len(files)} files, {megabytes:.2f} MB, compared with markdown-it-py {markdown_it.__version__}")
    with tempfile.TemporaryDirectory() as scratch:
        in_process(files, Path(scratch), megabytes, arguments.rounds)
        in_processes(files, Path(scratch), arguments.rounds)


def in_process(files: list[str], scratch: Path, megabytes: float, rounds: int) -> None:
    """Print the speed in one process, and the ratio to the baseline."""
    folder = copy(files, scratch / "one")
    names = [item.path for item in find([folder])]
    times: dict[str, list[float]] = {name: [] for name in ("blocks only", *_FORMS)}
    for _ in range(rounds):
        times["blocks only"].append(baseline(names))
        for form in _FORMS:
            times[form].append(export(folder, form, scratch / f"out.{form}"))
    for name, seconds in times.items():
        ratios = [first / own for first, own in zip(times["blocks only"], seconds, strict=True)]
        speed = megabytes / statistics.median(seconds)
        print(f"{name:26} {speed:6.2f} MB/s   {statistics.median(ratios):.2f} x blocks only")


def in_processes(files: list[str], scratch: Path, rounds: int) -> None:
    """Print the speedup with two processes, and the memory for one and for several copies of the files."""
    once = [copy(files, scratch / "one")]
    many = [copy(files, scratch / f"copy{number}") for number in range(_COPIES)]
    out = scratch / "out.jsonl"
    pairs = [(whole_command(many, "jsonl", out, 1), whole_command(many, "jsonl", out, 2)) for _ in range(rounds)]
    speedup = statistics.median(one[0] / two[0] for one, two in pairs)
    print(f"--jobs 2 / --jobs 1        {speedup:.2f} x   ({_COPIES} copies of the files, whole command)")
    for form in ("jsonl", "tmx"):
        small, large = (whole_command(folders, form, scratch / f"out.{form}", 1)[1] for folders in (once, many))
        print(f"peak memory, {form:5}         {small:.0f} MB for 1 copy, {large:.0f} MB for {_COPIES} copies")


def copy(files: list[str], folder: Path) -> str:
    """Copy the files to a folder, with numbers as names."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(files):
        target = folder / f"{number:06}.md"
        if not target.exists():
            target.write_bytes(Path(name).read_bytes())
    return str(folder)


if __name__ == "__main__":
    main()
