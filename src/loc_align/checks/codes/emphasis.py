"""Rules about emphasis that shows up as asterisks or is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import codes_of_type, count_pairs, whole_target, with_offsets
from loc_align.model import CodeType, Inline, Span
from loc_align.text import counted

_STRONG = 2
_ASTERISKS = re.compile(r"\*+")
_OPENING_QUOTE = re.compile("[“„«「『《‹]")
_STRAIGHT = '"'
_BOLD = re.compile(r"<(?:b|strong|kbd)\b", re.IGNORECASE)
_ITALIC = re.compile(r"<(?:i|em|cite|var|dfn)\b", re.IGNORECASE)


def code_emphasis_literal(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""Checks for asterisks that mark emphasis in the source but show up as text in the target.

    Asterisks show up as text if they are escaped, or if a space separates them from the words.

    Why: Readers see ``**`` instead of bold text. In CommonMark, asterisks mark emphasis only if they touch the words,
    and never between a letter and a punctuation mark.

    Fails:
        Choose **OK**. → Wählen Sie ** OK **.
        Choose **OK**. → Wählen Sie \*\*OK\*\*.

    Passes:
        Choose **OK**. → Wählen Sie **OK**.
    """
    place = _literal_asterisks(pair)
    if place:
        message = "these asterisks show up as text; attach them to the words, without backslashes"
        yield Finding(place, message)
    elif "***" in pair.target or r"*\*" in pair.target:
        beside = _beside_bold(pair.target_inline)
        if beside is not None and _beside_bold(pair.source_inline) is None:
            yield Finding(beside, "this asterisk beside the bold text shows up as text; remove it")


def _literal_asterisks(pair: Pair) -> Span | None:
    """Return the first asterisks that show up as text in the target, if fewer do so in the source."""
    if "*" not in pair.target:
        return None
    double, single = _asterisks_as_text(pair.target_inline)
    if not double and not single:
        return None
    doubled, singled = _asterisks_as_text(pair.source_inline)
    if len(double) > len(doubled):
        return double[0]
    if len(single) > len(singled) and count_pairs(pair.source_inline, "emphasis") > count_pairs(
        pair.target_inline, "emphasis"
    ):
        return single[0]
    return None


def _beside_bold(parts: Inline) -> Span | None:
    """Return the first asterisk that touches the markup of bold text: one too many, as in ``***bold**``."""
    _, single = _asterisks_as_text(parts)
    bold = [span for span, code in codes_of_type(parts, "strong") if "*" in code.data]
    edges = {span.start for span in bold} | {span.end for span in bold}
    return next((run for run in single if run.start in edges or run.end in edges), None)


def _asterisks_as_text(parts: Inline) -> tuple[list[Span], list[Span]]:
    """Return the runs of asterisks that show up as text, escaped or not: those of two or more, and the single ones."""
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
    """Checks for bold text in the source that isn't bold in the target.

    Quotation marks, code, or an HTML tag may take the place of bold text, because Chinese and Japanese often show names
    that way.

    Why: Bold text is usually the name of a button or a field, which readers look for.

    Fails:
        Choose **OK**. → Wählen Sie OK.

    Passes:
        Choose **OK**. → 选择“OK”。
    """
    yield from _missing_emphasis(pair, "strong", _BOLD)


def code_em(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for italic text in the source that isn't italic in the target.

    Why: Italics set off titles, new terms, and placeholders. Many languages set them off in other ways, so the default
    severity is ``info``.

    Fails:
        Replace *name*. → Ersetzen Sie Name.

    Passes:
        Replace *name*. → Ersetzen Sie *Name*.
    """
    yield from _missing_emphasis(pair, "emphasis", _ITALIC)


def _missing_emphasis(pair: Pair, kind: CodeType, tag: re.Pattern[str]) -> Iterator[Finding]:
    """Report a target with less emphasis of a type than the source, unless something else takes its place."""
    if "*" not in pair.source and "_" not in pair.source:
        return
    wanted = count_pairs(pair.source_inline, kind)
    left = wanted - count_pairs(pair.target_inline, kind) if wanted else 0
    if left > 0 and left > _substitutes(pair, tag) and not _literal_asterisks(pair):
        name = "bold" if kind == "strong" else "italic"
        passages = counted(wanted, f"{name} passage")
        message = f"the source has {passages}, but the target has {wanted - left}; make the same text {name}"
        yield Finding(whole_target(pair), message)


def _substitutes(pair: Pair, tag: re.Pattern[str]) -> int:
    """Count the extra quotation marks, code spans, and tags of the target, which may take the place of emphasis."""
    return sum(
        max(0, count(pair.target, pair.target_inline) - count(pair.source, pair.source_inline))
        for count in (
            lambda text, _: len(_OPENING_QUOTE.findall(text)) + text.count(_STRAIGHT) // 2,
            lambda text, _: len(tag.findall(text)),
            lambda _, parts: sum(1 for _ in codes_of_type(parts, "code")),
        )
    )


RULES = (
    Rule(
        "code-emphasis-literal",
        "error",
        "Asterisks show up as text",
        code_emphasis_literal,
        monolingual=True,
        triggers=frozenset("*"),
    ),
    Rule("code-strong", "warning", "Bold text is no longer bold", code_strong, triggers=frozenset("*_")),
    Rule("code-em", "info", "Italic text is no longer italic", code_em, triggers=frozenset("*_")),
)
