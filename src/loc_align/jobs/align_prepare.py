"""Prepares pairs of documents for alignment: languages, corrections, and pairs that are known by ID."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from loc_align.alignment.by_source import Anchors
from loc_align.alignment.sides import languages_of, one_side, read_sides
from loc_align.documents import parse_again
from loc_align.files import tally
from loc_align.files.baselines import TranslatedFrom, translated_from
from loc_align.files.finding import Found
from loc_align.files.io import read
from loc_align.files.pairing import FilePair
from loc_align.jobs.defect_lines import DefectLines, defect_lines
from loc_align.model import Document
from loc_align.review import Correction, Link, locate
from loc_align.segmentation import Rules
from loc_align.text import edited_bytes


class PreparedPair(Struct, frozen=True):
    """A pair of documents that is ready for alignment."""

    pair: FilePair
    source_lang: str
    target_lang: str
    links: tuple[Link, ...]
    """Spans that translate each other, from corrections and from the IDs of a side-by-side target."""
    known: Anchors | None
    """The pairs of a side-by-side target that were matched by ID; ``None`` for a target without pairs."""
    lost: tuple[Correction, ...]
    """The corrections whose text was not found."""
    warnings: DefectLines
    old: bytes | None = None
    """The source that a target in one language was made from, if it isn't the current one."""
    hidden: frozenset[str] = frozenset()
    """The hashes of the sentences of that source, or else of the current one, whose old translation still stands."""

    @property
    def item(self) -> AlignedFiles:
        """Return what the alignment reads."""
        return AlignedFiles(self.pair, self.old)


class AlignedFiles(Struct, frozen=True):
    """The documents of an alignment."""

    pair: FilePair
    old: bytes | None
    """What is aligned instead of the current source; ``None`` for that."""


class Prepare(Struct, frozen=True):
    """Prepares the pair of a target path. Picklable, for worker processes."""

    pairs: Mapping[str, FilePair]
    source_lang: str | None
    target_lang: str | None
    corrections: Mapping[str, tuple[Correction, ...]]
    rules: Rules | None

    def __call__(self, found: Found) -> PreparedPair:
        """Read both documents of a pair, and locate corrections and known pairs in them."""
        pair = self.pairs[found.path]
        source = read(pair.source)
        given = read(pair.target, source=source)
        tally.count(given)
        known = TranslatedFrom(None)
        if not (given.pairs or source.pairs):
            known = translated_from(given, source, languages_of(source, given, self.source_lang)[0])
        old = known.old
        sides = read_sides(old or source, given, self.source_lang, self.target_lang, self.rules)
        located = locate(self.corrections.get(found.path, ()), sides.source, sides.target)
        return PreparedPair(
            pair,
            sides.source_lang,
            sides.target_lang,
            (*located.links, *sides.links),
            sides.known,
            located.lost,
            defect_lines(given),
            edited_bytes(old, ()) if old is not None else None,
            known.hidden,
        )


def load_pair(files: AlignedFiles) -> tuple[Document, Document]:
    """Return the source and the target document of a pair, each in one language."""
    source = read(files.pair.source)
    target = one_side(read(files.pair.target, source=source), "target")
    return one_side(parse_again(files.old, source) if files.old is not None else source, "source"), target


class LanguageGroup(Struct, frozen=True):
    """The pairs of documents in one language pair, which are aligned together."""

    source_lang: str
    target_lang: str
    members: tuple[PreparedPair, ...]


def group_by_language(prepared: Iterable[PreparedPair]) -> list[LanguageGroup]:
    """Group pairs by their languages, in the order of the first pair of each group."""
    members: dict[tuple[str, str], list[PreparedPair]] = {}
    for item in prepared:
        members.setdefault((item.source_lang, item.target_lang), []).append(item)
    return [LanguageGroup(*languages, tuple(items)) for languages, items in members.items()]
