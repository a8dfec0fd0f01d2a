"""Finds the front-matter values of a target whose source has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.markdown.translatable import keys_of, value_spans
from loc_align.model import Document, Span
from loc_align.updating.front_matter import compare_values
from loc_align.updating.values import Change


def stale_values(old: Document, target: Document, new: Document) -> Iterator[tuple[Span, Change]]:
    """Yield the spans of the front-matter values of a target whose source has changed, with the change.

    Args:
        old: the source that the target was made from.
        target: the target.
        new: the current source.
    """
    for key in keys_of(new):
        olds, owns = [*value_spans(old, [key])], [*value_spans(target, [key])]
        if len(olds) != len(owns):
            continue
        for change in compare_values(old, new, [key]):
            if change.kind == "edited" and change.old is not None and change.new is not None:
                span = owns[olds.index(change.old.span)]
                if span.of(target.text) != change.new.text:
                    yield span, change
