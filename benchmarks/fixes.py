"""Prove that the fixes write what the source has, in published files.

Usage: python benchmarks/fixes.py [FOLDER...]

Each file is fixed twice. For each target that the first time changes, the benchmark prints what isn't right: a mended
token that the source doesn't have, an added backslash, and any change by the second time. Spaces between words, which
the source doesn't determine, don't count.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from loc_align.alignment.by_id import align
from loc_align.checks.fixes import MAX_ROUNDS, choose_fixes
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse
from loc_align.files.finding import find
from loc_align.files.io import read
from loc_align.model import Document
from loc_align.text import edited_bytes

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_TOKEN = re.compile(r"[!-~]+")
_EDGES = "*\"'(),!?.:;&<>|"
_LETTERS = tuple(
    map(
        re.compile,
        (
            r"[A-Za-z]+-(?=[A-Za-z])|-[A-Za-z]+\Z",
            r"\A\w*(?=&)|(?<=;)\w*\Z",
            r"\A[A-Za-z]+'",
            r"'[A-Za-z]+\Z",
        ),
    )
)
"""What a language adds to a token: the parts of a compound, a word beside an entity, an elision, a suffix."""


def fixed(document: Document) -> tuple[Document, int]:
    """Return a document after its fixes, and their number."""
    total = 0
    for _ in range(MAX_ROUNDS):
        edits, count = choose_fixes(run(align(document), active_rules()).problems)
        if not count:
            break
        document = parse(edited_bytes(document, edits), document.path)
        total += count
    return document, total


def wrong(source: str, old: str, new: str) -> Iterator[str]:
    """Yield what isn't right about a mended target."""
    if new.count("\\") > old.count("\\"):
        yield "more backslashes"
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for token in after[start:end] if tag != "equal" else ():
            plain = token.strip(_EDGES)
            own = plain in source or any(form.sub("", plain) in source for form in _LETTERS)
            if not own and "".join(after) != "".join(before):
                yield f"{token} is not in the source"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=[str(_SHARED / "corpus"), str(_SHARED / "wider")])
    counts: Counter[str] = Counter()
    for item in find(parser.parse_args().folders):
        if "/live/" in item.path:
            continue
        document = read(item.path)
        mended, total = fixed(document)
        counts["files"] += 1
        counts["fixes"] += total
        counts["changed by the second run"] += fixed(mended)[1]
        if not total:
            continue
        for pair, now in zip(document.pairs, mended.pairs, strict=True):
            if pair.target.text != now.target.text:
                counts["changed targets"] += 1
                for problem in wrong(pair.source.text, pair.target.text, now.target.text):
                    counts["wrong"] += 1
                    print(f"{item.path}: {pair.target_id}: {problem}")
    for name in ("files", "fixes", "changed targets", "wrong", "changed by the second run"):
        print(f"{name}: {counts[name]:,}")


if __name__ == "__main__":
    main()
