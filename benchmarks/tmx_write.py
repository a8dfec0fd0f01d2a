"""Compare the speed of writing TMX with that of the Translate Toolkit.

Usage: python benchmarks/tmx_write.py [FOLDER] [--rounds N]

Both write the same pairs to memory, alternately, in one run. The Translate Toolkit (a test dependency) writes the
source and the target as plain text. loc-align parses the inline codes, numbers them across the languages, and writes
all metadata.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from translate.storage.tmx import tmxfile

from loc_align import TranslationUnit, align, read
from loc_align.files.finding import find
from loc_align.formats import FORMATS, WriteOptions, dump

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def ours(units: Sequence[TranslationUnit]) -> int:
    """Write level 2 in pieces; return the number of bytes."""
    return sum(map(len, dump(units, FORMATS["tmx"], WriteOptions())))


def theirs(units: Sequence[TranslationUnit]) -> int:
    """Write with the Translate Toolkit; return the number of bytes."""
    store = tmxfile()
    for unit in units:
        if unit.source and unit.target:
            store.addtranslation(unit.source.text, "en", unit.target.text, "de")
    return len(bytes(store))


def seconds(write: Callable[[Sequence[TranslationUnit]], int], units: Sequence[TranslationUnit]) -> float:
    """Return the seconds that writing takes."""
    start = time.perf_counter()
    write(units)
    return time.perf_counter() - start


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(_DEFAULT))
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    units = [unit for item in find([arguments.folder]) for unit in align(read(item.path)).units]
    pairs = [(seconds(ours, units), seconds(theirs, units)) for _ in range(arguments.rounds)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{len(units):,} units")
    print(f"loc-align, level 2      {len(units) / own:9,.0f} units/s")
    print(f"Translate Toolkit       {len(units) / other:9,.0f} units/s")
    print(f"ratio                   {statistics.median(two / one for one, two in pairs):9.1f} x")


if __name__ == "__main__":
    main()
