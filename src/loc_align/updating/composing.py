"""Composes the body of an updated target: the blocks of the new source with the text of the target."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from loc_align.updating.block_text import BlockText, Sides, compose
from loc_align.updating.body import Body, Emitted, Placed
from loc_align.updating.following import merged_lines, picked, with_notes
from loc_align.updating.outline import is_comment
from loc_align.updating.pairing import Paired


class Composer:
    """Composes the body of an updated target."""

    def __init__(
        self,
        sides: Sides,
        paired: Paired,
        inserted: Mapping[int, int],
        forced: Collection[int] | None = None,
    ) -> None:
        """Prepare the composition.

        Args:
            sides: the two versions of the source, and the target.
            paired: which old source blocks and target blocks belong together.
            inserted: for the index of a new block, the target block that is it already, from an earlier update.
            forced: the new blocks that stand as they are in the new source; then, blocks that only the target has are
                left out, and blocks that it lacks are not. By default, the target may differ in its blocks.
        """
        self._sides, self._paired, self._inserted = sides, paired, inserted
        self._strict, self._forced = forced is not None, forced or ()
        self._old, self._new, self._target = sides.versions.old, sides.versions.new, sides.target
        self._blocks = sides.versions.blocks
        self._stretch = {a: stretch for stretch in paired.unclear for a in stretch.sources}
        self._loose, freed = self._loosened()
        self._extra = paired.extra | freed
        self._newline = "\r\n" if "\r\n" in self._new.document.text else "\n"
        self._missing: list[int] = []
        self._joined: list[int] = []

    def body(self) -> Body:
        """Return the body."""
        emitted = [*self._emitted()]
        extras = self._extras(emitted)
        parts: list[str] = []
        placed: list[Placed] = []
        length = 0
        previous: Emitted | None = None
        for block in emitted:
            gap = self._gap(previous, block, extras)
            parts += (gap, block.text)
            placed.append(Placed(block, length + len(gap)))
            length += len(gap) + len(block.text)
            previous = block
        parts.append(self._tail(extras))
        dropped = sorted(self._extra - self._used(emitted) - self._staying(extras)) if self._strict else ()
        return Body("".join(parts), tuple(placed), tuple(self._missing), tuple(dropped), tuple(self._joined))

    def _emitted(self) -> Iterator[Emitted]:
        done: set[int] = set()
        b = 0
        while b < len(self._new):
            a = self._blocks.same.get(b, self._blocks.edited.get(b))
            stretch = self._stretch.get(a) if a is not None else None
            if a is None or stretch is None or a in self._loose:
                one = self._one(b, a)
                if one is not None:
                    yield one
                b += 1
                continue
            if stretch.sources.start not in done:
                done.add(stretch.sources.start)
                yield self._whole(stretch.sources, stretch.targets, b)
            b += 1

    def _loosened(self) -> tuple[set[int], set[int]]:
        """Return the old blocks of the stretches without clear pairs that don't stay as they were, and their targets.

        They don't stay if the target must have the new blocks, and other blocks than those are in the stretch.
        """
        own = {**self._blocks.same, **self._blocks.edited}
        sources, targets = set[int](), set[int]()
        for stretch in self._paired.unclear if self._strict else ():
            news = [b for b in range(len(self._new)) if own.get(b) in stretch.sources]
            olds = [self._new.document.blocks[b] for b in range(news[0], news[-1] + 1)] if news else []
            blocks = [self._target.document.blocks[t] for t in stretch.targets]
            shapes = [[(block.kind, block.level) for block in side] for side in (olds, blocks)]
            if news and (shapes[0] != shapes[1] or any(b in self._forced for b in news)):
                sources |= {*stretch.sources}
                targets |= {*stretch.targets}
        return sources, targets

    def _whole(self, sources: range, targets: range, b: int) -> Emitted:
        """Return a stretch without clear pairs as it was."""
        kept = all(self._blocks.same.get(b + at) == a for at, a in enumerate(sources))
        blocks = self._target.document.blocks
        text = self._target.document.text[blocks[targets.start].span.start : blocks[targets.stop - 1].span.end]
        own = {**self._blocks.same, **self._blocks.edited}
        news = tuple(at for at in range(len(self._new)) if own.get(at) in sources)
        ends = (sources.start, sources.stop - 1), (targets.start, targets.stop - 1)
        return Emitted(text, news, *ends, "kept" if kept else "unclear")

    def _one(self, b: int, a: int | None) -> Emitted | None:
        if b in self._forced:
            return Emitted(self._new.pieces[b].text, (b,), None, None, "pending")
        if b in self._inserted:
            t = self._inserted[b]
            return Emitted(self._target.pieces[t].text, (b,), None, (t, t), "pending")
        kept = self._kept_one(b)
        if kept is not None:
            return kept
        if not self._strict and a is not None and a in self._paired.missing and b in self._blocks.same:
            self._missing.append(b)
            return None
        made = compose(self._sides, b)
        if self._sides.policy == "omit" and made.empty and self._new.pieces[b].block.kind != "table_cell":
            return None
        own = self._paired.targets.get(a) if a is not None else None
        target = None if own is None else (own, own)
        return Emitted(made.text, (b,), None if a is None else (a, a), target, _state(made), made.pieces)

    def _kept_one(self, b: int) -> Emitted | None:
        same = self._blocks.same.get(b, self._blocks.repeated.get(b))
        t = self._paired.targets.get(same) if same is not None else None
        if same is None or t is None:
            return None
        text = self._kept(same, t, b)
        if b in self._blocks.repeated:
            return Emitted(text, (b,), None, None, "kept")
        last = self._last_of(t)
        self._joined += range(t + 1, last + 1)
        parts = [text, *(self._target.pieces[at].text for at in range(t + 1, last + 1))]
        text = (self._newline + self._target.continuation(t)).join(parts)
        return Emitted(text, (b,), (same, same), (t, last), "kept")

    def _last_of(self, t: int) -> int:
        """Return the last of the paragraphs into which the translation of a paragraph was split."""
        last = t
        if self._strict and self._target.pieces[t].block.kind == "paragraph":
            while last + 1 < len(self._target) and last + 1 in self._paired.extra and self._continues(t, last + 1):
                last += 1
        return last

    def _continues(self, t: int, other: int) -> bool:
        one, two = self._target.pieces[t].block, self._target.pieces[other].block
        between = self._target.gap(other)
        return two.kind == "paragraph" and one.level == two.level and not between.strip(" \t\r\n>")

    def _kept(self, a: int, t: int, b: int) -> str:
        """Return the text of a target block whose source has the same content, maybe at another level."""
        old, own, new = self._old.pieces[a], self._target.pieces[t], self._new.pieces[b]
        before, after = self._old.continuation(a), self._new.continuation(b)
        if before != after and "\n" in own.text and own.block.kind != "table_cell":
            first, *rest = own.text.split("\n")
            here = self._target.continuation(t)
            return "\n".join([first, *(_continued(line, here, after) for line in rest)])
        if old.text == new.text or old.group != "text":
            return own.text
        if old.block.kind == own.block.kind == new.block.kind == "heading" and old.block.level != new.block.level:
            mark = new.text[: len(new.text) - len(new.text.lstrip("#"))]
            return mark + own.text.lstrip("#") if mark and own.text.startswith("#") else own.text
        return own.text

    def _extras(self, emitted: list[Emitted]) -> Mapping[int, tuple[int, int]]:
        """Return the target blocks without a source that come directly before a target block that stays.

        The result has the first and the last of them, for the index of the target block; for the number of blocks,
        those at the end.
        """
        used = self._used(emitted)
        found: dict[int, tuple[int, int]] = {}
        run: list[int] = []
        for t in range(len(self._target) + 1):
            if t in self._extra and t not in used and (not self._strict or self._is_note(t)):
                run.append(t)
                continue
            if run and (t in used or t == len(self._target)):
                found[t] = run[0], run[-1]
            run = []
        return found

    def _used(self, emitted: list[Emitted]) -> set[int]:
        return {t for block in emitted if block.target for t in range(block.target[0], block.target[1] + 1)}

    def _staying(self, extras: Mapping[int, tuple[int, int]]) -> set[int]:
        return {t for first, last in extras.values() for t in range(first, last + 1)}

    def _is_note(self, t: int) -> bool:
        return is_comment(self._target.document, t)

    def _gap(self, previous: Emitted | None, block: Emitted, extras: Mapping[int, tuple[int, int]]) -> str:
        """Return the text before a block: white space, markers, and blocks of the target without a source."""
        new = self._new.gap(min(block.new)) if block.new else ""
        if block.target is None:
            return new
        first = block.target[0]
        before = extras.get(first)
        last = -1 if previous is None else previous.target[1] if previous.target else None
        follows = last is not None and last + 1 == (before[0] if before else first)
        if follows and block.old and (previous is None or previous.old):
            old = self._old_gap(previous, block)
            if old is not None:
                own = self._target_span(previous, first)
                if picked(old, "", new) == "":
                    return own
                if not before:
                    return _lines(old, own, new)
        if before is None:
            return new
        start = self._target.document.blocks[before[0]].span.start
        return with_notes(new, self._target.document.text, start, self._target.gap_span(first).end)

    def _old_gap(self, previous: Emitted | None, block: Emitted) -> str | None:
        """Return the text in the old source between the two blocks; ``None`` if they weren't neighbors."""
        if block.old is None:
            return None
        last = previous.old[1] if previous and previous.old else -1
        between = range(last + 1, block.old[0])
        if any(a not in self._paired.missing for a in between):
            return None
        return self._old.gap(block.old[0])

    def _target_span(self, previous: Emitted | None, first: int) -> str:
        blocks = self._target.document.blocks
        start = blocks[previous.target[1]].span.end if previous and previous.target else self._target.body
        return self._target.document.text[start : blocks[first].span.start]

    def _tail(self, extras: Mapping[int, tuple[int, int]]) -> str:
        """Return the text after the last block."""
        old, new = self._old.gap(len(self._old)), self._new.gap(len(self._new))
        count = len(self._target)
        own = self._target.gap(count)
        before = extras.get(count)
        blocks = self._target.document.blocks
        if before:
            start = blocks[before[0] - 1].span.end if before[0] else self._target.body
            own = self._target.document.text[start:]
        if not count:
            return new
        if old.split() == new.split():
            return own
        return own if before else _lines(old, own, new)


def _continued(line: str, before: str, after: str) -> str:
    """Return a line of a block in another list or quote."""
    bare = line[len(before) :] if line.startswith(before) else line.lstrip(" \t>") if before.strip() else line
    return (after + bare).rstrip(" ") if not bare.strip() else after + bare


def _lines(old: str, own: str, new: str) -> str:
    merged = merged_lines(old, own, new)
    return new if merged is None else merged


def _state(made: BlockText) -> str:
    if made.unclear:
        return "unclear"
    return "pending" if made.pending or any(piece.pending for _, piece in made.pieces) or not made.pieces else "made"
