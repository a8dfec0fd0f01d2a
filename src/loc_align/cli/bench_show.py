"""The results of ``bench``, as tables and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import to_builtins

from loc_align.alignment.evaluation.scoring import Counts, Verdict, reliability
from loc_align.cli.streams import print_text
from loc_align.cli.terminal import print_table
from loc_align.jobs.bench import Miss, Result

_SCORES = ("precision", "recall", "f1", "strict")
_MOST_SHOWN = 90
"""The most characters of a text to print."""


def as_json(results: Sequence[Result], worst: int) -> Mapping[str, object]:
    """Return the results as the content of a JSON file, version 1.

    Args:
        results: a result for each language pair.
        worst: the number of the most confident mistakes to include.
    """
    return {
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


def _counts(counts: Counts) -> dict[str, int | float]:
    return {
        "pairs": counts.pairs,
        "found": counts.found,
        "beads": counts.beads,
        "right": counts.right,
        **{name: round(getattr(counts, name), 4) for name in _SCORES},
    }


def _total(results: Iterable[Result]) -> Counts:
    return sum((item.counts for item in results), Counts())


def _kinds(results: Iterable[Result], kind: Callable[[Verdict], str]) -> dict[str, dict[str, int]]:
    """Return the number of pairs of each kind, and how many were found and found exactly; most frequent kinds first."""
    verdicts = [verdict for item in results for verdict in item.verdicts]
    pairs = Counter(map(kind, verdicts))
    found = Counter(kind(verdict) for verdict in verdicts if verdict.found)
    exact = Counter(kind(verdict) for verdict in verdicts if verdict.exact)
    order = sorted(pairs, key=lambda name: (-pairs[name], name))
    return {name: {"pairs": pairs[name], "found": found[name], "exact": exact[name]} for name in order}


def _worst(results: Iterable[Result], most: int) -> list[Miss]:
    """Return the most confident mistakes."""
    misses = (miss for item in results for miss in item.misses)
    return sorted(misses, key=lambda miss: (-miss.score, miss.path, miss.line))[:most]


def print_tables(results: Sequence[Result], worst: int) -> None:
    """Print the results as tables on standard output.

    Args:
        results: a result for each language pair.
        worst: the number of the most confident mistakes to print.
    """
    rows = [(" → ".join(item.languages), f"{item.files:,}", *_row(item.counts)) for item in results]
    if len(results) != 1:
        rows.append(("all", f"{sum(item.files for item in results):,}", *_row(_total(results))))
    print_table(("Languages", "files", "pairs", *("F1" if name == "f1" else name for name in _SCORES)), rows)
    for title, kinds in (
        ("Sentences", _kinds(results, lambda verdict: verdict.pair.bead)),
        ("Block", _kinds(results, lambda verdict: verdict.pair.kind)),
    ):
        print_text()
        print_table((title, "pairs", "found", "exact"), map(_shares, kinds, kinds.values()))
    print_text()
    print_table(("Confidence", "beads", "said", "right"), _reliability(results))
    for miss in _worst(results, worst):
        print_text()
        for line in _lines(miss):
            print_text(line)


def _row(counts: Counts) -> list[str]:
    return [f"{counts.pairs:,}", *(f"{getattr(counts, name):.3f}" for name in _SCORES)]


def _shares(name: str, row: Mapping[str, int]) -> tuple[str, ...]:
    return name, f"{row['pairs']:,}", *(f"{row[part] / row['pairs']:.3f}" for part in ("found", "exact"))


def _reliability(results: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for low, high, number, said, right in reliability(chain.from_iterable(item.beads for item in results)):
        yield f"{low:.2f} to {high:.2f}", f"{number:,}", f"{said:.3f}", f"{right:.3f}"


def _lines(miss: Miss) -> tuple[str, ...]:
    instead = "(unaligned)" if miss.instead is None else _short(miss.instead)
    return (
        f"{miss.path}:{miss.line}: {miss.id} was not found",
        f"  source   {_short(miss.source)}",
        f"  target   {_short(miss.target)}",
        f"  instead  {instead} ({miss.score:.2f})",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…"
