"""Faults in words, numbers, and punctuation."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import Fault, cut, plain_matches, plain_spans, put, shuffled
from loc_align.model import Document, Span

_NUMBER = re.compile(r"(?<![\w.,:/+-])\d{2,6}(?![\w:/]|[.,]\d)")
_VERSION = re.compile(r"(?:(?<=PowerShell )|(?<=[Vv]ersion ))(\d)\.(\d)(?![\d.])")
_PM = re.compile(r"(?<=\d) ?PM\b|下午|오후 ?")
_IDENTIFIER = re.compile(r"(?<![\w./-])[A-Za-z]\w*(?:[._]\w+)+(?![\w/])|(?<![\w./-])[a-z]+[A-Z]\w+(?![\w/.])")
_DOTTED = re.compile(r"(?<![\w./:-])[A-Za-z]\w+(?:\.[A-Za-z]\w+)+(?![\w/.:])")
_CMDLET = re.compile(r"(?<![\w-])(?:Get|Set|New|Add|Remove|Start|Stop|Import|Export|Test|Install)-[A-Z]\w+")
_BRACKETED = re.compile(r"\([^()]*\)|（[^（）]*）")
_QUOTED = re.compile(r"„[^“”\"]+[“”]|“[^“”]+”|«[^«»]+»|「[^「」]+」")
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{4,}(?![\w'’-])")
_LATIN = re.compile(r"[a-z]{3,}")
_SENTENCE = 40
"""The minimum length of a source that counts as a sentence, in characters."""
_SPACED = re.compile(r"[^\W\d_]+ [^\W\d_]+ [^\W\d_]+")


def number_changed(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_NUMBER, target) if source.count(match[0]) == target.count(match[0]) == 1]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), str(int(match[0]) + rng.randrange(3, 9)))


def number_lost(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_NUMBER, target) if source.count(match[0]) == target.count(match[0]) == 1]
    return cut(target, Span(*rng.choice(found).span())) if found else None


def version_comma(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_VERSION, target) if match[0] in source]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), f"{match[1]},{match[2]}")


def pm_lost(rng: Random, source: str, target: str) -> str | None:
    found = plain_matches(_PM, target) if " PM" in source else []
    return cut(target, Span(*rng.choice(found).span())) if found else None


def _is_prose(source: str) -> bool:
    words = " ".join(span.of(source) for span in plain_spans(source))
    return len(source) > _SENTENCE and len(_LATIN.findall(words)) > 6 and "`" not in source


def untranslated(_: Random, source: str, target: str) -> str | None:
    return source if _is_prose(source) and source != target else None


def half_translated(_: Random, source: str, target: str) -> str | None:
    """Join the first half of the target to the second half of the source."""
    if not _is_prose(source) or source == target:
        return None
    words = source.split()
    return f"{target[: len(target) // 2].rstrip()} {' '.join(words[len(words) // 2 :])}"


def looped(rng: Random, _: str, target: str) -> str | None:
    found = plain_matches(_WORD, target)
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), " ".join([match[0]] * 8))


def doubled(rng: Random, _: str, target: str) -> str | None:
    found = [
        match
        for match in plain_matches(_WORD, target)
        if _SPACED.search(target) and match[0].islower() and len(match[0]) < 15
    ]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), f"{match[0]} {match[0]}")


def identifier_split(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_DOTTED, target) if match[0] in source]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), match[0].replace(".", ". ", 1))


def identifier_recased(rng: Random, source: str, target: str) -> str | None:
    found = [
        match for match in plain_matches(_IDENTIFIER, target) if match[0] in source and match[0] != match[0].lower()
    ]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), match[0].lower())


def cmdlet_translated(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_CMDLET, target) if match[0] in source]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), f"Verbo-{match[0].partition('-')[2]}")


def bracket_lost(rng: Random, source: str, target: str) -> str | None:
    found = plain_matches(_BRACKETED, target)
    if not found or source.count("(") != source.count(")"):
        return None
    match = rng.choice(found)
    return cut(target, Span(match.end() - 1, match.end()))


def quote_lost(rng: Random, source: str, target: str) -> str | None:
    found = plain_matches(_QUOTED, target)
    if not found or source.count('"') % 2:
        return None
    match = rng.choice(found)
    return cut(target, Span(match.end() - 1, match.end()))


def _inside(rng: Random, target: str, character: str) -> str | None:
    found = [span for span in plain_spans(target) if span.end - span.start > 3]
    if not found:
        return None
    span = rng.choice(found)
    at = rng.randrange(span.start + 1, span.end)
    return target[:at] + character + target[at:]


def bidi_control(rng: Random, _: str, target: str) -> str | None:
    return _inside(rng, target, "\u202e")


def replacement_character(rng: Random, _: str, target: str) -> str | None:
    return _inside(rng, target, "\ufffd")


def mojibake(rng: Random, _: str, target: str) -> str | None:
    found = [span for span in plain_spans(target) if not span.of(target).isascii()]
    if not found:
        return None
    span = rng.choice(found)
    return cut(target, span, span.of(target).encode().decode("latin-1"))


def truncated(_: Random, source: str, target: str) -> str | None:
    """Cut off the end of a target."""
    return target[: max(3, len(target) // 12)] if len(source) > 2.5 * _SENTENCE and _is_prose(source) else None


def row_bar_lost(rng: Random, document: Document) -> Fault | None:
    """Remove a pipe from a table row."""
    cells = [block for block in document.blocks if block.kind == "table_cell"]
    bars = [block.span.end for block in cells if "|" in document.text[block.span.end : block.span.end + 3]]
    bars = [document.text.index("|", bar) for bar in bars]
    inner = [bar for bar in bars if document.text[bar + 1 : bar + 40].partition("\n")[0].strip()]
    if not inner:
        return None
    at = rng.choice(inner)
    return put(document, Span(at, at + 1), " ")


def heading_level(rng: Random, document: Document) -> Fault | None:
    headings = [block for block in document.blocks if block.kind == "heading"]
    if not headings:
        return None
    start = rng.choice(headings).span.start
    return put(document, Span(start, start), "###")


def swapped(rng: Random, document: Document) -> Fault | None:
    """Swap the targets of two neighboring pairs."""
    rows = [*zip(document.pairs, document.pairs[1:], strict=False)]
    for first, second in rng.sample(rows, len(rows)):
        if _is_prose(first.source.text) and _is_prose(second.source.text) and first.target.text != second.target.text:
            text = document.text
            a, b = first.target.span, second.target.span
            return put(document, Span(a.start, b.end), b.of(text) + text[a.end : b.start] + a.of(text))
    return None


def neighbors(rng: Random, document: Document) -> Fault | None:
    """Give a pair the target of the previous pair."""
    rows = [*zip(document.pairs, document.pairs[1:], strict=False)]
    for first, second in rng.sample(rows, len(rows)):
        if _is_prose(first.source.text) and _is_prose(second.source.text) and first.target.text != second.target.text:
            return put(document, second.target.span, first.target.text)
    return None


def emptied(rng: Random, document: Document) -> Fault | None:
    pairs = shuffled(rng, document)
    return put(document, pairs[0].target.span, "") if pairs else None
