"""The review table: tab-separated values for a spreadsheet, with one bead in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from loc_align.model import Bitext, TranslationUnit
from loc_align.text import BOM

COLUMNS = ("path", "line", "block", "bead", "confidence", "reasons", "source", "target")
"""The column headers."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Characters that start a formula in a spreadsheet (OWASP, CSV Injection)."""


def table_head() -> bytes:
    """Return the column headers after a byte order mark, which spreadsheets need to recognize UTF-8."""
    return (BOM + _lines([COLUMNS])).encode("utf-8")


def table_body(bitext: Bitext) -> bytes:
    """Return a row for each bead of a document.

    A text that would be a formula in a spreadsheet gets an apostrophe in front. Texts with line breaks are quoted.
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
