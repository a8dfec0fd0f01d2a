"""Count the template and flavour syntax that translators of other makers' pages see as words.

Usage: python benchmarks/flavours.py [FOLDER] [--detected]

FOLDER contains a folder for each site, named for its flavour (such as `hugo.zh`), with its pages in `source`. By
default, it is the folder of published pages beside the project. `benchmarks/renderers.py` counts the words that are not
offered.

--detected reads each page in the flavour that its content shows, instead of the flavour of the folder.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from flavour_pages import FOLDER, Page, pages, sites

from loc_align.markdown import inline

_MARKS = re.compile(
    r"""
      \{\{ | \}\} | \{% | %\} | \{: | \{/\* | \{[*!][ ] | \{[ ]?[\#.][\w-]
    | ^[ \t]*(?: :{3,} | !!! | \?{3} | ={3}[ +!] | /{3} | -*8<- | <<< | %[ ] | \([\w-]+\)=$
        | (?:import|export)[ ].*[;'"]$ )
    | \{[\w:-]+\}(?=`) | \[\^[^\]\s]+\] | \[TOC\] | \+\+\w+(?:\+\w+)*\+\+
    | </?[A-Za-z][\w.-]*(?:\s[^<>]*)?/?> | \bhttps?:// | (?<![\w:]):[a-z][a-z_+-]*:(?![\w:])
    """,
    re.VERBOSE | re.MULTILINE,
)


def exposed(page: Page) -> list[str]:
    """Return the syntax in the text of the units of a page, outside inline codes."""
    found: list[str] = []
    for unit in page.bitext.units:
        if unit.source is not None:
            parts = inline.parse_segment(unit.source.text, unit.block, page.bitext.document.references)
            found += _MARKS.findall("\0".join(part if isinstance(part, str) else "" for part in parts))
    return found


def main() -> None:
    """Print the figures by site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--detected", action="store_true")
    options = parser.parse_args()
    print(f"{'site':18} {'pages':>6} {'units':>7} {'refused':>7} {'marks':>6} {'per 1,000':>9}")
    total: Counter[str] = Counter()
    for site in sites(options.folder):
        own: Counter[str] = Counter()
        marks: Counter[str] = Counter()
        for page in pages(site, detected=options.detected):
            found = exposed(page)
            own.update(pages=1, units=len(page.bitext.units), refused=len(page.refusals), marks=len(found))
            marks.update(found)
        total += own
        _print(site.name, own)
        for mark, count in marks.most_common(5):
            print(f"    {count:4} {mark!r}")
    _print("all", total)


def _print(name: str, counts: Counter[str]) -> None:
    rate = 1000 * counts["marks"] / max(counts["units"], 1)
    row = f"{name:18} {counts['pages']:6} {counts['units']:7,} {counts['refused']:7} {counts['marks']:6} {rate:9.2f}"
    print(row)


if __name__ == "__main__":
    main()
