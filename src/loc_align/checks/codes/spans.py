"""Code spans: lost, altered, merged, displaced, unclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import Piece, codes_of_type, compare, missing_finding, with_offsets
from loc_align.model import Code, Edit, Inline, Span

_SEAM = "``"
_BACKTICKS = 4
"""Two code spans have so many backticks."""
_ARGUMENT = re.compile(r"(?<=\s)<[^<>]*>")


def _folded(text: str) -> str:
    """Code as it is compared: the word of a placeholder after a space, ``init <place>``, may be translated."""
    return _ARGUMENT.sub("<>", " ".join(text.split()))


def _merged(code: Code) -> bool:
    """Whether a code span between single backticks shows two of them."""
    return _SEAM in code.data.strip("`") and not code.data.startswith(_SEAM)


def _literal(parts: Inline) -> int:
    return sum(part.count("`") for part in parts if isinstance(part, str))


def _pieces(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "code"):
        for content in code.text.split(_SEAM) if _merged(code) else (code.text,):
            yield Piece(_folded(content), span)


def code_span(pair: Pair, _: Options) -> Iterator[Finding]:
    """A code span of the source is missing in the target, or says something else there.

    Why: what stands in code is what a reader types. A translated command or a changed parameter fails.
    Spaces don't count, nor does the order, nor the word in ``<angle brackets>`` after a space, which is for people.
    Sides with a backtick that closes nothing are left to ``code-unclosed``.

    Fails:
        Run `ls -l`. → Führen Sie `liste -l` aus.

    Passes:
        Run `ls -l`. → Führen Sie `ls  -l` aus.
    """
    if "`" not in pair.source:
        return
    difference = compare((piece.key for piece in _pieces(pair.source_inline)), _pieces(pair.target_inline))
    if difference is None or not difference.missing or _literal(pair.source_inline) or _literal(pair.target_inline):
        return
    yield missing_finding(pair, "code span", difference, "write code as the source has it")


def code_merged(pair: Pair, _: Options) -> Iterator[Finding]:
    """Two code spans of the target have no space between them and became one.

    Why: two backticks inside a code span are no border, they are shown. A reader sees one span with backticks in it.

    Fails:
        `name` and `path` → `name``path`

    Passes:
        `name` and `path` → `name` `path`
    """
    if _SEAM not in pair.target or _SEAM in pair.source:
        return
    known = {piece.key for piece in _pieces(pair.source_inline)}
    for span, code in codes_of_type(pair.target_inline, "code"):
        if not _merged(code):
            continue
        safe = all(_folded(content) in known for content in code.text.split(_SEAM))
        yield Finding(
            span,
            "code spans without a space between them are shown as one; put a space between their backticks",
            tuple(_seams(span.start, code.data)) if safe else (),
        )


def _seams(start: int, data: str) -> Iterator[Edit]:
    at = data.find(_SEAM)
    while at >= 0:
        yield Edit(Span(start + at, start + at + len(_SEAM)), "` `")
        at = data.find(_SEAM, at + len(_SEAM))


def code_displaced(pair: Pair, _: Options) -> Iterator[Finding]:
    """Code spans stand side by side in the target that words keep apart in the source.

    Why: machine translation likes to gather the codes of a sentence in one place. The sentence then has a hole where
    each of them belongs.

    Fails:
        Set `size` to `0`. → Mettez à `size` `0`.

    Passes:
        Set `size` to `0`. → Mettez `size` à `0`.
    """
    if pair.target.count("`") < _BACKTICKS:
        return
    places = _adjacent(pair.target_inline)
    if len(places) > len(_adjacent(pair.source_inline)):
        message = "code spans stand side by side that words keep apart in the source; move each to its place"
        yield Finding(places[0], message)


def _adjacent(parts: Inline) -> list[Span]:
    """The code spans that follow another one with nothing but spaces between them."""
    places: list[Span] = []
    after_code = False
    for at, part in with_offsets(parts):
        if isinstance(part, str):
            after_code = after_code and not part.strip()
        elif part.type == "code":
            if after_code:
                places.append(Span(at, at + len(part.data)))
            after_code = True
        else:
            after_code = False
    return places


def code_unclosed(pair: Pair, _: Options) -> Iterator[Finding]:
    """A backtick of the target closes nothing, while those of the source are all in pairs.

    Why: the code is shown as words with a stray backtick, or swallows the words up to the next one.

    Fails:
        Run `ls`. → Führen Sie `ls aus.

    Passes:
        Run `ls`. → Führen Sie `ls` aus.
    """
    if "`" not in pair.target:
        return
    stray = [
        at + part.index("`") for at, part in with_offsets(pair.target_inline) if isinstance(part, str) and "`" in part
    ]
    if stray and _literal(pair.target_inline) > _literal(pair.source_inline):
        yield Finding(
            Span(stray[0], stray[0] + 1), "this backtick closes no code span; complete the pair as in the source"
        )


RULES = (
    Rule("code-span", "error", "A code span is missing or altered", code_span, triggers=frozenset("`")),
    Rule("code-merged", "error", "Two code spans became one", code_merged, fixable=True, triggers=frozenset("`")),
    Rule(
        "code-displaced",
        "warning",
        "Code spans stand side by side that words keep apart",
        code_displaced,
        triggers=frozenset("`"),
    ),
    Rule("code-unclosed", "error", "A backtick closes nothing", code_unclosed, triggers=frozenset("`")),
)
