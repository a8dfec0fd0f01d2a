"""Counts the IDs that belong to no pair in the documents that a run reads."""

from __future__ import annotations

from contextvars import ContextVar

from loc_align.documents.accounting import account
from loc_align.model import Document

_LEFT_OUT: ContextVar[int] = ContextVar("left_out", default=0)


def count(document: Document) -> None:
    """Add the IDs of a document that was read for its pairs."""
    add(len(account(document).left_out))


def add(left_out: int) -> None:
    """Add IDs that were counted earlier, such as those of a result from the cache."""
    _LEFT_OUT.set(_LEFT_OUT.get() + left_out)


def take() -> int:
    """Return the number of IDs since the last call in this process."""
    left_out = _LEFT_OUT.get()
    _LEFT_OUT.set(0)
    return left_out
