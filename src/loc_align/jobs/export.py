"""What ``export`` does: with each file, and how the parts become one file or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import Struct

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.io import atomic, read
from loc_align.files.overwriting import refuse_collisions, refuse_overwriting
from loc_align.formats import Format, WriteOptions, document_options
from loc_align.jobs.defect_lines import defect_lines
from loc_align.jobs.output import is_folder, opened
from loc_align.jobs.session import Session
from loc_align.model import Bitext, TranslationUnit


class Words(Struct, frozen=True):
    """How the words of documents in one language are taken out."""

    segment: Literal["sentence", "paragraph"]
    keys: tuple[str, ...]
    """The front-matter keys whose values are translated."""
    srx: str | None
    """A file with rules by which sentences are cut."""
    memories: tuple[str, ...]
    """Files that targets are filled from."""
    threshold: float
    """The lowest score of a match, from 0 to 1."""


class Choices(Struct, frozen=True):
    """What the caller chose."""

    format_name: str
    output: str
    level: Literal[1, 2]
    unique: bool
    words: Words | None
    """For documents in one language; ``None`` for side-by-side ones."""
    source_lang: str
    target_lang: str | None
    jobs: int


class SideBySide(Struct, frozen=True):
    """From a path to the units of a side-by-side document; travels to the worker processes."""

    source_lang: str
    target_lang: str | None

    def __call__(self, path: str) -> Bitext:
        """Read the pairs."""
        return align(read(path), source_lang=self.source_lang, target_lang=self.target_lang)


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

    units: Callable[[str], Bitext]
    """How a document is read."""
    format: str
    options: WriteOptions
    relative: Mapping[str, str]
    keep_units: bool = False
    folder: str | None = None

    def __call__(self, path: str) -> Part:
        """Read a file and write its units."""
        bitext = self.units(path)
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


def run(session: Session, files: Sequence[Found], choices: Choices) -> Tally:
    """Export files.

    Args:
        session: where warnings go, and who shares the work.
        files: the files.
        choices: what the caller chose.

    Returns:
        How much there was.

    Raises:
        UsageError: the choices do not go together, or the output would take the place of the input.
        InputError: a file that all documents need cannot be used, or nothing can be written.
    """
    form = formats.by_name(choices.format_name)
    options = WriteOptions(source_lang=canonical_lang(choices.source_lang), level=choices.level)
    folder = choices.output if is_folder(choices.output) else None
    if folder is not None:
        if choices.unique:
            raise UsageError("--unique writes one file; give its name with -o")
        refuse_collisions(files, [folder], form.suffixes[0])
    memories = choices.words.memories if choices.words else ()
    refuse_overwriting([choices.output], [*(item.path for item in files), *memories])
    relative = {item.path: item.relative for item in files}
    work = Work(_units(choices), choices.format_name, options, relative, keep_units=choices.unique, folder=folder)
    tally = Tally(session)
    parts = tally.count(session.work(files, work, choices.jobs))
    if folder is not None:
        for _ in parts:
            pass
        return tally
    with opened(choices.output) as stream:
        stream.writelines(unique(parts, form, options, tally) if choices.unique else joined(parts, form, options))
    return tally


def _units(choices: Choices) -> Callable[[str], Bitext]:
    languages = canonical_lang(choices.source_lang), choices.target_lang and canonical_lang(choices.target_lang)
    if choices.words is None:
        return SideBySide(*languages)
    from loc_align.jobs.source_only import source_only  # noqa: PLC0415 - sentence rules and memories take a while to load

    return source_only(choices.words, *languages)


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
    from loc_align.memory.deduplication import fold  # noqa: PLC0415 - its database takes a while to load

    units = (unit for part in parts for unit in part.units)
    return formats.dump(tally.kept(fold(units)), form, options)
