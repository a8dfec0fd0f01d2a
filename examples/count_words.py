"""Count the words in each language, and the share of machine translation.

Usage: python count_words.py [DOCUMENTS]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import loc_align

DOCUMENTS = Path(__file__).parent / "docs"


def main(argv: Sequence[str]) -> int:
    """Print one line per language."""
    documents = Path(argv[0]) if argv else DOCUMENTS
    totals: defaultdict[str, loc_align.Stats] = defaultdict(loc_align.Stats)
    for path in sorted(documents.rglob("*.md")):
        bitext = loc_align.align(loc_align.read(path))
        totals[bitext.target_lang] += loc_align.stats(bitext)
    for language, total in sorted(totals.items()):
        machine = f"{total.machine / total.units:.0%} of the units by machine"
        print(f"{language}: {total.source_words} words in, {total.target_words} out, {machine}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
