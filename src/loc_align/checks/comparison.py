"""Multisets of inline codes compared: what of the source is lost in the target, and what is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks.base import Finding, Pair
from loc_align.model import Code, CodeType, Inline, Span

_SHOWN = 3
"""So many things are named in a message."""
_LONGEST = 60
"""A thing is named with so many characters at most."""
_VARIABLE = re.compile(r"\$[A-Za-z]{2,}\w*\$")


class Piece(Struct, frozen=True, gc=False):
    """Something to compare, and where it stands."""

    key: str
    span: Span
    """Offsets into its side's text."""


class Difference(Struct, frozen=True):
    """How a target's pieces differ from its source's."""

    missing: tuple[str, ...]
    """The keys that the target has less often than the source, each as often as it is missing."""
    extra: tuple[Piece, ...]
    """The target's pieces whose key the source has not at all."""


def with_offsets(parts: Inline) -> Iterator[tuple[int, str | Code]]:
    """The parts of a segment, each with the offset at which it starts."""
    at = 0
    for part in parts:
        yield at, part
        at += len(part if isinstance(part, str) else part.data)


def text_spans(parts: Inline) -> list[Span]:
    """The spans of a segment that are text, in order."""
    return [Span(at, at + len(part)) for at, part in with_offsets(parts) if isinstance(part, str)]


def codes_of_type(parts: Inline, *types: CodeType) -> Iterator[tuple[Span, Code]]:
    """The codes of some types, each with its span."""
    for at, part in with_offsets(parts):
        if isinstance(part, Code) and part.type in types:
            yield Span(at, at + len(part.data)), part


def count_pairs(parts: Inline, kind: CodeType) -> int:
    """How many pairs of codes of a type there are."""
    return sum(1 for part in parts if isinstance(part, Code) and part.kind == "open" and part.type == kind)


def visible(parts: Inline) -> str:
    """The text with its escapes and entities resolved; of the other codes each that stands alone is one U+FFFC."""
    return "".join(part if isinstance(part, str) else _seen(part) for part in parts)


def _seen(code: Code) -> str:
    if code.type in {"escape", "entity", "break"} or is_variable(code):
        return code.text
    return "\ufffc" if code.kind == "standalone" else ""


def is_variable(code: Code) -> bool:
    """Whether what looks like a formula is a name between dollar signs: ``$SERVER_NAME$``."""
    return code.type == "math" and _VARIABLE.fullmatch(code.text) is not None


def compare(source: Iterable[str], target: Iterable[Piece]) -> Difference | None:
    """Compare two sides; ``None`` where nothing is lost and nothing is new."""
    wanted = Counter(source)
    found = [*target]
    left = wanted - Counter(piece.key for piece in found)
    new = tuple(piece for piece in found if piece.key not in wanted)
    return Difference(tuple(left.elements()), new) if left or new else None


def missing_finding(pair: Pair, what: str, difference: Difference, cure: str) -> Finding:
    """One finding for all that a pair lost: at the first thing that is new, or at the whole target.

    Args:
        pair: the pair.
        what: what is missing, in the singular: ``code span``.
        difference: how the sides differ; something must be lost.
        cure: what to do, the end of the message.
    """
    instead = quoted_list(piece.key for piece in difference.extra) if difference.extra else "not"
    span = difference.extra[0].span if difference.extra else whole_target(pair)
    return Finding(span, f"the source has {what} {quoted_list(difference.missing)}, the target has {instead}; {cure}")


def whole_target(pair: Pair) -> Span:
    """The span of a pair's target, for what has no place in it."""
    return Span(0, len(pair.target))


def quoted_list(things: Iterable[str]) -> str:
    """The first few of some things in quotes, as a message names them."""
    every = [*things]
    shown = ", ".join(f'"{_short(thing)}"' for thing in every[:_SHOWN])
    return f"{shown} and {len(every) - _SHOWN} more" if len(every) > _SHOWN else shown


def _short(thing: str) -> str:
    folded = " ".join(thing.split())
    return folded if len(folded) <= _LONGEST else f"{folded[: _LONGEST - 1]}…"


def to_document(pair: Pair, finding: Finding) -> Finding:
    """A finding in a pair as a rule about the whole document yields it."""
    start = pair.unit.target.span.start if pair.unit.target else 0
    return replace(finding, span=Span(start + finding.span.start, start + finding.span.end))
