"""Markers that a translation keeps: footnotes and template tags.

Where they aren't inline codes, translators can edit them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loc_align.model import Code

# A tag ends before the next one starts; otherwise, many starts without an end would take quadratic time.
_MARKER = re.compile(
    r"(?m:^\[\^[^\[\]\s]++\]:)|\[\^[^\[\]\s]++\]"
    r"|\{%(?:(?!\{%|%\})[^`\n])*%\}|\{\{(?:(?!\{\{|\}\})[^`\n])*\}\}"
)
_SPACED_DEFINITION = re.compile(r"\A(\[\^[^\[\]\s]++\])[ \t\u00a0\u202f]+(?=:)")


def with_definition(pieces: Sequence[str | Code], source: str) -> list[str | Code]:
    """Remove the space before the colon of a footnote definition, which French typing adds.

    Args:
        pieces: the text and the codes of a target.
        source: the source in the document.
    """
    made = [*pieces]
    first = made[0] if made else ""
    if isinstance(first, str) and (found := _MARKER.match(source)) and found[0].endswith(":"):
        made[0] = _SPACED_DEFINITION.sub(r"\1", first)
    return made


def marker_problems(new: str, source: str, target: str | None) -> Iterator[str]:
    """Yield a message for each marker that a new target has lost or added.

    Args:
        new: the new target as Markdown.
        source: the source in the document.
        target: the target in the document; ``None`` if there is none.
    """
    typed, wanted = Counter(_MARKER.findall(new)), Counter(_MARKER.findall(source))
    if target is not None and typed == Counter(_MARKER.findall(target)):
        return
    yield from (f"the marker {marker!r} is missing; add it" for marker in wanted - typed)
    yield from (f"the marker {marker!r} is not in the source; remove it" for marker in typed - wanted)
