"""Fixes write the token of the source, or nothing."""

from __future__ import annotations

import pytest

from loc_align.alignment.by_id import align
from loc_align.checks.fixes import choose_fixes, is_the_sources, own_token
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse
from loc_align.model import Edit, Span
from loc_align.text import edited_bytes
from side_by_side import pair


@pytest.mark.parametrize(
    ("source", "target", "fixed"),
    [
        (r"Open HKEY\_LOCAL\_MACHINE.", r"Ouvrez HKEY \ _LOCAL \ _MACHINE.", r"Ouvrez HKEY\_LOCAL\_MACHINE."),
        ("Use an X.509 key.", "Utilisez la clé X. 509.440.", "Utilisez la clé X. 509.440."),
        ("Set max_count there.", r"Définissez max\_ count là.", "Définissez max_count là."),
        ("Open C:\\Fjord\\logs.", "Ouvrez C: \\ Fjord \\ logs.", "Ouvrez C:\\Fjord\\logs."),
        ("Use &lt;name&gt; there.", "Utilisez & lt;nom& gt; là.", "Utilisez &lt;nom&gt; là."),
        ("Enter $SERVER$ here.", "Entrez $ server $ ici.", "Entrez $SERVER$ ici."),
        ("Version 15.0 is here.", "La version 5,0 est là.", "La version 5,0 est là."),
    ],
)
def test_a_mended_token_is_that_of_the_source(source: str, target: str, fixed: str) -> None:
    document = parse(pair("00000-101", target, source).encode(), "a.md")
    for _ in range(3):
        edits, _count = choose_fixes(run(align(document, target_lang="fr-FR"), active_rules()).problems)
        document = parse(edited_bytes(document, edits), "a.md")
    assert document.pairs[0].target.text == fixed


def test_what_a_fix_leaves_stays_reported() -> None:
    text = pair("00000-101", "Utilisez la clé X. 509.440.", "Use an X.509 key.")
    rules = active_rules(["number-added", "text-identifier-split"])
    found = run(align(parse(text.encode(), "a.md"), target_lang="fr-FR"), rules).problems
    assert {problem.rule for problem in found} == {"number-added", "text-identifier-split"}
    assert [problem.fix for problem in found] == [(), ()]


def test_a_fix_never_adds_a_backslash() -> None:
    assert own_token(r"Set max\_count there.", "Définissez max _count là.", Span(11, 22)) is None
    assert not is_the_sources([Edit(Span(0, 5), r"a\_b c")], r"a\_b c", "a_b c")
