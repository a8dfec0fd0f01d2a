"""The codes of :class:`loc_align.model.Defect`: one table, stable names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFECTS: Mapping[str, str] = MappingProxyType(
    {
        "close-missing": "A closing tag of a pair is missing; the pair was closed where its next tag begins.",
        "close-stray": "A closing span tag closes nothing.",
        "front-matter-shape": "The front matter is YAML but not a mapping of keys to values; it was not used.",
        "front-matter-unclosed": "The front matter has no closing line; the file was read as if it had none.",
        "front-matter-yaml": "The front matter is not valid YAML; its values were not used.",
        "id-duplicate": "An id that another pair of the file has; the one whose number fits in keeps it.",
        "id-mismatch": "The two sides of a pair carry different ids; they are joined only where the ids agree.",
        "id-order": "An id's number does not fit in with those before and after it.",
        "id-prefix": "An id's prefix is not the one that the file's other ids have.",
        "lookup-missing": "The wrapper of the source side is missing; the equal ids joined the pair.",
        "pair-apart": "White space stands between the two sides of a pair; it belongs to the pair now.",
        "pair-crosses-blocks": "A pair begins in one block and ends in another.",
        "source-empty": "The source side of a pair has no text.",
        "source-unpaired": "A source side without its target side; it was left in the text.",
        "tag-damaged": "A tag of a pair was damaged and could be read all the same.",
        "tag-nested": "A target side begins inside another one; the outer one was left in the text.",
        "tag-unreadable": "Markup of a pair that is too damaged to read; it was left in the text.",
        "target-empty": "The target side of a pair has no text.",
        "target-unpaired": "A target side without its source side; it was left in the text.",
    }
)
"""Every defect code and what it means; a new one needs a line in the changelog."""
