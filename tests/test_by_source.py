"""Alignment of a side-by-side document with a newer version of its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loc_align
from doc_blocks import ROOT
from loc_align.alignment.by_source import Anchors, anchors
from loc_align.model import Document
from side_by_side import pair
from truth import segments

_PAGE = loc_align.read(
    "\n\n".join(
        (
            f"# {pair('a-101', 'Los', 'Go')}",
            pair("a-102", "Der Dienst läuft.", "The service is running on a port."),
            pair("a-p103", "Erst dies. Dann das.", "First comes this one. Then comes that one."),
            pair("a-104", "42", "42"),
        )
    ).encode()
)


def _anchors(source: str) -> Anchors:
    return anchors(_PAGE, loc_align.read(source.encode()), "en")


def _found(source: str) -> list[tuple[str, list[str], float]]:
    return [
        (anchor.id, [span.of(source) for span in anchor.source], anchor.similarity) for anchor in _anchors(source).found
    ]


def test_equal_sources_are_found_however_they_are_wrapped_and_wherever_they_are() -> None:
    source = "The service is\nrunning on a port.\n\n# Go\n\nFirst comes this one. Then comes that one.\n\n42\n"
    assert _found(source) == [
        ("a-101", ["Go"], 1.0),
        ("a-102", ["The service is\nrunning on a port."], 1.0),
        ("a-p103", ["First comes this one.", "Then comes that one."], 1.0),
        ("a-104", ["42"], 1.0),
    ]
    assert (_anchors(source).removed, _anchors(source).stale) == (0, 0)


def test_a_changed_source_is_stale_and_a_removed_one_is_counted() -> None:
    source = "# Go\n\nThe service is running on some port.\n\nFirst comes this one.\n"
    assert _found(source) == [
        ("a-101", ["Go"], 1.0),
        ("a-102", ["The service is running on some port."], 0.928),
        ("a-p103", ["First comes this one."], 0.5),
    ]
    known = _anchors("# Go\n\nSomething else.\n")
    assert (len(known.found), known.removed, known.stale) == (1, 3, 0)


def test_nothing_is_found_in_nothing() -> None:
    assert _anchors("") == Anchors((), 4)


def _check(document: Document) -> float:
    """Return the share of the pairs whose sources are found at the correct position."""
    source = loc_align.read(loc_align.split(document, "source"), path=document.path)
    expected = segments(document, "source")
    starts = {item.target_id: expected[item.span.start].span.start for item in document.pairs}
    found = anchors(document, source, "en").found
    right = sum(anchor.similarity == 1 and abs(anchor.source[0].start - starts[anchor.id]) <= 2 for anchor in found)
    return right / max(1, len(document.pairs))


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_examples_find_their_own_sources(path: Path) -> None:
    assert _check(loc_align.read(path)) >= 0.9


def test_published_files_find_their_own_sources(corpus: list[Path]) -> None:
    shares = [_check(loc_align.read(path)) for path in corpus[::25]]
    assert sum(shares) / len(shares) >= 0.9


@given(st.lists(st.sampled_from(["# Go\n", "The service is running on a port.\n", "Then comes that one.\n", "New.\n"])))
def test_no_sentence_of_the_source_is_given_twice(parts: list[str]) -> None:
    spans = [span for anchor in _anchors("\n".join(parts)).found for span in anchor.source]
    assert len({*spans}) == len(spans)
