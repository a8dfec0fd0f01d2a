"""Send a document to a translator and merge the translation: export, edit a target, merge.

A line of this script plays the translator: it changes one target in the XLIFF file, as a translation tool would.

Usage: python translate_and_merge.py [DOCUMENT [OUTPUT]]
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import loc_align

DOCUMENT = Path(__file__).parent / "docs" / "fr-FR" / "schedule.md"


def main(argv: Sequence[str]) -> int:
    """Do the round trip and show what has changed; return 1 if a target was refused."""
    path = Path(argv[0]) if argv else DOCUMENT
    output = Path(argv[1]) if len(argv) > 1 else Path("translated")
    document = loc_align.read(path)
    sent, returned = output / f"{path.name}.xlf", output / path.name

    loc_align.write(loc_align.align(document), sent)
    work = sent.read_text(encoding="utf-8").replace("Créer une planification", "Planifier une sauvegarde")
    sent.write_text(work, encoding="utf-8")

    merged = loc_align.merge(document, loc_align.read_returned(sent))
    returned.write_bytes(merged.data)
    print(f"{merged.written} written, {merged.unchanged} unchanged, {len(merged.refusals)} refused")
    for refusal in merged.refusals:
        print(f"{path.name}:{refusal.line}: {refusal.reason}")
    for line in difflib.ndiff(document.text.splitlines(), merged.data.decode("utf-8-sig").splitlines()):
        if line.startswith(("+ ", "- ")):
            print(line.partition('<span class="sxs-lookup">')[0])
    return 1 if merged.refusals else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
