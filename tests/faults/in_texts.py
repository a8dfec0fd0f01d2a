"""Faults in names, paths, entities, and in what a target says and opens."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import codes, cut, plain_matches
from loc_align.model import Span

_NAME = re.compile(r"\b[A-Z][a-z]*[aeocpx][a-z]+\b")
_CYRILLIC = str.maketrans("aeocpx", "аеосрх")
_PATH = re.compile(r"(?<![\w/.:-])[\w.-]*(?:/[\w.-]*[._][\w.-]*){2,}|[A-Za-z]:\\[\w.\\-]+")
_OPTION = re.compile(r"(?<!\S)--(?=[a-z])")
_END = re.compile(r"[.!?](?= )|。")
_LONG = 160
_STOPS = (".", "。", "!", "?")


def name_in_cyrillic(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_NAME, target) if re.search(rf"\b{match[0]}\b", source)]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), match[0].translate(_CYRILLIC))


def entity_spaced(rng: Random, source: str, target: str) -> str | None:
    found = [span for span, code in codes(target, "entity") if code.data in source]
    if not found:
        return None
    span = rng.choice(found)
    return cut(target, Span(span.start, span.start + 1), "& ")


def entity_cut(rng: Random, source: str, target: str) -> str | None:
    found = [span for span, code in codes(target, "entity") if code.data in source]
    found = [span for span in found if not target[span.end : span.end + 1].isalnum()]
    return cut(target, Span((span := rng.choice(found)).end - 1, span.end)) if found else None


def path_spaced(rng: Random, source: str, target: str) -> str | None:
    found = [match for match in plain_matches(_PATH, target) if match[0] in source]
    if not found:
        return None
    match = rng.choice(found)
    return cut(target, Span(*match.span()), re.sub(r"[/\\]", lambda mark: f" {mark[0]} ", match[0]))


def option_dashed(rng: Random, source: str, target: str) -> str | None:
    found = plain_matches(_OPTION, target) if _OPTION.search(source) else []
    return cut(target, Span(*rng.choice(found).span()), "—") if found else None


def sentence_dropped(_: Random, source: str, target: str) -> str | None:
    """Drop the last sentence of a target."""
    ends = [found.end() for found in plain_matches(_END, target)]
    if not ends or "`" in target or len(target) - ends[-1] < len(target) / 3 or not _END.search(source):
        return None
    return target[: ends[-1]].rstrip()


def broken_off(_: Random, source: str, target: str) -> str | None:
    """Cut off the last third of a target."""
    whole = source.rstrip().endswith(_STOPS) and target.rstrip().endswith(_STOPS)
    if len(source) < _LONG or not whole or "`" in target or "](" in target:
        return None
    return target[: 2 * len(target) // 3]


def comment_opened(_: Random, source: str, target: str) -> str | None:
    return f"{target} <!-- " if "<" not in source else None


def fence_opened(_: Random, source: str, target: str) -> str | None:
    return f"```\n{target}" if "`" not in source else None
