"""Pages of other makers for the benchmarks: sources, their units, and pseudo-translated copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from lxml import etree
from msgspec import Struct

from loc_align import formats
from loc_align.alignment.source_only import extract
from loc_align.documents import parse
from loc_align.formats import FORMATS, WriteOptions, document_options, load_returned
from loc_align.merging import Refusal, merge
from loc_align.model import Bitext

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "flavours"
"""Published pages beside the project."""
FLAVOURS: Mapping[str, str] = MappingProxyType({"mdx": "docusaurus"})
"""The flavours of folders that are not named for one."""
SUFFIXES = (".md", ".mdx", ".markdown", ".mdoc")
_PSEUDO = str.maketrans("aeouAEOU", "áéóúÁÉÓÚ")
_MARKUP = {"ph", "bpt", "ept", "it"}


class Page(Struct, frozen=True):
    """A page and its pseudo-translation."""

    path: Path
    bitext: Bitext
    merged: bytes
    refusals: Sequence[Refusal]


def flavour_of(site: Path) -> str:
    """Return the flavour that the name of a folder says: ``hugo.zh`` is in the flavour ``hugo``."""
    name = site.name.partition(".")[0].partition("-")[0]
    return FLAVOURS.get(name, name)


def sites(folder: Path) -> list[Path]:
    """Return the folders with a site."""
    return sorted(path for path in folder.iterdir() if (path / "source").is_dir())


def pages(site: Path, *, detected: bool = False) -> Iterator[Page]:
    """Yield the pages of a site.

    Args:
        site: its folder.
        detected: whether to read each page in the flavour that its content shows.
    """
    for path in sorted(item for item in (site / "source").rglob("*") if item.suffix in SUFFIXES):
        document = parse(path.read_bytes(), str(path), None if detected else flavour_of(site))
        bitext = extract(document, target_lang="fr")
        merged = merge(document, load_returned(BytesIO(_translated(_exported(bitext))), "page.xlf"))
        yield Page(path, bitext, merged.data, merged.refusals)


def _exported(bitext: Bitext) -> bytes:
    form = FORMATS["xliff2"]
    options = document_options(bitext, WriteOptions(source_lang=bitext.source_lang), "page.md")
    return b"".join(formats.assembled([form.body(bitext.units, options)], form, options))


def _translated(data: bytes) -> bytes:
    """Return an XLIFF file whose targets are the sources with an accent on each vowel."""
    root = etree.fromstring(data)
    for source in list(root.iter("{*}source")):
        for target in source.itersiblings("{*}target"):
            source.getparent().remove(target)
        copy = etree.fromstring(etree.tostring(source))
        copy.tag, copy.tail = source.tag.replace("source", "target"), None
        for element in copy.iter():
            if etree.QName(element).localname not in _MARKUP and element.text:
                element.text = element.text.translate(_PSEUDO)
            if element.tail:
                element.tail = element.tail.translate(_PSEUDO)
        source.addnext(copy)
    return etree.tostring(root, encoding="utf-8")
