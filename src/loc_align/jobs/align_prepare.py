"""Pairs of documents, looked at before they are aligned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from loc_align.alignment.by_source import Anchors, anchors
from loc_align.documents import canonical_lang, parse, provenance
from loc_align.files import FilePair, path_lang, read
from loc_align.jobs.defect_lines import defect_lines
from loc_align.model import Document
from loc_align.review import Correction, Link, locate
from loc_align.segmentation import Rules
from loc_align.sxs.splitting import Side, split

_SOURCE_LANG = "en-US"
"""The language of sources where nothing says another one."""
_UNKNOWN = "und"


class Prepared(Struct, frozen=True):
    """A pair of documents, looked at before the alignment."""

    pair: FilePair
    source_lang: str
    target_lang: str
    links: tuple[Link, ...]
    """What corrections and the ids of a side-by-side target say."""
    known: Anchors | None
    """What the ids of a side-by-side target say."""
    lost: tuple[Correction, ...]
    """Corrections whose text is no longer there."""
    warnings: tuple[str, ...]


class Prepare(Struct, frozen=True):
    """From the path of a target to its pair, looked at; travels to the worker processes."""

    pairs: Mapping[str, FilePair]
    source_lang: str | None
    target_lang: str | None
    corrections: Mapping[str, tuple[Correction, ...]]
    rules: Rules | None

    def __call__(self, path: str) -> Prepared:
        """Read both documents and see what is known of them."""
        pair = self.pairs[path]
        given = read(pair.target)
        source, target = load(pair)
        source_lang = self.source_lang or _lang(source, pair.source, pair.target) or _SOURCE_LANG
        target_lang = self.target_lang or _lang(target, pair.target, pair.source) or _UNKNOWN
        known = anchors(given, source, source_lang, self.rules) if given.pairs else None
        located = locate(self.corrections.get(path, ()), source, target)
        by_id = ((anchor.source, (anchor.target,)) for anchor in (known.found if known else ()))
        links = (*located.links, *by_id)
        return Prepared(pair, source_lang, target_lang, links, known, located.lost, defect_lines(given))


def load(pair: FilePair) -> tuple[Document, Document]:
    """The two documents of a pair; of a side-by-side one the side that is asked for."""
    return _monolingual(pair.source, "source"), _monolingual(pair.target, "target")


def _monolingual(path: str, side: Side) -> Document:
    document = read(path)
    return parse(split(document, side), document.path) if document.pairs else document


def _lang(document: Document, path: str, other: str) -> str | None:
    """The language that a document says it is in, or else its path."""
    said = provenance(document, _SOURCE_LANG, None).target_lang
    named = path_lang(path, other)
    return said if said != _UNKNOWN else canonical_lang(named) if named else None


class Group(Struct, frozen=True):
    """The pairs of two languages, which teach each other."""

    source_lang: str
    target_lang: str
    members: tuple[Prepared, ...]


def grouped(prepared: Iterable[Prepared]) -> list[Group]:
    """Pairs by their languages, in the order in which the languages come first."""
    members: dict[tuple[str, str], list[Prepared]] = {}
    for item in prepared:
        members.setdefault((item.source_lang, item.target_lang), []).append(item)
    return [Group(*languages, tuple(items)) for languages, items in members.items()]
