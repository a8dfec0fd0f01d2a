"""Tells whether an earlier update has written the new source into a target."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.documents import parse_again
from loc_align.model import Document, References
from loc_align.text import encode
from loc_align.updating.comparison import Versions
from loc_align.updating.facts import agreement, facts, length_ratio
from loc_align.updating.outline import Outline, is_comment, one_line
from loc_align.updating.values import Comparison

_SURE = 0.3
"""By how much a text must fit better at one place than at another one to tell where its translation is."""
_OTHER_BLOCKS = 2
"""How many changed blocks count as much as the blocks of the new source themselves, if the old one has others."""


def is_done(versions: Versions, comparison: Comparison, target: Outline, made: str) -> bool:
    """Return whether an earlier update has written the new source into a target, which then stays as it is.

    It has if the target has all sentences that are new. If none is new, it has if most of what can tell is as in the
    new source, and not as in the old one: the blocks, the code, the number of the sentences in changed blocks, and the
    order of what has moved.

    Args:
        versions: the two versions of the source.
        comparison: what changed between them.
        target: the target.
        made: the text of the updated target.
    """
    changes = (change for block in comparison.blocks for change in block.sentences)
    fresh = {one_line(change.new.text) for change in changes if change.new and change.kind in {"new", "edited"}}
    text = "\n".join(one_line(target.pieces[at].text) for at in _visible(target.document))
    if not all(sentence in text for sentence in fresh):
        return False
    same = _shapes(target.document) == _shapes(comparison.new)
    if fresh:
        return same or _shapes(target.document) == _shapes(parse_again(encode(made), target.document))
    if not same:
        return False
    others = _OTHER_BLOCKS * (_shapes(comparison.old) != _shapes(comparison.new))
    signs = (*_signs(versions, target), *_moves(versions, target))
    return others + sum(1 if sign else -1 for sign in signs) > 0


def _signs(versions: Versions, target: Outline) -> Iterator[bool]:
    """Yield for each changed block that can tell it whether the target is as in the new source.

    A translation can have fewer or more sentences than its source, so that their number must agree with the length.
    """
    old, new = versions.old, versions.new
    usual = length_ratio(old.document.text, target.document.text)
    for b, t in zip(_visible(new.document), _visible(target.document), strict=True):
        a = versions.blocks.edited.get(b)
        if a is None:
            continue
        keys = [side.pieces[at].key for side, at in ((old, a), (new, b), (target, t))]
        if new.pieces[b].group != "text":
            if keys[2] in keys[:2]:
                yield keys[2] == keys[1]
            continue
        before, after, own = (len(side.sentences(at)) for side, at in ((old, a), (new, b), (target, t)))
        if before != after and own in {before, after}:
            fits = [_fit(text, keys[2][1], usual, new.document.references) for _, text in keys[:2]]
            if own == before or abs(fits[1] - fits[0]) > _SURE:
                yield own == after and fits[1] > fits[0]


def _moves(versions: Versions, target: Outline) -> Iterator[bool]:
    """Yield for each text that has moved whether its translation is at its new place, if facts or lengths can tell."""
    old, new = versions.old, versions.new
    sides = [_visible(side.document) for side in (old, new, target)]
    before = {a: at for at, a in enumerate(sides[0])}
    usual = length_ratio(old.document.text, target.document.text)
    for at, b in enumerate(sides[1]):
        a = versions.blocks.same.get(b, versions.blocks.edited.get(b))
        if a is None or a not in before or before[a] >= len(sides[2]):
            continue
        here, there = sides[2][at], sides[2][before[a]]
        rows = [(old.pieces[a].key[1], target.pieces[here].key[1], target.pieces[there].key[1])]
        if b in versions.blocks.edited:
            owns = target.sentences(here)
            places = [versions.sentences.same.get((b, n), (a, n)) for n in range(len(new.sentences(b)))]
            whole = len(owns) == len(places) and all(place[0] == a and place[1] < len(owns) for place in places)
            pairs = enumerate(places) if whole else ()
            rows = [(old.sentences(a)[m].key, owns[n].key, owns[m].key) for n, (_, m) in pairs]
        for text, own, other in rows:
            fits = [_fit(text, side, usual, new.document.references) for side in (own, other)]
            if abs(fits[0] - fits[1]) > _SURE:
                yield fits[0] > fits[1]


def _fit(source: str, target: str, usual: float, references: References) -> float:
    """Return how well a target fits a source by facts and length."""
    common = agreement(facts(source, references), facts(target, references))
    return common - abs(length_ratio(source, target) - usual)


def _visible(document: Document) -> list[int]:
    return [at for at in range(len(document.blocks)) if not is_comment(document, at)]


def _shapes(document: Document) -> list[tuple[str, int]]:
    return [(document.blocks[at].kind, document.blocks[at].level) for at in _visible(document)]
