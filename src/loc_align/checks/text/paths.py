"""The rule about paths, file names, and options."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.comparison import visible, whole_target
from loc_align.checks.messages import missing, quoted
from loc_align.checks.text.path_tokens import path_tokens
from loc_align.model import Edit, Span

_SIMPLE_NAME = re.compile(r"\w+(?:\.\w+)+", re.ASCII)
"""A name that the rules for identifiers check."""
_MAX_TOKENS = 50


def text_path(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""Checks for paths, file names, and command-line options that are missing from the target or changed in it.

    Why: Readers type or copy a path. ``C: \ Windows`` is none, and a dash is no option.

    Fails:
        de: Open C:\\Fjord\\logs there. → Öffnen Sie dort C: \\ Fjord \\ logs.
        de: Edit setup.json first. → Bearbeiten Sie zuerst setup.jsons.
        de: Use the option --dry-run there. → Verwenden Sie dort die Option —dry-run.

    Passes:
        de: Open C:\\Fjord\\logs there. → Öffnen Sie dort C:\\Fjord\\logs.
        de: Choose read/write/none there. → Wählen Sie dort Lesen/Schreiben/keins.
    """
    source = pair.source
    if not ("/" in source or "-" in source or "\\" in source or source.find(".", 0, -1) >= 0 or "&" in source):
        return
    wanted = Counter(islice(path_tokens(pair.source_prose.replace("\u2060", "")), _MAX_TOKENS))
    if not wanted:
        return
    target = visible(pair.target_inline)
    lost = [token for token in wanted if not (_has(token, target) or _has(token, pair.target))]
    for token in lost:
        if _SIMPLE_NAME.fullmatch(token) and token.lower() not in target.lower():
            continue
        spaced = _spaced(token, pair.target)
        if spaced is not None and token in pair.source:
            yield Finding(spaced, f"spaces split {quoted(token)}; remove them", (Edit(spaced, token),))
        elif spaced is not None:
            yield Finding(spaced, f"spaces split {quoted(token)}; remove them")
        else:
            yield Finding(whole_target(pair), missing("path or option", [token]))


def _has(token: str, text: str) -> bool:
    at = text.find(token)
    if at >= 0 and text[at - 1 : at].isspace() and not text[at + len(token) : at + len(token) + 1].strip(" ,"):
        return True  # settles most tokens without an expression
    last = r"(?![A-Za-z0-9_])" if token[-1].isalnum() else ""
    first = r"(?<![A-Za-z0-9_-])" if token[0] == "-" or token[0].isalnum() else ""
    return re.search(f"{first}{re.escape(token)}{last}", text, re.IGNORECASE) is not None


def _spaced(token: str, text: str) -> Span | None:
    """Return where the target has a token with spaces in it."""
    parts = re.split(r"(\W)", token)
    pattern = r"[ \u00a0]{0,2}".join(rf"\\?{re.escape(part)}" for part in parts if part)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    return Span(*found.span()) if found and re.search(r"[ \u00a0]", found[0]) else None
