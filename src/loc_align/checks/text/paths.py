"""The rule about paths, file names, and options."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.comparison import visible, whole_target
from loc_align.checks.messages import missing, quoted
from loc_align.model import Edit, Span

_EXTENSIONS = (
    "bat|cab|cer|cfg|cmd|conf|config|cpp|cs|csproj|css|csv|c|dll|docx?|exe|gif|go|html?|h|inf|ini|ipynb|iso|jar|java|jpe?g"
    "|json|jsx?|log|markdown|md|msi|msp|pdf|pfx|png|pptx?|ps1|psd1|psm1|py|qs|rb|reg|rs|sh|sln|sql|svg|toml|tsx?|txt|vb"
    "|vhdx?|wim|xaml|xlsx?|xml|ya?ml|zip"
)
_TOKEN = re.compile(
    rf"""
      (?<![\w\\/])(?:[A-Za-z]:\\|\\\\\w)[^\s"'“”<>|,;:()*?\ufffc]*          # C:\Windows, \\server\share
    | (?<![\w/.:"{{}}*-])(?:\.{{0,2}}/)?[\w.~$%-]+(?:/[\w.~$%-]+){{2,}}/?(?![\w.~$%/{{}}-])   # usr/local/bin
    | (?<![\w/.:<\ufffc\"-])(?:\.{{1,2}}/|~?/)[A-Za-z][\w.~-]*(?:/[\w.~-]+)*/?        # /etc, ./build
    | (?<![^\s(\[|])--?[a-z]\w*(?:-\w+)*(?![\w-])                          # --to, -v
    | (?<![\w./\\@-])[\w-]+\.(?:{_EXTENSIONS})(?![\w/\\-])                   # setup.exe
    """,
    re.VERBOSE | re.ASCII,
)
_MAY_MATCH = re.compile(rf"[/\\]|(?<![^\s(\[|])--?[a-z]|\.(?:{_EXTENSIONS})(?![\w/\\-])", re.ASCII)
"""What every match of the expression above contains, which is quick to find."""
_SIMPLE_NAME = re.compile(r"\w+(?:\.\w+)+", re.ASCII)
"""A name that the rules for identifiers check."""
_DATE = re.compile(r"[\d/.-]+")
_TECHNICAL = re.compile(r"[._~\\%$\d{}:]|^/|--|^-|^[.]")
"""What distinguishes a path from words with slashes between them."""
_MAX_TOKENS = 50
_EDGES = ".-"


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
    if not any(mark in pair.source for mark in "/\\.-"):
        return
    source = pair.source_prose.replace("\u2060", "")
    wanted = Counter(islice(_tokens(source), _MAX_TOKENS)) if _MAY_MATCH.search(source) else None
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


def _tokens(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(text):
        token = found[0].rstrip(_EDGES)
        if len(token) > 2 and _TECHNICAL.search(token) and not _DATE.fullmatch(token):  # noqa: PLR2004 - "./" names nothing
            yield token


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
