"""Rules on arbitrary documents: they do not raise, and their positions are valid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loc_align.alignment.by_id import align
from loc_align.checks import RULES, Pair, Rule, Subject
from loc_align.documents import parse
from loc_align.model import Provenance, Segment, Span, TranslationUnit
from side_by_side import pair

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Save the page",
                "保存",
                "**B**",
                "`a_b`",
                "a. b",
                "30",
                "|",
                "\n\n",
                "# ",
                "- ",
                "\ufffd",
                "[t](u.md)",
                "&lt;",
            ]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    ),
    max_size=8,
).map("".join)
LANGUAGES = st.sampled_from(["und", "en-US", "de-DE", "ja-JP", "th-TH", "xq-XX", "de_DE", "[", "''"])
BEFORE = st.sampled_from(["", "# ", "- ", "> ", "| a | b |\n|---|---|\n| "])
PAIR_RULES = [rule for rule in RULES.values() if rule.scope == "pair"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(BEFORE, TEXTS, TEXTS), max_size=6), LANGUAGES)
def test_documents_do_not_fail(rows: list[tuple[str, str, str]], lang: str) -> None:
    head = f"---\ntitle: x\nms.contentlocale: {lang}\nms.lasthandoff: 1/1\n---\n"
    body = "\n\n".join(
        before + pair(f"1a2b3-{number}", target, source) for number, (before, source, target) in enumerate(rows, 101)
    )
    bitext = align(parse((head + body).encode(), "fr-fr/a.md"))
    pairs = tuple(
        Pair(unit, unit.source.text, unit.target.text, bitext.document.references)
        for unit in bitext.units
        if unit.source and unit.target
    )
    subject = Subject(bitext.document, bitext, pairs, bitext.document)
    for rule in RULES.values():
        if rule.scope == "document":
            for finding in rule.check(subject, rule.options):
                assert 0 <= finding.span.start <= finding.span.end <= len(bitext.document.text), rule.id


@pytest.mark.parametrize("rule", PAIR_RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    ("source", "target"),
    [("", ""), ("x" * 5000, "_" * 5000), ("a_" * 3000 + "/", "(" * 5000), ("1 " * 3000, ". " * 3000)],
    ids=["empty", "one word", "names", "numbers"],
)
def test_extreme_sides_do_not_fail(rule: Rule, source: str, target: str) -> None:
    lang = min(rule.languages or {"de"})
    first, second = Segment(Span(0, len(source)), source), Segment(Span(0, len(target)), target)
    checked = Pair(TranslationUnit("1-101", first, second, Provenance(target_lang=lang)), source, target, frozenset())
    assert all(finding.span.end <= len(target) for finding in rule.check(checked, rule.options))
