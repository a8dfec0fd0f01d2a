"""Rules about targets that are far too short or too long for their source."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import exp, log

from loc_align.checks.base import Finding, Options, Pair
from loc_align.model import Span

_BINS = (60, 120)
"""The source lengths at which the figures in ``lengths.json`` change; they apply from 25 characters."""


@cache
def length_ratios() -> Mapping[str, list[list[float]]]:
    """Return the usual length ratios of each language, by the length of the source.

    Each entry is the mean of the logarithm of the ratio and its spread. ``benchmarks/length_ratios.py`` measures them;
    ``und`` stands for any other language.
    """
    text = (files(__package__) / "lengths.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def text_length(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for targets that are much shorter or longer than translations into their language usually are.

    The rule knows the usual length ratio, and its spread, for many languages.

    Why: Text might be missing, or text that belongs elsewhere might have been added.

    Fails:
        de: Save the page before you close the window of the archive. → Speichern.

    Passes:
        de: Save the page before you close the window. → Speichern Sie die Seite, bevor Sie das Fenster schließen.

    Options:
        spreads: How many spreads the length must differ from the usual length.
        least: The share of the usual length below which a target is a warning.
        shortest: The length of the shortest source that the rule checks, in characters.
    """
    if len(pair.source) < options["shortest"] or pair.language == "und":
        return
    table = length_ratios()
    usual, spread = table.get(pair.language, table["und"])[bisect_right(_BINS, len(pair.source))]
    if not pair.target or abs(log(len(pair.target) / len(pair.source)) - usual) < spread:
        return
    source, target = len(pair.source_plain), len(pair.target_plain)
    if source < options["shortest"] or not target:
        return
    away = log(target / source) - usual
    short = exp(away) < options["least"]
    if short or abs(away) > options["spreads"] * spread:
        expected = round(source * exp(usual))
        kind = "missing" if away < 0 else "extra"
        yield Finding(
            Span(0, len(pair.target)),
            f"the target has {target} characters, but about {expected} are usual; check for {kind} text",
            severity="warning" if short else None,
        )
