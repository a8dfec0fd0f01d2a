"""The memories that ``export`` fills targets from."""

from __future__ import annotations

import atexit
from functools import cache

from msgspec import Struct

from loc_align.errors import UsageError
from loc_align.jobs.export import Words
from loc_align.memory.index import Memory, cached_memory
from loc_align.memory.match import pretranslate
from loc_align.model import Bitext


class Memories(Struct, frozen=True):
    """Indexes by their paths, and the lowest score; travels to the worker processes, which open them."""

    paths: tuple[str, ...]
    threshold: float

    def fill(self, bitext: Bitext) -> Bitext:
        """Offer matches for the empty targets of a document, and fill in those that are exact."""
        return pretranslate(bitext, [_opened(path) for path in self.paths], self.threshold)


@cache
def _opened(path: str) -> Memory:
    """An index, open for all documents of this process."""
    memory = Memory(path)
    atexit.register(memory.close)
    return memory


def chosen_memories(words: Words, target_lang: str | None) -> Memories | None:
    """The memories that a caller names, each by an index.

    Args:
        words: what the caller chose.
        target_lang: the language to translate into.

    Raises:
        UsageError: nothing says the language.
        InputError: a memory cannot be used.
    """
    if not words.memories:
        return None
    if target_lang is None:
        message = "--memory needs the language to translate into; add --target-lang TAG"
        raise UsageError(message)
    return Memories(tuple(map(cached_memory, words.memories)), words.threshold)
