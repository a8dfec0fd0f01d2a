"""Which fixes are safe, and which of them can be applied together.

A fix mends a token that must be as in the source: a path, a name, a number, a code. It is safe only if the token around
it then is one of the source, exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loc_align.model import Edit, Problem, Span

MAX_ROUNDS = 8
"""The maximum number of times to check and fix a text. A fix can reveal another problem."""
_LINKING = r"A-Za-z0-9_.\\/:%$#@{}~+=&;-"
"""The characters of a token. Other letters and brackets aren't: in Japanese, words touch a path."""
_BEFORE = re.compile(rf"[{_LINKING}]*\Z")
_AFTER = re.compile(rf"[{_LINKING}]*")
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"[^\W_]*\Z"), re.compile(r"[^\W_]*")
_EDGES = ".:;-&/"
_LOOK = 200
"""How far a token is followed, which bounds the time."""
_GAP = r"[ \u00a0]{0,2}"
_TOKEN = re.compile(r"\S+")
_PIECES = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")
_TRIMMED = "*\"'“”„«»(),<>|!?:;。，、"


def is_the_sources(edits: Iterable[Edit], source: str, target: str) -> bool:
    """Return whether edits of a target make every token that they touch one of the source.

    Args:
        edits: edits of the target that don't overlap.
        source: the Markdown of the source.
        target: the Markdown of the target.
    """
    ordered = sorted(edits, key=lambda edit: edit.span.start)
    if sum(edit.text.count("\\") - edit.span.of(target).count("\\") for edit in ordered) > 0:
        return False
    return all(_has(source, token) for token in mended_tokens(ordered, target))


def mended_tokens(edits: Iterable[Edit], target: str) -> Iterator[str]:
    """Yield the tokens of a target that edits touch, as they are after the edits.

    Args:
        edits: edits in the order of their positions.
        target: the text that they change.
    """
    parts: list[str] = []
    spans: list[Span] = []
    done = size = 0
    for edit in edits:
        parts += (target[done : edit.span.start], edit.text)
        start = size + edit.span.start - done
        size = start + len(edit.text)
        spans.append(Span(start, size))
        done = edit.span.end
    text = "".join((*parts, target[done:]))
    for span in spans:
        yield from _tokens_at(text, span)


def _tokens_at(text: str, span: Span) -> Iterator[str]:
    """Yield the tokens around a span. An entity is a token of its own, and so are the letters of a compound."""
    written = span.of(text)
    if written.startswith("&") and written.endswith(";"):
        yield written
        return
    before, after = (_LETTERS_BEFORE, _LETTERS_AFTER) if written.isalpha() else (_BEFORE, _AFTER)
    head = before.search(text, max(0, span.start - _LOOK), span.start)
    tail = after.match(text, span.end, span.end + _LOOK)
    for token in f"{head[0] if head else ''}{written}{tail[0] if tail else ''}".split():
        yield token.strip(_EDGES) or token


def _has(source: str, token: str) -> bool:
    """Return whether a source has a token that isn't a part of a longer word."""
    at = source.find(token)
    while at >= 0:
        end = at + len(token)
        within = (token[0].isalnum() and source[at - 1 : at].isalnum()) or (
            token[-1].isalnum() and source[end : end + 1].isalnum()
        )
        if not within:
            return True
        at = source.find(token, at + 1)
    return False


def own_token(source: str, target: str, span: Span) -> Edit | None:
    """Return the edit that replaces a damaged token around a span of the target with that of the source.

    The target has the token with spaces or backslashes that the source doesn't have. ``None`` if there is no such
    token, or if the edit would add a backslash.

    Args:
        source: the Markdown of the source.
        target: the Markdown of the target.
        span: a part of the damaged token.
    """
    near = Span(max(0, span.start - _LOOK), min(len(target), span.end + _LOOK))
    around = near.of(target)
    for token in dict.fromkeys(found.strip(_TRIMMED).rstrip(".") for found in _TOKEN.findall(source)):
        pieces = _PIECES.findall(token)
        if not 1 < len(pieces) <= _LOOK or any(piece not in around for piece in pieces if piece != "\\"):
            continue
        pattern = _GAP.join(rf"\\?{_GAP}{re.escape(piece)}" if piece != "\\" else r"\\?" for piece in pieces)
        for found in re.compile(rf"(?<![{_LINKING}]){pattern}(?![{_LINKING}]*\w)", re.ASCII).finditer(
            target, near.start, near.end
        ):
            inside = found.start() <= span.start and span.end <= found.end()
            whole = Span(found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
            if inside and whole.of(target) != token and token.count("\\") <= found[0].count("\\"):
                return Edit(whole, token)
    return None


def choose_fixes(problems: Iterable[Problem]) -> tuple[list[Edit], int]:
    """Choose the fixes that can be applied together.

    If several fixes touch the same text, the first one is chosen, and the others wait for the next round.

    Args:
        problems: the problems of a document.

    Returns:
        The edits, and the number of problems that they fix.
    """
    edits: list[Edit] = []
    done = 0
    count = 0
    for problem in sorted((problem for problem in problems if problem.fix), key=_start):
        if problem.fix == tuple(edits[-len(problem.fix) :]):
            count += 1
        elif _start(problem) >= done:
            edits += problem.fix
            done = max(edit.span.end for edit in problem.fix) + 1
            count += 1
    return edits, count


def _start(problem: Problem) -> int:
    return min(edit.span.start for edit in problem.fix)
