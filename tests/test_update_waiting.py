"""Tests for finding what still awaits translation in a target whose source hasn't changed."""

from __future__ import annotations

import pytest

import loc_align
from loc_align.jobs.untranslated import still_pending
from loc_align.updating.record import make_record, sentence_hash

_SOURCE = """---
title: The mill
---

Grind the rye twice. Then sift it.

Store the flour.

Clean the sieve.
"""
_SENTENCES = ("The mill", "Grind the rye twice.", "Then sift it.", "Store the flour.", "Clean the sieve.")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (_SOURCE, ("The mill", "Then sift it.", "Store the flour.", "Clean the sieve.")),
        (
            "---\ntitle: The mill\n---\n\nMahlen Sie den Roggen zweimal. Then sift it.\n\nLagern Sie es.\n\nFertig.\n",
            ("The mill", "Then sift it.", "Clean the sieve."),
        ),
        (
            "---\ntitle: Die Mühle\n---\n\nMahlen Sie. Sieben Sie.\n\nStore the flour.<!-- translate -->\n\nFertig.\n",
            ("Store the flour.", "Clean the sieve."),
        ),
        ("Mahlen Sie. Sieben Sie.\n", ("Clean the sieve.",)),
    ],
)
def test_a_recorded_sentence_waits_as_long_as_it_stands_in_the_target(target: str, expected: tuple[str, ...]) -> None:
    hidden = frozenset({sentence_hash("Clean the sieve.")})
    rows = [(text, text != "Grind the rye twice.") for text in _SENTENCES]
    record = make_record(_SOURCE.encode(), rows, hidden)
    document = loc_align.read(target.encode(), path="mill.md")
    assert still_pending(document, _SOURCE, record, "en-US") == {*map(sentence_hash, expected)}
