"""Spaces that are missing, and spaces too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Code, Edit, Inline, Span

_FRAMES = frozenset(("strong", "emphasis", "link", "code"))
_DOUBLE = re.compile(r"(?<=[^\s\u2060\ufffc|]) {2,}(?=[^\s\u2060\ufffc|])")
_BEFORE = re.compile(r"(?<=[^\W_])([ \u00a0])(?=[,.](?![\w.*]))")


def text_space_missing(pair: Pair, _: Options) -> Iterator[Finding]:
    """A word touches the bold text, link or code before it.

    Why: ``**Save**or`` reads as one word. It counts in languages that put spaces between words, and where the source
    has no such place itself.

    Fails:
        de: Select **Save** or leave. → Wählen Sie **Speichern**oder gehen Sie.

    Passes:
        de: Select **Save** or leave. → Wählen Sie **Speichern** oder gehen Sie.
        ja: Select **Save** now. → **保存**を選びます。
        de: The `Page` class → Die `Page`-Klasse
    """
    if pack_of(pair.language).glued or len(pair.target_inline) == 1:
        return
    touching = [*_touching(pair.target_inline)]
    if touching and next(_touching(pair.source_inline), None) is None:
        for at in touching:
            yield Finding(
                Span(at, at + 1), "a word touches the markup before it: put a space between", (Edit(Span(at, at), " "),)
            )


def _touching(parts: Inline) -> Iterator[int]:
    """Where two or more letters follow at once on a code that ends something."""
    at = 0
    before: str | Code = ""
    for part in parts:
        if (
            isinstance(part, str)
            and isinstance(before, Code)
            and part[:2].isalpha()
            and len(part) > 1
            and _ends(before)
        ):
            yield at
        at += len(part if isinstance(part, str) else part.data)
        before = part


def _ends(code: Code) -> bool:
    return code.type in _FRAMES and (code.kind == "close" or (code.kind == "standalone" and code.type == "code"))


def text_double_space(pair: Pair, _: Options) -> Iterator[Finding]:
    """Two spaces stand between words.

    Why: readers don't see it, but comparisons and translation memories do.

    Fails:
        Save it. → Enregistrez  le.

    Passes:
        Save it. → Enregistrez-le.
    """
    if "  " in pair.target:
        for found in _DOUBLE.finditer(pair.target_prose):
            span = Span(*found.span())
            yield Finding(span, "more than one space stands between words: leave one", (Edit(span, " "),))


def text_space_before_mark(pair: Pair, _: Options) -> Iterator[Finding]:
    """A space stands before a comma or a full stop.

    Why: a line may break there, and the mark begins the next one.

    Fails:
        Save, then close. → Enregistrez , puis fermez.

    Passes:
        Save, then close. → Enregistrez, puis fermez.
    """
    if " ," in pair.target or " ." in pair.target or "\u00a0" in pair.target:
        for found in _BEFORE.finditer(pair.target_prose):
            span = Span(*found.span())
            yield Finding(span, "a space stands before the mark: take it out", (Edit(span, ""),))


def text_edge_space(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target begins or ends with a space, and the source doesn't, or the other way round.

    Why: the neighbour on the page touches it, or stands too far away.

    Fails:
        Save it. → \u00a0Enregistrez-le.

    Passes:
        Save it. → Enregistrez-le.
    """
    for source, target, span in (
        (pair.source[:1], pair.target[:1], Span(0, min(1, len(pair.target)))),
        (pair.source[-1:], pair.target[-1:], Span(max(0, len(pair.target) - 1), len(pair.target))),
    ):
        if source.isspace() != target.isspace() and source and target:
            yield Finding(span, "the spaces at the edge differ from the source's: keep them")
