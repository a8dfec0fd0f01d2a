"""Rules about the text of links and images, and the brackets around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import text_spans
from loc_align.checks.messages import quoted
from loc_align.checks.regions import covers
from loc_align.checks.urls import destinations, normalized
from loc_align.model import Edit, Span

_EMPTY = re.compile(r"\[[ \t\u00a0\u3000]*\]\(")
SEPARATED = re.compile(r"\](?:([ \t\u00a0\u3000]+)\(|[ \t\u00a0\u3000]*（)([^()（）\s]{1,300})[)）]")
"""Link text that is separated from its destination: ``] (destination)``, ``]（destination）``."""

DESTINATION = re.compile(
    r"(?:https?:|mailto:|xref:|[#/~.])|[\w%-]+(?:/[\w.%-]+)*\.(?:md|yml|html?|png|jpe?g|svg|gif|aspx)\b"
)


def link_text(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for links in the target that have lost their text.

    Why: Readers have nothing to click.

    Fails:
        See [Setup](setup.md). → Siehe [](setup.md)Einrichtung.

    Passes:
        See [Setup](setup.md). → Siehe [Einrichtung](setup.md).
    """
    for span in _empty(pair.target, image=False):
        yield Finding(span, "this link has no text; put its text between the square brackets")


def link_alt(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for images in the target that have lost their alt text.

    Why: For readers who can't see the image, the alt text is all there is.

    Fails:
        Choose ![the menu](menu.png). → Wählen Sie ![](menu.png).

    Passes:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menu.png).
    """
    for span in _empty(pair.target, image=True):
        yield Finding(span, "this image has no alt text; translate the alt text of the source")


def _empty(text: str, *, image: bool) -> list[Span]:
    """Return the positions of links, or of images, with nothing between their square brackets."""
    return [
        Span(*found.span())
        for found in _EMPTY.finditer(text)
        if text.startswith("!", max(found.start() - 1, 0)) == image
    ]


def link_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a space or a full-width bracket between the text of a link and its destination.

    Why: Markdown doesn't turn it into a link, so readers see the brackets and the destination.

    Fails:
        See [Setup](setup.md). → Siehe [Einrichtung] (setup.md).
        zh: See [Setup](setup.md). → 请参阅[安装]（setup.md）。

    Passes:
        See [Setup](setup.md). → Siehe [Einrichtung](setup.md).
    """
    for found in separated_links(pair):
        yield separated_link(found)


def separated_link(found: re.Match[str]) -> Finding:
    """Return the finding for a match of :data:`SEPARATED`."""
    span, joined = Span(*found.span()), f"]({found[2]})"
    return Finding(
        span, f"the link text is separated from its destination; write {quoted(joined)}", (Edit(span, joined),)
    )


def separated_links(pair: Pair) -> Iterator[re.Match[str]]:
    """Yield the positions in the target where link text is separated from its destination."""
    if not SEPARATED.search(pair.target) or SEPARATED.search(pair.source):
        return
    texts = text_spans(pair.target_inline)
    known = {piece.key for kind in ("link", "image") for piece in destinations(pair.source_inline, kind)}
    for found in SEPARATED.finditer(pair.target):
        if covers(texts, found.start()) and (normalized(found[2]) in known or DESTINATION.match(found[2])):
            yield found


_BRACKETS = frozenset("[")

RULES = (
    Rule("link-text", "error", "A link has no text", link_text, monolingual=True, triggers=_BRACKETS),
    Rule("link-alt", "warning", "An image has no alt text", link_alt, monolingual=True, triggers=_BRACKETS),
    Rule(
        "link-broken",
        "error",
        "A link is separated from its destination",
        link_broken,
        fixable=True,
        triggers=_BRACKETS,
    ),
)
