"""The status page: a heat map of languages and files, and the sentences with their changes marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from loc_align.text.page import page_head, script_data
from loc_align.text.word_diff import marked
from loc_align.tracking.rows import Row
from loc_align.updating.values import Change

_MOST_CHANGES = 500
"""The most changes of a file on the page."""


def as_page(rows: Sequence[Row]) -> bytes:
    """Return a report as an HTML page. It loads nothing and runs only its own script.

    Args:
        rows: the translations.
    """
    style, script = _part("page.css"), _part("page.js")
    head = page_head("Translation status", style, script)
    data = script_data([_row(row) for row in rows])
    return b"".join(
        (
            f"{head}{_part('page.html')}".encode(),
            b'<script type="application/json" id="data">',
            data,
            f"</script>\n<script>{script}</script>\n</body>\n</html>\n".encode(),
        )
    )


@cache
def _part(name: str) -> str:
    return (files("loc_align.tracking") / name).read_text(encoding="utf-8")


def _row(row: Row) -> dict[str, Any]:
    status = row.status
    return {
        "lang": row.lang,
        "file": row.relative,
        "path": status.path,
        "state": status.state,
        "share": round(status.share, 4),
        "behind": status.behind,
        "words": status.words,
        "since": row.since,
        "author": row.author,
        "reason": row.reason,
        "changes": [_change(change) for change in status.changes[:_MOST_CHANGES]],
        "more": max(0, len(status.changes) - _MOST_CHANGES),
    }


def _change(change: Change) -> list[Any]:
    """Return the kind, the line, the likeness, and the marked text of a change."""
    old, new = (side.text if side else "" for side in (change.old, change.new))
    return [change.kind, change.line, change.likeness, [*marked(old, new)]]
