"""Statistics of side-by-side documents: units, words, translation types, missing IDs, and defects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import regex
from msgspec import Struct, field

from loc_align.documents.accounting import account
from loc_align.errors import expect
from loc_align.markdown import inline
from loc_align.model import Bitext, TranslationUnit
from loc_align.sxs.coverage import coverage

_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’._-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*"
)


class Stats(Struct, frozen=True):
    """The statistics of one document, or the sum of several."""

    files: int = 0
    units: int = 0
    identical: int = 0
    """Units whose target equals the source."""
    human: int = 0
    """Units of files that are marked as human translation."""
    machine: int = 0
    """Units of files that are marked as machine translation."""
    source_words: int = 0
    target_words: int = 0
    source_characters: int = 0
    """Visible characters, without white space."""
    target_characters: int = 0
    numbers: int = 0
    """The numbers that the IDs could have (see :class:`loc_align.sxs.coverage.Coverage`)."""
    missing: int = 0
    """The numbers among them that no pair has."""
    front_matter: int = 0
    """Front-matter values that readers see."""
    image_alts: int = 0
    """Alternative texts outside pairs."""
    left_out: int = 0
    """IDs in the markup of the documents that belong to no pair."""
    quoted: int = 0
    """IDs in fences and code spans, where they are text."""
    defects: Mapping[str, int] = field(default_factory=dict)
    """The number of defects by code."""

    def __add__(self, other: Stats) -> Stats:
        """Add the statistics of other documents."""
        counts = {
            name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__ if name != "defects"
        }
        return Stats(**counts, defects=dict(Counter(self.defects) + Counter(other.defects)))


def stats(bitext: Bitext) -> Stats:
    """Count the units, words, characters, and defects of a document.

    A Han, hiragana, or katakana character counts as one word.

    Args:
        bitext: an aligned document.
    """
    expect(bitext, Bitext)
    covered = coverage(bitext.document)
    accounting = account(bitext.document)
    units = len(bitext.units)
    translation_type = bitext.provenance.translation_type
    source_words, source_characters = _size(_sides(bitext, "source"))
    target_words, target_characters = _size(_sides(bitext, "target"))
    return Stats(
        files=1,
        units=units,
        identical=sum(_identical(unit) for unit in bitext.units),
        human=units if translation_type == "HT" else 0,
        machine=units if translation_type == "MT" else 0,
        source_words=source_words,
        target_words=target_words,
        source_characters=source_characters,
        target_characters=target_characters,
        numbers=covered.numbers,
        missing=covered.missing,
        front_matter=len(covered.front_matter),
        image_alts=len(covered.image_alts),
        left_out=len(accounting.left_out),
        quoted=accounting.quoted,
        defects=dict(Counter(defect.code for defect in bitext.document.defects)),
    )


def _identical(unit: TranslationUnit) -> bool:
    return unit.source is not None and unit.target is not None and unit.source.text == unit.target.text


def _sides(bitext: Bitext, side: str) -> Iterable[str]:
    document = bitext.source_document if side == "source" else None
    references = (document or bitext.document).references
    for unit in bitext.units:
        segment = getattr(unit, side)
        if segment is not None:
            yield inline.plain(segment.text, references)


def _size(texts: Iterable[str]) -> tuple[int, int]:
    """Count words and visible characters. A Han or kana character counts as a word, as in word processors."""
    words = characters = 0
    for text in texts:
        words += sum(1 for _ in _WORD.finditer(text))
        characters += sum(map(len, text.split()))
    return words, characters
