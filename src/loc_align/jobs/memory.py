"""The work of ``memory``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loc_align.documents import canonical_lang
from loc_align.files.io import read_units
from loc_align.files.overwriting import refuse_overwriting
from loc_align.formats import Notices
from loc_align.memory.index import Memory, MemoryStats, build_memory, cached_memory, is_unfinished
from loc_align.model import Match, TranslationUnit


def build(files: Sequence[str], output: str, notices: Notices) -> int:
    """Build one index from several memories; returns the number of units.

    Args:
        files: the memories.
        output: the index.
        notices: collects the deviations from the rules of a format, and the units that are left out.

    Raises:
        UsageError: the index would overwrite a memory.
        InputError: a memory cannot be read, or the index cannot be written.
        FormatError: a memory breaks the rules of its format.
    """
    refuse_overwriting([output], files)
    return build_memory(_units(files, notices), output)


def _units(files: Sequence[str], notices: Notices) -> Iterator[TranslationUnit]:
    for name in files:
        for unit in read_units(name, notices=notices):
            if is_unfinished(unit):
                notices.left_out["the translation is not finished"] += 1
            else:
                yield unit


def statistics(file: str) -> MemoryStats:
    """Count a memory by language pair.

    Raises:
        InputError: the memory cannot be read.
        FormatError: the memory breaks the rules of its format.
    """
    with Memory(cached_memory(file)) as memory:
        return memory.stats()


def lookup(file: str, text: str, languages: tuple[str, str], *, threshold: float, limit: int) -> Sequence[Match]:
    """Find the matches for a text.

    Args:
        file: the memory.
        text: the text.
        languages: the language of the text, and the language to translate into.
        threshold: the lowest score, from 0 to 1.
        limit: the maximum number of matches.

    Raises:
        UsageError: a language is not a BCP 47 tag.
        InputError: the memory cannot be read.
        FormatError: the memory breaks the rules of its format.
    """
    source_lang, target_lang = map(canonical_lang, languages)
    with Memory(cached_memory(file)) as memory:
        return memory.lookup(text, source_lang=source_lang, target_lang=target_lang, threshold=threshold, limit=limit)
