"""Finds the text in a target that an update has left as it was, although its source has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from loc_align.alignment.sides import one_side
from loc_align.documents import canonical_lang
from loc_align.model import Bitext, Document, Segment, Span, TranslationUnit
from loc_align.updating.comparison import Versions, in_flavour_of
from loc_align.updating.outline import Outline
from loc_align.updating.record import sentence_hash
from loc_align.updating.target_places import TargetPlaces

Hidden = tuple[int, int, Segment]
"""The index of a block, the index of a sentence in it, and the sentence."""


def hidden_segments(source: Document, hidden: Collection[str], lang: str) -> Iterator[Hidden]:
    """Yield the sentences of a source that await translation although its target doesn't show it.

    Args:
        source: the source that the target was made from.
        hidden: the hashes of these sentences, from the record of the target.
        lang: the language of the source, a BCP 47 tag.
    """
    outline = Outline(source, lang)
    for a in range(len(outline)) if hidden else ():
        for at, item in enumerate(outline.sentences(a)):
            if sentence_hash(item.text) in hidden:
                yield a, at, Segment(item.span, item.text)


def without_hidden(bitext: Bitext, hidden: Collection[str]) -> Bitext:
    """Return an alignment without the targets that an update has left as they were: nobody has their old source.

    Args:
        bitext: an alignment of a target with the source that it was made from.
        hidden: the hashes of the sentences that await translation, from the record of the target.
    """
    source = bitext.source_document
    waiting = [segment.span for _, _, segment in hidden_segments(source, hidden, bitext.source_lang)] if source else []
    return replace(bitext, units=tuple(_without_hidden(bitext.units, waiting))) if waiting else bitext


def _without_hidden(units: Iterable[TranslationUnit], waiting: Sequence[Span]) -> Iterator[TranslationUnit]:
    """Yield units, each without its target if its source awaits translation."""
    for unit in units:
        source = unit.source.span if unit.source is not None else Span(0, 0)
        first = bisect_right(waiting, source.start, key=_end)
        if first < len(waiting) and waiting[first].start < source.end:
            yield replace(unit, target=None, bead="1-0", reasons=())
        else:
            yield unit


def _end(span: Span) -> int:
    return span.end


def hidden_places(
    source: Document, target: Document, hidden: Collection[str], source_lang: str, target_lang: str
) -> Iterator[tuple[Span, Segment]]:
    """Yield the spans of a target that await translation by its record, each with its source.

    Where it isn't clear which sentence of the target belongs to the source, the span is that of the block. Text that
    the target lacks has no span.

    Args:
        source: the source that the target was made from.
        target: the target.
        hidden: the hashes of the sentences that await translation, from the record of the target.
        source_lang: the language of the source, a BCP 47 tag.
        target_lang: the language of the target, a BCP 47 tag.
    """
    langs = canonical_lang(source_lang), canonical_lang(target_lang)
    own = one_side(source, "source")
    found = [*hidden_segments(own, hidden, langs[0])]
    if not found:
        return
    outline = Outline(in_flavour_of(target, own), langs[1])
    places = TargetPlaces(Versions(own, own, langs[0], None, ()), outline, langs)
    for a, at, segment in found:
        span = places.span(a, at)
        if span is not None and span.of(outline.document.text) != segment.text:
            yield span, segment
