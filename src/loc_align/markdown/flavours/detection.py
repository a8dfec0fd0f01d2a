"""Recognizes the flavour of a document from its content, for a document whose site is unknown."""

from __future__ import annotations

import re
from pathlib import PurePath

from loc_align.markdown.flavours.markers import FENCE, PROSE_FENCE
from loc_align.markdown.flavours.signs import SIGNS
from loc_align.markdown.flavours.table import DEFAULT

_SIDE_BY_SIDE = re.compile(r"tu-id|sxs-lookup", re.IGNORECASE)
_SPAN = re.compile(r"(`+)[^`\n]+\1")
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_MOST = 200_000
"""How many characters to look at."""

_BY_SUFFIX = {".mdx": "docusaurus", ".mdoc": "starlight"}


def detect(text: str, path: str = "") -> str:
    """Return the name of the flavour that the content shows; ``gfm`` if it shows none, or several alike.

    Args:
        text: the text of the document.
        path: its path, of which the suffix counts.
    """
    if "tu-id" in text or _SIDE_BY_SIDE.search(text):  # the search that ignores case is much slower
        return "docfx"
    by_suffix = _BY_SUFFIX.get(PurePath(path).suffix.lower())
    if by_suffix:
        return by_suffix
    if not _may_have_signs(text):
        return DEFAULT
    shown = _SPAN.sub("x", _outside_code(text[:_MOST]))
    counts = {name: sum(_contains(shown, *sign) for sign in signs) for name, signs in SIGNS}
    best = max(counts, key=lambda name: counts[name])
    return best if 2 * counts[best] > sum(counts.values()) else DEFAULT


def _contains(text: str, form: re.Pattern[str], marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks) and form.search(text) is not None


def _outside_code(text: str) -> str:
    """Return the lines of a text that are neither in fences nor in scripts."""
    lines: list[str] = []
    fence = ""
    script = False
    for line in text.splitlines():
        found = FENCE.match(line.lstrip(" \t>"))
        if script:
            script = "</script" not in line.lower()
        elif fence:
            fence = "" if found and not found[2] and found[1].startswith(fence) else fence
        elif found and not PROSE_FENCE.match(found[2]):
            fence = found[1]
        else:
            lines.append(line)
            script = _SCRIPT.match(line) is not None and "</script" not in line.lower()
    return "\n".join(lines)


def _may_have_signs(text: str) -> bool:
    return any(mark in text for mark in ("{", ":", "!!!", "===", "///", "<", "import "))
