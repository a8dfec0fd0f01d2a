"""Formats the defects of a document as messages."""

from __future__ import annotations

from loc_align.model import Document
from loc_align.text import Lines


def defect_lines(document: Document) -> tuple[str, ...]:
    """Return a message for each defect of a document: path, line, column, detail, and code."""
    lines = Lines(document.file_text) if document.defects else None
    if lines is None:
        return ()
    rows = ((*lines.position(document.file_span(defect.span).start), defect) for defect in document.defects)
    return tuple(f"{document.path}:{line}:{column}: {defect.detail} [{defect.code}]" for line, column, defect in rows)
