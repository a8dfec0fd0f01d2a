"""Fuzz the readers: feed mutated files to each target, and save the first input that fails.

Usage: python fuzz/run.py [--seconds 30] [--seed N] [--jobs N] [TARGET…]

An input fails if it raises anything but a LocAlignError, breaks an invariant, takes more than 5 seconds of processor
time, takes more than 2 GB of memory, or ends the process. The script prints a line for each target, minimizes the
input that failed, saves it in the folder fuzz/failures, and exits with 1. To run one file again:

    python fuzz/run.py --file FILE TARGET
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from mutation import minimize, mutate
from targets import TARGETS

from loc_align.errors import LocAlignError

_FAILURES = Path(__file__).resolve().parent / "failures"
_SLOW = 5.0
"""The processor time that an input may take, in seconds."""
_STUCK = 60.0
"""When to end a process that doesn't react to the signal, in seconds."""
_MEMORY = 2 << 30
_MINIMIZING = 20.0
_LAST_LINES = 12


class TooSlow(Exception):  # noqa: N818 - it names what happened
    """An input took too long."""


def main() -> int:
    """Fuzz the targets, each in a process of its own."""
    options = _arguments()
    if options.file:
        return _replay(options.targets[0], options.file.read_bytes())
    if options.child:
        return _child(options.targets[0], options.seconds, options.seed, options.child)
    with ThreadPoolExecutor(options.jobs) as pool:
        failed = [*pool.map(lambda name: _watch(name, options.seconds, options.seed), options.targets)]
    return 1 if any(failed) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=f"one of {', '.join(TARGETS)}; by default, all")
    parser.add_argument("--seconds", type=float, default=30.0, help="the time for each target")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="random seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="the number of targets at a time")
    parser.add_argument("--file", type=Path, help="run the target on this file only")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = sorted({*options.targets} - {*TARGETS})
    if unknown:
        parser.error(f"unknown target {unknown[0]!r}; use one of {', '.join(TARGETS)}")
    if options.file and len(options.targets) != 1:
        parser.error("give one TARGET for --file")
    options.targets = options.targets or [*TARGETS]
    return options


def _watch(name: str, seconds: float, seed: int) -> bool:
    """Run the process of a target, and print its report; return whether it failed."""
    with tempfile.TemporaryDirectory() as scratch:
        current = Path(scratch) / "input"
        command = [sys.executable, __file__, name, "--seconds", str(seconds), "--seed", str(seed), "--child"]
        done = subprocess.run([*command, str(current)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        report = done.stdout.decode("utf-8", "replace")
        if done.returncode not in {0, 1}:
            lines = "\n".join(report.splitlines()[-_LAST_LINES:])
            report = (
                f"{name}: the process ended with {done.returncode} on {_save(name, current.read_bytes())}\n{lines}\n"
            )
    print(report, end="", flush=True)
    return done.returncode != 0


def _replay(name: str, data: bytes) -> int:
    _limit_memory()
    with _limited(_SLOW):
        TARGETS[name].run(data)
    return 0


def _child(name: str, seconds: float, seed: int, current: Path) -> int:
    """Feed the seeds, and then mutations until the time is over or one fails."""
    _limit_memory()
    warnings.simplefilter("error")
    # regex asks for the encoding of the locale, as it does in the tests.
    warnings.filterwarnings("ignore", category=EncodingWarning, module="regex")
    target = TARGETS[name]
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - for mutations, not for secrets
    inputs = _inputs(target.seeds, target.words, chance)
    end, count = time.monotonic() + seconds, 0
    while count <= len(target.seeds) or time.monotonic() < end:
        data = next(inputs)
        current.write_bytes(data)
        error = _outcome(target.run, data)
        count += 1
        if error is not None:
            _report(name, data, error)
            return 1
    print(f"{name:14} {count:8,} executions in {seconds:.0f} s with seed {seed}: no failure")
    return 0


def _inputs(seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> Iterator[bytes]:
    yield from (b"", *seeds)
    while True:
        yield mutate(seeds, words, chance)


def _outcome(run: Callable[[bytes], None], data: bytes) -> BaseException | None:
    """Return the exception of a target that is a failure."""
    try:
        with _limited(_SLOW):
            run(data)
    except LocAlignError:
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        return error
    return None


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Interrupt the block after so much processor time, and end the process if it doesn't react."""
    faulthandler.dump_traceback_later(_STUCK, exit=True)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _interrupt)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _interrupt(*_: object) -> None:
    raise TooSlow(f"more than {_SLOW:g} s of processor time")


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - only Unix has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _report(name: str, data: bytes, error: BaseException) -> None:
    run, kind = TARGETS[name].run, _kind(error)
    smaller = minimize(data, lambda item: _kind(_outcome(run, item)) == kind, _MINIMIZING)
    error = _outcome(run, smaller) or error
    print(f"{name}: {_save(name, smaller)} ({len(smaller)} bytes) fails:")
    print("".join(traceback.format_exception(error)[-_LAST_LINES:]), end="")


def _kind(error: BaseException | None) -> tuple[object, ...]:
    """Return the type of an exception and where it was raised; a slow input is slow anywhere."""
    if error is None or isinstance(error, TooSlow):
        return (type(error),)
    last = traceback.extract_tb(error.__traceback__)[-1]
    return type(error), last.filename, last.lineno


def _save(name: str, data: bytes) -> str:
    _FAILURES.mkdir(exist_ok=True)
    file = _FAILURES / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    file.write_bytes(data)
    return os.path.relpath(file)


if __name__ == "__main__":
    sys.exit(main())
