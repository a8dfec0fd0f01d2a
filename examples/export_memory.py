"""Write a translation memory for each language: one TMX file per folder of documents.

Usage: python export_memory.py [DOCUMENTS [OUTPUT]]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import loc_align

DOCUMENTS = Path(__file__).parent / "docs"


def units_of(paths: Iterable[Path]) -> Iterator[loc_align.TranslationUnit]:
    """Yield the translation units of the documents, with one document in memory at a time."""
    for path in paths:
        yield from loc_align.align(loc_align.read(path)).units


def main(argv: Sequence[str]) -> int:
    """Write the memories, and print how many units each one holds."""
    documents = Path(argv[0]) if argv else DOCUMENTS
    output = Path(argv[1]) if len(argv) > 1 else Path("memories")
    for folder in sorted(place for place in documents.iterdir() if place.is_dir()):
        memory = output / f"{folder.name}.tmx"
        count = loc_align.write(units_of(sorted(folder.rglob("*.md"))), memory)
        print(f"{memory.name}: {count} units")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
