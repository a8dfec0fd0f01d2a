"""Rules about spaces that are missing or extra."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Code, Edit, Inline, Span

_COMPOUNDING = frozenset(("da", "de", "et", "fi", "fo", "hu", "is", "lb", "nb", "nl", "nn", "no", "sv"))
"""The languages that write compounds, or the endings of words, without a space."""
_ENDING = 2
_LETTERS = re.compile(r"[^\W\d_]+")
_FRAMES = frozenset(("strong", "emphasis", "link", "code"))
_DOUBLE = re.compile(r"(?<=[^\s\u2060\ufffc|]) {2,}(?=[^\s\u2060\ufffc|])")
_BEFORE = re.compile(r"(?<=[^\W_])([ \u00a0])(?=[,.](?![\w.*]))")


def text_space_missing(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for words that directly follow bold text, a link, or code.

    The rule applies to languages that put spaces between words, and only if the source has no such word. In languages
    that join words to compounds, such as German, the word must be a common one, or elsewhere in the document by itself,
    or else the problem is an ``info``. Another word of one or two letters there is an ending.

    Why: ``**Save**or`` reads as one word.

    Fails:
        de: Select **Save** or leave. → Wählen Sie **Speichern**oder gehen Sie.

    Passes:
        de: Select **Save** or leave. → Wählen Sie **Speichern** oder gehen Sie.
        ja: Select **Save** now. → **保存**を選びます。
        de: The `Page` class → Die `Page`-Klasse
        de: Use `await` for it. → Sie sollten es `await`en.
    """
    pack = pack_of(pair.language)
    if pack.glued or len(pair.target_inline) == 1 or has_open_code(pair.target_inline):
        return
    touching = [*_touching(pair.target_inline)]
    if touching and next(_touching(pair.source_inline), None) is None:
        for at in touching:
            word = _LETTERS.match(pair.target, at)
            after_link = pair.target[at - 1] in ")]"
            compound = word and not after_link and pair.language in _COMPOUNDING and word[0].lower() not in pack.common
            if word and compound and len(word[0]) <= _ENDING:
                continue
            yield Finding(
                Span(at, at + 1),
                "no space separates this word from the markup before it; add a space",
                (Edit(Span(at, at), " "),),
                word=word[0] if word and compound else None,
            )


def has_open_code(parts: Inline) -> bool:
    """Return whether a backtick is unpaired, so that other text may be code than what is meant."""
    return any(isinstance(part, str) and "`" in part for part in parts)


def _touching(parts: Inline) -> Iterator[int]:
    """Yield the offsets at which two or more letters directly follow a closing code."""
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
    """Checks for two or more consecutive spaces between words.

    Why: Readers don't notice them, but comparisons and translation memories do.

    Fails:
        Save it. → Enregistrez  le.

    Passes:
        Save it. → Enregistrez-le.
    """
    if "  " in pair.target:
        for found in _DOUBLE.finditer(pair.target_prose):
            span = Span(*found.span())
            yield Finding(span, "more than one space separates these words; keep one", (Edit(span, " "),))


def text_space_before_mark(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a space before a comma or a period.

    Why: A line can break at the space, so that the next one starts with the mark.

    Fails:
        Save, then close. → Enregistrez , puis fermez.

    Passes:
        Save, then close. → Enregistrez, puis fermez.
    """
    if " ," in pair.target or " ." in pair.target or "\u00a0" in pair.target:
        for found in _BEFORE.finditer(pair.target_prose):
            span = Span(*found.span())
            yield Finding(span, "a space precedes the punctuation mark; remove the space", (Edit(span, ""),))


def text_edge_space(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a leading or trailing space that only one side has.

    Why: Without the space, the target touches its neighbor on the page. With an extra space, it is too far away.

    Fails:
        Save it. → \u00a0Enregistrez-le.

    Passes:
        Save it. → Enregistrez-le.
    """
    for edge, source, target, span in (
        ("leading", pair.source[:1], pair.target[:1], Span(0, min(1, len(pair.target)))),
        ("trailing", pair.source[-1:], pair.target[-1:], Span(max(0, len(pair.target) - 1), len(pair.target))),
    ):
        if source.isspace() != target.isspace() and source and target:
            wrong, cure = ("lacks the", "add") if source.isspace() else ("has an extra", "remove")
            yield Finding(span, f"the target {wrong} {edge} space; {cure} it")
