"""The text of a block of an updated target: target sentences where they are known, and pending sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from loc_align.model import Edit, Span
from loc_align.text import apply_edits
from loc_align.updating.beads import Group
from loc_align.updating.comparison import Versions
from loc_align.updating.following import followed, merged_lines, picked
from loc_align.updating.frame import Frame
from loc_align.updating.likeness import differs_in_markup_only
from loc_align.updating.outline import IN_MARKUP, Outline, Sentence
from loc_align.updating.outline import Piece as OutlinePiece
from loc_align.updating.sentences import Place
from loc_align.updating.side_by_side import SideBySideOutline

Pending = Literal["source", "old", "mark", "omit"]
"""What stands for a sentence that awaits translation: the new source, the old target if there is one, the new source
with a mark, or nothing."""

MARK = "<!-- translate -->"
"""The mark behind a pending sentence."""
_CONTINUED = re.compile(r"\r?\n[ \t>]*")


class Piece(Struct, frozen=True):
    """A part of the text of a block: one or more sentences of the new source."""

    sentences: tuple[int, ...]
    """The indexes of the sentences in the new block."""
    text: str
    pending: bool = False
    old_target: str | None = None
    """For a pending sentence, the target of its old version."""
    taken: tuple[int, int, int] | None = None
    """The target block, and the first and the last of its sentences that the text comes from."""


class BlockText(Struct, frozen=True):
    """The text of a block of an updated target."""

    text: str
    pieces: tuple[tuple[int, Piece], ...]
    """The parts with sentences, with their offsets in the text."""
    pending: bool = False
    """Whether the block as a whole awaits translation, such as changed code with translated comments."""
    unclear: bool = False
    """Whether the block stays as it was, because nobody knows which of its sentences changed."""
    empty: bool = False
    """Whether all its sentences were left out."""


class Sides(Struct, frozen=True):
    """What the text of a block is made from."""

    versions: Versions
    target: Outline
    pairs: dict[int, int]
    """The target block for an old source block."""
    groups: Callable[[int, int], list[Group] | None]
    """Returns the sentences of an old source block and a target block that translate each other."""
    policy: Pending


def compose(sides: Sides, b: int) -> BlockText:
    """Return the text of a block that isn't as it was.

    Args:
        sides: the two versions of the source, and the target.
        b: the index of the block in the new source.
    """
    new = sides.versions.new
    a = sides.versions.blocks.edited.get(b)
    t = sides.pairs.get(a) if a is not None else None
    sentences = new.sentences(b)
    if a is not None and t is not None and (not sentences or new.pieces[b].group == "code"):
        return _untranslated(sides, a, t, b)
    if a is not None and t is not None and sides.groups(a, t) is None:
        text = sides.target.pieces[t].text
        return BlockText(text, (), unclear=True)
    if not sentences:
        return BlockText(new.pieces[b].text, ())
    pieces = [*_pieces(sides, b, sentences, t)]
    return _joined(sides, pieces, (a, t, b))


def _untranslated(sides: Sides, a: int, t: int, b: int) -> BlockText:
    """Return the text of a block without sentences, or of code, which has them only in its opening line."""
    target = sides.target.pieces[t].text
    old, new = _with_opening(sides, a, b)
    if _in_other_container(sides, a, b):
        merged = new if target.split() == old.split() else None
    else:
        merged = merged_lines(old, target, new)
    text = new if merged is None else merged
    return BlockText(text, tuple(_in_opening(sides, b, text)), pending=merged is None)


def _with_opening(sides: Sides, a: int, b: int) -> tuple[str, str]:
    """Return two versions of code with the translations of the texts in its opening line that have stayed."""
    versions = sides.versions
    before, after = versions.old.pieces[a], versions.new.pieces[b]
    edits: tuple[list[Edit], list[Edit]] = [], []
    for at, sentence in enumerate(versions.new.sentences(b)):
        known, place = _known(sides, b, at), versions.sentences.same.get((b, at))
        if known is not None and place is not None and place[0] == a:
            old = versions.old.sentences(a)[place[1]]
            edits[0].append(Edit(_inside(old.span, before), known.text))
            edits[1].append(Edit(_inside(sentence.span, after), known.text))
    return apply_edits(before.text, edits[0]), apply_edits(after.text, edits[1])


def _inside(span: Span, piece: OutlinePiece) -> Span:
    start = piece.block.span.start
    return Span(span.start - start, span.end - start)


def _in_opening(sides: Sides, b: int, text: str) -> Iterator[tuple[int, Piece]]:
    """Yield the texts in the opening line of code, with their offsets."""
    line = text.partition("\n")[0]
    for at, sentence in enumerate(sides.versions.new.sentences(b)):
        known = _known(sides, b, at)
        if known is not None and known.text in line:
            yield line.index(known.text), known
        elif sentence.text in line:
            piece = Piece((at,), sentence.text, pending=True, old_target=_old_target(sides, b, at))
            yield line.index(sentence.text), piece


def _pieces(sides: Sides, b: int, sentences: Sequence[Sentence], t: int | None) -> Iterator[Piece]:
    at = 0
    last: Piece | None = None
    standing: set[str] = set()
    own = {} if t is None else {item.key: n for n, item in reversed([*enumerate(sides.target.sentences(t))])}
    while at < len(sentences):
        piece = _known(sides, b, at)
        if piece is None:
            old = _old_target(sides, b, at)
            text = sentences[at].text
            if sides.policy == "mark":
                text += MARK * (sentences[at].kind not in IN_MARKUP)
            elif sides.policy == "old" and old:
                if last is not None and last.old_target == old:
                    last = replace(last, sentences=(*last.sentences, at))
                    at += 1
                    continue
                text = "" if old in standing else old
                standing.add(old)
            elif sides.policy == "omit":
                text = ""
            known = own.get(sentences[at].key)
            taken = (t, known, known) if t is not None and known is not None else None
            piece = Piece((at,), text, old_target=old, taken=taken, pending=True)
        if last is not None:
            yield last
        last = piece
        at += len(piece.sentences)
    if last is not None:
        yield last


def _known(sides: Sides, b: int, at: int) -> Piece | None:
    """Return the target of one or more new sentences, if all the sentences that it translates stayed."""
    matched = sides.versions.sentences
    place = matched.same.get((b, at))
    if place is None:
        return _following(sides, b, at)
    found = _group(sides, place)
    if found is None or found[1][0][0] != place[1]:
        return None
    t, (sources, targets) = found
    wanted = [(place[0], source) for source in sources]
    if [matched.same.get((b, at + n)) for n in range(len(sources))] != wanted or not targets:
        return None
    text = _text(sides.target, t, targets)
    if sides.versions.blocks.edited.get(b) != place[0] or _in_other_container(sides, place[0], b):
        text = _rewrapped(text, sides.versions.new.pieces[b].text)
    numbers = tuple(range(at, at + len(sources)))
    return Piece(numbers, text, taken=(t, targets[0], targets[-1]))


def _following(sides: Sides, b: int, at: int) -> Piece | None:
    """Return the target of a sentence of which only the markup changed, if it can follow."""
    place = sides.versions.sentences.edited.get((b, at))
    found = _group(sides, place) if place else None
    if place is None or found is None or len(found[1][0]) != 1 or not found[1][1]:
        return None
    old = sides.versions.old.sentences(place[0])[place[1]]
    new = sides.versions.new.sentences(b)[at]
    references = sides.versions.new.document.references
    if not differs_in_markup_only(old.key, new.key, references):
        return None
    t, (_, targets) = found
    if isinstance(sides.target, SideBySideOutline):
        text = sides.target.following(t, targets, old.text, new.text)
    else:
        text = followed(old.text, _text(sides.target, t, targets), new.text, references)
    return None if text is None else Piece((at,), text, taken=(t, targets[0], targets[-1]))


def _group(sides: Sides, place: Place) -> tuple[int, Group] | None:
    """Return the target block of an old sentence, and the sentences that are translated together."""
    t = sides.pairs.get(place[0])
    groups = sides.groups(place[0], t) if t is not None else None
    if t is None or groups is None:
        return None
    return next(((t, group) for group in groups if place[1] in group[0]), None)


def _old_target(sides: Sides, b: int, at: int) -> str | None:
    place = sides.versions.sentences.edited.get((b, at)) or sides.versions.sentences.same.get((b, at))
    found = _group(sides, place) if place else None
    if found is None or not found[1][1]:
        return None
    t, (_, targets) = found
    if isinstance(sides.target, SideBySideOutline) and not sides.target.has_pair(t, targets):
        return None  # text without a pair is no translation
    return _text(sides.target, t, targets)


def _text(target: Outline, t: int, numbers: Sequence[int]) -> str:
    sentences = target.sentences(t)
    return target.document.text[sentences[numbers[0]].span.start : sentences[numbers[-1]].span.end]


def _in_other_container(sides: Sides, a: int, b: int) -> bool:
    return sides.versions.old.continuation(a) != sides.versions.new.continuation(b)


def _rewrapped(text: str, block: str) -> str:
    """Return a text whose lines continue like those of a block."""
    if "\n" not in text:
        return text
    continued = _CONTINUED.search(block)
    return _CONTINUED.sub((continued[0] if continued else " ").replace("\\", "\\\\"), text)


def _joined(sides: Sides, pieces: Sequence[Piece], places: tuple[int | None, int | None, int]) -> BlockText:
    """Join the parts of a block with the text before, between, and after them."""
    a, t, b = places
    own = Frame(sides.versions.new, b)
    old = Frame(sides.versions.old, a) if a is not None else own
    target = Frame(sides.target, t) if t is not None else None
    parts = [picked(old.before, target.before, own.before) if target and target.count else own.before]
    placed: list[tuple[int, Piece]] = []
    length = len(parts[0])
    previous: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if previous is not None:
            separator = _separator(sides, previous, piece, own, target)
            parts.append(separator)
            length += len(separator)
        placed.append((length, piece))
        parts.append(piece.text)
        length += len(piece.text)
        previous = piece
    parts.append(picked(old.after, target.after, own.after) if target and target.count else own.after)
    return BlockText("".join(parts), tuple(placed), empty=not placed)


def _separator(sides: Sides, first: Piece, second: Piece, own: Frame, target: Frame | None) -> str:
    new = own.between(first.sentences[-1])
    if second.sentences[0] != first.sentences[-1] + 1:
        new = new or " "
    if target is None:
        return new
    one, two = first.taken, second.taken
    if one and two and one[0] == two[0] and two[1] == one[2] + 1:
        between = Frame(sides.target, one[0]).between(one[2])
        return between if not new.strip() or between.strip() == new.strip() else new
    if new.strip():
        return new
    blank = [part for part in target.parts[1:-1] if not part.strip()]
    return blank[0] if blank else new
