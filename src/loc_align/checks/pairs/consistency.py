"""One source, several targets, and the other way round, in all files of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loc_align.checks.base import Fact, LocatedFact, Options, Subject, Verdict
from loc_align.model import Span


def _folded(text: str) -> str:
    """A text without what no reader minds: capitals, punctuation, spaces."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def gather_sources(subject: Subject, options: Options) -> Iterator[Fact]:
    """Note each source of enough words with its target."""
    for pair in subject.pairs:
        if len(pair.source.split()) >= options["least-words"]:
            key = f"{pair.lang}\0{_folded(pair.source)}"
            yield Fact(key, _folded(pair.target), Span(0, len(pair.target)), pair)


def gather_targets(subject: Subject, options: Options) -> Iterator[Fact]:
    """Note each target of a source of enough words with that source."""
    for pair in subject.pairs:
        if len(pair.source.split()) >= options["least-words"]:
            key = f"{pair.lang}\0{_folded(pair.target)}"
            yield Fact(key, _folded(pair.source), Span(0, len(pair.target)), pair)


def pair_inconsistent(noted: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    """One source is translated in several ways.

    Why: readers wonder whether two things are meant, and a memory must choose. Capitals, punctuation and spaces don't
    count. The rule is off until it is asked for: a sentence may need two translations.

    Fails:
        `Save the file first.` translated one way in `a.md` and another way in `b.md`.

    Passes:
        The same target in both, or with another full stop.
    """
    yield from _outliers(noted, "the same source has another target at {}: choose one")


def pair_reused(noted: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    """One target stands for several sources.

    Why: a memory that was overwritten puts one target beside many sources. The rule is off until it is asked for.

    Fails:
        `Save the file first.` and `Delete the file at once.` with one target.

    Passes:
        `Save the file first.` and `Save the file, first` with one target.
    """
    yield from _outliers(noted, "the same target stands for another source at {}: translate each")


def _outliers(noted: Sequence[LocatedFact], message: str) -> Iterator[Verdict]:
    """All that differ from what is said most often, first come first served among equals."""
    said = Counter(item.value for item in noted)
    if len(said) == 1:
        return
    usual = said.most_common(1)[0][0]
    first = next(item.problem for item in noted if item.value == usual)
    for item in noted:
        if item.value != usual:
            yield Verdict(item, message.format(f"{first.path}:{first.line}"))
