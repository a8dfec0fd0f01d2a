"""Compare the units that formats keep, value by value.

Usage: python benchmarks/same_units.py [--jobs N] FOLDER...

Each folder is exported as JSON Lines, Parquet, and TMX. The exit code is 1 if a value differs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import fields, replace

import loc_align

_FORMATS = ("jsonl", "parquet", "tmx")


def _units(folder: Path, form: str, place: str, jobs: int) -> Iterator[loc_align.TranslationUnit]:
    output = Path(place, f"units.{form}")
    command = [sys.executable, "-m", "loc_align", "export", str(folder), "--to", form, "-o", str(output), "-q"]
    subprocess.run([*command, "--jobs", str(jobs)], check=True)
    # The line of the memory that a unit stands on is no part of the unit.
    return (replace(unit, memory_line=1) for unit in loc_align.read_units(output))


def _different(one: loc_align.TranslationUnit | None, other: loc_align.TranslationUnit | None) -> list[str]:
    if one is None or other is None:
        return ["(missing)"]
    if one == other:
        return []
    return [field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)]


def main() -> None:
    """Print the number of units, and how many differ, for each folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    total, different = 0, Counter[str]()
    for folder in arguments.folders:
        with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
            rows = zip_longest(*(_units(folder, form, place, arguments.jobs) for form in _FORMATS))
            for count, (first, *others) in enumerate(rows, total + 1):
                total = count
                for form, other in zip(_FORMATS[1:], others, strict=True):
                    different.update(f"{form}: {name}" for name in _different(first, other))
        print(f"{folder}: {total:,} units so far, different values: {different.total():,}", flush=True)
    for name, count in different.most_common():
        print(f"  {name}: {count:,}")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
