"""Segment an example of each kind of the Golden Rules, beside pysbd, and print the share that is right by language.

::

    python benchmarks/golden_rules.py

The Golden Rules are a set of kinds of sentences that segmenters get wrong: initials, abbreviations, times, quotations,
ellipses. The examples in ``benchmarks/golden_rules`` are our own. List items and lines that were wrapped by hand are
left out, because Markdown has blocks for them. pysbd is measured if it is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from loc_align.markdown import inline
from loc_align.segmentation import cut

try:
    from pysbd import Segmenter
except ImportError:
    Segmenter = None

Segment = Callable[[str], list[str]]

_EXAMPLES = Path(__file__).parent / "golden_rules"
_LEAST = {"en": 0.95}
"""The least share that must be right; 0.85 for other languages."""


def main() -> int:
    """Print the shares; return 1 if one is too low."""
    failed = False
    print(f"{'':4} {'examples':>9} {'loc-align':>10} {'pysbd':>8}")
    for path in sorted(_EXAMPLES.glob("*.txt")):
        lang = path.stem
        examples = [*_examples(path)]
        own = _share(examples, lambda text, lang=lang: _own(text, lang), show=True)
        other = f"{_share(examples, _pysbd(lang)):8.1%}" if Segmenter is not None else f"{'-':>8}"
        print(f"{lang:4} {len(examples):9} {own:10.1%} {other}")
        failed |= own < _LEAST.get(lang, 0.85)
    return int(failed)


def _examples(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("|")


def _share(examples: list[list[str]], segment: Segment, *, show: bool = False) -> float:
    right = 0
    for expected in examples:
        found = [piece.strip() for piece in segment("".join(expected)) if piece.strip()]
        is_right = found == [piece.strip() for piece in expected]
        right += is_right
        if show and not is_right:
            print(f"wrong: {' | '.join(found)}", file=sys.stderr)
    return right / len(examples)


def _own(text: str, lang: str) -> list[str]:
    return [text[first:last] for first, last in pairwise([0, *cut(inline.parse(text), lang), len(text)])]


def _pysbd(lang: str) -> Segment:
    segmenter = Segmenter(language=lang, clean=False)
    return lambda text: [str(piece) for piece in segmenter.segment(text)]


if __name__ == "__main__":
    sys.exit(main())
