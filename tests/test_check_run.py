"""The runner of the rules: settings, problems, and suppressions."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from loc_align.alignment.by_id import align
from loc_align.checks import Fact, Finding, LocatedFact, Options, Pair, Rule, Subject, Verdict
from loc_align.checks.base import NO_OPTIONS
from loc_align.checks.run import CheckResult, check_corpus, run
from loc_align.checks.settings import ActiveRule
from loc_align.documents import parse
from loc_align.model import Edit, Problem, Span
from side_by_side import pair

TEXT = f"""---
ms.contentlocale: fr-fr
ms.translationtype: MT
---
# {pair("12345-101", "Un X titre", "An X title")}

{pair("12345-102", "Un X et un X.", "An X and an X.")}

{pair("12345-103", "Rien.", "Nothing.")}
"""


def find_x(pair: Pair, _: Options) -> Iterator[Finding]:
    for at, character in enumerate(pair.target):
        if character == "X":
            span = Span(at, at + 1)
            yield Finding(span, "an X; take it away", (Edit(span, ""),))


def find_hash(subject: Subject, _: Options) -> Iterator[Finding]:
    at = subject.document.text.index("#")
    yield Finding(Span(at, at + 1), "a heading", severity="info")


def note_source(subject: Subject, _: Options) -> Iterator[Fact]:
    for item in subject.pairs:
        yield Fact(item.source, item.target, Span(0, len(item.target)), item)


def judge_source(facts: Sequence[LocatedFact], _: Options) -> Iterator[Verdict]:
    first, *others = facts
    for noted in others:
        if noted.value != first.value:
            yield Verdict(noted, f"{first.value!r} in {first.problem.path}:{first.problem.line}")


FIND_X = ActiveRule(Rule("x", "error", "", find_x, triggers=frozenset("X")), "error", NO_OPTIONS)
FIND_HASH = ActiveRule(Rule("hash", "error", "", find_hash, scope="document"), "error", NO_OPTIONS)
SAME = ActiveRule(Rule("same", "info", "", judge_source, scope="corpus", collect=note_source), "info", NO_OPTIONS)


def check(text: str, *active: ActiveRule, path: str = "page.md") -> CheckResult:
    return run(align(parse(text.encode(), path)), active)


def test_a_pair_rule_gives_a_place_in_the_document() -> None:
    problem = check(TEXT, FIND_X).problems[0]
    at = TEXT.index("Un X titre") + 3
    column = at - TEXT.rindex("\n", 0, at)
    assert problem == Problem(
        "page.md", "x", "error", "an X; take it away", 5, column, 5, column + 1, Span(at, at + 1),
        (Edit(Span(at, at + 1), ""),), "12345-101", "Un X titre", Span(3, 4), "An X title", "fr-FR", "MT",
        problem.fingerprint,
    )  # fmt: skip


def test_a_document_rule_gives_its_own_severity_and_the_line() -> None:
    problem = check(TEXT, FIND_HASH).problems[0]
    assert (problem.severity, problem.line, problem.column, problem.unit) == ("info", 5, 1, "")
    assert problem.mark.of(problem.text) == "#"


def test_problems_come_in_order_and_once() -> None:
    found = check(TEXT, FIND_X, FIND_HASH, FIND_X).problems
    assert [(problem.line, problem.rule) for problem in found] == [(5, "hash"), (5, "x"), (7, "x"), (7, "x")]


def test_fingerprints_are_unique_and_survive_moved_lines_and_new_ids() -> None:
    before = [problem.fingerprint for problem in check(TEXT, FIND_X).problems]
    assert len(set(before)) == 3
    moved = TEXT.replace("# ", "\n\n# ").replace("12345", "54321")
    assert [problem.fingerprint for problem in check(moved, FIND_X).problems] == before


def test_a_rule_for_other_languages_does_not_run() -> None:
    other = replace(FIND_X, rule=replace(FIND_X.rule, languages=frozenset({"de"})))
    assert check(TEXT, other).problems == ()


def test_a_corpus_rule_judges_what_it_noted_everywhere() -> None:
    other = TEXT.replace("Rien.", "Néant.")
    facts = [*check(TEXT, SAME).facts, *check(other, SAME, path="other.md").facts]
    facts = pickle.loads(pickle.dumps(facts))  # noqa: S301 - our own
    found = list(check_corpus(sorted(facts, key=lambda fact: fact[1].key), (SAME,)))
    assert [(problem.path, problem.line, problem.message) for problem in found] == [
        ("other.md", 9, "'Rien.' in page.md:9")
    ]


def without(text: str, comment: str, *active: ActiveRule) -> list[tuple[int, str]]:
    """Return the problems of a page, as line and rule, with a comment instead of ``@``."""
    page = f"---\nms.contentlocale: fr-FR\n---\n{text}\n".replace("@", f"<!-- loc-align: {comment} -->")
    return [(problem.line, problem.rule) for problem in check(page, *(active or (FIND_X,))).problems]


ONE, TWO, THREE = (pair(f"12345-10{number}", "X", "x") for number in (1, 2, 3))


def test_a_comment_keeps_the_next_line_quiet() -> None:
    assert without(f"@\n{ONE}\n\n{TWO}", "disable=x") == [(7, "x")]
    assert without(f"@\n{ONE}\n\n{TWO}", "disable") == [(7, "x")]
    assert without(f"@\n{ONE}\n\n{TWO}", "disable=other, x") == [(7, "x")]
    assert without(f"@\n{ONE}\n\n{TWO}", "disable=other") == [(5, "x"), (7, "x")]
    assert without(f"{ONE} @\n\n{TWO}", "disable=x") == [(6, "x")]
    assert without(f"@\n\n\n{ONE}\n\n{TWO}", "disable=x") == [(9, "x")]


def test_a_comment_keeps_a_block_quiet() -> None:
    assert without(f"@\n\n{ONE}\n\n{TWO}", "disable-block=x") == []
    assert without(f"@\n\n{ONE}\n\n<!-- loc-align: enable=x -->\n\n{TWO}", "disable-block=x") == [(10, "x")]
    assert without(f"@\n\n{ONE}\n\n<!-- loc-align: enable -->\n\n{TWO}", "disable-block=x") == [(10, "x")]
    assert without(f"@\n\n{ONE}\n\n<!-- loc-align: enable=other -->\n\n{TWO}", "disable-block=x") == []


def test_a_comment_keeps_a_file_or_a_unit_quiet() -> None:
    assert without(f"{ONE}\n\n@\n\n{TWO}", "disable-file=x") == []
    assert without(f"{ONE}\n\n{TWO}\n\n@\n\n{THREE}", "disable=x unit=12345-101") == [(6, "x"), (10, "x")]


def test_comments_in_code_are_text() -> None:
    assert without(f"```\n@\n```\n\n{ONE}", "disable-file=x") == [(8, "x")]
    assert without(f"Write `@`.\n\n{ONE}", "disable-file=x") == [(6, "x")]


def test_a_quiet_place_counts_for_the_others() -> None:
    quiet = TEXT.replace("# ", "<!-- loc-align: disable-file=same -->\n\n# ")
    facts = [*check(quiet, SAME).facts, *check(TEXT.replace("Rien.", "Néant."), SAME, path="other.md").facts]
    by_key = sorted(facts, key=lambda fact: fact[1].key)
    assert [item.path for item in check_corpus(by_key, (SAME,))] == ["other.md"]
    assert list(check_corpus(reversed(by_key), (SAME,))) == []
