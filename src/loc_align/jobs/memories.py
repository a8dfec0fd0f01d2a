"""The memories that ``export`` fills targets from."""

from __future__ import annotations

import atexit
from functools import cache

from msgspec import Struct

from loc_align.errors import UsageError
from loc_align.jobs.export import MonolingualOptions
from loc_align.memory.index import Memory, cached_memory
from loc_align.memory.match import pretranslate
from loc_align.model import Bitext


class Memories(Struct, frozen=True):
    """The indexes of memories, and the lowest score of a match. Picklable: each process opens the indexes."""

    paths: tuple[str, ...]
    threshold: float

    def fill(self, bitext: Bitext) -> Bitext:
        """Fill targets with exact matches, and add fuzzy matches to the other units."""
        return pretranslate(bitext, [_opened(path) for path in self.paths], self.threshold)


@cache
def _opened(path: str) -> Memory:
    """Open an index once for all documents of this process."""
    memory = Memory(path)
    atexit.register(memory.close)
    return memory


def chosen_memories(options: MonolingualOptions, target_lang: str | None) -> Memories | None:
    """Prepare the memories, and build their indexes if necessary.

    Args:
        options: the options.
        target_lang: the language to translate into.

    Raises:
        UsageError: there is no target language.
        InputError: a memory cannot be read.
    """
    if not options.memories:
        return None
    if target_lang is None:
        raise UsageError("--memory needs a target language; add --target-lang TAG")
    return Memories(tuple(map(cached_memory, options.memories)), options.threshold)
