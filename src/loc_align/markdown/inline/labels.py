"""Reference links whose text is their label, and what becomes of them when the text is translated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from markdown_it.common.utils import normalizeReference

from loc_align.model import Code, Inline

_BRACKETED = re.compile(r"(?<![\\\]\[])\[([^\[\]^][^\[\]]*)\](?:\[\])?(?!\(|\[(?!\^))")
SHORT = frozenset(("]", "][]"))
"""The ends of a reference link whose text is its label."""


def labels_of(parts: Inline) -> Iterator[str]:
    """Yield the texts of the links and images in a segment that are labels (CommonMark 0.31.2, 6.3).

    Args:
        parts: the segment as text and inline codes.
    """
    opened: dict[int | None, int] = {}
    for at, part in enumerate(parts):
        if isinstance(part, Code) and part.kind == "open":
            opened[part.pair] = at
        elif isinstance(part, Code) and part.kind == "close" and part.data in SHORT:
            inside = parts[opened[part.pair] + 1 : at]
            yield "".join(item if isinstance(item, str) else item.data for item in inside)


def with_labels(text: str, labels: Iterable[str], references: Collection[str]) -> str:
    """Add the labels of reference links whose text is their label and was translated: ``[b]`` becomes ``[b][a]``.

    Args:
        text: a translation, as Markdown.
        labels: the texts of the source that are labels, in order.
        references: the normalized labels of the link reference definitions in the document.
    """
    missing = [label for label in labels if not _is_text(label, text)]

    def labeled(found: re.Match[str]) -> str:
        is_link = missing and normalizeReference(found[1]) not in references
        return f"[{found[1]}][{missing.pop(0)}]" if is_link else found[0]

    return _BRACKETED.sub(labeled, text) if missing else text


def _is_text(label: str, text: str) -> bool:
    """Return whether a label still is the text of a link or an image, and not only the label of another one."""
    return re.search(rf"(?<!\]){re.escape(f'[{label}]')}", text) is not None
