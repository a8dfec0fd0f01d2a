"""Converts the offsets of a finding to a position for people: line, column, and the surrounding text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Protocol

from loc_align.checks.base import Pair
from loc_align.model import Bitext, Edit, Problem, Severity, Span
from loc_align.text import Lines

_CONTEXT = 80
"""The number of characters to show before and after a problem."""


class Locator(Protocol):
    """Converts the offsets of a finding to a problem."""

    def problem(self, rule: str, severity: Severity, span: Span, pair: Pair | None = None) -> Problem:
        """Return a problem without a message.

        Args:
            rule: the ID of the rule.
            severity: the severity.
            span: offsets into the text of the target of ``pair``, or into the document if there is no pair.
            pair: the pair that contains the problem.
        """


class DocumentLocator(Locator):
    """Locates problems in a document."""

    def __init__(self, bitext: Bitext, pairs: tuple[Pair, ...]) -> None:
        """Locate problems in the document of ``bitext``, whose units with both sides are ``pairs``."""
        self._document = bitext.document
        self._provenance = bitext.provenance
        self._lang = bitext.target_lang
        self._pairs = pairs

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._document.file_text)

    @cached_property
    def _starts(self) -> list[int]:
        return [_target(pair).start for pair in self._pairs]

    def problem(self, rule: str, severity: Severity, span: Span, pair: Pair | None = None) -> Problem:
        """Return a problem without a message, with the surrounding text."""
        if pair is not None:
            span = shifted(span, _target(pair).start)
        else:
            pair = self._around(span)
        in_file = self._document.file_span(span)
        line, column = self._lines.position(in_file.start)
        end_line, end_column = self._lines.position(in_file.end)
        text, mark = self._shown(span, in_file, line, pair)
        return Problem(
            self._document.path, rule, severity, "", line, column, end_line, end_column, span, (),
            pair.unit.id if pair else "", text, mark, excerpt(pair.source, Span(0, 0))[0] if pair else "",
            self._lang, self._provenance.translation_type,
        )  # fmt: skip

    def _around(self, span: Span) -> Pair | None:
        """Return the pair whose target contains a span of the document."""
        at = bisect_right(self._starts, span.start) - 1
        return self._pairs[at] if at >= 0 and span.end <= _target(self._pairs[at]).end else None

    def _shown(self, span: Span, in_file: Span, line: int, pair: Pair | None) -> tuple[str, Span]:
        if pair is not None:
            return excerpt(pair.target, shifted(span, -_target(pair).start))
        start = self._lines.starts[line - 1]
        text = self._document.file_text[start:].partition("\n")[0].rstrip("\r")
        return excerpt(text, shifted(in_file, -start))


def shifted(span: Span, by: int) -> Span:
    """Return a span that is ``by`` characters further on."""
    return Span(span.start + by, span.end + by)


def shifted_edit(edit: Edit, by: int) -> Edit:
    """Return an edit that is ``by`` characters further on."""
    return Edit(shifted(edit.span, by), edit.text)


def target_offset(pair: Pair | None) -> int:
    """Return the offset in the document at which the target of a pair starts; 0 without a pair."""
    return _target(pair).start if pair else 0


def excerpt(text: str, mark: Span) -> tuple[str, Span]:
    """Return the part of a text around a span, on one line, and the span in that part."""
    start, end = (
        max(mark.start - _CONTEXT, 0),
        min(max(mark.end, mark.start) + _CONTEXT, len(text), mark.start + 2 * _CONTEXT),
    )
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown = text[start:end].replace("\r", " ").replace("\n", " ").replace("\t", " ")
    by = len(before) - start
    return f"{before}{shown}{after}", Span(mark.start + by, min(mark.end, end) + by)


def _target(pair: Pair) -> Span:
    assert pair.unit.target is not None  # noqa: S101 - a pair has both sides
    return pair.unit.target.span
