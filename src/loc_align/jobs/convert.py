"""The work of ``convert``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from msgspec import Struct

from loc_align import formats
from loc_align.documents import canonical_lang
from loc_align.files.io import read_units
from loc_align.files.overwriting import refuse_overwriting
from loc_align.formats import Format, Notices, WriteOptions
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

    def supported(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """Yield the units that the format can represent."""
        for unit in units:
            if self.form.supports(unit):
                self.written += 1
                yield unit
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
    read = read_units(memory, options.source_format, languages[0], notices=counts.notices)
    units = formats.of_pair(read, *languages)
    first = list(islice(units, 1))
    write_options = WriteOptions(
        source_lang=first[0].provenance.source_lang if first else languages[0] or "en-US",
        target_lang=first[0].provenance.target_lang if first else languages[1] or "und",
        level=options.level,
        publication=given_publication(options.provenance),
    )
    with opened(options.target) as stream:
        stream.writelines(formats.dump(counts.supported(chain(first, units)), form, write_options))
    return counts
