"""Compares the inline codes of the two sides of a pair: what is missing from the target, and what is extra."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from loc_align.checks.base import Finding, Pair
from loc_align.checks.messages import fewer, missing
from loc_align.model import Code, CodeType, Inline, Span

_NO_COUNTS: Mapping[str, tuple[int, int]] = MappingProxyType({})
_VARIABLE = re.compile(r"\$[A-Za-z]{2,}\w*(?:\\\\\w+)*\$")


class Piece(Struct, frozen=True, gc=False):
    """Something to compare, and its position."""

    key: str
    """What is compared."""
    span: Span
    """Offsets into the text of its side."""
    text: str
    """What messages show: the text as written, while :attr:`key` can be normalized."""


class Difference(Struct, frozen=True):
    """How the pieces of a target differ from those of its source."""

    missing: tuple[Piece, ...]
    """The pieces of the source that the target has less often, each as often as it is missing."""
    extra: tuple[Piece, ...]
    """The pieces of the target whose key the source doesn't have at all."""
    fewer: Mapping[str, tuple[int, int]] = _NO_COUNTS
    """How often the target and the source have a key that both have, but the target less often."""


def with_offsets(parts: Inline) -> Iterator[tuple[int, str | Code]]:
    """Yield the parts of a segment, each with the offset at which it starts."""
    at = 0
    for part in parts:
        yield at, part
        at += len(part if isinstance(part, str) else part.data)


def text_spans(parts: Inline) -> list[Span]:
    """Return the spans of a segment that are text, in order."""
    return [Span(at, at + len(part)) for at, part in with_offsets(parts) if isinstance(part, str)]


def codes_of_type(parts: Inline, *types: CodeType) -> Iterator[tuple[Span, Code]]:
    """Yield the inline codes of the given types, each with its span."""
    for at, part in with_offsets(parts):
        if isinstance(part, Code) and part.type in types:
            yield Span(at, at + len(part.data)), part


def count_pairs(parts: Inline, kind: CodeType) -> int:
    """Return the number of paired codes of a type."""
    return sum(1 for part in parts if isinstance(part, Code) and part.kind == "open" and part.type == kind)


def visible(parts: Inline) -> str:
    """Return the text with escapes and entities resolved. Any other standalone code becomes one U+FFFC."""
    return "".join(part if isinstance(part, str) else _visible_text(part) for part in parts)


def _visible_text(code: Code) -> str:
    if code.type in {"escape", "entity", "break"} or is_variable(code):
        return code.text
    return "\ufffc" if code.kind == "standalone" else ""


def is_variable(code: Code) -> bool:
    """Return whether an apparent formula is a name between dollar signs, such as ``$SERVER_NAME$``."""
    return code.type == "math" and _VARIABLE.fullmatch(code.text) is not None


def compare(source: Iterable[Piece], target: Iterable[Piece]) -> Difference | None:
    """Compare two sides; ``None`` if nothing is missing and nothing is extra."""
    wanted, found = [*source], [*target]
    by_key = {piece.key: piece for piece in wanted}
    keys, counts = Counter(piece.key for piece in found), Counter(piece.key for piece in wanted)
    left = counts - keys
    extra = tuple(piece for piece in found if piece.key not in by_key)
    if not left and not extra:
        return None
    fewer_keys = {key: (keys[key], counts[key]) for key in left if key in keys}
    return Difference(tuple(by_key[key] for key in left.elements()), extra, fewer_keys)


def missing_finding(pair: Pair, noun: str, difference: Difference) -> Finding:
    """Report everything that is missing from a target in one finding.

    The finding marks the first extra piece, or the whole target if there is none. It's only a warning if the target has
    everything at least once, because a translator may say a thing once.

    Args:
        pair: the pair.
        noun: what is missing, in the singular, such as ``code span``.
        difference: how the sides differ. Something must be missing.
    """
    span = difference.extra[0].span if difference.extra else whole_target(pair)
    texts, instead = [piece.text for piece in difference.missing], [piece.text for piece in difference.extra]
    if not instead and all(piece.key in difference.fewer for piece in difference.missing):
        counts = {piece.text: difference.fewer[piece.key] for piece in difference.missing}
        return Finding(span, fewer(noun, counts), severity="warning")
    return Finding(span, missing(noun, texts, instead))


def whole_target(pair: Pair) -> Span:
    """Return the span of the whole target, for a finding without a more exact position."""
    return Span(0, len(pair.target))


def to_document(pair: Pair, finding: Finding) -> Finding:
    """Convert a finding in a pair to one of a rule of scope ``document``."""
    start = pair.unit.target.span.start if pair.unit.target else 0
    return replace(finding, span=Span(start + finding.span.start, start + finding.span.end))
