"""What ``export`` does with each file, and how the parts become one file or many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import Struct

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.alignment.source_only import extract
from loc_align.errors import UsageError
from loc_align.files import atomic, read
from loc_align.formats import Format, WriteOptions, document_options
from loc_align.jobs.defect_lines import defect_lines
from loc_align.jobs.memories import Memories
from loc_align.jobs.session import Session
from loc_align.memory.deduplication import fold
from loc_align.model import Bitext, TranslationUnit
from loc_align.segmentation import Rules


class Words(Struct, frozen=True):
    """How the words of a document in one language are taken out."""

    segment: Literal["sentence", "paragraph"]
    keys: tuple[str, ...]
    rules: Rules | None = None


class Part(Struct, frozen=True):
    """What one file adds to the memory."""

    body: bytes
    units: tuple[TranslationUnit, ...]
    count: int
    options: WriteOptions
    warnings: tuple[str, ...]
    filled: int = 0
    """How many targets come from memories."""
    offered: int = 0
    """How many units have fuzzy matches alone."""


class Work(Struct, frozen=True):
    """From a path to its part; travels to the worker processes."""

    format: str
    options: WriteOptions
    target_lang: str | None
    relative: Mapping[str, str]
    keep_units: bool = False
    folder: str | None = None
    words: Words | None = None
    """How to take out the words of documents in one language; ``None`` for side-by-side ones."""
    memories: Memories | None = None

    def __call__(self, path: str) -> Part:
        """Read a file and write its units."""
        bitext = self._bitext(path)
        form = formats.by_name(self.format)
        options = document_options(bitext, self.options, self.relative[path])
        body = b"" if self.keep_units else form.body(bitext.units, options)
        if self.folder is not None:
            with atomic(Path(self.folder) / f"{self.relative[path]}{form.suffixes[0]}") as stream:
                stream.writelines((form.head(options), *formats.joined([body], form), form.tail))
        return Part(
            b"" if self.folder is not None else body,
            bitext.units if self.keep_units else (),
            len(bitext.units),
            options,
            defect_lines(bitext.document),
            *_leverage(bitext.units),
        )

    def _bitext(self, path: str) -> Bitext:
        document = read(path)
        languages = {"source_lang": self.options.source_lang, "target_lang": self.target_lang}
        if self.words is None:
            return align(document, **languages)  # type: ignore[arg-type]
        words = self.words
        bitext = extract(document, segment=words.segment, keys=words.keys, rules=words.rules, **languages)  # type: ignore[arg-type]
        return bitext if self.memories is None else self.memories.fill(bitext)


def _leverage(units: Iterable[TranslationUnit]) -> tuple[int, int]:
    """How many of the units that memories know have a target, and how many have none."""
    known = [unit.target is not None for unit in units if unit.matches]
    return sum(known), len(known) - sum(known)


class Tally:
    """Counts the parts that pass and passes their warnings on."""

    def __init__(self, session: Session) -> None:
        """Nothing is counted yet."""
        self._session = session
        self.files = self.units = self.defects = self.written = self.filled = self.offered = 0

    def count(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts, counted."""
        for part in parts:
            self.files += 1
            self.units += part.count
            self.defects += len(part.warnings)
            self.filled += part.filled
            self.offered += part.offered
            for warning in part.warnings:
                self._session.say(f"warning: {warning}")
            yield part

    def kept(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Count the units that are left after repetitions were folded."""
        for unit in units:
            self.written += 1
            yield unit


def joined(parts: Iterable[Part], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """One file of all parts; the first one says the target language, where a form has a place for one only.

    Raises:
        UsageError: a part is in another language than the ones before, and the form holds one.
    """
    rest = iter(parts)
    first = next(rest, None)
    if first is None:
        yield from (form.head(options), form.empty, form.tail)
        return
    yield form.head(first.options)
    yield from formats.joined(chain([first.body], _bodies(rest, form, first.options.target_lang)), form)
    yield form.tail


def _bodies(parts: Iterable[Part], form: Format, lang: str) -> Iterator[bytes]:
    for part in parts:
        if form.one_target_lang and part.options.target_lang != lang:
            message = (
                f"{part.options.relative}: {part.options.target_lang} has no place in a {form.name} file of {lang}; "
                "export each language by itself, or to a folder with -o DIR/"
            )
            raise UsageError(message)
        yield part.body


def unique(parts: Iterable[Part], form: Format, options: WriteOptions, tally: Tally) -> Iterator[bytes]:
    """One file with each pair of texts once."""
    units = (unit for part in parts for unit in part.units)
    return formats.dump(tally.kept(fold(units)), form, options)
