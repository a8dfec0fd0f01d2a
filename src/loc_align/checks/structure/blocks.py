"""Blocks and headings in the order of the source document."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from loc_align.checks.base import Finding, Options, Subject
from loc_align.model import Block, Document, Span

_MOST = 5
"""So many differences are named; after them, all else follows from them."""
_LONGEST = 500
"""Longer passages that differ are named as a whole, for to compare them takes quadratic time."""
_NAMES = {"list_item": "list item", "table_cell": "cell", "html": "block of HTML", "code": "block of code"}

Change = tuple[int, int, int, int]
"""What stands in place of what: from and to in the source, from and to in the target."""


def changes(source: Sequence[Hashable], target: Sequence[Hashable]) -> Iterator[Change]:
    """Where two sequences differ."""
    start = 0
    while start < min(len(source), len(target)) and source[start] == target[start]:
        start += 1
    end = 0
    while end < min(len(source), len(target)) - start and source[-1 - end] == target[-1 - end]:
        end += 1
    a, b = source[start : len(source) - end], target[start : len(target) - end]
    if not a and not b:
        return
    if max(len(a), len(b)) > _LONGEST:
        yield start, start + len(a), start, start + len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def place(document: Document, blocks: Sequence[Block], at: int) -> Span:
    """The span of a block, or the end of the document after the last one."""
    return blocks[at].span if at < len(blocks) else Span(len(document.text), len(document.text))


def structure_blocks(subject: Subject, _: Options) -> Iterator[Finding]:
    """Blocks of the source document are missing, or there are others.

    Why: a paragraph, an item or a table got lost when the translation was updated, or is still there although the
    source dropped it. The rule needs the source document.

    Fails:
        A source with two paragraphs and a list, a target with one paragraph and the list.

    Passes:
        The same blocks in the same order.
    """
    if subject.source_document is None:
        return
    source = [block for block in subject.source_document.blocks if block.kind != "table_cell"]
    target = [block for block in subject.document.blocks if block.kind != "table_cell"]
    different = changes([(b.kind, _depth(b)) for b in source], [(b.kind, _depth(b)) for b in target])
    for number, (i, j, k, m) in enumerate(different):
        if number == _MOST:
            return
        yield Finding(place(subject.document, target, k), f"{_said(source[i:j], target[k:m])}: follow the source")


def _depth(block: Block) -> int:
    """Headings are compared by another rule."""
    return 0 if block.kind == "heading" else block.level


def _said(lost: Sequence[Block], new: Sequence[Block]) -> str:
    if not lost:
        return f"{_count(new)} that the source does not have"
    return f"{_count(lost)} of the source missing" if not new else f"{_count(new)} where the source has {_count(lost)}"


def _count(blocks: Sequence[Block]) -> str:
    kind = blocks[0].kind
    name = _NAMES.get(kind, kind.replace("_", " "))
    more = f" and {len(blocks) - 1} more" if len(blocks) > 1 else ""
    return f"a {name}{more}"


def structure_headings(subject: Subject, _: Options) -> Iterator[Finding]:
    """The headings have other levels than the source document's, or are more or fewer.

    Why: the table of contents and the anchors are made of them. The rule needs the source document.

    Fails:
        `### Erste Schritte` where the source has `## First steps`.

    Passes:
        `## Erste Schritte`.
    """
    if subject.source_document is None:
        return
    source = [block for block in subject.source_document.blocks if block.kind == "heading"]
    target = [block for block in subject.document.blocks if block.kind == "heading"]
    for number, (i, j, k, m) in enumerate(changes([b.level for b in source], [b.level for b in target])):
        if number == _MOST:
            return
        levels, own = _levels(source[i:j]), _levels(target[k:m])
        yield Finding(place(subject.document, target, k), f"{own} where the source has {levels}: follow the source")


def _levels(headings: Sequence[Block]) -> str:
    if not headings:
        return "no heading"
    levels = ", ".join(str(heading.level) for heading in headings[:_MOST])
    return f"a heading of level {levels}" if len(headings) == 1 else f"headings of levels {levels}"
