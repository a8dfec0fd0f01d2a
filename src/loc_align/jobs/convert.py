"""The work of ``convert``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Literal

from msgspec import Struct

from loc_align import formats
from loc_align.documents import canonical_lang
from loc_align.files.io import read_published
from loc_align.files.overwriting import refuse_overwriting
from loc_align.formats import Format, Notices, Publication, WriteOptions
from loc_align.jobs.output import opened
from loc_align.jobs.publication import given_publication
from loc_align.model import TranslationUnit


class ConvertOptions(Struct, frozen=True):
    """The options of ``convert``."""

    source: str
    """The memory to read; ``-`` is standard input."""
    target: str
    """The memory to write; ``-`` is standard output."""
    source_format: str | None
    target_format: str | None
    source_lang: str | None
    target_lang: str | None
    level: Literal[1, 2]
    provenance: tuple[str, ...] = ()
    """The repository, revision, and license, as KEY=VALUE."""
    strict: bool = False
    """Whether each deviation from the rules of the format is an error."""


class ConvertCounts:
    """Counts the units that a format can represent, and the others."""

    def __init__(self, form: Format, *, strict: bool) -> None:
        """Start at zero.

        Args:
            form: the format.
            strict: whether each deviation from the rules of the format that is read is an error.
        """
        self.form = form
        self.notices = Notices(strict=strict)
        self.written = self.skipped = 0

    def supported(
        self, pairs: Iterable[tuple[TranslationUnit, Publication]]
    ) -> Iterator[tuple[TranslationUnit, Publication]]:
        """Yield the units that the format can represent, each with where its document was published."""
        for pair in pairs:
            if self.form.supports(pair[0]):
                self.written += 1
                yield pair
            else:
                self.skipped += 1


def run(options: ConvertOptions) -> ConvertCounts:
    """Convert a memory.

    Returns:
        The number of units.

    Raises:
        UsageError: a format is unknown, a language is not a BCP 47 tag, or the output is the input.
        InputError: the memory cannot be read, or the output cannot be written.
        FormatError: the memory breaks the rules of its format.
    """
    if options.source != "-":
        refuse_overwriting([options.target], [options.source])
    form = formats.by_name(options.target_format) if options.target_format else formats.by_suffix(options.target)
    memory = sys.stdin.buffer if options.source == "-" else options.source
    languages = [canonical_lang(lang) if lang else None for lang in (options.source_lang, options.target_lang)]
    counts = ConvertCounts(form, strict=options.strict)
    read = _units(memory, options, languages, counts.notices)
    first = list(islice(read, 1))
    origin = first[0][0].provenance if first else None
    write_options = WriteOptions(
        source_lang=origin.source_lang if origin else languages[0] or "en-US",
        target_lang=origin.target_lang if origin else languages[1] or "und",
        level=options.level,
        publication=given_publication(options.provenance),
    )
    pairs = counts.supported(chain(first, read))
    with opened(options.target) as stream:
        if form.stores_publication:
            stream.writelines(formats.dump_published(pairs, form, write_options))
        else:
            stream.writelines(formats.dump((unit for unit, _ in pairs), form, write_options))
    return counts


def _units(
    memory: str | BinaryIO, options: ConvertOptions, languages: Sequence[str | None], notices: Notices
) -> Iterator[tuple[TranslationUnit, Publication]]:
    """Yield the units of the wanted languages, each with where its document was published."""
    source_lang, target_lang = languages
    for unit, publication in read_published(memory, options.source_format, source_lang, notices=notices):
        for own in formats.of_pair((unit,), source_lang, target_lang):
            yield own, publication
