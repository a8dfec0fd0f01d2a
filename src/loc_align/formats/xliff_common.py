"""Helpers for the readers and writers of XLIFF 1.2 and XLIFF 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats.facts import own_context
from loc_align.formats.returned import Content, Returned
from loc_align.model import Provenance


@dataclass(slots=True)
class OpenFile:
    """The ``file`` element that is being read, and the facts in its header."""

    number: int = 0
    origin: Provenance = field(default_factory=Provenance)
    facts: dict[str, str] = field(default_factory=dict)
    sections: list[str | None] = field(default_factory=list)
    """The titles of the open groups; ``None`` for a group without a title."""


class Sides(Struct, frozen=True):
    """The source and the target of a unit or a segment in an XLIFF file."""

    key: str
    source: Content
    target: Content | None

    def without_empty(self, exported: str | None) -> Content | None:
        """Return the target; ``None`` for the empty element that tools write for a missing translation."""
        return None if self.target == () and self.source and exported in {None, "none"} else self.target


def in_context(units: Iterable[tuple[Returned, dict[str, str]]]) -> Iterator[Returned]:
    """Add the neighboring sources in the file as context to each unit that has no context of its own."""
    before: str | None = None
    held: tuple[Returned, dict[str, str]] | None = None
    for returned, facts in units:
        if held is not None:
            after = _source(returned) if _same_file(held[0], returned) else None
            yield _with_context(*held, before, after)
            before = _source(held[0]) if _same_file(held[0], returned) else None
        held = (returned, facts)
    if held is not None:
        yield _with_context(*held, before, None)


def _same_file(one: Returned, other: Returned) -> bool:
    return one.file == other.file


def _source(returned: Returned) -> str | None:
    return returned.unit.source.text if returned.unit.source else None


def _with_context(returned: Returned, facts: dict[str, str], before: str | None, after: str | None) -> Returned:
    previous, following = own_context(facts) or (before, after)
    return replace(returned, unit=replace(returned.unit, previous=previous, next=following))


def score_of(value: str | None) -> float:
    """Return a match quality in the notation of any tool (``85%``, ``85``, ``0.85``) as a score from 0 to 1."""
    try:
        score = float((value or "").strip().removesuffix("%"))
    except ValueError:
        return 0.0
    if score > 1 or (value or "").strip().endswith("%"):
        score = round(score / 100, 6)
    return min(max(score, 0.0), 1.0) if score == score else 0.0  # noqa: PLR0124 - NaN is not equal to itself


def percent(score: float) -> str:
    """Return a score from 0 to 1 as a percentage without the sign: ``85`` or ``84.71``."""
    return f"{round(score * 100, 4):g}"
