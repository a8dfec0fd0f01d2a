"""The statistics of memories as an HTML page with plots. It is one file, and loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from math import exp

from loc_align.corpora.statistics import PairStatistics

_STYLE = """
:root { color-scheme: light dark; --bar: #2a6fdb; --other: #e08a1e; --none: #8a8f98; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem; text-align: end; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: start; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; overflow: visible; } rect { fill: var(--bar); } rect.MT { fill: var(--other); }
rect.unknown { fill: var(--none); } text { fill: currentColor; font-size: 11px; text-anchor: middle; }
figure p { margin: .2rem 0; } p span { border-inline-start: .8em solid var(--bar); padding: 0 1.5em 0 .4em; }
p span.MT { border-color: var(--other); } p span.unknown { border-color: var(--none); }
"""
_KINDS = {"HT": "people", "MT": "machine", "unknown": "not stated"}
Label = Callable[[int], str]
"""Returns the text below a bar."""
_WIDTH, _HEIGHT, _FOOT = 600, 120, 18


def statistics_page(found: Mapping[tuple[str, str], PairStatistics]) -> str:
    """Return the page.

    Args:
        found: the statistics by source and target language.
    """
    return "".join(_page(found))


def _page(found: Mapping[tuple[str, str], PairStatistics]) -> Iterator[str]:
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Corpus statistics</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><h1>Corpus statistics</h1>"
    yield "<table><thead><tr><th>Languages</th><th>Units</th><th>With repetitions</th><th>Source words</th>"
    yield "<th>Identical</th><th>Machine</th></tr></thead><tbody>"
    for pair, own in found.items():
        cells = (own.rows, own.total, own.source_words)
        shares = (own.identical, own.kinds["MT"])
        yield f"<tr><td>{_name(pair)}</td>" + "".join(f"<td>{cell:,}</td>" for cell in cells)
        yield "".join(f"<td>{share / own.rows:.1%}</td>" for share in shares) + "</tr>"
    yield "</tbody></table>"
    for pair, own in found.items():
        yield f"<section><h2>{_name(pair)}</h2>"
        yield from _origins(own)
        yield from _plot("Length of the source, in characters", own.lengths, lambda at: f"&lt; {1 << at:,}")
        title = "Length of the target for one character of the source"
        yield from _plot(title, own.ratios, lambda at: f"{exp(at / 10):.2f}")
        yield from _left(own.untranslated)
        yield "</section>"
    yield "</body></html>\n"


def _name(pair: tuple[str, str]) -> str:
    return f"{escape(pair[0])} → {escape(pair[1])}"


def _origins(own: PairStatistics) -> Iterator[str]:
    title = "Translated by"
    yield f'<figure><figcaption>{title}</figcaption><svg viewBox="0 0 {_WIDTH} 20" role="img" aria-label="{title}">'
    at = 0.0
    present = [kind for kind in _KINDS if own.kinds[kind]]
    for kind in present:
        width = own.kinds[kind] / own.rows * _WIDTH
        yield f'<rect class="{kind}" x="{at:.2f}" y="0" width="{width:.2f}" height="20"/>'
        at += width
    yield "</svg><p>"
    for kind in present:
        share = own.kinds[kind] / own.rows
        yield f'<span class="{kind}">{_KINDS[kind]}: {own.kinds[kind]:,} ({share:.1%})</span>'
    yield "</p></figure>"


def _plot(title: str, counts: Mapping[int, int], label: Label) -> Iterator[str]:
    if not counts:
        return
    first, last, highest = min(counts), max(counts), max(counts.values())
    step = _WIDTH / (last - first + 1)
    every = max(1, (last - first + 1) // 12)
    yield f"<figure><figcaption>{title}</figcaption>"
    yield f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" aria-label="{title}">'
    for value in range(first, last + 1):
        count = counts.get(value, 0)
        height = count / highest * _HEIGHT
        at = (value - first) * step
        place = f'x="{at + step * 0.1:.2f}" y="{_HEIGHT - height:.2f}"'
        yield f'<rect {place} width="{step * 0.8:.2f}" height="{height:.2f}">'
        yield f"<title>{label(value)}: {count:,}</title></rect>"
        if (value - first) % every == 0:
            yield f'<text x="{at + step / 2:.2f}" y="{_HEIGHT + 14}">{label(value)}</text>'
    yield "</svg></figure>"


def _left(grams: Sequence[tuple[str, int]]) -> Iterator[str]:
    if grams:
        yield "<figure><figcaption>Words of the source that are in the target</figcaption><table><tbody>"
        for gram, count in grams:
            yield f"<tr><td>{escape(gram)}</td><td>{count:,}</td></tr>"
        yield "</tbody></table></figure>"
