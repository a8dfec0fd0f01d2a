"""Test the round trip of all documents in a folder through XLIFF, and print the results and the time.

::

    python benchmarks/round_trip.py FOLDER

The benchmark does the following with XLIFF 1.2 and 2.1:

- merge each side-by-side document without changes;
- merge it with one changed target at a time, for targets of letters only;
- merge each source document with every letter changed, by sentences and by paragraphs.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import FORMATS, Content, Returned, WriteOptions, document_options
from loc_align.merging import merge
from loc_align.model import Bitext, Document
from loc_align.sxs.splitting import split

_LETTERS = re.compile(r"(?:[^\W_]|[ ,.])+")
_CHANGED_A_DOCUMENT = 25


def main(folder: str) -> int:
    """Run all tests; return 1 if one of them failed."""
    held: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    started = time.perf_counter()
    for path in sorted(Path(folder).rglob("*.md")):
        for name, result in _document(path):
            tried[name] += 1
            held[name] += result
            if not result:
                print(f"{path}: {name}", file=sys.stderr)
    for name, number in tried.items():
        print(f"{name:48} {held[name]:7,} of {number:7,}")
    print(f"{'seconds':48} {time.perf_counter() - started:7.1f}")
    return 0 if held == tried else 1


def _document(path: Path) -> Iterator[tuple[str, bool]]:
    data = path.read_bytes()
    document = parse(data, path.name)
    if not document.pairs:
        return
    for form in ("xliff", "xliff2"):
        bitext = align(document)
        written = _exported(bitext, form)
        returned = _back(written)
        units = list(formats.load(io.BytesIO(written), path.name))
        yield f"{form}: units are equal", units == list(bitext.units)
        merged = merge(document, returned)
        yield f"{form}: no change, equal bytes", merged.data == data and not merged.refusals
        yield from ((f"{form}: one target, only its bytes", held) for held in _one_by_one(document, returned))
        source = parse(split(document, "source"), path.name)
        for segment in ("sentence", "paragraph"):
            yield f"{form}: every {segment} changed, equal blocks", _pseudo(source, form, segment)


def _exported(bitext: Bitext, name: str) -> bytes:
    form = FORMATS[name]
    options = document_options(bitext, WriteOptions(source_lang=bitext.source_lang), "page.md")
    return b"".join((form.head(options), *formats.joined([form.body(bitext.units, options)], form), form.tail))


def _back(data: bytes) -> list[Returned]:
    return list(formats.load_returned(io.BytesIO(data), "page.xlf"))


def _one_by_one(document: Document, returned: list[Returned]) -> Iterator[bool]:
    """Change one target at a time; the targets consist of letters and are evenly spread over the document."""
    plain = [
        at for at, item in enumerate(returned) if item.unit.target and _LETTERS.fullmatch(item.unit.target.text.strip())
    ]
    for at in plain[:: len(plain) // _CHANGED_A_DOCUMENT + 1]:
        target = returned[at].unit.target
        if target is None:
            continue
        changed = replace(returned[at], target=(f"{target.text.strip()} x",))
        merged = merge(document, [*returned[:at], changed, *returned[at + 1 :]])
        end = target.span.start + len(target.text.rstrip())
        expected = f"{document.text[:end]} x{document.text[end:]}"
        yield merged.data.decode("utf-8-sig") == expected and merged.written == 1


def _pseudo(source: Document, form: str, segment: str) -> bool:
    bitext = extract(source, target_lang="de-DE", segment=segment)  # type: ignore[arg-type]
    returned = [replace(item, target=_changed(item.source), confirmed=True) for item in _back(_exported(bitext, form))]
    merged = merge(source, returned)
    blocks, after = source.blocks, parse(merged.data, source.path).blocks
    kept = [(block.kind, block.level) for block in blocks] == [(block.kind, block.level) for block in after]
    return kept and not merged.refusals and merged.written == len(bitext.units)


def _changed(content: Content) -> Content:
    return tuple(re.sub("[A-Za-z]", "ä", part) if isinstance(part, str) else part for part in content)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and the folder
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
