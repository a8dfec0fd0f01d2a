"""Finds paths, file names, and command-line options in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_DATE = re.compile(r"[\d/.-]+")
_TECHNICAL = re.compile(r"[._~\\%$\d{}:]|^/|--|^-|^[.]")
"""What distinguishes a path from words with slashes between them."""
_EDGES = ".-"


def path_tokens(text: str) -> Iterator[str]:
    """Yield the paths, file names, and options in the text of a source."""
    if not _MAY_MATCH.search(text):
        return
    for found in _TOKEN.finditer(text):
        token = found[0].rstrip(_EDGES)
        if len(token) > 2 and _TECHNICAL.search(token) and not _DATE.fullmatch(token):  # noqa: PLR2004 - "./" names nothing
            yield token
