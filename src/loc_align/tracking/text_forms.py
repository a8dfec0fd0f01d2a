"""Status reports as text, JSON, CSV, and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from loc_align.text import counted
from loc_align.text.json_ import to_json
from loc_align.tracking.rows import Row, share, totals
from loc_align.tracking.status import STATES
from loc_align.updating.values import KINDS, Change

_COLUMNS = ("lang", "path", "state", "sentences", *KINDS, "pending", "words", "share", "since", "author", "reason")


def as_text(rows: Sequence[Row]) -> bytes:
    """Return a report for a terminal: the files that aren't up to date, and a line for each language."""
    lines = [_line(row) for row in rows if row.status.state != "up-to-date"]
    shares = share(rows)
    for lang, counts in totals(rows).items():
        parts = ", ".join(f"{counts[state]:,} {state}" for state in STATES if counts.get(state))
        lines.append(f"{lang}: {shares.get(lang, 0):.1%} up to date ({parts})")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _line(row: Row) -> str:
    status = row.status
    if status.state == "outdated":
        parts = [f"{status.counts[kind]:,} {kind}" for kind in KINDS if kind != "kept" and status.counts.get(kind)]
        parts += [f"{status.pending:,} pending"] if status.pending else []
        parts += [counted(status.words, "word")] if status.words else []
        since = f", since {row.since} by {row.author}" if row.since else ""
        other = "markup only" if status.sentences else row.reason
        return f"{status.path}: outdated: {', '.join(parts) or other}{since}"
    return f"{status.path}: {status.state}" + (f": {row.reason}" if row.reason and status.state == "unknown" else "")


def _values(row: Row) -> dict[str, Any]:
    status = row.status
    return {
        "lang": row.lang,
        "path": status.path,
        "source": row.source,
        "state": status.state,
        "sentences": status.sentences,
        **{kind: status.counts.get(kind, 0) for kind in KINDS},
        "pending": status.pending,
        "words": status.words,
        "share": round(status.share, 4),
        "since": row.since,
        "author": row.author,
        "reason": row.reason,
    }


def as_json(rows: Sequence[Row]) -> bytes:
    """Return a report for programs: the languages, and the files with their changes."""
    shares = share(rows)
    languages = [
        {"lang": lang, "share": round(shares.get(lang, 0), 4), **{state: counts.get(state, 0) for state in STATES}}
        for lang, counts in totals(rows).items()
    ]
    files = [{**_values(row), "changes": [*map(change_values, row.status.changes)]} for row in rows]
    return to_json({"version": 1, "languages": languages, "files": files}, "backslashreplace") + b"\n"


def change_values(change: Change) -> Mapping[str, Any]:
    """Return a change for JSON."""
    return {
        "kind": change.kind,
        "line": change.line,
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "likeness": change.likeness,
    }


def as_csv(rows: Sequence[Row]) -> bytes:
    """Return a report for a spreadsheet, a row for each file."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_values, rows))
    return stream.getvalue().encode("utf-8", "backslashreplace")


def as_markdown(rows: Sequence[Row]) -> bytes:
    """Return a report for a pull request or a wiki: a table of languages, and one of files."""
    shares = share(rows)
    lines = [f"| Language | Up to date | {' | '.join(STATES)} |", f"|---|--:|{'--:|' * len(STATES)}"]
    for lang, counts in totals(rows).items():
        cells = " | ".join(f"{counts.get(state, 0):,}" for state in STATES)
        lines.append(f"| {_cell(lang)} | {shares.get(lang, 0):.1%} | {cells} |")
    lines += ["", "| File | State | Edited | New | Gone | Words | Since |", "|---|---|--:|--:|--:|--:|---|"]
    for row in rows:
        if row.status.state == "up-to-date":
            continue
        counts_ = [
            row.status.counts.get("edited", 0),
            row.status.counts.get("new", 0),
            row.status.counts.get("gone", 0),
        ]
        cells = " | ".join(f"{number:,}" for number in (*counts_, row.status.words))
        lines.append(f"| {_cell(row.status.path)} | {row.status.state} | {cells} | {_cell(row.since)} |")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _cell(text: str) -> str:
    """Return a text as it is, whatever Markdown makes of its characters."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>()#+-!|:~" else char for char in text).replace("\n", " ")
