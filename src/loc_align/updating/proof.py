"""Proves that an updated target has the blocks of the new source, and puts the source where it hasn't."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import zip_longest

from loc_align.model import Document
from loc_align.updating.body import Body
from loc_align.updating.outline import is_comment

_MOST_TRIES = 12
"""How often to put the new source in the place of further blocks, before it is put everywhere."""


def proved(
    compose: Callable[[Collection[int] | None], Body],
    read: Callable[[Body], Document],
    new: Document,
    others: Callable[[Document], Iterable[int]],
) -> tuple[Body, tuple[int, ...]]:
    """Return a body with the blocks of the new source, and the indexes of the blocks that stand as in the source.

    The body is read again. If its blocks differ, blocks that only the target has are left out, and those that it lacks
    are put in. Where it differs even then, the text of the new source stands around the first difference. HTML comments
    may differ. Then the contents of the blocks are compared.

    Args:
        compose: returns the body with the new source in the place of some blocks; for ``None``, the body in which the
            target may have blocks of its own.
        read: returns the updated document with a body.
        new: the new source.
        others: returns the indexes of the blocks with other contents in a document with the blocks of the new source.
    """
    body = compose(None)
    document = read(body)
    forced: set[int] = set()
    if difference(document, new) is None:
        forced = {*others(document)}
        if not forced:
            return body, ()
    for width in range(1, _MOST_TRIES + 1):
        body = compose(forced)
        document = read(body)
        at = difference(document, new)
        wrong = {*others(document)} - forced if at is None else set()
        if at is None and not wrong:
            return body, tuple(sorted(forced))
        forced |= wrong if at is None else {*range(max(0, at - width + 1), min(at + width, len(new.blocks)))}
    everything = range(len(new.blocks))
    return compose(everything), tuple(everything)


def difference(document: Document, new: Document) -> int | None:
    """Return the index in the new source of the first block that differs in kind or level; ``None`` if none does.

    Args:
        document: the updated document.
        new: the new source.
    """
    for own, wanted in zip_longest(_visible(document), _visible(new)):
        if own is None or wanted is None or own[1:] != wanted[1:]:
            return wanted[0] if wanted is not None else len(new.blocks)
    return None


def _visible(document: Document) -> list[tuple[int, str, int]]:
    blocks = document.blocks
    return [(at, block.kind, block.level) for at, block in enumerate(blocks) if not is_comment(document, at)]
