"""Faults in inline codes."""

from __future__ import annotations

import itertools
import re
from random import Random

from faults.injecting import codes, cut, pairs_of, plain_matches, some_word
from loc_align.model import Span

_PLACEHOLDER = re.compile(r"\{\d+\}|\{\{\w+\}\}|\$\{\w+\}|%[A-Za-z]\w+%")
_ESCAPED = re.compile(r"\\(?=[_\[\]|*#])")
_ENTITY = re.compile(r"&(?=(?:lt|gt);)")
_TAG = re.compile(r"</?(?:br|b|i|kbd|strong|em|sup|sub|code|a|img|p)\b[^<>]*>", re.IGNORECASE)
_VALUE = re.compile(r"(?<=<a href=\")[^\"]+(?=\">)")
_ANGLE = re.compile(r"&lt;(\w[\w -]*)&gt;|\\<(\w[\w -]*)\\>")


def code_dropped(rng: Random, _: str, target: str) -> str | None:
    spans = codes(target, "code")
    return cut(target, rng.choice(spans)[0]) if spans else None


def code_bare(rng: Random, _: str, target: str) -> str | None:
    spans = codes(target, "code")
    if not spans:
        return None
    span, code = rng.choice(spans)
    return cut(target, span, code.text)


def code_translated(rng: Random, _: str, target: str) -> str | None:
    spans = codes(target, "code")
    return cut(target, rng.choice(spans)[0], f"`{some_word(rng, target)}`") if spans else None


def code_merged(rng: Random, source: str, target: str) -> str | None:
    spans = [span for span, code in codes(target, "code") if not code.data.startswith("``")]
    if len(spans) < 2 or "``" in source:
        return None
    at = rng.randrange(len(spans) - 1)
    return cut(target, Span(spans[at].end, spans[at + 1].start))


def code_displaced(rng: Random, _: str, target: str) -> str | None:
    spans = [span for span, _ in codes(target, "code")]
    apart = [(first, second) for first, second in itertools.pairwise(spans) if target[first.end : second.start].strip()]
    if not apart:
        return None
    first, second = rng.choice(apart)
    return f"{target[: first.end]} {second.of(target)}{target[first.end : second.start].rstrip()}{target[second.end :]}"


def code_unclosed(rng: Random, source: str, target: str) -> str | None:
    spans = [span for span, code in codes(target, "code") if not code.data.startswith("``")]
    if not spans or source.count("`") % 2:
        return None
    end = rng.choice(spans).end
    return cut(target, Span(end - 1, end))


def _strong(rng: Random, target: str) -> tuple[Span, Span] | None:
    found = pairs_of(target, "strong")
    return rng.choice(found) if found else None


def strong_dropped(rng: Random, _: str, target: str) -> str | None:
    found = _strong(rng, target)
    return cut(cut(target, found[1]), found[0]) if found else None


def strong_escaped(rng: Random, _: str, target: str) -> str | None:
    found = _strong(rng, target)
    return cut(cut(target, found[1], r"\*\*"), found[0], r"\*\*") if found else None


def strong_spaced(rng: Random, _: str, target: str) -> str | None:
    found = _strong(rng, target)
    return cut(cut(target, found[1], " **"), found[0], "** ") if found else None


def strong_half(rng: Random, _: str, target: str) -> str | None:
    found = _strong(rng, target)
    return cut(target, found[1]) if found else None


def _placeholders(source: str, target: str) -> list[re.Match[str]]:
    return [match for match in plain_matches(_PLACEHOLDER, target) if match[0] in source and "\\begin" not in source]


def placeholder_translated(rng: Random, source: str, target: str) -> str | None:
    found = _placeholders(source, target)
    if not found:
        return None
    match = rng.choice(found)
    inner = re.sub(r"\w+", some_word(rng, target), match[0])
    return cut(target, Span(*match.span()), inner)


def placeholder_spaced(rng: Random, source: str, target: str) -> str | None:
    found = _placeholders(source, target)
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), re.sub(r"(\w+)", r" \1 ", match[0]))


def placeholder_dropped(rng: Random, source: str, target: str) -> str | None:
    found = _placeholders(source, target)
    return cut(target, Span(*rng.choice(found).span())) if found else None


def escape_split(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in _ESCAPED.finditer(target) if target[match.start() : match.end() + 1] in source]
    inside = [span for span, _ in codes(target, "code")]
    found = [match for match in found if not any(span.start <= match.start() < span.end for span in inside)]
    return cut(target, Span(*rng.choice(found).span()), "\\ ") if found else None


def tag_dropped(rng: Random, _: str, target: str) -> str | None:
    found = [span for span, code in codes(target, "html") if _TAG.fullmatch(code.data)]
    return cut(target, rng.choice(found)) if found else None


def attribute_changed(rng: Random, _: str, target: str) -> str | None:
    found = [*_VALUE.finditer(target)]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), some_word(rng, target))


def entity_twice(rng: Random, _: str, target: str) -> str | None:
    found = [span for span, code in codes(target, "entity") if code.data in {"&lt;", "&gt;", "&amp;", "&nbsp;"}]
    if not found:
        return None
    span = rng.choice(found)
    return cut(target, Span(span.start, span.start + 1), "&amp;")


def angle_dropped(rng: Random, _: str, target: str) -> str | None:
    found = [*_ANGLE.finditer(target)]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), match[1] or match[2])


def math_damaged(rng: Random, _: str, target: str) -> str | None:
    found = [(span, code) for span, code in codes(target, "math") if "\\" in code.data]
    if not found:
        return None
    span, code = rng.choice(found)
    return cut(target, span, code.data.replace("\\", "\\ ", 1))


def token_leaked(rng: Random, source: str, target: str) -> str | None:
    found = pairs_of(target, "strong")
    if not found or "#" in source:
        return None
    opening, closing = rng.choice(found)
    return cut(cut(target, closing, " # B1"), opening, "# A1 ")
