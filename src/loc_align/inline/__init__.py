"""A segment's Markdown as text and inline codes, and back.

What CommonMark 0.31.2 takes for emphasis, a link, an image, a code span, an autolink, HTML, an escape, an entity or a
hard break is one here, and so are GitHub's strikethrough and the formulas, cross references and directives of
Docs-flavoured Markdown. Markup without its other half stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import count

from loc_align.inline import patterns, simple
from loc_align.inline.markup import Markup
from loc_align.inline.scan import Scan
from loc_align.model import Code, Inline, Span

__all__ = ["join", "opens_element", "parse", "plain", "unbalanced"]


def parse(text: str, references: Collection[str] = frozenset()) -> Inline:
    """Tell text and inline codes apart.

    Args:
        text: a segment's Markdown.
        references: the normalized labels of the link reference definitions of its document.

    Returns:
        Text and codes in turn; joined, they are the segment again. Empty text does not occur.
    """
    if not text:
        return ()
    if not patterns.has_marks(text):
        return (text,)
    return simple.parse(text) or _codes(text, Scan(text, references))


def join(parts: Inline) -> str:
    """The inverse of :func:`parse`: the segment's Markdown."""
    return "".join(part if isinstance(part, str) else part.data for part in parts)


def plain(text: str, references: Collection[str] = frozenset()) -> str:
    """The text that a reader sees, without markup.

    Args:
        text: a segment's Markdown.
        references: the normalized labels of the link reference definitions of its document.
    """
    if not patterns.has_marks(text):
        return text
    shown = simple.plain(text)
    if shown is not None:
        return shown
    return "".join(part if isinstance(part, str) else part.text for part in parse(text, references))


def unbalanced(text: str, references: Collection[str] = frozenset()) -> tuple[Span, ...]:
    """The spans of what looks like markup and is text: a backtick, a delimiter run or a bracket without its other half.

    Args:
        text: a segment's Markdown.
        references: the normalized labels of the link reference definitions of its document.
    """
    return tuple(Scan(text, references).literal) if patterns.has_marks(text) else ()


def opens_element(tag: str) -> bool:
    """Whether an HTML tag starts an element that an end tag elsewhere has to end."""
    found = patterns.HTML.fullmatch(tag)
    return found is not None and _element_name(found) is not None


def _element_name(found: re.Match[str]) -> str | None:
    """The name of the element that a start tag opens, ``None`` for any other tag."""
    name = found["open"]
    return name.lower() if name and not found["empty"] and name.lower() not in patterns.VOID else None


def _codes(text: str, scan: Scan) -> Inline:
    pairs = [*scan.pairs, *_elements(text, scan.single)]
    partner = {markup.span.start: opening.span.start for opening, closing in pairs for markup in (opening, closing)}
    paired = {markup.span.start: markup for pair in pairs for markup in pair}
    pieces = sorted(
        [*paired.values(), *(markup for markup in scan.single if markup.span.start not in paired)],
        key=lambda markup: markup.span.start,
    )
    return tuple(_parts(text, pieces, partner))


def _parts(text: str, pieces: Iterable[Markup], partner: dict[int, int]) -> Iterable[str | Code]:
    numbers: dict[int, int] = {}
    fresh = count(1)
    done = 0
    for piece in pieces:
        start, end = piece.span.start, piece.span.end
        if done < start:
            yield text[done:start]
        number = None
        if piece.kind == "open":
            number = numbers[start] = next(fresh)
        elif piece.kind == "close":
            number = numbers[partner[start]]
        yield Code(piece.kind, piece.type, text[start:end], number, piece.text)
        done = end
    if done < len(text):
        yield text[done:]


def _elements(text: str, single: Iterable[Markup]) -> Iterable[tuple[Markup, Markup]]:
    """The HTML start tags that have their end tag in the segment, with it; the nearest ones belong together."""
    opened: list[tuple[str, Markup]] = []
    names: Counter[str] = Counter()
    for markup in single:
        found = patterns.HTML.match(text, markup.span.start) if markup.type == "html" else None
        if found is None:
            continue
        started, ended = _element_name(found), (found["close"] or "").lower()
        if started:
            opened.append((started, markup))
            names[started] += 1
        elif names[ended]:
            opening = _take(ended, opened, names)
            yield Markup(opening.span, "open", "html"), Markup(markup.span, "close", "html")


def _take(name: str, opened: list[tuple[str, Markup]], names: Counter[str]) -> Markup:
    """Take the nearest start tag of a name, and with it those above it, whose elements end nowhere."""
    while True:
        started, opening = opened.pop()
        names[started] -= 1
        if started == name:
            return opening
