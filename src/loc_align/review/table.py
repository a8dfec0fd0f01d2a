"""An alignment as a table for a spreadsheet: tab-separated, one bead a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from loc_align.model import Bitext, TranslationUnit
from loc_align.text import BOM

COLUMNS = ("path", "line", "block", "bead", "confidence", "reasons", "source", "target")
"""The titles of the columns."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with, or a spreadsheet computes it (OWASP, CSV Injection)."""


def table_head() -> bytes:
    """The titles of the columns, after the byte order mark that spreadsheets ask for."""
    return (BOM + _lines([COLUMNS])).encode("utf-8")


def table_body(bitext: Bitext) -> bytes:
    """A row for each bead of a document.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. Texts with line breaks are quoted.
    """
    return _lines(map(_row, bitext.units)).encode("utf-8", "replace")


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, dialect="excel-tab", lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def _row(unit: TranslationUnit) -> tuple[str, ...]:
    return (
        _cell(unit.provenance.path),
        str(unit.line),
        unit.block,
        unit.bead,
        f"{unit.score:.2f}",
        ", ".join(unit.reasons),
        _cell(unit.source.text if unit.source else ""),
        _cell(unit.target.text if unit.target else ""),
    )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
