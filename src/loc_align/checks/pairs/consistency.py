"""Rules about sources with different targets, and targets with different sources, in all files of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loc_align.checks.base import Fact, LocatedFact, Options, Subject, Verdict
from loc_align.model import Span


def _folded(text: str) -> str:
    """Return a text without capitalization, punctuation, and extra spaces."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def collect_sources(subject: Subject, options: Options) -> Iterator[Fact]:
    """Collect each long enough source with its target."""
    for pair in subject.pairs:
        if len(pair.source.split()) >= options["least-words"]:
            key = f"{pair.lang}\0{_folded(pair.source)}"
            yield Fact(key, _folded(pair.target), Span(0, len(pair.target)), pair)


def collect_targets(subject: Subject, options: Options) -> Iterator[Fact]:
    """Collect the target of each long enough source with that source."""
    for pair in subject.pairs:
        if len(pair.source.split()) >= options["least-words"]:
            key = f"{pair.lang}\0{_folded(pair.target)}"
            yield Fact(key, _folded(pair.source), Span(0, len(pair.target)), pair)


def pair_inconsistent(facts: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    """Checks for sources that have different targets in the files of a run.

    Capitalization, punctuation, and spaces don't matter. The rule is off by default, because a sentence can need two
    translations.

    Why: Readers wonder whether two different things are meant, and a translation memory has to choose between the
    targets.

    Fails:
        `Save the file first.` translated one way in `a.md` and another way in `b.md`.

    Passes:
        The same target in both files, except for the period.

    Options:
        least-words: The number of words in the shortest source that the rule checks.
    """
    yield from _outliers(facts, "the same source has a different target at {}; use one target")


def pair_reused(facts: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    """Checks for targets that are used for different sources in the files of a run.

    Capitalization, punctuation, and spaces don't matter. The rule is off by default.

    Why: An overwritten translation memory can put the same target next to many sources.

    Fails:
        `Save the file first.` and `Delete the file at once.` with the same target.

    Passes:
        `Save the file first.` and `Save the file, first` with the same target.

    Options:
        least-words: The number of words in the shortest source that the rule checks.
    """
    yield from _outliers(facts, "the same target is used for a different source at {}; translate each source")


def _outliers(facts: Sequence[LocatedFact], message: str) -> Iterator[Verdict]:
    """Yield the facts that differ from the most frequent value. If there is a tie, the first value counts."""
    counts = Counter(item.value for item in facts)
    if len(counts) == 1:
        return
    usual = counts.most_common(1)[0][0]
    first = next(item.problem for item in facts if item.value == usual)
    for item in facts:
        if item.value != usual:
            yield Verdict(item, message.format(f"{first.path}:{first.line}"))
