"""Test the round trip of all documents in a folder through XLIFF and PO, and print the results and the time.

::

    python benchmarks/round_trip.py FOLDER

The benchmark does the following with XLIFF 1.2, XLIFF 2.1, and PO:

- merge each side-by-side document without changes;
- merge it with one changed target at a time, for targets of letters only;
- merge each source document with every letter changed, by sentences and by paragraphs.

Each PO file is also edited and saved by Babel and by Translate Toolkit, and ``msgfmt --check`` reads it, if they are
installed.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import pofile
from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import FORMATS, Content, Returned, WriteOptions, document_options
from loc_align.markdown import inline
from loc_align.merging import merge
from loc_align.model import Bitext, Document, Inline
from loc_align.sxs.splitting import split

try:
    from translate.storage.po import pofile as PoFile  # noqa: N812
except ImportError:
    PoFile = None

_FORMS = ("xliff", "xliff2", "po")
_MSGFMT = shutil.which("msgfmt")
_LETTERS = re.compile(r"(?:[^\W_]|[ ,.])+")
_CHANGED_A_DOCUMENT = 25


def main(folder: str) -> int:
    """Run all tests; return 1 if one of them failed."""
    held: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    started = time.perf_counter()
    for path in sorted(path for path in Path(folder).rglob("*") if path.suffix in {".md", ".mdx"}):
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
        yield from _monolingual(document)
        return
    for form in _FORMS:
        bitext = align(document)
        written = _exported(bitext, form)
        returned = _back(written)
        units = list(formats.load(io.BytesIO(written), path.name))
        yield f"{form}: units are equal", units == list(bitext.units)
        merged = merge(document, returned)
        yield f"{form}: no change, equal bytes", merged.data == data and not merged.refusals
        yield from ((f"{form}: one target, only its bytes", held) for held in _one_by_one(document, returned))
    yield from _monolingual(parse(split(document, "source"), path.name))


def _monolingual(source: Document) -> Iterator[tuple[str, bool]]:
    for segment in ("sentence", "paragraph"):
        bitext = extract(source, target_lang="de-DE", segment=segment)  # type: ignore[arg-type]
        for form in _FORMS:
            written = _exported(bitext, form)
            returned = [
                replace(item, target=_changed(item.source), confirmed=True) if form != "po" else item
                for item in _back(written if form != "po" else _by_babel(written, source))
            ]
            yield f"{form}: every {segment} changed, equal blocks", _pseudo(source, bitext, returned)
        written = _exported(bitext, "po")
        if PoFile is not None:
            yield (
                f"po, Translate Toolkit: every {segment} changed",
                _pseudo(source, bitext, _back(_by_toolkit(written, source))),
            )
        if _MSGFMT is not None:
            yield f"po: msgfmt --check, {segment}", _is_valid(written)


def _exported(bitext: Bitext, name: str) -> bytes:
    form = FORMATS[name]
    options = document_options(bitext, WriteOptions(source_lang=bitext.source_lang), "page.md")
    return b"".join(formats.assembled([form.body(bitext.units, options)], form, options))


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


def _by_babel(data: bytes, source: Document) -> bytes:
    """Return a PO file that Babel edited: every letter outside of codes is changed."""
    catalog = pofile.read_po(io.BytesIO(data))
    for message in catalog:
        if message.id:
            message.string = _changed_markdown(str(message.id), source)
    written = io.BytesIO()
    pofile.write_po(written, catalog)
    return written.getvalue()


def _by_toolkit(data: bytes, source: Document) -> bytes:
    """Return a PO file that Translate Toolkit edited in the same way."""
    store = PoFile.parsestring(data)
    for unit in store.units:
        if not unit.isheader():
            unit.target = _changed_markdown(str(unit.source), source)
    return bytes(store)


def _is_valid(data: bytes) -> bool:
    done = subprocess.run([_MSGFMT, "--check", "-o", "-", "-"], input=data, capture_output=True, check=False)
    return done.returncode == 0


def _changed_markdown(text: str, source: Document) -> str:
    return inline.join(_changed(inline.parse(text, source.references)))


def _pseudo(source: Document, bitext: Bitext, returned: list[Returned]) -> bool:
    merged = merge(source, returned)
    blocks, after = source.blocks, parse(merged.data, source.path).blocks
    kept = [(block.kind, block.level) for block in blocks] == [(block.kind, block.level) for block in after]
    return kept and not merged.refusals and merged.written == len(bitext.units)


def _changed(content: Content | Inline) -> tuple[Any, ...]:
    return tuple(re.sub("[A-Za-z]", "ä", part) if isinstance(part, str) else part for part in content)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and the folder
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
