"""Aligns the prepared pairs of one language pair. This module imports numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from loc_align import formats
from loc_align.alignment.by_content import Failure, Lexicon, Links, Run, align_by_content, lexicon_of
from loc_align.alignment.by_source import with_ids
from loc_align.files.io import read_bytes, read_units
from loc_align.files.outcome import message_of
from loc_align.jobs.align_prepare import LanguageGroup, PreparedPair, load_pair
from loc_align.model import Bitext
from loc_align.segmentation import Rules
from loc_align.text.language_tags import subtags


class LexiconSources(Struct, frozen=True):
    """The files that an alignment learns words from before it starts."""

    lexicon: str | None
    """The path of a saved lexicon."""
    memories: tuple[str, ...]
    """The paths of translation memories."""

    def load(self, source_lang: str, target_lang: str) -> Lexicon | None:
        """Return a lexicon for two languages: the saved one, extended by the memories.

        Args:
            source_lang: the language of the sources, a BCP 47 tag.
            target_lang: the language of the targets, a BCP 47 tag.

        Raises:
            InputError: a file cannot be read.
            FormatError: a file breaks the rules of its format.
        """
        known = Lexicon.from_bytes(read_bytes(self.lexicon), self.lexicon) if self.lexicon else None
        for memory in self.memories:
            units = formats.of_pair(read_units(memory), language_of(source_lang), language_of(target_lang))
            known = lexicon_of(units, known)
        return known


def language_of(tag: str) -> str | None:
    """Return the language subtag of a tag; ``None`` if the language is undetermined."""
    language = subtags(tag).language
    return None if language == "und" else language


class AlignedPair(Struct, frozen=True):
    """A pair of documents, and its alignment."""

    prepared: PreparedPair
    bitext: Bitext


def align_group(
    group: LanguageGroup, lexicon: Lexicon | None, rules: Rules | None, run: Run, fail: Callable[[str], None]
) -> tuple[Iterator[AlignedPair], Lexicon]:
    """Align the pairs of one language pair.

    Args:
        group: the pairs.
        lexicon: a lexicon to start from.
        rules: the segmentation rules; by default, the rules of the package.
        run: a function like ``map``, which can use processes. The result does not depend on it.
        fail: reports a pair that cannot be aligned.

    Returns:
        The aligned pairs in order, each made when you iterate to it, and the extended lexicon.
    """
    found = align_by_content(
        [item.item for item in group.members],
        source_lang=group.source_lang,
        target_lang=group.target_lang,
        load=load_pair,
        lexicon=lexicon,
        rules=rules,
        links={at: Links(item.links) for at, item in enumerate(group.members) if item.links},
        run=run,
    )
    return _with_ids(group, found.outcomes, fail), found.lexicon


def _with_ids(
    group: LanguageGroup, outcomes: Iterable[Bitext | Failure], fail: Callable[[str], None]
) -> Iterator[AlignedPair]:
    for item, outcome in zip(group.members, outcomes, strict=True):
        if isinstance(outcome, Failure):
            fail(message_of(item.pair.target, outcome.error))
        else:
            yield AlignedPair(item, with_ids(outcome, item.known) if item.known else outcome)
