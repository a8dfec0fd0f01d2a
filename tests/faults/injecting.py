"""Injects a fault into a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from loc_align.markdown import inline
from loc_align.model import Code, CodeType, Document, Span, SxsPair

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A document with one fault in it."""

    text: str
    line: int
    """The 1-based line on which the fault is."""
    last: int
    """The last line that it changes."""


Injector = Callable[[Random, Document], Fault | None]
"""Injects a fault into a document; returns ``None`` if the fault is not possible in the document."""

TargetEdit = Callable[[Random, str, str], str | None]
"""Returns a faulty target for a source and its target; ``None`` if the fault is not possible in the pair."""


def in_target(edit: TargetEdit) -> Injector:
    """Make an injector that changes the target of a random pair."""

    def inject(rng: Random, document: Document) -> Fault | None:
        for pair in shuffled(rng, document):
            changed = edit(rng, pair.source.text, pair.target.text)
            if changed is not None and changed != pair.target.text:
                return put(document, pair.target.span, changed)
        return None

    return inject


def in_text(pattern: str, replace: Callable[[Random, re.Match[str]], str]) -> Injector:
    """Make an injector that replaces a random match of a pattern in the text outside source sides."""
    compiled = re.compile(pattern, re.MULTILINE)

    def inject(rng: Random, document: Document) -> Fault | None:
        hidden = [pair.source.span for pair in document.pairs]
        code = [block.span for block in document.blocks if block.kind == "code"]
        found = [
            match
            for match in compiled.finditer(document.text)
            if not any(span.start <= match.start() < span.end for span in (*hidden, *code))
        ]
        if not found:
            return None
        match = rng.choice(found)
        changed = replace(rng, match)
        return put(document, Span(*match.span()), changed) if changed != match[0] else None

    return inject


def shuffled(rng: Random, document: Document) -> list[SxsPair]:
    """Return the pairs of a document in random order."""
    return rng.sample(document.pairs, len(document.pairs))


def put(document: Document, span: Span, replacement: str) -> Fault:
    """Replace a span of a document. The fault starts at the first difference."""
    before = document.text
    text = before[: span.start] + replacement + before[span.end :]
    last = max(span.start, span.start + len(replacement) - 1)
    same = next((at for at in range(span.start, last) if before[at : at + 1] != text[at]), last)
    return Fault(text, text.count("\n", 0, same) + 1, text.count("\n", 0, last) + 1)


def codes(text: str, *types: CodeType) -> list[tuple[Span, Code]]:
    """Return the inline codes of some types in a segment, with their spans."""
    return [(span, code) for span, code in every_code(text) if code.type in types]


def every_code(text: str) -> Iterator[tuple[Span, Code]]:
    """Yield the inline codes of a segment, with their spans."""
    at = 0
    for part in inline.parse(text):
        end = at + len(part if isinstance(part, str) else part.data)
        if isinstance(part, Code):
            yield Span(at, end), part
        at = end


def pairs_of(text: str, kind: CodeType) -> list[tuple[Span, Span]]:
    """Return the opening and the closing code of each pair of a type."""
    opening: dict[int | None, Span] = {}
    found = []
    for span, code in codes(text, kind):
        if code.kind == "open":
            opening[code.pair] = span
        elif code.kind == "close":
            found.append((opening[code.pair], span))
    return found


def plain_spans(text: str) -> list[Span]:
    """Return the spans of a segment that are text."""
    spans = []
    at = 0
    for part in inline.parse(text):
        size = len(part if isinstance(part, str) else part.data)
        if isinstance(part, str):
            spans.append(Span(at, at + size))
        at += size
    return spans


def plain_matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the matches of a pattern in the text of a segment."""
    return [found for span in plain_spans(text) for found in pattern.finditer(text, span.start, span.end)]


def some_word(rng: Random, text: str) -> str:
    """Return a word of the target, to replace something that must not be translated."""
    words = _WORD.findall("".join(span.of(text) for span in plain_spans(text)))
    return rng.choice(words) if words else "verbum"


def cut(text: str, span: Span, replacement: str = "") -> str:
    """Return a text with a span replaced."""
    return text[: span.start] + replacement + text[span.end :]
