"""Pairs of documents, looked at before they are aligned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from loc_align.alignment.by_source import Anchors
from loc_align.alignment.sides import one_side, read_sides
from loc_align.files.io import read
from loc_align.files.pairing import FilePair
from loc_align.jobs.defect_lines import defect_lines
from loc_align.model import Document
from loc_align.review import Correction, Link, locate
from loc_align.segmentation import Rules


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
        sides = read_sides(read(pair.source), given, self.source_lang, self.target_lang, self.rules)
        located = locate(self.corrections.get(path, ()), sides.source, sides.target)
        return Prepared(
            pair,
            sides.source_lang,
            sides.target_lang,
            (*located.links, *sides.links),
            sides.known,
            located.lost,
            defect_lines(given),
        )


def load(pair: FilePair) -> tuple[Document, Document]:
    """The two documents of a pair; of a side-by-side one the side that is asked for."""
    return one_side(read(pair.source), "source"), one_side(read(pair.target), "target")


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
