"""Compares the tags of HTML blocks with those of the source document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from loc_align.checks.base import Finding
from loc_align.checks.messages import extra, missing
from loc_align.checks.structure.matching import Matched
from loc_align.checks.structure.skeleton import COMMENT_TAG, TAG, Item
from loc_align.model import Document, Span

_Tags = Sequence[tuple[str, Span]]
"""Tags without their attributes, with their spans."""


class Run(Struct, frozen=True):
    """Neighboring HTML blocks of a document, and those of its source to which they belong."""

    source: Sequence[Item]
    target: Sequence[Item]


def runs(pairs: Matched) -> Iterator[Run]:
    """Yield the HTML blocks that differ, each with its unmatched HTML neighbors: a blank line splits a block in two."""
    matched = {a for a, _ in pairs.matches}, {c for _, c in pairs.matches}
    for a, c in pairs.matches:
        one, other = pairs.source[a], pairs.target[c]
        if _is_html(one) and _is_html(other):
            found = Run(_around(pairs.source, a, matched[0]), _around(pairs.target, c, matched[1]))
            if one.token != other.token or len(found.source) + len(found.target) > len((one, other)):
                yield found


def _is_html(item: Item) -> bool:
    return item.kind == "html" and item.token[1:2] != (COMMENT_TAG,)


def _around(items: Sequence[Item], at: int, matched: set[int]) -> Sequence[Item]:
    """Return an item with the unmatched HTML blocks next to it."""

    def is_part(index: int) -> bool:
        return index not in matched and _is_html(items[index])

    above = [*takewhile(is_part, range(at - 1, -1, -1))]
    below = [*takewhile(is_part, range(at + 1, len(items)))]
    return items[at - len(above) : at + len(below) + 1]


def compare(run: Run, source: Document, target: Document) -> Finding:
    """Return what differs in HTML blocks: the tags from the first to the last that differs, or a blank line.

    Args:
        run: the blocks.
        source: the source document.
        target: the document.
    """
    wanted, own = _tags(source, run.source), _tags(target, run.target)
    first = sum(1 for _ in takewhile(_same, zip(wanted, own, strict=False)))
    rest = zip(reversed(wanted[first:]), reversed(own[first:]), strict=False)
    last = sum(1 for _ in takewhile(_same, rest))
    lost, more = ([f"{name}>" for name, _ in tags[first : len(tags) - last]] for tags in (wanted, own))
    if not lost and not more:
        return _of_lines(run)
    message = missing("tag", lost, more, where="the document") if lost else extra("tag", more)
    if more:
        return Finding(Span(own[first][1].start, own[len(own) - last - 1][1].end), message)
    return Finding(_gap(target, run, own, first, below=_starts_line(source, wanted, first)), message)


def _of_lines(run: Run) -> Finding:
    if len(run.target) > len(run.source):
        span = Span(run.target[0].span.end, run.target[1].span.start)
        return Finding(span, "a blank line splits this HTML block; remove it as in the source document")
    wrong = "this HTML block lacks the blank line that splits it in the source document"
    return Finding(run.target[0].span, f"{wrong}; copy the blank lines")


def _starts_line(document: Document, tags: _Tags, at: int) -> bool:
    """Return whether the tag at an index is on another line than the tag above it."""
    return at > 0 and "\n" in document.text[tags[at - 1][1].end : tags[at][1].start]


def _gap(document: Document, run: Run, own: _Tags, at: int, *, below: bool) -> Span:
    """Return the place before the tag at an index: the rest of the line of the tag above it, or what is below."""
    start = own[at - 1][1].end if at else run.target[0].span.start
    end = max(start, own[at][1].start if at < len(own) else run.target[-1].span.end)
    line = document.text.find("\n", start, end)
    if line < 0 and below and at == len(own):
        line = document.text.find("\n", end)
        end = line + 1
    if line < 0:
        return Span(start, max(start, end))
    return Span(min(line + 1, end), end) if below else Span(start, line)


def _same(both: tuple[tuple[str, Span], tuple[str, Span]]) -> bool:
    return both[0][0] == both[1][0]


def _tags(document: Document, items: Sequence[Item]) -> _Tags:
    """Return the tags of blocks in the target language."""
    found = [match for item in items for match in TAG.finditer(document.text, item.span.start, item.span.end)]
    return [
        (match[0], Span(match.start(), _end(document, match.end())))
        for match in found
        if _is_shown(document, match.start())
    ]


def _end(document: Document, at: int) -> int:
    end = document.text.find(">", at)
    return end + 1 if end >= 0 else at


def _is_shown(document: Document, offset: int) -> bool:
    """Return whether an offset is neither in a source side nor in a tag of a pair."""
    at = bisect_right(document.pairs, offset, key=lambda pair: pair.span.start) - 1
    if at < 0 or offset >= document.pairs[at].span.end:
        return True
    target = document.pairs[at].target.span
    return target.start <= offset < target.end
