"""The results of ``bench``, as tables and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from msgspec import to_builtins
from rich.console import Console
from rich.table import Table

from loc_align.alignment.evaluation.scoring import Counts, Verdict, reliability
from loc_align.jobs.bench import Miss, Result

_WIDE = 10_000
"""Columns of what is no terminal: there a table has the width that it needs."""
_FIGURES = ("precision", "recall", "f1", "strict")
_SHOWN = 90
"""Characters of a text in a table."""


def as_json(results: Sequence[Result], worst: int) -> str:
    """The results as JSON, version 1.

    Args:
        results: one for each pair of languages.
        worst: how many of the surest mistakes to show.
    """
    content = {
        "version": 1,
        "languages": [
            {
                "source_lang": item.languages[0],
                "target_lang": item.languages[1],
                "files": item.files,
                **_counts(item.counts),
            }
            for item in results
        ],
        "total": {"files": sum(item.files for item in results), **_counts(_total(results))},
        "beads": _kinds(results, lambda verdict: verdict.pair.bead),
        "blocks": _kinds(results, lambda verdict: verdict.pair.kind),
        "reliability": [
            {"low": low, "high": high, "beads": number, "said": round(said, 4), "right": round(right, 4)}
            for low, high, number, said, right in reliability(chain.from_iterable(item.beads for item in results))
        ],
        "worst": [to_builtins(miss) for miss in _worst(results, worst)],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _counts(counts: Counts) -> dict[str, int | float]:
    return {
        "pairs": counts.pairs,
        "found": counts.found,
        "beads": counts.beads,
        "right": counts.right,
        **{name: round(getattr(counts, name), 4) for name in _FIGURES},
    }


def _total(results: Iterable[Result]) -> Counts:
    return sum((item.counts for item in results), Counts())


def _kinds(results: Iterable[Result], kind: Callable[[Verdict], str]) -> dict[str, dict[str, int]]:
    """How many pairs of each kind there are, were found, and were found exactly; the most frequent kinds first."""
    verdicts = [verdict for item in results for verdict in item.verdicts]
    pairs = Counter(map(kind, verdicts))
    found = Counter(kind(verdict) for verdict in verdicts if verdict.found)
    exact = Counter(kind(verdict) for verdict in verdicts if verdict.exact)
    order = sorted(pairs, key=lambda name: (-pairs[name], name))
    return {name: {"pairs": pairs[name], "found": found[name], "exact": exact[name]} for name in order}


def _worst(results: Iterable[Result], most: int) -> list[Miss]:
    """The surest mistakes."""
    misses = (miss for item in results for miss in item.misses)
    return sorted(misses, key=lambda miss: (-miss.score, miss.path, miss.line))[:most]


def print_tables(results: Sequence[Result], worst: int) -> None:
    """Print the results for people, on standard output.

    Args:
        results: one for each pair of languages.
        worst: how many of the surest mistakes to show.
    """
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDE
    languages = _table("Languages", "files", "pairs", *_FIGURES)
    for item in results:
        languages.add_row(" → ".join(item.languages), f"{item.files:,}", *_row(item.counts))
    if len(results) != 1:
        languages.add_row("all", f"{sum(item.files for item in results):,}", *_row(_total(results)))
    console.print(languages)
    for title, kinds in (
        ("Sentences", _kinds(results, lambda verdict: verdict.pair.bead)),
        ("Block", _kinds(results, lambda verdict: verdict.pair.kind)),
    ):
        table = _table(title, "pairs", "found", "exact")
        for name, row in kinds.items():
            shares = (f"{row[part] / row['pairs']:.3f}" for part in ("found", "exact"))
            table.add_row(name, f"{row['pairs']:,}", *shares)
        console.print()
        console.print(table)
    console.print()
    console.print(_reliability(results))
    for miss in _worst(results, worst):
        console.print()
        for line in _lines(miss):
            console.print(line)


def _table(title: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(title)
    for column in columns:
        table.add_column("F1" if column == "f1" else column, justify="right")
    return table


def _row(counts: Counts) -> list[str]:
    return [f"{counts.pairs:,}", *(f"{getattr(counts, name):.3f}" for name in _FIGURES)]


def _reliability(results: Sequence[Result]) -> Table:
    table = _table("Confidence", "beads", "said", "right")
    for low, high, number, said, right in reliability(chain.from_iterable(item.beads for item in results)):
        table.add_row(f"{low:.2f} to {high:.2f}", f"{number:,}", f"{said:.3f}", f"{right:.3f}")
    return table


def _lines(miss: Miss) -> tuple[str, ...]:
    instead = "it was left alone" if miss.instead is None else _short(miss.instead)
    return (
        f"{miss.path}:{miss.line}: {miss.id} was not found",
        f"  source   {_short(miss.source)}",
        f"  target   {_short(miss.target)}",
        f"  instead  {instead} ({miss.score:.2f})",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
