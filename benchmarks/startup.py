"""Measure the start-up time of the command, compared with mdformat and with another version of loc-align.

Usage: python benchmarks/startup.py [--against PYTHON] [--rounds N] [FILE]

mdformat (`pip install mdformat`) is another command that is based on markdown-it-py. PYTHON is the interpreter of an
environment with the other version of loc-align. The commands alternate, so compare the ratios, not the absolute values.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_PAGE = Path(__file__).resolve().parents[1] / "examples" / "docs" / "fr-FR" / "overview.md"


def user_time(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the user CPU time of a command, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def measured(commands: Mapping[str, Sequence[str]], others: frozenset[str], rounds: int) -> dict[str, list[float]]:
    """Return the user CPU times of commands, which alternate. Commands of other environments run without PYTHONPATH."""
    # With compiled modules, as in each run of a user except the first.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    plain = {name: value for name, value in own.items() if name != "PYTHONPATH"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            times[name].append(user_time(command, plain if name in others else own))
    return {name: found[1:] for name, found in times.items()}  # the first round fills the file cache of the system


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=str(_PAGE), help="side-by-side document to export")
    parser.add_argument("--against", metavar="PYTHON", help="interpreter with another version")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    export = ["-m", "loc_align", "export", options.file, "--to", "jsonl", "--quiet"]
    commands = {
        "mdformat --version": [sys.executable, "-m", "mdformat", "--version"],
        "loc-align --version": [sys.executable, "-m", "loc_align", "--version"],
        "loc-align --help": [sys.executable, "-m", "loc_align", "--help"],
        "loc-align export": [sys.executable, *export],
    }
    bases = {name: "mdformat --version" for name in commands if "export" not in name}
    if options.against:
        commands["other loc-align export"] = [options.against, *export]
        bases |= {name: "other loc-align export" for name in commands if "export" in name}
    times = measured(commands, frozenset({"other loc-align export"}), options.rounds)
    for name, found in times.items():
        base = bases.get(name)
        ratio = f"  {statistics.median(found) / statistics.median(times[base]):.2f} × {base}" if base else ""
        print(f"{name:<24}{statistics.median(found) * 1000:6.0f} ms{ratio}")


if __name__ == "__main__":
    main()
