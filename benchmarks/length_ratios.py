"""Measure the ratio of target to source length for each language, for ``src/loc_align/checks/text/lengths.json``.

The arguments are a folder of side-by-side documents and a folder of gettext catalogs (``LANG/LC_MESSAGES/NAME.mo``, as
in translated packages on PyPI, such as Django). For each language, the benchmark uses the documents if there are
enough, otherwise the catalogs. It prints the median of the logarithm of the ratio, and its spread (the median absolute
deviation times 1.4826), in three bins by the length of the source. Only these numbers are part of the package::

    python benchmarks/length_ratios.py DOCUMENTS CATALOGS > src/loc_align/checks/text/lengths.json
"""

from __future__ import annotations

import gettext
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path
from statistics import median

from loc_align import align, read
from loc_align.markdown.inline import plain

BINS = (25, 60, 120)
ENOUGH = 30
NORMAL = 1.4826
SPREADS = (0.15, 0.25)
"""The limits of the spread: interface strings vary more than sentences, and documents of one team vary less."""


def documents(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the language, source and target of every pair of the documents in a folder."""
    for path in sorted(folder.rglob("*.md")):
        bitext = align(read(path))
        for unit in bitext.units:
            if unit.source and unit.target and unit.source.text != unit.target.text:
                yield bitext.target_lang.partition("-")[0], plain(unit.source.text), plain(unit.target.text)


def catalogs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the language, source and target of every message of the catalogs in a folder."""
    for path in sorted(folder.rglob("LC_MESSAGES/*.mo")):
        language = path.parts[-3].partition("_")[0]
        with path.open("rb") as stream:
            messages = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        for source, target in messages.items():
            if isinstance(source, str) and source and source != target:
                yield language, source.rpartition("\x04")[2], target


def bins(rows: list[tuple[int, float]]) -> list[list[float]] | None:
    """Return the median and the spread of each bin. A bin with too few rows uses all rows."""
    everything = [ratio for _, ratio in rows]
    if len(everything) < 2 * ENOUGH:
        return None
    found = []
    for low, high in zip(BINS, (*BINS[1:], sys.maxsize), strict=True):
        inside = [ratio for size, ratio in rows if low <= size < high]
        ratios = inside if len(inside) >= ENOUGH else everything
        middle = median(ratios)
        spread = NORMAL * median(abs(ratio - middle) for ratio in ratios)
        found.append([round(middle, 3), round(min(max(spread, SPREADS[0]), SPREADS[1]), 3)])
    return found


def main(docs: str, packages: str) -> None:
    """Print the table."""
    table: dict[str, list[list[float]]] = {}
    for pairs in (catalogs(Path(packages)), documents(Path(docs))):
        rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for language, source, target in pairs:
            if len(source) >= BINS[0] and target.strip():
                rows[language].append((len(source), log(len(target) / len(source))))
        table |= {language: found for language in sorted(rows) if (found := bins(rows[language]))}
    table.pop("en", None)
    middle = [
        [round(median(column), 3) for column in zip(*rows, strict=True)] for rows in zip(*table.values(), strict=True)
    ]
    table["und"] = [[ratio, round(2 * spread, 3)] for ratio, spread in middle]
    print("{\n" + ",\n".join(f"  {json.dumps(name)}: {json.dumps(table[name])}" for name in sorted(table)) + "\n}")


if __name__ == "__main__":
    main(*sys.argv[1:])
