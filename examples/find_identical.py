"""Find untranslated segments: targets that equal their source although it contains words to translate.

Usage: python find_identical.py [DOCUMENTS]

If there are any, the exit code is 1, so that a build can fail.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import loc_align

DOCUMENTS = Path(__file__).parent / "docs"


def untranslated(document: loc_align.Document) -> Iterator[str]:
    """Yield a line for each unit whose target equals its source, except numbers and names such as ``16 TB``."""
    for unit in loc_align.align(document).units:
        if unit.source and unit.target and unit.source.text == unit.target.text:
            text = unit.source.text
            if sum(word.islower() for word in text.split()) > 1:
                yield f"{document.path}:{unit.line}:{unit.column}: {text}"


def main(argv: Sequence[str]) -> int:
    """Print the segments with their positions."""
    documents = Path(argv[0]) if argv else DOCUMENTS
    found = 0
    for path in sorted(documents.rglob("*.md")):
        document = loc_align.read(path, path=path.relative_to(documents).as_posix())
        for line in untranslated(document):
            found += 1
            print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
