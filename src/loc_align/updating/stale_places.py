"""Finds the text in a target whose source has changed since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from loc_align.alignment.sides import one_side
from loc_align.documents import canonical_lang
from loc_align.model import Document, Span
from loc_align.updating.comparison import Versions, in_flavour_of
from loc_align.updating.following import followed
from loc_align.updating.outline import Outline
from loc_align.updating.stale_values import stale_values
from loc_align.updating.target_places import TargetPlaces
from loc_align.updating.values import Change


def stale_places(
    old: Document, target: Document, new: Document, source_lang: str, target_lang: str
) -> Iterator[tuple[Span, Change]]:
    """Yield the spans of a target in one language whose source is edited or gone, with the change.

    A change of markup counts where the target lacks it. Where it isn't clear which sentence of the target belongs to
    the old one, the span is that of the block.

    Args:
        old: the source that the target was made from.
        target: the target.
        new: the current source.
        source_lang: the language of the sources, a BCP 47 tag.
        target_lang: the language of the target, a BCP 47 tag.
    """
    current = one_side(new, "source")
    before, own = in_flavour_of(one_side(old, "source"), current), in_flavour_of(target, current)
    yield from stale_values(before, own, current)
    langs = canonical_lang(source_lang), canonical_lang(target_lang)
    versions = Versions(before, current, langs[0], None, ())
    outline = Outline(own, langs[1])
    found = [change for change in versions.comparison() if change.old and change.kind in {"edited", "gone", "markup"}]
    if not found:
        return
    places = TargetPlaces(versions, outline, langs)
    starts = [block.span.start for block in before.blocks]
    seen: set[Span] = set()
    for change in found:
        if change.old is None:
            continue
        a = bisect_right(starts, change.old.span.start) - 1
        spans = [item.span for item in versions.old.sentences(a)]
        span = places.span(a, spans.index(change.old.span) if change.old.span in spans else None)
        if span is not None and span not in seen and _lacks(change, span.of(own.text), current):
            seen.add(span)
            yield span, change


def _lacks(change: Change, text: str, new: Document) -> bool:
    """Return whether a target doesn't say what the new source says; after a change of markup, whether it lacks it."""
    if change.new is not None and text == change.new.text:
        return False
    if change.kind != "markup" or change.old is None or change.new is None:
        return True
    return followed(change.old.text, text, change.new.text, new.references) != text
