"""Rules about how segments start and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_KINDS = {
    **dict.fromkeys(".。．｡।۔։", "a period"),
    **dict.fromkeys("?？؟", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    **dict.fromkeys(",，、،", "a comma"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(";；؛", "a semicolon"),
}
_TRAILING = "\u2060\"'”’“‘»›«‹)）」』】〉》〟\u200b\u200e\u200f\u061c \u00a0\u202f\n\t"
"""Characters that may follow the final punctuation mark."""
_START = re.compile(r"[\s\u2060]*([,;，、；。:：!！?？)）]|\.(?=\s))")
_SENTENCE_ENDS = {"a period", "a question mark", "an exclamation mark"}


def _ending(text: str) -> tuple[str, int]:
    shown = text.rstrip(_TRAILING)
    if not shown or shown.endswith(("...", "..", "…")):
        return "", len(shown)
    return _KINDS.get(shown[-1], ""), len(shown)


def text_end(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that end with different punctuation than the source.

    A comma instead of a period is a warning. The rule ignores colons, and marks that Chinese, Japanese, Korean, and
    Thai leave out.

    Why: A comma instead of a period often means that text is missing. Other differences are mostly a matter of style.

    Fails:
        Save the file. → Enregistrez le fichier,
        Ready? → Prêt.

    Passes:
        Save the file. → Enregistrez le fichier.
        zh: Save the file. → 保存文件。
        th: Save the file. → บันทึกไฟล์
    """
    if pair.source[-1:] == pair.target[-1:]:
        return
    source, _at = _ending(pair.source_prose)
    if source not in _SENTENCE_ENDS:
        return
    target, at = _ending(pair.target_prose)
    if source == target or (target == "" and source == "a period") or target == "a colon" or at == 0:
        return
    if target == "" and pack_of(pair.language).glued:
        return
    if target == "a question mark" and pair.language == "el":
        return
    comma = source == "a period" and target == "a comma"
    yield Finding(
        Span(at - 1, at),
        f"the target ends with {target or 'no punctuation'}, but the source ends with {source}; match the source",
        severity="warning" if comma else None,
    )


def text_start(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for targets that start with punctuation that belongs after a word.

    Why: The words before it are missing.

    Fails:
        Later, you decide. → , décidez-vous.

    Passes:
        Later, you decide. → Plus tard, vous décidez.
        : a mark → : une marque
    """
    if pair.target[:1].isalpha():
        return
    found = _START.match(pair.target_prose)
    if found is not None and pair.source_prose.lstrip(_TRAILING)[:1].isalnum():
        yield Finding(
            Span(found.start(1), found.end(1)), f'the target starts with "{found[1]}"; restore the words before it'
        )
