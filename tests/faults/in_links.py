"""Faults in links, images, and anchors."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import Fault, codes, cut, in_text, pairs_of, put, some_word
from loc_align.model import Document, Span

_DESTINATION = re.compile(r"(?<=\]\()[^()\s]{3,}")


def _inline_link(rng: Random, target: str) -> tuple[Span, Span] | None:
    found = [pair for pair in pairs_of(target, "link") if pair[1].of(target).startswith("](")]
    found = [pair for pair in found if pair[0].end < pair[1].start]
    return rng.choice(found) if found else None


def _changed(address: str) -> str:
    """Return an address with a different letter in the last word."""
    at = max(index for index, character in enumerate(address) if character.isalnum())
    return f"{address[:at]}{'q' if address[at] != 'q' else 'x'}{address[at + 1 :]}"


def link_changed(rng: Random, _: str, target: str) -> str | None:
    found = _inline_link(rng, target)
    match = _DESTINATION.search(target, found[1].start) if found else None
    return cut(target, Span(*match.span()), _changed(match[0])) if match else None


def link_dropped(rng: Random, _: str, target: str) -> str | None:
    found = _inline_link(rng, target)
    return cut(cut(target, found[1]), found[0]) if found else None


def link_emptied(rng: Random, _: str, target: str) -> str | None:
    found = _inline_link(rng, target)
    if not found:
        return None
    opening, closing = found
    words = target[opening.end : closing.start]
    return cut(target, Span(opening.start, closing.end), f"[{closing.of(target)}{words}")


def link_cut(rng: Random, _: str, target: str) -> str | None:
    found = _inline_link(rng, target)
    return cut(target, Span(found[1].start, found[1].start + 1), "] ") if found else None


def link_full_width(rng: Random, _: str, target: str) -> str | None:
    found = _inline_link(rng, target)
    if not found or "(" in found[1].of(target)[2:]:
        return None
    return cut(target, found[1], f"]（{found[1].of(target)[2:-1]}）")


def frame_cut(rng: Random, document: Document) -> Fault | None:
    return in_text(r"(?<=</span></span>)\]\((?!#tab/)", lambda _, __: "] (")(rng, document)


def frame_emptied(rng: Random, document: Document) -> Fault | None:
    return in_text(r"(?<=</span></span>\]\()(?!#tab/)[^()\s]+(?=\))", lambda _, __: "")(rng, document)


def image_changed(rng: Random, _: str, target: str) -> str | None:
    found = pairs_of(target, "image")
    match = _DESTINATION.search(target, rng.choice(found)[1].start) if found else None
    return cut(target, Span(*match.span()), _changed(match[0])) if match else None


def image_alt_emptied(rng: Random, _: str, target: str) -> str | None:
    found = [pair for pair in pairs_of(target, "image") if pair[0].end < pair[1].start]
    if not found:
        return None
    opening, closing = rng.choice(found)
    return cut(target, Span(opening.end, closing.start))


def autolink_changed(rng: Random, _: str, target: str) -> str | None:
    found = codes(target, "autolink")
    if not found:
        return None
    span, code = rng.choice(found)
    return cut(target, span, f"<{_changed(code.data[1:-1])}>")


def xref_changed(rng: Random, _: str, target: str) -> str | None:
    found = codes(target, "xref")
    if not found:
        return None
    span, _code = rng.choice(found)
    return cut(target, span, f"<xref:{some_word(rng, target)}>")


def reference_changed(rng: Random, document: Document) -> Fault | None:
    return in_text(r"(?<=\]\[)[^\[\]\n]+(?=\])", lambda rng_, match: f"{match[0]} {rng_.randrange(10)}")(rng, document)


def fragment_translated(rng: Random, document: Document) -> Fault | None:
    inject = in_text(r"(?<=\]\(#)(?!tab/)[^()\s]+(?=\))", lambda _, match: f"{match[0][::-1]}-é")
    return inject(rng, document)


def anchor_changed(rng: Random, document: Document) -> Fault | None:
    return in_text(r'(?<=<a name=")[^"]+(?="></a><span)', lambda _, match: f"{match[0][::-1]}x")(rng, document)


def anchor_emptied(rng: Random, document: Document) -> Fault | None:
    return in_text(r'(?<=<a name=")[^"]+(?="></a><span)', lambda _, __: "")(rng, document)


def anchor_dropped(rng: Random, document: Document) -> Fault | None:
    """Remove the anchor of a heading from a document in which all headings have anchors."""
    headings = [
        block for block in document.blocks if block.kind == "heading" and "](#tab/" not in block.span.of(document.text)
    ]
    anchor = re.compile(r'<a name="[^"]*"></a>')
    found = [match for block in headings if (match := anchor.search(document.text, block.span.start, block.span.end))]
    if len(found) < max(2, len(headings)):
        return None
    return put(document, Span(*rng.choice(found).span()), "")
