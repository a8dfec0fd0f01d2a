"""Type the two halves of each paired construct in two units of each paragraph, merge, and count changed codes.

::

    python benchmarks/typed_halves.py FOLDER

Each source in the folder is exported, and a translator types a half each in the first and the last unit of every block
with several units. The inline parser then reads each block. The benchmark counts the blocks whose codes are not those
of the source, and prints how many targets were written and refused.
"""

from __future__ import annotations

import io
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import FORMATS, Returned, WriteOptions, document_options
from loc_align.markdown import inline
from loc_align.merging import merge
from loc_align.model import Code, Document
from loc_align.sxs.splitting import split

_TAG = re.compile(r"<!--.*?-->|<[A-Za-z/!?][^<>]*>", re.DOTALL)
_HALVES = {
    "`": ("`", "`"),
    "*": ("a *b", "b* a"),
    "**": ("a **b", "b** a"),
    "_": ("a _b", "b_ a"),
    "~~": ("a ~~b", "b~~ a"),
    "[ ](": ("[a", "b](c)"),
    "![ ](": ("![a", "b](c)"),
    "$": ("a $b", "b$ a"),
    "< >": ("<a", "b>"),
    "<!-- -->": ("<!-- a", "b -->"),
}


def main(folder: str) -> int:
    """Run all constructs on all documents; return 1 if the codes of a block changed."""
    counts: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    for path in sorted(path for path in Path(folder).rglob("*") if path.suffix in {".md", ".mdx"}):
        document = parse(path.read_bytes(), path.name)
        source = parse(split(document, "source"), path.name) if document.pairs else document
        for name, result in _document(source):
            counts.update({(name, key): number for key, number in result.items()})
            if result["changed"]:
                print(f"{path}: {name}", file=sys.stderr)
    print(f"{'':10} {'written':>10} {'refused':>10} {'blocks':>10} {'changed':>10}")
    for name in _HALVES:
        print(f"{name:10}", *(f"{counts[name, key]:10,}" for key in ("written", "refused", "blocks", "changed")))
    print(f"{'seconds':10} {time.perf_counter() - started:10.1f}")
    return int(any(counts[name, "changed"] for name in _HALVES))


def _document(source: Document) -> Iterator[tuple[str, Counter[str]]]:
    bitext = extract(source, target_lang="de-DE")
    form = FORMATS["xliff"]
    options = document_options(bitext, WriteOptions(source_lang="en-US"), "page.md")
    written = b"".join(formats.assembled([form.body(bitext.units, options)], form, options))
    returned = list(formats.load_returned(io.BytesIO(written), "page.xlf"))
    ends = [*_ends(source, returned)]
    before = [_codes(source, number) for number in range(len(source.blocks))]
    for name, (first, last) in _HALVES.items():
        if not ends:
            continue
        typed = {units[0]: first for units in ends} | {units[-1]: last for units in ends}
        changed = [
            replace(item, target=(f"{typed[at]} ", *item.source), confirmed=True) if at in typed else item
            for at, item in enumerate(returned)
        ]
        merged = merge(source, changed)
        after = parse(merged.data, source.path)
        same = len(after.blocks) == len(before)
        found = sum(_codes(after, at) != codes for at, codes in enumerate(before)) if same else len(before)
        yield name, Counter(written=merged.written, refused=len(merged.refusals), blocks=len(ends), changed=found)


def _ends(source: Document, returned: Sequence[Returned]) -> Iterator[list[int]]:
    """Yield the units of each block that has several."""
    starts = [block.span.start for block in source.blocks]

    def block(at: int) -> int:
        segment = returned[at].unit.source
        start = segment.span.start if segment and returned[at].unit.block != "attribute" else -1
        return bisect_right(starts, start) - 1

    for number, units in groupby(range(len(returned)), block):
        found = [*units]
        if number >= 0 and len(found) > 1:
            yield found


def _codes(document: Document, number: int) -> list[str]:
    """Return the codes of a block; of an HTML block only its tags, because it contains no Markdown."""
    block = document.blocks[number]
    if block.kind == "html":
        return _TAG.findall(block.span.of(document.text))
    parts = inline.parse(block.span.of(document.text), document.references)
    return sorted(part.data for part in parts if isinstance(part, Code) and part.type != "escape")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and the folder
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
