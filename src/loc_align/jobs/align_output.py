"""The outputs of ``align``: memories, side-by-side Markdown, and reviews."""

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
from loc_align.files.overwriting import place_in
from loc_align.files.pairing import FilePair
from loc_align.formats import Format, WriteOptions, document_options
from loc_align.jobs.output import opened
from loc_align.jobs.publication import with_publication
from loc_align.merging.side_by_side import annotate
from loc_align.model import Bitext, Document, TranslationUnit
from loc_align.review import Correction, review_form

Output = Callable[[FilePair, Bitext], None]
"""Writes the alignment of a pair. It is called for one pair after the other."""


class _Appender:
    """Writes parts to a file, with a separator between them."""

    def __init__(self, stream: IO[bytes], separator: bytes) -> None:
        self._stream = stream
        self._separator = separator
        self.parts = 0

    def add(self, part: bytes) -> None:
        if part:
            self._stream.write(self._separator + part if self.parts else part)
            self.parts += 1


@contextmanager
def memory_file(path: str, form: Format, options: WriteOptions) -> Iterator[Output]:
    """Open an output that writes one memory for all pairs. The path ``-`` is standard output."""
    with opened(path) as stream:
        assembly = form.assembly(options)

        def write(pair: FilePair, bitext: Bitext) -> None:
            own = document_options(bitext, with_publication(options, form, pair.target), pair.relative)
            body = form.body(_supported(bitext, form), own)
            stream.write(assembly.add(body))

        yield write
        stream.write(assembly.end())


def memory_folder(folder: str, form: Format, options: WriteOptions) -> Output:
    """Return an output that writes a memory for each pair to a folder."""

    def write(pair: FilePair, bitext: Bitext) -> None:
        given = replace(with_publication(options, form, pair.target), source_lang=bitext.source_lang)
        own = document_options(bitext, given, pair.relative)
        with atomic(place_in(folder, f"{pair.relative}{form.suffixes[0]}")) as stream:
            body = form.body(_supported(bitext, form), own)
            stream.writelines(formats.assembled([body], form, own))

    return write


def _supported(bitext: Bitext, form: Format) -> list[TranslationUnit]:
    """Return the units that a format can represent."""
    return [unit for unit in bitext.units if form.supports(unit)]


@dataclass(slots=True)
class SideBySide:
    """Writes side-by-side Markdown, one file for each document, and counts what was skipped."""

    output: str
    folder: bool
    pairs: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def __call__(self, pair: FilePair, bitext: Bitext) -> None:
        """Write a document. It keeps the IDs of the target document, or of the file that it replaces."""
        path = str(place_in(self.output, pair.relative)) if self.folder else self.output
        annotated = annotate(bitext, earlier=_side_by_side(pair.target) or _side_by_side(path), name=pair.relative)
        with opened(path) as stream:
            stream.write(annotated.data)
        self.pairs += annotated.pairs
        self.skipped.update(annotated.skipped)


def _side_by_side(path: str) -> Document | None:
    document = read(path) if Path(path).is_file() else None
    return document if document and document.pairs else None


@contextmanager
def review_file(path: str, corrections: tuple[Correction, ...]) -> Iterator[Output]:
    """Open an output that writes a review of all pairs."""
    form = review_form(path)
    with opened(path) as stream:
        stream.write(form.head())
        appender = _Appender(stream, form.separator)

        def write(_: FilePair, bitext: Bitext) -> None:
            appender.add(form.body(bitext))

        yield write
        stream.write(form.tail(corrections))
