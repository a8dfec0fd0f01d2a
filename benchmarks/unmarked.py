"""Turn published cases into cases of a language without sentence-final punctuation, or without spaces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from loc_align.alignment.evaluation.scoring import ReferencePair
from loc_align.documents import parse
from loc_align.markdown import inline
from loc_align.model import Code, Document, Span

_MARK = re.compile(r"[.?!。？！]+(?=[\"'»”’)\]*_]*(?:\s|\Z))")
_WORD = re.compile(r"(?<![\w.\\/:@])[^\W\d_]+(?:[’'][^\W\d_]+)*(?![\w\\/@]|[.:][\w\\/])")
_NAME = re.compile(r"\w*[A-Z]\w*[A-Z]\w*")
_COMMA = re.compile(r"[,;](?= )")
_PHRASE = 8
"""A space is kept after every eighth word, as between phrases."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüœßğıñáş"
_THAI = {letter: chr(0x0E01 + number) for number, letter in enumerate(_LETTERS)}

Edit = tuple[int, int, str]
"""Start offset, end offset, and replacement."""


def without_marks(
    pair: tuple[Document, Document], reference: Sequence[ReferencePair], how: str
) -> tuple[tuple[Document, Document], list[ReferencePair]]:
    """Remove the sentence-final punctuation from the target.

    Args:
        pair: the source and the target document.
        reference: the reference pairs.
        how: "marks" removes the punctuation only. "words" also writes the words in Thai letters, without spaces between
            them. Spaces stay between sentences and phrases, at commas, and around codes, numbers and names.
    """
    source, target = pair
    names = {word for word in re.findall(r"\w+", source.text) if word[:1].isupper()}
    spans = sorted({(pair.target.start, pair.target.end) for pair in reference if pair.target})
    edits = [edit for start, end in spans for edit in _edits(target, Span(start, end), how, names)]
    moved = _Moved(edits)
    text = "".join(_edited(target.text, edits))
    return (source, parse(text.encode(), target.path)), [
        replace(pair, target=Span(moved(pair.target.start), moved(pair.target.end))) if pair.target else pair
        for pair in reference
    ]


def _edits(document: Document, span: Span, how: str, names: set[str]) -> Iterator[Edit]:
    done = span.start
    parts = inline.parse(span.of(document.text), document.references)
    for number, part in enumerate(parts):
        size = len(part.data if isinstance(part, Code) else part)
        if isinstance(part, str):
            found = [(mark.start(), mark.end(), "") for mark in _MARK.finditer(part)]
            if number + 1 < len(parts) and found and found[-1][1] == len(part) and parts[number + 1].kind != "close":
                found.pop()
            if how == "words":
                found += _thai(part, names)
            yield from ((done + start, done + end, new) for start, end, new in sorted(found))
        done += size


def _thai(text: str, names: set[str]) -> Iterator[Edit]:
    yield from ((comma.start(), comma.end(), "") for comma in _COMMA.finditer(text))
    words = [word for word in _WORD.finditer(text) if word[0] not in names and not _NAME.fullmatch(word[0])]
    words = [word for word in words if all(letter in _THAI or letter in "’'" for letter in word[0].lower())]
    for number, word in enumerate(words):
        yield word.start(), word.end(), "".join(_THAI.get(letter, "") for letter in word[0].lower())
        following = words[number + 1] if number + 1 < len(words) else None
        if following and text[word.end() : following.start()] == " " and (number + 1) % _PHRASE:
            yield word.end(), following.start(), ""


def _edited(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    done = 0
    for start, end, new in edits:
        yield text[done:start]
        yield new
        done = end
    yield text[done:]


class _Moved:
    """Maps offsets before the edits to offsets after them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [end for _, end, _ in edits]
        self._by = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def __call__(self, offset: int) -> int:
        return offset + self._by[bisect_right(self._ends, offset)]
