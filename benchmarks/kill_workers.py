"""Kill one worker process at random moments of each command, and count what must never happen.

Usage: python benchmarks/kill_workers.py [--each N] [--seed N] [FOLDER]

The folder contains side-by-side documents. A run must end soon after the kill, with one line and exit code 1, without
orphans, and with its old output whole. If the process had already delivered all its results, the run must end with 0
and the output of a run without a kill. ``merge`` has no worker processes, so the script kills the command itself. Needs
Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[1]
_COMMAND = (sys.executable, "-m", "loc_align")
_OLD = b"old"
_PATIENCE = 60
"""The seconds after which a run counts as hanging."""
_FAULTS = ("hang", "traceback", "several lines", "orphan", "old output not whole", "wrong exit code")


def main() -> int:
    """Print a row for each command; return 1 if there was a fault."""
    options = _arguments()
    chance = random.Random(options.seed)  # noqa: S311 - for moments, not for secrets
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        commands = _commands(options.folder, place)
        print(
            f"{'':8} {'killed':>6} {'too late':>8} {'ended before':>12} "
            + " ".join(f"{name:>{len(name)}}" for name in _FAULTS)
        )
        bad = 0
        for name, arguments in commands.items():
            if options.command and name not in options.command:
                continue
            counts = _measure(arguments, place / "out", options.each, chance)
            bad += sum(counts[fault] for fault in _FAULTS)
            row = " ".join(f"{counts[fault]:>{len(fault)}}" for fault in _FAULTS)
            before = f"{counts['too late']:>8} {counts['ended before']:>12}"
            print(f"{name:8} {counts['killed']:>6} {before} {row}", flush=True)
    return 1 if bad else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=20, help="number of kills of each command")
    parser.add_argument("--seed", type=int, default=1, help="seed of the random moments")
    default = _ROOT.parent / "shared" / "corpus" / "ps.fr" / "sxs"
    parser.add_argument("--command", action="append", help="a command to measure; by default, all; can be repeated")
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    return parser.parse_args()


def _commands(folder: Path, place: Path) -> Mapping[str, Sequence[str]]:
    """Return the arguments of each command, and make its inputs."""
    source, target, back, out = (str(place / name) for name in ("source", "target", "back.xlf", "out"))
    docs = str(folder.absolute())
    _run("split", docs, "--source-dir", source, "--target-dir", target)
    _run("export", docs, "--to", "xliff", "-o", back)
    return {
        "export": ("export", docs, "--to", "tmx", "-o", out),
        "check": ("check", docs, "--no-cache", "--no-config", "--format", f"json={out}"),
        "align": ("align", source, target, "--source-lang", "en", "--target-lang", "fr", "--to", "tmx", "-o", out),
        "merge": ("merge", back, "--root", docs, "-o", out),
        "stats": ("stats", docs),
        "split": ("split", docs, "--source-dir", out),
        "bench": ("bench", docs),
    }


def _run(*arguments: str) -> None:
    subprocess.run([*_COMMAND, *arguments], check=True, capture_output=True, cwd=_ROOT)


class _Run(NamedTuple):
    """How a run ended."""

    code: int
    text: bytes
    errors: bytes
    outcome: frozenset[str]


def _measure(arguments: Sequence[str], out: Path, each: int, chance: random.Random) -> Counter[str]:
    folder = arguments[0] in {"merge", "split"}
    workers = arguments[0] != "merge"
    started = time.monotonic()
    whole = _trial(arguments, 2, None, workers=workers).text, _content(out)
    duration = time.monotonic() - started
    counts: Counter[str] = Counter()
    for _ in range(each):
        _clear(out)
        if not folder:
            out.write_bytes(_OLD)
        run = _trial(arguments, chance.randint(2, 8), chance.uniform(0, duration), workers=workers)
        killed = "killed" in run.outcome
        done = killed and run.code == 0 and (run.text, _content(out) if whole[1] else {}) == whole
        counts.update(run.outcome)
        counts["traceback"] += b"Traceback" in run.errors
        if done:
            counts["too late"] += 1
            continue
        counts["wrong exit code"] += killed and "hang" not in run.outcome and run.code != (1 if workers else -9)
        counts["several lines"] += killed and run.errors.count(b"\n") > 1
        counts["old output not whole"] += killed and not folder and out.read_bytes() != _OLD
    _clear(out)
    return counts


def _content(out: Path) -> Mapping[str, bytes]:
    """Return the bytes of the output file, or of all files in the output folder."""
    files = out.rglob("*") if out.is_dir() else [out]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def _trial(arguments: Sequence[str], jobs: int, moment: float | None, *, workers: bool) -> _Run:
    """Run a command, and kill one of its processes at a moment."""
    options = ["--jobs", str(jobs), "--quiet"] if workers else ["--quiet"]
    command = [*_COMMAND, *arguments, *options]
    outcome: set[str] = set()
    with (
        tempfile.TemporaryFile() as text,  # a pipe could be full before the kill
        subprocess.Popen(command, stdout=text, stderr=subprocess.PIPE, cwd=_ROOT, start_new_session=True) as process,
    ):
        if moment is not None:
            time.sleep(moment)
            outcome.add("killed" if _kill(process, workers=workers) else "ended before")
        try:
            _, errors = process.communicate(timeout=_PATIENCE)
            if not workers and "killed" in outcome and process.returncode == 0:
                outcome = {"ended before"}  # the signal reached a process that had ended
        except subprocess.TimeoutExpired:
            outcome.add("hang")
            os.killpg(process.pid, signal.SIGKILL)
            _, errors = process.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
            outcome.add("orphan")
        text.seek(0)
        return _Run(process.returncode, text.read(), errors, frozenset(outcome))


def _kill(process: subprocess.Popen[bytes], *, workers: bool) -> bool:
    """Kill a process that the command started, as soon as there is one, or the command itself."""
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        with contextlib.suppress(OSError):
            found = [*map(int, children.read_text(encoding="ascii").split())] if workers else [process.pid]
            if found:
                os.kill(found[-1], signal.SIGKILL)
                return True
        time.sleep(0.001)
    return False


def _clear(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    for item in [*out.parent.glob(out.name), *out.parent.glob(f".{out.name}*")]:
        item.unlink()


if __name__ == "__main__":
    sys.exit(main())
