"""Where aligned documents go: a memory, side-by-side Markdown, a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from msgspec.structs import replace

from loc_align import formats
from loc_align.files.io import atomic, read
from loc_align.files.pairing import FilePair
from loc_align.formats import Format, WriteOptions, document_options
from loc_align.jobs.output import opened
from loc_align.merging.side_by_side import annotate
from loc_align.model import Bitext, Document, TranslationUnit
from loc_align.review import Correction, review_form

Sink = Callable[[FilePair, Bitext], None]
"""Takes the documents one by one."""


class _Appender:
    """Puts parts into a file, with what stands between them."""

    def __init__(self, stream: IO[bytes], separator: bytes) -> None:
        self._stream = stream
        self._separator = separator
        self.parts = 0

    def add(self, part: bytes) -> None:
        if part:
            self._stream.write(self._separator + part if self.parts else part)
            self.parts += 1


@contextmanager
def memory_file(path: str, form: Format, options: WriteOptions) -> Iterator[Sink]:
    """One memory for all documents; ``-`` is standard output."""
    with opened(path) as stream:
        stream.write(form.head(options))
        appender = _Appender(stream, form.separator)

        def take(pair: FilePair, bitext: Bitext) -> None:
            appender.add(form.body(_held(bitext, form), document_options(bitext, options, pair.relative)))

        yield take
        stream.write(form.tail if appender.parts else form.empty + form.tail)


def memory_folder(folder: str, form: Format, options: WriteOptions) -> Sink:
    """A memory for each document, below a folder."""

    def take(pair: FilePair, bitext: Bitext) -> None:
        own = document_options(bitext, replace(options, source_lang=bitext.source_lang), pair.relative)
        with atomic(Path(folder) / f"{pair.relative}{form.suffixes[0]}") as stream:
            stream.writelines((form.head(own), *formats.joined([form.body(_held(bitext, form), own)], form), form.tail))

    return take


def _held(bitext: Bitext, form: Format) -> list[TranslationUnit]:
    """The units that have a place in a form."""
    return [unit for unit in bitext.units if form.holds(unit)]


@dataclass(slots=True)
class SideBySide:
    """Writes side-by-side Markdown, one file for each document, and counts what was skipped."""

    output: str
    folder: bool
    pairs: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def __call__(self, pair: FilePair, bitext: Bitext) -> None:
        """Write a document; the ids of the target, or of the file that is written over, are kept."""
        place = str(Path(self.output) / pair.relative) if self.folder else self.output
        done = annotate(bitext, earlier=_side_by_side(pair.target) or _side_by_side(place), name=pair.relative)
        with opened(place) as stream:
            stream.write(done.data)
        self.pairs += done.pairs
        self.skipped.update(done.skipped)


def _side_by_side(path: str) -> Document | None:
    document = read(path) if Path(path).is_file() else None
    return document if document and document.pairs else None


@contextmanager
def review_file(path: str, corrections: tuple[Correction, ...]) -> Iterator[Sink]:
    """A review of all documents."""
    form = review_form(path)
    with opened(path) as stream:
        stream.write(form.head())
        appender = _Appender(stream, form.separator)

        def take(_: FilePair, bitext: Bitext) -> None:
            appender.add(form.body(bitext))

        yield take
        stream.write(form.tail(corrections))
