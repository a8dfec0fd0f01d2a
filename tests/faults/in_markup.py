"""Faults in the markup of pairs and in the front matter."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import Fault, Injector, in_text, put, shuffled
from loc_align.model import Document, Span

_SOURCE_SIDE = re.compile(r'<span class="sxs-lookup">.*</span></span>', re.DOTALL)
_TARGET_SIDE = re.compile(r'<span data-ttu-id="[^"]*">.*?</span>(?=<span class="sxs-lookup">)', re.DOTALL)


def tag_quoted(rng: Random, document: Document) -> Fault | None:
    """Replace a quotation mark of a tag with an entity."""
    for pair in shuffled(rng, document)[:1]:
        opening = Span(pair.span.start, pair.target.span.start)
        return put(document, opening, opening.of(document.text).replace('">', "&quot;>"))
    return None


def _opening_changed(old: str, new: str) -> Injector:
    """Make an injector that replaces a text in the opening tag of a target side."""

    def inject(rng: Random, document: Document) -> Fault | None:
        pair = rng.choice(document.pairs)
        opening = Span(pair.span.start, pair.target.span.start)
        changed = opening.of(document.text).replace(old, new)
        return put(document, opening, changed) if changed != opening.of(document.text) else None

    return inject


quotes_curly = _opening_changed('"', "“")
quote_lost = _opening_changed('">', ">")
tag_spaced = _opening_changed("<span", "< span")
attribute_renamed = _opening_changed("data-ttu-id", "data-tu-id")


def target_unclosed(rng: Random, document: Document) -> Fault | None:
    """Remove the closing tag of a target side."""
    for pair in shuffled(rng, document)[:1]:
        end = pair.target.span.end
        return put(document, Span(end, end + len("</span>")), "")
    return None


def source_dropped(rng: Random, document: Document) -> Fault | None:
    return _side_dropped(_SOURCE_SIDE, rng, document)


def target_dropped(rng: Random, document: Document) -> Fault | None:
    return _side_dropped(_TARGET_SIDE, rng, document)


def _side_dropped(pattern: re.Pattern[str], rng: Random, document: Document) -> Fault | None:
    for pair in shuffled(rng, document):
        found = pattern.search(document.text, pair.span.start, pair.span.end)
        if found:
            return put(document, Span(*found.span()), "")
    return None


def id_mismatch(rng: Random, document: Document) -> Fault | None:
    for pair in shuffled(rng, document)[:1]:
        opening = Span(pair.span.start, pair.target.span.start)
        changed = re.sub(r"\d(?=\">)", lambda digit: str((int(digit[0]) + 1) % 10), opening.of(document.text))
        return put(document, opening, changed)
    return None


def id_duplicate(rng: Random, document: Document) -> Fault | None:
    """Give a pair the ID of an earlier pair."""
    if len(document.pairs) < 2:
        return None
    first, second = sorted(rng.sample(range(len(document.pairs)), 2))
    pair = document.pairs[second]
    text = pair.span.of(document.text)
    return put(document, pair.span, text.replace(pair.target_id, document.pairs[first].target_id))


def id_order(rng: Random, document: Document) -> Fault | None:
    """Swap two neighboring pairs."""
    rows = [*zip(document.pairs, document.pairs[1:], strict=False)]
    if not rows:
        return None
    first, second = rng.choice(rows)
    between = document.text[first.span.end : second.span.start]
    both = second.span.of(document.text) + between + first.span.of(document.text)
    return put(document, Span(first.span.start, second.span.end), both)


def closing_dropped(rng: Random, document: Document) -> Fault | None:
    for pair in shuffled(rng, document)[:1]:
        return put(document, Span(pair.span.end - len("</span>"), pair.span.end), "")
    return None


locale_wrong: Injector = in_text(r"(?<=^ms.contentlocale: ).*$", lambda _, __: "xx_yyyyyyyyyyy")
hash_broken: Injector = in_text(r"(?<=^ms.openlocfilehash: ).*$", lambda _, match: match[0][:-3] + "zz")
type_wrong: Injector = in_text(r"(?<=^ms.translationtype: ).*$", lambda _, __: "XT")
date_wrong: Injector = in_text(r"(?<=^ms.lasthandoff: ).*$", lambda _, __: "31/31/2021")
yaml_broken: Injector = in_text(r"(?<=^title: ).*$", lambda _, match: f"'{match[0].strip(chr(39))}")
key_translated: Injector = in_text(r"^ms.date(?=:)", lambda _, __: "ms.datum")
