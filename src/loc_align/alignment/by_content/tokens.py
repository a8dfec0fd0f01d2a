"""What a segment says, as tokens: words that a lexicon can translate, and invariants that every language keeps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from msgspec import Struct

from loc_align.alignment.by_content.parameters import STEM
from loc_align.markdown import inline
from loc_align.model import Code, Inline

INVARIANT = "="
"""The first character of a token that every language keeps; no word begins with it."""

_ASIAN = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(
    rf"""
      (?P<asian>[{_ASIAN}]+)         # Han, kana, Hangul
    | (?P<unspaced>[{_UNSPACED}]+)   # Thai, Lao, Burmese, Khmer
    | (?P<number>\d+(?:[.,]\d+)*(?![A-Za-z_]))
    | (?P<latin>[A-Za-z0-9_](?:[A-Za-z0-9_$]|[.\\:@\#/](?=[A-Za-z0-9_]))*)(?![^\W{_ASIAN}{_UNSPACED}])
    | (?P<other>[^\W{_ASIAN}{_UNSPACED}]+)
    """,
    re.VERBOSE,
)
_IDENTIFIER = re.compile(r".+[A-Z].*|.*[0-9_.\\:@#/$].*")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?|/[a-z]{2}(?:-[a-z]{2,4})?(?=/)|/\Z|\.md\Z", re.IGNORECASE)
_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>()]+)|\b(?:href|src)=\"([^\"]+)\"|<([^\s<>]+)>|\A([a-z]+://\S+)\Z")
_BARE = re.compile(r"https?://[^\s<>()\"'，。、）]+")
_MARKS = {
    mark: number for number, marks in enumerate((".。।။។", ":：", "?？؟", "!！", ",;、；，"), 1) for mark in marks
}
_MOST_WORDS = 400
"""So many words of a segment are compared: no sentence has more, and a lexicon weighs each with each."""
_CLOSERS = " \t\r\n\"'”’»›)]）］」』】*_`"


class Tokens(Struct, frozen=True):
    """What is compared of a segment."""

    words: tuple[str, ...]
    """Its tokens, each once, in the order of their first occurrence; of a huge segment the first ones."""
    length: int
    """How many characters a reader sees, without white space."""
    mark: int
    """The class of the mark that it ends with, 0 without one."""
    strong: int
    """How many stretches are emphasized."""
    links: int
    codes: int
    shown: str = ""
    """What a reader sees."""


def tokens(text: str, references: Collection[str]) -> Tokens:
    """Read a segment.

    Args:
        text: its Markdown.
        references: the normalized labels of the link reference definitions of its document.
    """
    parts = inline.parse(text, references)
    shown = "".join(part if isinstance(part, str) else part.text for part in parts)
    codes = [part for part in parts if isinstance(part, Code)]
    words = dict.fromkeys([*_invariants(codes, shown), *_words(_without_codes(parts))])
    compared = tuple(islice(words, _MOST_WORDS))
    tail = shown.rstrip(_CLOSERS)
    return Tokens(
        compared,
        len("".join(shown.split())),
        _MARKS.get(tail[-1:], 0),
        sum(code.kind == "open" and code.type in {"strong", "emphasis"} for code in codes),
        sum(code.kind == "open" and code.type in {"link", "image"} for code in codes),
        sum(code.type == "code" for code in codes),
        shown,
    )


def code_words(text: str) -> tuple[str, ...]:
    """The words of a block of code or a directive, each once."""
    return tuple(dict.fromkeys(_WORD.findall(text.lower())))


def _without_codes(parts: Inline) -> str:
    """What a reader sees, code spans without spaces left out, for they are invariants as a whole."""
    return "".join(
        part if isinstance(part, str) else " " if part.type == "code" and " " not in part.text else part.text
        for part in parts
    )


def _invariants(codes: list[Code], shown: str) -> Iterator[str]:
    for code in codes:
        if code.type == "code" and " " not in code.text:
            yield INVARIANT + code.text.lower()
        elif code.kind != "open":
            found = _DESTINATION.search(code.data)
            if found:
                yield INVARIANT + _ADDRESS.sub("", found[found.lastindex or 0].lower())
    for found in _BARE.finditer(shown):
        yield INVARIANT + _ADDRESS.sub("", found[0].lower())


def _words(text: str) -> list[str]:
    words: list[str] = []
    for found in _TOKEN.finditer(text):
        word = found[0]
        kind = found.lastgroup
        if kind == "asian":
            words += _pieces(word, 2)
        elif kind == "unspaced":
            words += _pieces(word, 3)
        elif kind == "number":
            words.append(INVARIANT + word.replace(",", "."))
        elif kind == "latin" and _IDENTIFIER.fullmatch(word) and len(word) > 1:
            words.append(INVARIANT + word.lower())
            words += [part.lower()[:STEM] for part in _WORD.findall(word) if part != word]
        else:
            words.append(word.lower()[:STEM])
    return words


def _pieces(run: str, size: int) -> list[str]:
    """The character n-grams of a run of a script without spaces between its words."""
    return [run[at : at + size] for at in range(len(run) - size + 1)] if len(run) > size else [run]
