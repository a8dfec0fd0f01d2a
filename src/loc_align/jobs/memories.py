"""The memories that ``export`` fills targets from."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from loc_align.errors import UsageError
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


def chosen_memories(
    names: Sequence[str], percent: float, target_lang: str | None, *, source_only: bool
) -> Memories | None:
    """The memories that a caller names, each by an index.

    Args:
        names: files in any form.
        percent: the lowest score of a match.
        target_lang: the language to translate into.
        source_only: whether the documents have empty targets.

    Raises:
        UsageError: nothing says the language, or there is nothing to fill.
    """
    if not names:
        return None
    if not source_only:
        message = "--memory fills the targets of documents in one language; add --source-only"
        raise UsageError(message)
    if target_lang is None:
        message = "--memory needs the language to translate into; add --target-lang TAG"
        raise UsageError(message)
    return Memories(tuple(map(cached_memory, names)), percent / 100)
