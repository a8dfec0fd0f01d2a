"""The texts of links and images, and the brackets around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import text_spans
from loc_align.checks.regions import covers
from loc_align.checks.urls import destinations, normalized
from loc_align.model import Edit, Span

_EMPTY = re.compile(r"\[[ \t\u00a0\u3000]*\]\(")
CUT = re.compile(r"\](?:([ \t\u00a0\u3000]+)\(|[ \t\u00a0\u3000]*（)([^()（）\s]{1,300})[)）]")
"""The text of a link that its address does not follow at once: ``] (address)``, ``]（address）``."""

ADDRESS = re.compile(
    r"(?:https?:|mailto:|xref:|[#/~.])|[\w%-]+(?:/[\w.%-]+)*\.(?:md|yml|html?|png|jpe?g|svg|gif|aspx)\b"
)


def link_text(pair: Pair, _: Options) -> Iterator[Finding]:
    """A link of the target has no text.

    Why: there is nothing that a reader could click.

    Fails:
        See [Setup](setup.md). → Siehe [](setup.md)Einrichtung.

    Passes:
        See [Setup](setup.md). → Siehe [Einrichtung](setup.md).
    """
    found = _empty(pair.target, image=False)
    if found and len(found) > len(_empty(pair.source, image=False)):
        yield Finding(found[0], "this link has no text; put its words between the brackets")


def link_alt(pair: Pair, _: Options) -> Iterator[Finding]:
    """An image of the target has no alternative text, while the source has one.

    Why: the text is all of the image for readers who can't see it.

    Fails:
        Choose ![the menu](menu.png). → Wählen Sie ![](menu.png).

    Passes:
        Choose ![the menu](menu.png). → Wählen Sie ![das Menü](menu.png).
    """
    found = _empty(pair.target, image=True)
    if found and len(found) > len(_empty(pair.source, image=True)):
        yield Finding(found[0], "this image has no alternative text; translate that of the source")


def _empty(text: str, *, image: bool) -> list[Span]:
    """The places where a link, or an image, has nothing between its square brackets."""
    return [
        Span(*found.span())
        for found in _EMPTY.finditer(text)
        if text.startswith("!", max(found.start() - 1, 0)) == image
    ]


def link_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    """A space or a full-width bracket parts the text of a link from its address.

    Why: no link is made then, and a reader sees brackets and the address.

    Fails:
        See [Setup](setup.md). → Siehe [Einrichtung] (setup.md).
        zh: See [Setup](setup.md). → 请参阅[安装]（setup.md）。

    Passes:
        See [Setup](setup.md). → Siehe [Einrichtung](setup.md).
    """
    for found in broken(pair):
        span = Span(*found.span())
        message = "the address does not follow the text of the link at once; write ](address)"
        yield Finding(span, message, (Edit(span, f"]({found[2]})"),))


def broken(pair: Pair) -> Iterator[re.Match[str]]:
    """The places of the target where the text of a link is parted from its address."""
    if not CUT.search(pair.target) or CUT.search(pair.source):
        return
    texts = text_spans(pair.target_inline)
    known = {piece.key for kind in ("link", "image") for piece in destinations(pair.source_inline, kind)}
    for found in CUT.finditer(pair.target):
        if covers(texts, found.start()) and (normalized(found[2]) in known or ADDRESS.match(found[2])):
            yield found


_BRACKETS = frozenset("[")

RULES = (
    Rule("link-text", "error", "A link has no text", link_text, triggers=_BRACKETS),
    Rule("link-alt", "warning", "An image has no alternative text", link_alt, triggers=_BRACKETS),
    Rule("link-broken", "error", "A link is cut off from its address", link_broken, fixable=True, triggers=_BRACKETS),
)
