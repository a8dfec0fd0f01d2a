"""Measure the speed of the checks, the cost of each rule, and the gain by a second process.

Usage: python benchmarks/check_speed.py [FOLDER] [--rounds N] [--copies N] [--against COMMAND]

The measurements of a run alternate on the same files and the same machine. Only their ratios are meaningful.

--against compares the CPU time of whole commands with that of another installation, and measures nothing else:

    python benchmarks/check_speed.py --against ../0.1.0/.venv/bin/loc-align
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from loc_align.alignment.by_id import align
from loc_align.checks.base import Options
from loc_align.checks.run import run
from loc_align.checks.settings import Settings, active_rules
from loc_align.cli import main as command
from loc_align.files.finding import find
from loc_align.files.io import read
from loc_align.markdown import leaves

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def in_process(arguments: list[str]) -> float:
    """Return the CPU seconds of a command in this process, with empty caches."""
    leaves.clear_cache()
    start = time.process_time()
    command([*arguments, "--jobs", "1", "--quiet"], standalone_mode=False)
    return time.process_time() - start


def whole_command(folder: str, out: Path, jobs: int) -> float:
    """Return the seconds of a whole command, including start-up."""
    arguments = [
        "check",
        folder,
        "--no-config",
        "--no-cache",
        "--fail-on",
        "never",
        "--format",
        f"json={out}",
        "--quiet",
    ]
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "loc_align", *arguments, "--jobs", str(jobs)], check=True)
    return time.perf_counter() - start


def user_time(command: list[str], folder: str, environment: dict[str, str]) -> float:
    """Return the CPU seconds of a whole command that checks a folder with all rules, in one process."""
    options = [
        "--no-config",
        "--no-cache",
        "--fail-on",
        "never",
        "--format",
        f"json={os.devnull}",
        "--quiet",
        "-j",
        "1",
    ]
    with subprocess.Popen([*command, "check", folder, *options, "--jobs", "1"], env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]}: exit code {process.returncode}")
    return usage.ru_utime


def compare(other: str, folder: str, megabytes: float, rounds: int) -> None:
    """Print the speed of this installation and another, whose runs alternate, and the ratio of their times."""
    own_environment = dict(os.environ)
    other_environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    commands = {
        "this installation": ([sys.executable, "-m", "loc_align"], own_environment),
        other: ([other], other_environment),
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (words, environment) in commands.items():
            seconds[name].append(user_time(words, folder, environment))
    for name, times in seconds.items():
        print(f"{megabytes / statistics.median(times):6.2f} MB/s a core, best {megabytes / min(times):.2f}: {name}")
    own, others = seconds.values()
    ratios = [one / two for one, two in zip(own, others, strict=True)]
    print(f"{statistics.median(ratios):6.2f} x the CPU time, best runs {min(own) / min(others):.2f} x")


def timed(chosen: Settings, spent: Counter[str]) -> Settings:
    """Return the same rules, each recording the time that it takes."""

    def watch(rule: str, work: Callable[[Any, Options], Iterable[Any]]) -> Callable[[Any, Options], Iterator[Any]]:
        def check(subject: Any, options: Options) -> Iterator[Any]:  # noqa: ANN401 - whatever the rule takes
            start = time.perf_counter_ns()
            found = list(work(subject, options))
            spent[rule] += time.perf_counter_ns() - start
            return iter(found)

        return check

    return tuple(
        replace(
            item,
            rule=replace(
                item.rule,
                check=watch(item.rule.id, item.rule.check),
                collect=watch(item.rule.id, item.rule.collect) if item.rule.collect else None,
            ),
        )
        for item in chosen
    )


def by_rule(files: list[str]) -> None:
    """Print the time of each rule. The first rule that needs a shared result pays for it."""
    spent: Counter[str] = Counter()
    rules = timed(active_rules(), spent)
    bitexts = [align(read(name)) for name in files]
    start = time.perf_counter_ns()
    for bitext in bitexts:
        run(bitext, rules)
    whole = time.perf_counter_ns() - start
    print(f"\nshare of the {whole / 1e9:.2f} s of all rules:")
    for rule, nanoseconds in spent.most_common():
        print(f"  {rule:<32} {nanoseconds / whole:6.1%}  {nanoseconds / 1e6:8.1f} ms")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(_DEFAULT))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--copies", type=int, default=4, help="number of copies of the files for the comparison of processes"
    )
    parser.add_argument("--against", metavar="COMMAND", help="another loc-align to compare the CPU time with")
    arguments = parser.parse_args()
    files = [item.path for item in find([arguments.folder]) if "/live/" not in item.path]
    megabytes = sum(Path(name).stat().st_size for name in files) / 1e6
    print(f"{len(files)} files, {megabytes:.2f} MB, {len(active_rules())} rules")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "files"
        for copy in range(arguments.copies):
            for number, name in enumerate(files):
                place = folder / str(copy) / f"{number}.md"
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(name, place)
        if arguments.against:
            compare(arguments.against, str(folder / "0"), megabytes, arguments.rounds)
            return
        measure(str(folder / "0"), str(folder), Path(scratch), megabytes, arguments)
    by_rule(files)


def measure(once: str, all_copies: str, scratch: Path, megabytes: float, arguments: argparse.Namespace) -> None:
    """Compare checking with exporting, then two processes with one."""
    exported, checked, ratios = [], [], []
    options = ["--no-config", "--no-cache", "--fail-on", "never", "--format", f"json={scratch / 'out.json'}"]
    for _ in range(arguments.rounds):
        exported.append(in_process(["export", once, "--to", "jsonl", "-o", str(scratch / "out.jsonl")]))
        checked.append(in_process(["check", once, *options]))
        ratios.append(checked[-1] / exported[-1])
    print(f"export --to jsonl  {megabytes / statistics.median(exported):6.2f} MB/s")
    print(f"check              {megabytes / statistics.median(checked):6.2f} MB/s, best {megabytes / min(checked):.2f}")
    print(f"check / export     {statistics.median(ratios):6.2f} x the time")
    gains = []
    for _ in range(arguments.rounds):
        one = whole_command(all_copies, scratch / "one.json", 1)
        two = whole_command(all_copies, scratch / "two.json", 2)
        gains.append(one / two)
    same = (scratch / "one.json").read_bytes() == (scratch / "two.json").read_bytes()
    print(f"two processes      {statistics.median(gains):6.2f} x as fast, equal output: {same}")


if __name__ == "__main__":
    main()
