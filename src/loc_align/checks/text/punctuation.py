"""How segments begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.packs import pack_of
from loc_align.model import Span

_KINDS = {
    **dict.fromkeys(".。．｡।۔։", "a full stop"),
    **dict.fromkeys("?？؟", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    **dict.fromkeys(",，、،", "a comma"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(";；؛", "a semicolon"),
}
_LOOSE = "\u2060\"'”’»›)）」』】\u200b \u00a0\n\t"
"""What may stand after the last mark."""
_START = re.compile(r"[\s\u2060]*([,;，、；。:：!！?？)）]|\.(?=\s))")
_STOPS = {"a full stop", "a question mark", "an exclamation mark"}


def _ending(text: str) -> tuple[str, int]:
    shown = text.rstrip(_LOOSE)
    if not shown or shown.endswith(("...", "..", "…")):
        return "", len(shown)
    return _KINDS.get(shown[-1], ""), len(shown)


def text_end(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target ends with another mark than the source.

    Why: a full stop that became a comma says that something is missing. Other differences are often a matter of style
    and only worth a hint; colons, and marks that Chinese, Japanese, Korean and Thai leave out, are no faults.

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
    if source not in _STOPS:
        return
    target, at = _ending(pair.target_prose)
    if source == target or (target == "" and source == "a full stop") or target == "a colon" or at == 0:
        return
    if target == "" and pack_of(pair.language).glued:
        return
    if target == "a question mark" and pair.language == "el":
        return
    comma = source == "a full stop" and target == "a comma"
    yield Finding(
        Span(at - 1, at),
        f"ends with {target or 'no mark'} where the source has {source}: end it alike",
        severity="warning" if comma else None,
    )


def text_start(pair: Pair, _: Options) -> Iterator[Finding]:
    """The target begins with a mark that belongs after a word.

    Why: the words before it are gone.

    Fails:
        Later, you decide. → , décidez-vous.

    Passes:
        Later, you decide. → Plus tard, vous décidez.
        : a mark → : une marque
    """
    if pair.target[:1].isalpha():
        return
    found = _START.match(pair.target_prose)
    if found is not None and pair.source_prose.lstrip(_LOOSE)[:1].isalnum():
        yield Finding(Span(found.start(1), found.end(1)), f"begins with {found[1]}: put back the words before it")
