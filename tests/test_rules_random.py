"""Rules on random segments: their positions are valid, and a fix removes its problem."""

from __future__ import annotations

from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from loc_align.alignment.by_id import align
from loc_align.checks import RULES, Pair
from loc_align.checks.base import Finding
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.documents import parse
from loc_align.text import apply_edits
from side_by_side import pair

_WORDS = "`a` `b` ` `` ** * \\ \\_ [x](y.md) ]（y.md） [ ]( {0} %A% $a$ $ 1.5 1,5 a.b word слово"
_MORE = "&lt;x&gt; &amp;lt; <b> </b> <x> 词 。 ( ) “ „ http://a.b/c <xref:a.b> ![i](i.png)"
_PIECES = st.sampled_from(
    [
        *_WORDS.split(),
        *_MORE.split(),
        "\\ _",
        "[x] (y.md)",
        "{ 0 }",
        "% A %",
        "a. b",
        "\u00a0",
        "[!INCLUDE [a](b)]",
        *"    ",
    ]
)
_SEGMENTS = st.lists(_PIECES, min_size=1, max_size=12).map("".join)


def _checked(source: str, target: str) -> Pair | None:
    document = parse(pair("00000-101", target, source).encode())
    units = align(document, target_lang="de").units
    if len(units) != 1 or units[0].source is None or units[0].target is None:
        return None
    return Pair(units[0], units[0].source.text, units[0].target.text, document.references)


def _found(rule: str, checked: Pair) -> list[Finding]:
    return [*islice(RULES[rule].check(checked, RULES[rule].options), 50)]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_SEGMENTS, _SEGMENTS)
def test_findings_have_their_place_and_fixes_mend(source: str, target: str) -> None:
    checked = _checked(source, target)
    if checked is None:
        return
    for name in (rule.id for rule in RULES.values() if rule.scope == "pair"):
        found = _found(name, checked)
        for finding in found:
            assert 0 <= finding.span.start <= finding.span.end <= len(checked.target), name
            assert finding.message.strip(), name
            assert "\n" not in finding.message, name
        edits = {edit: None for finding in found for edit in finding.fix}
        mended = _checked(source, apply_edits(checked.target, edits)) if edits else None
        if mended is not None:
            assert mended.target != checked.target, name
            left = [finding for finding in _found(name, mended) if finding.fix]
            assert len(left) < len([finding for finding in found if finding.fix]), (name, mended.target)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(_SEGMENTS)
def test_a_target_like_its_source_has_no_fault_in_its_codes(text: str) -> None:
    document = parse(pair("00000-101", text, text).encode())
    found = run(align(document, target_lang="de"), active_rules()).problems
    assert [item.rule for item in found if item.rule.startswith(("code-", "link-", "directive-"))] == []
