"""What a report is: how problems become text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from loc_align.model import Problem

Reporter = Callable[[Iterable[Problem]], Iterator[str]]
"""From problems, those of a file together, to the pieces of a report."""
