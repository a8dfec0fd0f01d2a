"""Show how much of a document a translation memory covers: exact matches, fuzzy matches, and new text.

Usage: python fill_from_memory.py DOCUMENT... [--memory FOLDER] [--lang TAG]

The memory comes from the side-by-side documents in FOLDER. The default is the French example documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import loc_align

DOCUMENTS = Path(__file__).parent / "docs" / "fr-FR"


def known(folder: Path) -> Iterator[loc_align.TranslationUnit]:
    """Yield the units of all side-by-side documents below a folder."""
    for path in sorted(folder.rglob("*.md")):
        yield from loc_align.align(loc_align.read(path)).units


def main(argv: Sequence[str]) -> int:
    """Print one line per document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--memory", type=Path, default=DOCUMENTS)
    parser.add_argument("--lang", default="fr-FR")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "memory.sqlite"
        loc_align.build_memory(known(arguments.memory), index)
        with loc_align.Memory(index) as memory:
            for name in arguments.documents:
                bitext = loc_align.extract(loc_align.read(name), target_lang=arguments.lang)
                filled = loc_align.pretranslate(bitext, [memory])
                kinds = Counter(unit.matches[0].kind if unit.matches else "new" for unit in filled.units)
                figures = ", ".join(f"{kinds[kind]} {kind}" for kind in ("in-context", "exact", "fuzzy", "new"))
                print(f"{Path(name).name}: {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
