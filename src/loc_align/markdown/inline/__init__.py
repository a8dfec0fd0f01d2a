"""Inline markup: parses the Markdown of a segment into text and inline codes, and joins them again.

The inline codes are emphasis, links, images, code spans, autolinks, HTML, escapes, entities, and hard breaks as in
CommonMark 0.31.2; strikethrough as in GitHub Flavored Markdown; and formulas, cross-references, and directives of
Docs-flavored Markdown. An opening delimiter without a closing one, or the other way round, is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from loc_align.markdown.inline import patterns, simple
from loc_align.markdown.inline.markup import Markup
from loc_align.markdown.inline.masks import Masks, find_masks, with_masks
from loc_align.markdown.inline.scan import Scan
from loc_align.markdown.inline.values import parse_attribute, parse_value
from loc_align.model import BlockKind, Code, Inline, References, Span

__all__ = ["join", "opens_element", "parse", "parse_segment", "plain", "unbalanced"]


def parse(text: str, references: Collection[str] = frozenset()) -> Inline:
    """Parse a segment into text and inline codes.

    Args:
        text: the Markdown of the segment.
        references: the normalized labels of the link reference definitions in its document.

    Returns:
        Text and inline codes, which join to the segment. No part is empty.
    """
    if not text:
        return ()
    masks = find_masks(text, references)
    if masks is not None:
        return _joined(text, _codes(text, _scan(masks.text, references), masks))
    pieces = simple.cut(text, references)
    if pieces is None:
        return _joined(text, _codes(text, _scan(text, references)))
    return (text,) if len(pieces) == 1 else simple.codes(pieces)


def _scan(text: str, references: Collection[str]) -> Scan:
    return Scan(text, references, brackets=patterns.has_links(text, references))


def _joined(text: str, parts: Inline) -> Inline:
    """Combine the parts that are one inline code."""
    if "\n" in text and patterns.CONTINUED.search(text):
        parts = tuple(_lines(parts))
    return _kept(parts) if patterns.UNTRANSLATED.search(text) else parts


def _lines(parts: Inline) -> Iterator[str | Code]:
    """Make each line break inside a quote one code together with the markers of the quote."""
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
    """Make each element with ``translate="no"`` one code with its content (HTML Living Standard, 3.2.6.2)."""
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
    """Parse a segment of any block into text and inline codes. Front-matter values and attributes are not Markdown.

    Args:
        text: the segment as in the document.
        block: the kind of its block.
        references: the normalized labels of the link reference definitions in its document.
    """
    if block in {"front_matter", "attribute"}:
        codes = isinstance(references, References) and references.flavour != "docfx"
        return (parse_value if block == "front_matter" else parse_attribute)(text, codes=codes)
    return parse(text, references)


def join(parts: Inline) -> str:
    """Return the Markdown of a segment; the inverse of :func:`parse`."""
    return "".join(part if isinstance(part, str) else part.data for part in parts)


def plain(text: str, references: Collection[str] = frozenset()) -> str:
    """Return the visible text of a segment, without markup.

    Args:
        text: the Markdown of the segment.
        references: the normalized labels of the link reference definitions in its document.
    """
    if find_masks(text, references) is not None:
        return "".join([part if isinstance(part, str) else part.text for part in parse(text, references)])
    pieces = simple.cut(text, references)
    if pieces is not None:
        return text if len(pieces) == 1 else simple.visible(pieces)
    scan = _scan(text, references)
    if "\n" in text and patterns.CONTINUED.search(text):
        return "".join([part if isinstance(part, str) else part.text for part in _joined(text, _codes(text, scan))])
    return _visible(text, scan)


def _visible(text: str, scan: Scan) -> str:
    """Return the visible text of a segment that the full parser has scanned."""
    single = scan.single
    pieces: Iterable[tuple[int, int, str]] = zip(single.starts, single.ends, single.texts, strict=True)
    if scan.pairs:
        paired = ((markup.start, markup.end, "") for pair in scan.pairs for markup in pair)
        pieces = sorted([*pieces, *paired])
    visible: list[str] = []
    done = 0
    for start, end, instead in pieces:
        visible += (text[done:start], instead)
        done = end
    visible.append(text[done:])
    return "".join(visible)


def unbalanced(text: str, references: Collection[str] = frozenset()) -> tuple[Span, ...]:
    """Return the spans of unmatched backticks, delimiter runs, and brackets, which are text.

    Args:
        text: the Markdown of a segment.
        references: the normalized labels of the link reference definitions in its document.
    """
    masks = find_masks(text, references)
    scan = Scan(text if masks is None else masks.text, references)
    return tuple(sorted(scan.literal(), key=lambda span: span.start))


def opens_element(tag: str) -> bool:
    """Return whether an HTML tag is a start tag that needs an end tag."""
    found = patterns.HTML.fullmatch(tag)
    return found is not None and _element_name(found) is not None


def _element_name(found: re.Match[str]) -> str | None:
    """Return the name of the element that a start tag opens; ``None`` for other tags."""
    name = found["open"]
    return name.lower() if name and not found["empty"] and name.lower() not in patterns.VOID else None


def _codes(text: str, scan: Scan, masks: Masks | None = None) -> Inline:
    pairs = [*scan.pairs, *_elements(text if masks is None else masks.text, scan.single)]
    partner = {markup.start: opening.start for opening, closing in pairs for markup in (opening, closing)}
    paired = {markup.start: markup for pair in pairs for markup in pair}
    pieces = [*paired.values(), *(markup for markup in scan.single if markup.start not in paired)]
    pieces.sort(key=lambda markup: markup.start)
    if masks is not None:
        pieces = with_masks(text, pieces, masks)
    return tuple(_parts(text, pieces, partner))


def _parts(text: str, pieces: Iterable[Markup], partner: dict[int, int]) -> Iterable[str | Code]:
    numbers: dict[int, int] = {}
    fresh = count(1)
    done = 0
    for piece in pieces:
        start, end = piece.start, piece.end
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
    """Yield the pairs of HTML start and end tags in the segment. An end tag matches the nearest start tag."""
    opened: list[tuple[str, Markup]] = []
    names: Counter[str] = Counter()
    for markup in single:
        found = patterns.HTML.match(text, markup.start) if markup.type == "html" else None
        if found is None:
            continue
        started, ended = _element_name(found), (found["close"] or "").lower()
        if started:
            opened.append((started, markup))
            names[started] += 1
        elif names[ended]:
            opening = _take(ended, opened, names)
            yield Markup(opening.start, opening.end, "open", "html"), Markup(markup.start, markup.end, "close", "html")


def _take(name: str, opened: list[tuple[str, Markup]], names: Counter[str]) -> Markup:
    """Pop the nearest start tag with a name, and the tags after it, which have no end tag."""
    while True:
        started, opening = opened.pop()
        names[started] -= 1
        if started == name:
            return opening
