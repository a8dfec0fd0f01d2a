"""Tests for finding what still awaits translation in a target whose source hasn't changed."""

from __future__ import annotations

import pytest

import loc_align
from loc_align.documents import parse, parse_head
from loc_align.jobs.untranslated import still_pending
from loc_align.model import NO_CONVENTIONS
from loc_align.updating.record import make_record, sentence_hash

_SOURCE = """---
title: The mill
---

Grind the rye twice. Then sift it.

Store the flour.

Clean the sieve.
"""
_PAIR = (
    '<span data-ttu-id="0aa2e-101">Mühle</span>'
    '<span class="sxs-lookup"><span data-stu-id="0aa2e-101">Mill</span></span>\n'
)
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


def test_only_the_front_matter_of_a_document_is_parsed_if_nothing_else_is_needed() -> None:
    text = "---\ntitle: The mill\n---\n\n!!! note\n    Grind it.\n"
    whole, head = parse(text.encode(), "mill.md"), parse_head(text.encode(), "mill.md", None, NO_CONVENTIONS)
    assert head.blocks == ()
    assert (head.text, head.front_matter, head.flavour) == (whole.text, whole.front_matter, whole.flavour)


@pytest.mark.parametrize(("name", "text"), [("mill.yml", "title: The mill\n"), ("mill.md", _PAIR)])
def test_containers_and_side_by_side_documents_are_parsed_as_a_whole(name: str, text: str) -> None:
    assert parse_head(text.encode(), name, None, NO_CONVENTIONS) == parse(text.encode(), name)
