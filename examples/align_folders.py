"""Align two folders of documents without IDs, and write a translation memory and a review page.

Usage: python align_folders.py [SOURCE TARGET [OUTPUT]]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import loc_align
from loc_align.alignment.by_content import align_by_content
from loc_align.review import review_page

UNMARKED = Path(__file__).parent / "unmarked"


def pairs_of(source: Path, target: Path) -> Iterator[tuple[loc_align.Document, loc_align.Document]]:
    """Pair the documents that have the same path below both folders."""
    for path in sorted(target.rglob("*.md")):
        original = source / path.relative_to(target)
        if original.is_file():
            yield loc_align.read(original), loc_align.read(path)


def main(argv: Sequence[str]) -> int:
    """Align the folders, and print how many sentences have a partner."""
    source, target = (Path(argv[0]), Path(argv[1])) if len(argv) > 1 else (UNMARKED / "en", UNMARKED / "ja")
    output = Path(argv[2]) if len(argv) > 2 else Path("aligned")  # noqa: PLR2004 - the third argument
    pairs = list(pairs_of(source, target))
    aligned = align_by_content(pairs, source_lang=source.name, target_lang=target.name)
    bitexts = list(aligned.bitexts)
    units = [unit for bitext in bitexts for unit in bitext.units if unit.source and unit.target]
    loc_align.write(units, output / "memory.tmx", source_lang=source.name)
    (output / "review.html").write_bytes(b"".join(review_page(bitexts)))
    print(
        f"{len(units)} units of {sum(len(bitext.units) for bitext in bitexts)} beads from {len(pairs)} pairs of files"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
