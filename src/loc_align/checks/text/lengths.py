"""Targets that are far too short or far too long for their source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import exp, log

from loc_align.checks.base import Finding, Options, Pair
from loc_align.model import Span

_BINS = (60, 120)
"""The lengths at which the figures of ``lengths.json`` change; they are for sources of 25 characters and more."""


@cache
def length_ratios() -> Mapping[str, list[list[float]]]:
    """For each language the usual logarithm of the ratio of lengths and its spread, by the length of the source.

    The numbers are measured by ``benchmarks/length_ratios.py``; ``und`` stands for any other language.
    """
    text = (files(__package__) / "lengths.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def text_length(pair: Pair, options: Options) -> Iterator[Finding]:
    """The target is far shorter or far longer than translations into its language are.

    Why: a sentence got lost, or text that belongs elsewhere came in. The usual ratio of lengths is known for many
    languages, with its spread. The option ``spreads`` says how many spreads away a target must be; one that has less
    than the share ``least`` of the expected length is a warning. Sources under ``shortest`` characters don't count.

    Fails:
        de: Save the page before you close the window of the archive. → Speichern.

    Passes:
        de: Save the page before you close the window. → Speichern Sie die Seite, bevor Sie das Fenster schließen.
    """
    if len(pair.source) < options["shortest"] or pair.language == "und":
        return
    table = length_ratios()
    usual, spread = table.get(pair.language, table["und"])[sum(len(pair.source) >= size for size in _BINS)]
    if not pair.target or abs(log(len(pair.target) / len(pair.source)) - usual) < spread:
        return
    source, target = len(pair.source_plain), len(pair.target_plain)
    if source < options["shortest"] or not target:
        return
    away = log(target / source) - usual
    short = exp(away) < options["least"]
    if short or abs(away) > options["spreads"] * spread:
        expected = round(source * exp(usual))
        yield Finding(
            Span(0, len(pair.target)),
            f"the target has {target} characters where about {expected} are usual: look for what is lost or too much",
            severity="warning" if short else None,
        )
