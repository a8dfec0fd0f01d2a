"""The work of ``export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in, refuse_collisions, refuse_overwriting
from loc_align.formats import Format, WriteOptions, document_options
from loc_align.jobs.defect_lines import DefectLines, defect_lines
from loc_align.jobs.output import is_folder, opened
from loc_align.jobs.publication import given_publication, with_publication
from loc_align.jobs.session import Session
from loc_align.model import Bitext, Document, TranslationUnit


class MonolingualOptions(Struct, frozen=True):
    """How to export monolingual documents."""

    segment: Literal["sentence", "paragraph"]
    keys: tuple[str, ...] | None
    """The front-matter keys whose values to translate; ``None`` for those of each flavour."""
    srx: str | None
    """A file with segmentation rules."""
    memories: tuple[str, ...]
    """The translation memories to fill targets from."""
    threshold: float
    """The lowest score of a match, from 0 to 1."""
    copies: bool = False
    """Whether to fill empty targets with their sources."""


class ExportOptions(Struct, frozen=True):
    """The options of ``export``."""

    format_name: str
    output: str
    level: Literal[1, 2]
    unique: bool
    monolingual: MonolingualOptions | None
    """For monolingual documents; ``None`` for side-by-side documents."""
    source_lang: str
    target_lang: str | None
    jobs: int
    by_language: bool = False
    """Whether to write a folder with files by target language."""
    provenance: tuple[str, ...] = ()
    """The repository, revision, and license, as KEY=VALUE."""


class SideBySide(Struct, frozen=True):
    """Aligns a side-by-side document. Picklable, for worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, document: Document) -> Bitext:
        """Align a document."""
        return align(document, source_lang=self.source_lang, target_lang=self.target_lang)


class Part(Struct, frozen=True):
    """The output for one file."""

    body: bytes
    units: tuple[TranslationUnit, ...]
    count: int
    options: WriteOptions
    warnings: DefectLines
    filled: int = 0
    """The number of targets filled from memories."""
    offered: int = 0
    """The number of units that have only fuzzy matches."""


class Work(Struct, frozen=True):
    """Exports a file. Picklable, for worker processes."""

    units: Callable[[Document], Bitext]
    """Returns the units of a document."""
    format: str
    options: WriteOptions
    keep_units: bool = False
    folder: str | None = None

    def __call__(self, found: Found) -> Part:
        """Export a file."""
        bitext = self.units(found.document())
        form = formats.by_name(self.format)
        options = document_options(bitext, with_publication(self.options, form, found.path), found.relative)
        body = b"" if self.keep_units else form.body(bitext.units, options)
        if self.folder is not None:
            with atomic(place_in(self.folder, f"{found.relative}{form.suffixes[0]}")) as stream:
                stream.writelines(formats.assembled([body], form, options))
        return Part(
            b"" if self.folder is not None else body,
            bitext.units if self.keep_units else (),
            len(bitext.units),
            options,
            defect_lines(bitext.document),
            *_leverage(bitext.units),
        )


def _leverage(units: Iterable[TranslationUnit]) -> tuple[int, int]:
    """Return the number of units with matches that have a target, and of those that have none."""
    known = [unit.target is not None for unit in units if unit.matches]
    return sum(known), len(known) - sum(known)


class ExportCounts:
    """Counts the parts of an export, and reports their warnings."""

    def __init__(self, session: Session) -> None:
        """Start at zero.

        Args:
            session: receives the warnings.
        """
        self._session = session
        self.files = self.empty = self.units = self.defects = self.written = self.filled = self.offered = 0

    def count(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Yield the parts and count them."""
        for part in parts:
            self.files += 1
            self.empty += not part.count
            self.units += part.count
            self.defects += len(part.warnings)
            self.filled += part.filled
            self.offered += part.offered
            for warning in part.warnings:
                self._session.say(f"warning: {warning}")
            yield part

    def distinct(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Yield the deduplicated units and count them."""
        for unit in units:
            self.written += 1
            yield unit


def run(session: Session, files: Sequence[Found], options: ExportOptions) -> ExportCounts:
    """Export files.

    Args:
        session: receives warnings, and runs the work on each file.
        files: the documents.
        options: the options of the command.

    Returns:
        The numbers of files, units, and defects.

    Raises:
        UsageError: the options contradict each other, or the output is an input.
        InputError: a memory or rule file cannot be read, or the output cannot be written.
    """
    form = formats.by_name(options.format_name)
    publication = given_publication(options.provenance)
    write_options = WriteOptions(
        source_lang=canonical_lang(options.source_lang), level=options.level, publication=publication
    )
    folder = options.output if is_folder(options.output) and not options.by_language else None
    if options.by_language:
        _refuse_by_language(options)
    if folder is not None:
        if options.unique:
            raise UsageError("--unique writes one file; give its name with -o")
        refuse_collisions(files, [folder], form.suffixes[0])
    memories = options.monolingual.memories if options.monolingual else ()
    refuse_overwriting([options.output], [*(item.path for item in files), *memories])
    work = Work(_units(options), options.format_name, write_options, keep_units=options.unique, folder=folder)
    counts = ExportCounts(session)
    parts = counts.count(session.work(files, work, options.jobs, streams=options.output == "-"))
    if folder is not None:
        for _ in parts:
            pass
        return counts
    if options.by_language:
        from loc_align.jobs.partitions import Partitions  # noqa: PLC0415 - it imports this module

        with Partitions(options.output, form, write_options) as partitions:
            partitions.write(parts)
        return counts
    with opened(options.output) as stream:
        if options.unique:
            stream.writelines(unique(parts, form, write_options, counts))
        else:
            stream.writelines(joined(parts, form, write_options))
    return counts


def _refuse_by_language(options: ExportOptions) -> None:
    if options.format_name != "parquet" or not is_folder(options.output) or options.unique:
        raise UsageError("--by-language is for Parquet files in a folder; use --to parquet -o DIR/, without --unique")


def _units(options: ExportOptions) -> Callable[[Document], Bitext]:
    languages = canonical_lang(options.source_lang), options.target_lang and canonical_lang(options.target_lang)
    if options.monolingual is None:
        return SideBySide(*languages)
    from loc_align.jobs.source_only import source_only  # noqa: PLC0415 - slow to import

    return source_only(options.monolingual, *languages)


def joined(parts: Iterable[Part], form: Format, options: WriteOptions) -> Iterator[bytes]:
    """Join the parts into one file. If the format allows only one target language, it is that of the first part.

    Raises:
        UsageError: a part has another target language, and the format allows only one.
    """
    rest = iter(parts)
    first = next(rest, None)
    if first is None:
        yield from formats.assembled((), form, options)
        return
    bodies = chain([first.body], _bodies(rest, form, first.options.target_lang))
    yield from formats.assembled(bodies, form, first.options)


def _bodies(parts: Iterable[Part], form: Format, lang: str) -> Iterator[bytes]:
    for part in parts:
        if form.one_target_lang and part.options.target_lang != lang:
            message = (
                f"{part.options.relative}: a {form.name} file can contain only one target language; this file is in "
                f"{part.options.target_lang} and the ones before it are in {lang}; give a folder with -o DIR/"
            )
            raise UsageError(message)
        yield part.body


def unique(parts: Iterable[Part], form: Format, options: WriteOptions, counts: ExportCounts) -> Iterator[bytes]:
    """Join the parts into one file that has each pair of texts once."""
    from loc_align.memory.deduplication import deduplicate  # noqa: PLC0415 - imports sqlite3

    units = (unit for part in parts for unit in part.units)
    return formats.dump(counts.distinct(deduplicate(units)), form, options)
