"""The rule about links that exchanged their destinations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import with_offsets
from loc_align.checks.messages import quoted
from loc_align.checks.urls import destinations
from loc_align.checks.word_order import KEEPS_ORDER
from loc_align.model import Code, Inline, Span

_NAME = re.compile(r"[A-Za-z0-9][\w.]+", re.ASCII)
_MAX_LINKS = 20
_CLOSE = 12
"""The maximum length of what stands between two links of a list."""


class _Link(Struct, frozen=True):
    destination: str
    span: Span
    text: str

    @property
    def names(self) -> frozenset[str]:
        """What the text has in common in both languages: names and numbers, and words of the address."""
        return frozenset(name.lower() for name in _NAME.findall(self.text))


def link_exchanged(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for two links of a segment that lead to each other's pages.

    The rule compares the order of the destinations, and what the texts of the links have in common with those of the
    source. If there is nothing in common, it judges only lists of links and languages that arrange phrases like
    English.

    Why: Both pages exist, so nothing else shows that readers land on the wrong one.

    Fails:
        de: See [one](a.md) and [two](b.md). → Siehe [eins](b.md) und [zwei](a.md).
        ja: Use [Fjord](a.md) with [Glacier](b.md). → [Glacier](a.md) で [Fjord](b.md) を使います。

    Passes:
        ja: Use [Fjord](a.md) with [Glacier](b.md). → [Glacier](b.md) で [Fjord](a.md) を使います。
    """
    if pair.source.count("](") < 2 or pair.target.count("](") < 2:  # noqa: PLR2004 - one link has no other place
        return
    source, target = [*_links(pair.source_inline)], [*_links(pair.target_inline)]
    keys = [link.destination for link in source]
    if not len(source) == len(target) <= _MAX_LINKS or len({*keys}) < len(keys):
        return
    if {*keys} != {link.destination for link in target}:
        return
    moved = [
        at for at, (one, other) in enumerate(zip(source, target, strict=True)) if one.destination != other.destination
    ]
    by_destination = {link.destination: link for link in source}
    wrong = [link for link in target if _leads_elsewhere(link, by_destination[link.destination], source)]
    fits = any(by_destination[target[at].destination].names & target[at].names for at in moved)
    if len(wrong) > 1:
        yield Finding(wrong[0].span, _message([link.destination for link in wrong]), severity="error")
    elif len(moved) == 2 and not fits and (pair.language in KEEPS_ORDER or _are_listed(pair, target, moved)):  # noqa: PLR2004
        yield Finding(target[moved[0]].span, _message([source[at].destination for at in moved]))


def _leads_elsewhere(found: _Link, wanted: _Link, source: list[_Link]) -> bool:
    """Return whether the text of a link has no name in common with its own link in the source, but with another one."""
    return not found.names & wanted.names and any(
        found.names & link.names - wanted.names for link in source if link.destination != wanted.destination
    )


def _are_listed(pair: Pair, links: list[_Link], moved: list[int]) -> bool:
    first, last = (links[at].span for at in moved)
    return (
        moved[1] == moved[0] + 1
        and last.start - first.end <= _CLOSE + len(links[moved[1]].text)
        and "\n" not in pair.target
    )


def _message(destinations_of: list[str]) -> str:
    first, second = destinations_of[:2]
    return f"the links to {quoted(first)} and {quoted(second)} changed places; check where each text leads"


def _links(parts: Inline) -> Iterator[_Link]:
    ends = {piece.span.start: piece.key for piece in destinations(parts, "link")}
    text: list[str] = []
    start = 0
    for at, part in with_offsets(parts):
        if isinstance(part, Code) and part.type == "link" and part.kind == "open":
            text, start = [], at
        elif isinstance(part, Code) and at in ends:
            yield _Link(ends[at], Span(start, at + len(part.data)), "".join(text))
        else:
            text.append(part if isinstance(part, str) else part.text)


RULES = (
    Rule("link-exchanged", "warning", "Links lead to each other's pages", link_exchanged, triggers=frozenset("[")),
)
