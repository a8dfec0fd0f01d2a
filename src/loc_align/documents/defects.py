"""The codes of :class:`loc_align.model.Defect`. A code never changes its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFECTS: Mapping[str, str] = MappingProxyType(
    {
        "close-missing": "A closing tag of a pair is missing; the pair was closed before its next tag.",
        "close-stray": "A closing span tag has no opening tag.",
        "container-unread": "The markup of a pair is in a part of a YAML or XML file that is not read.",
        "front-matter-shape": "The front matter is YAML, but not a mapping; it was not used.",
        "front-matter-unclosed": "The front matter has no closing line; it was read as text.",
        "front-matter-yaml": "The front matter is not valid; of YAML, only unambiguous lines were used.",
        "id-duplicate": "Two pairs in the file have the same ID; the pair whose number is in order keeps it.",
        "id-mismatch": "The two sides of a pair have different IDs; sides are joined only if their IDs are equal.",
        "id-order": "The number of an ID is out of order.",
        "id-prefix": "The prefix of an ID differs from that of the other IDs in the file.",
        "lookup-missing": "The wrapper of the source is missing; the pair was joined by its equal IDs.",
        "pair-apart": "There is white space between the two sides of a pair; it was made part of the pair.",
        "pair-crosses-blocks": "A pair starts in one block and ends in another.",
        "source-empty": "The source of a pair is empty.",
        "source-unpaired": "A source has no target; it was left in the text.",
        "tag-damaged": "A tag of a pair is damaged; it was repaired.",
        "tag-nested": "A target starts inside another one; the outer one was left in the text.",
        "tag-unreadable": "The markup of a pair is too damaged to read; it was left in the text.",
        "target-empty": "The target of a pair is empty.",
        "target-unpaired": "A target has no source; it was left in the text.",
    }
)
"""The defect codes and their meanings. A new code needs a line in the changelog."""
