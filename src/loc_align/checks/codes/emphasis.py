"""Emphasis: shown as asterisks, or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import codes_of_type, count_pairs, whole_target, with_offsets
from loc_align.model import CodeType, Inline, Span

_STRONG = 2
_ASTERISKS = re.compile(r"\*+")
_OPENING_QUOTE = re.compile('[“„«「『《‹]|(?<![\\w"])"(?=\\w)')
_BOLD = re.compile(r"<(?:b|strong|kbd)\b", re.IGNORECASE)
_ITALIC = re.compile(r"<(?:i|em|cite|var|dfn)\b", re.IGNORECASE)


def code_emphasis_literal(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""The asterisks of an emphasis are shown in the target, because they are escaped or stand beside a space.

    Why: a reader sees ``**`` and no bold text. CommonMark takes asterisks for emphasis only where they touch the
    words, and never between a letter and a punctuation mark.

    Fails:
        Choose **OK**. → Wählen Sie ** OK **.
        Choose **OK**. → Wählen Sie \*\*OK\*\*.

    Passes:
        Choose **OK**. → Wählen Sie **OK**.
    """
    place = _turned_literal(pair)
    if place:
        message = "these asterisks are shown and emphasize nothing; let them touch the words, without backslashes"
        yield Finding(place, message)


def _turned_literal(pair: Pair) -> Span | None:
    """The first asterisks of the target that are shown, where the source shows fewer."""
    if "*" not in pair.target:
        return None
    double, single = _shown(pair.target_inline)
    if not double and not single:
        return None
    doubled, singled = _shown(pair.source_inline)
    if len(double) > len(doubled):
        return double[0]
    if len(single) > len(singled) and count_pairs(pair.source_inline, "emphasis") > count_pairs(
        pair.target_inline, "emphasis"
    ):
        return single[0]
    return None


def _shown(parts: Inline) -> tuple[list[Span], list[Span]]:
    """Runs of two or more asterisks that are text, escaped or not, and single ones."""
    runs: list[Span] = []
    count: list[int] = []
    for at, part in with_offsets(parts):
        if isinstance(part, str):
            found = [(at + run.start(), at + run.end(), run.end() - run.start()) for run in _ASTERISKS.finditer(part)]
        else:
            found = [(at, at + len(part.data), 1)] if part.type == "escape" and part.text == "*" else []
        for start, end, stars in found:
            if runs and runs[-1].end == start:
                runs[-1] = Span(runs[-1].start, end)
                count[-1] += stars
            else:
                runs.append(Span(start, end))
                count.append(stars)
    sized = [*zip(runs, count, strict=True)]
    return [run for run, stars in sized if stars >= _STRONG], [run for run, stars in sized if stars < _STRONG]


def code_strong(pair: Pair, _: Options) -> Iterator[Finding]:
    """Strong emphasis of the source is missing in the target.

    Why: what is bold is mostly the name of a button or a field, which readers look for. Quotation marks, code or a tag
    in its place are accepted, for that is how Chinese and Japanese show such names.

    Fails:
        Choose **OK**. → Wählen Sie OK.

    Passes:
        Choose **OK**. → 选择“OK”。
    """
    yield from _lost(pair, "strong", _BOLD)


def code_em(pair: Pair, _: Options) -> Iterator[Finding]:
    """Emphasis of the source is missing in the target.

    Why: emphasis sets off titles, new terms and placeholders. Many languages do so in other ways, so this only informs.

    Fails:
        Replace *name*. → Ersetzen Sie Name.

    Passes:
        Replace *name*. → Ersetzen Sie *Name*.
    """
    yield from _lost(pair, "emphasis", _ITALIC)


def _lost(pair: Pair, kind: CodeType, tag: re.Pattern[str]) -> Iterator[Finding]:
    """Fewer pairs of a kind of emphasis than in the source, and nothing that stands for them."""
    if "*" not in pair.source and "_" not in pair.source:
        return
    wanted = count_pairs(pair.source_inline, kind)
    left = wanted - count_pairs(pair.target_inline, kind) if wanted else 0
    if left > 0 and left > _instead(pair, tag) and not _turned_literal(pair):
        name = "bold" if kind == "strong" else "italic"
        yield Finding(
            whole_target(pair), f"{left} of {wanted} {name} passages of the source are not {name} here; mark them"
        )


def _instead(pair: Pair, tag: re.Pattern[str]) -> int:
    """How many more quotation marks, code spans and tags the target has, which may stand for emphasis."""
    return sum(
        max(0, count(pair.target, pair.target_inline) - count(pair.source, pair.source_inline))
        for count in (
            lambda text, _: len(_OPENING_QUOTE.findall(text)),
            lambda text, _: len(tag.findall(text)),
            lambda _, parts: sum(1 for _ in codes_of_type(parts, "code")),
        )
    )


RULES = (
    Rule(
        "code-emphasis-literal",
        "error",
        "Asterisks are shown that should emphasize",
        code_emphasis_literal,
        triggers=frozenset("*"),
    ),
    Rule("code-strong", "warning", "Bold text is not bold", code_strong, triggers=frozenset("*_")),
    Rule("code-em", "info", "Italic text is not italic", code_em, triggers=frozenset("*_")),
)
