"""A segment's Markdown as text and inline codes, and back.

What CommonMark 0.31.2 takes for emphasis, a link, an image, a code span, an autolink, HTML, an escape, an entity or a
hard break is one here, and so are GitHub's strikethrough and the formulas, cross references and directives of
Docs-flavoured Markdown. Markup without its other half stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from loc_align.markdown.inline import patterns, simple
from loc_align.markdown.inline.markup import Markup
from loc_align.markdown.inline.scan import Scan
from loc_align.markdown.inline.values import parse_attribute, parse_value
from loc_align.model import BlockKind, Code, Inline, Span

__all__ = ["join", "opens_element", "parse", "parse_segment", "plain", "unbalanced"]


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
    return _joined(text, simple.parse(text) or _codes(text, Scan(text, references)))


def _joined(text: str, parts: Inline) -> Inline:
    """The parts of a text with those joined that stand for one code."""
    if patterns.CONTINUED.search(text):
        parts = tuple(_lines(parts))
    return _kept(parts) if patterns.UNTRANSLATED.search(text) else parts


def _lines(parts: Inline) -> Iterator[str | Code]:
    """A new line inside a quote is one code with the marks of the quote, for they are no words."""
    after_break = False
    for part in parts:
        if not isinstance(part, str):
            after_break = part.data.endswith("\n")
            yield part
            continue
        marks = patterns.QUOTE_MARKS.match(part) if after_break else None
        done = marks.end() if marks else 0
        if marks:
            yield Code("standalone", "break", marks[0])
        for found in patterns.CONTINUED.finditer(part, done):
            if done < found.start():
                yield part[done : found.start()]
            yield Code("standalone", "break", found[0], text="\n")
            done = found.end()
        if done < len(part):
            yield part[done:]
        after_break = False


def _kept(parts: Inline) -> Inline:
    """An element that says ``translate="no"`` is one code with all that is in it (HTML Living Standard, 3.2.6.2)."""
    kept: list[str | Code] = []
    rest = iter(parts)
    for part in rest:
        if isinstance(part, str) or part.kind != "open" or not patterns.UNTRANSLATED.match(part.data):
            kept.append(part)
            continue
        inside: list[str | Code] = [part]
        while not (isinstance(inside[-1], Code) and inside[-1].kind == "close" and inside[-1].pair == part.pair):
            inside.append(next(rest))
        shown = "".join(item if isinstance(item, str) else item.text for item in inside)
        kept.append(Code("standalone", "html", join(tuple(inside)), text=shown))
    return tuple(kept)


def parse_segment(text: str, block: BlockKind, references: Collection[str] = frozenset()) -> Inline:
    """Tell text and inline codes of a segment apart, as its block asks: a value is no Markdown.

    Args:
        text: a segment as it is written.
        block: the kind of its block.
        references: the normalized labels of the link reference definitions of its document.
    """
    if block == "front_matter":
        return parse_value(text)
    return parse_attribute(text) if block == "attribute" else parse(text, references)


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
    if shown is None:
        parts = _joined(text, _codes(text, Scan(text, references)))
    elif patterns.CONTINUED.search(text):
        parts = parse(text, references)
    else:
        return shown
    return "".join([part if isinstance(part, str) else part.text for part in parts])


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
