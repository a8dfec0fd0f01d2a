"""The units of monolingual documents, for ``export --source-only``."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.source_only import extract
from loc_align.files.rules import read_rules
from loc_align.jobs.export import MonolingualOptions
from loc_align.jobs.memories import Memories, chosen_memories
from loc_align.model import Bitext, Document, Segment, Span, TranslationUnit
from loc_align.segmentation import Rules


class SourceOnly(Struct, frozen=True):
    """Extracts the units of a monolingual document. Picklable, for worker processes."""

    options: MonolingualOptions
    source_lang: str
    target_lang: str | None
    rules: Rules | None
    memories: Memories | None

    def __call__(self, document: Document) -> Bitext:
        """Extract the units, and fill their targets from the memories."""
        bitext = extract(
            document,
            source_lang=self.source_lang,
            target_lang=self.target_lang,
            segment=self.options.segment,
            keys=self.options.keys,
            rules=self.rules,
        )
        filled = bitext if self.memories is None else self.memories.fill(bitext)
        return replace(filled, units=tuple(map(_copied, filled.units))) if self.options.copies else filled


def _copied(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit whose empty target is a copy of its source, in a state that says so."""
    if unit.target is not None or unit.source is None or unit.matches:
        return unit
    text = unit.source.text
    return replace(unit, target=Segment(Span(0, len(text)), text), state="initial")


def source_only(options: MonolingualOptions, source_lang: str, target_lang: str | None) -> SourceOnly:
    """Prepare the export of monolingual documents.

    Args:
        options: the options.
        source_lang: the language of the documents, canonical BCP 47.
        target_lang: the language to translate into.

    Raises:
        UsageError: there are memories, but no target language.
        InputError: a rule file or a memory cannot be read.
    """
    rules = read_rules(options.srx) if options.srx else None
    return SourceOnly(options, source_lang, target_lang, rules, chosen_memories(options, target_lang))
