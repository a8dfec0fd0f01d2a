"""The segments of a bead, and the writing direction of their language."""

from __future__ import annotations

from itertools import pairwise

from loc_align.markdown import inline
from loc_align.model import BlockKind, Segment, Span, TranslationUnit
from loc_align.segmentation import cut
from loc_align.text.language_tags import likely_subtags

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""The scripts that run from right to left (Unicode 16, Bidi_Class of their letters), by ISO 15924."""


def direction(lang: str) -> str:
    """Return the writing direction of a language: ``ltr`` or ``rtl``.

    Args:
        lang: a BCP 47 tag.
    """
    return "rtl" if likely_subtags(lang).script in _RIGHT_TO_LEFT else "ltr"


def segments(unit: TranslationUnit, side: str) -> tuple[Segment, ...]:
    """Return the segments that one side of a bead consists of, as far as the default segmentation rules separate them.

    Args:
        unit: a bead.
        side: ``"source"`` or ``"target"``.
    """
    whole, origin = (unit.source, unit.provenance.source_lang) if side == "source" else (
        unit.target, unit.provenance.target_lang,
    )  # fmt: skip
    if whole is None:
        return ()
    count = unit.bead.partition("-")[0 if side == "source" else 2]
    return (whole,) if count in {"0", "1"} else _cut(whole, unit.block, origin)


def _cut(whole: Segment, block: BlockKind, lang: str) -> tuple[Segment, ...]:
    cuts = cut(inline.parse_segment(whole.text, block), lang)
    pieces = []
    for start, end in pairwise([0, *cuts, len(whole.text)]):
        text = whole.text[start:end].strip()
        if text:
            first = whole.span.start + whole.text.index(text, start)
            pieces.append(Segment(Span(first, first + len(text)), text))
    return tuple(pieces)
