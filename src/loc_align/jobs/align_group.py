"""The alignment of prepared pairs; this module needs numpy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from loc_align import formats
from loc_align.alignment.by_content import Lexicon, Links, Run, align_by_content, lexicon_of
from loc_align.alignment.by_source import with_ids
from loc_align.files.io import read_bytes, read_units
from loc_align.jobs.align_prepare import Group, Prepared, load
from loc_align.model import Bitext
from loc_align.segmentation import Rules
from loc_align.text.language_tags import subtags


class Teachers(Struct, frozen=True):
    """What is known of two languages before their documents are seen."""

    lexicon: str | None
    memories: tuple[str, ...]

    def __call__(self, source_lang: str, target_lang: str) -> Lexicon | None:
        """The lexicon for two languages: the one that was saved, and what the memories teach.

        Raises:
            InputError: a file cannot be read.
            FormatError: a file breaks the rules of its format.
        """
        known = Lexicon.from_bytes(read_bytes(self.lexicon), self.lexicon) if self.lexicon else None
        for memory in self.memories:
            units = formats.of_pair(read_units(memory), _language(source_lang), _language(target_lang))
            known = lexicon_of(units, known)
        return known


def _language(tag: str) -> str | None:
    """The language of a tag, wherever it is spoken; ``None`` where it is unknown."""
    language = subtags(tag).language
    return None if language == "und" else language


class Done(Struct, frozen=True):
    """A pair, aligned."""

    prepared: Prepared
    bitext: Bitext


def aligned(group: Group, lexicon: Lexicon | None, rules: Rules | None, run: Run) -> tuple[Iterator[Done], Lexicon]:
    """Align the pairs of a group.

    Args:
        group: the pairs.
        lexicon: what is known of the languages before.
        rules: how sentences are cut.
        run: how the work is shared; the result does not depend on it.

    Returns:
        The pairs in order, each when it is asked for, and the lexicon that was learned.
    """
    found = align_by_content(
        [item.pair for item in group.members],
        source_lang=group.source_lang,
        target_lang=group.target_lang,
        load=load,
        lexicon=lexicon,
        rules=rules,
        links={at: Links(item.links) for at, item in enumerate(group.members) if item.links},
        run=run,
    )
    return _done(group, found.bitexts), found.lexicon


def _done(group: Group, bitexts: Iterable[Bitext]) -> Iterator[Done]:
    for item, bitext in zip(group.members, bitexts, strict=True):
        yield Done(item, with_ids(bitext, item.known) if item.known else bitext)
