"""The words of documents in one language, for ``export --source-only``; targets come from memories."""

from __future__ import annotations

from msgspec import Struct

from loc_align.alignment.source_only import extract
from loc_align.files.io import read
from loc_align.files.rules import read_rules
from loc_align.jobs.export import Words
from loc_align.jobs.memories import Memories, chosen_memories
from loc_align.model import Bitext
from loc_align.segmentation import Rules


class SourceOnly(Struct, frozen=True):
    """From a path to the units of a document in one language; travels to the worker processes."""

    words: Words
    source_lang: str
    target_lang: str | None
    rules: Rules | None
    memories: Memories | None

    def __call__(self, path: str) -> Bitext:
        """Take the words out, and fill in what the memories know."""
        bitext = extract(
            read(path),
            source_lang=self.source_lang,
            target_lang=self.target_lang,
            segment=self.words.segment,
            keys=self.words.keys,
            rules=self.rules,
        )
        return bitext if self.memories is None else self.memories.fill(bitext)


def source_only(words: Words, source_lang: str, target_lang: str | None) -> SourceOnly:
    """How documents in one language are read.

    Args:
        words: how their words are taken out.
        source_lang: their language, canonical BCP 47.
        target_lang: the language to translate into.

    Raises:
        UsageError: there are memories, and nothing says the language to translate into.
        InputError: a file of rules or a memory cannot be used.
    """
    rules = read_rules(words.srx) if words.srx else None
    return SourceOnly(words, source_lang, target_lang, rules, chosen_memories(words, target_lang))
