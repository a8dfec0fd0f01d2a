"""Measure the peak memory for damaged and for long files.

Usage: python benchmarks/hostile_memory.py [--megabytes N]

Each file repeats one string, by itself or as the target of a pair; the last one repeats a pair. A process of its own
reads the file, and another one exports it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_STRINGS = (">", '<span class="sxs-lookup">', "</span>", "[")
_READ = "import sys, loc_align; loc_align.read(sys.argv[1])"


def pair(number: int, target: str) -> str:
    """Return a pair of the side-by-side format."""
    return (
        f'<span data-ttu-id="a1b2c-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="a1b2c-{number}">Open the settings.</span></span>'
    )


def documents(size: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts of so many bytes."""
    for string in _STRINGS:
        repeated = string * (size // len(string))
        yield string, repeated
        yield f"{string} in a pair", pair(101, repeated)
    count = size // len(pair(10_000, "Ouvrez les paramètres.").encode())
    yield "pairs", "\n\n".join(pair(number, "Ouvrez les paramètres.") for number in range(101, 101 + count))


def peak(arguments: list[str]) -> float:
    """Return the peak memory of a Python process, in MB."""
    with subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} failed with status {process.returncode}")
    return usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=16)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file, out = str(Path(scratch) / "file.md"), str(Path(scratch) / "out.jsonl")
        for name, text in documents(arguments.megabytes * 1_000_000):
            Path(file).write_text(text, encoding="utf-8")
            read = peak(["-c", _READ, file])
            exported = peak(["-m", "loc_align", "export", file, "--to", "jsonl", "-o", out])
            print(f"{name:36} read {read:6.0f} MB   export {exported:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
