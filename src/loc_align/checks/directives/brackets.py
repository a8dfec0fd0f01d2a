"""Rules about bracketed directives, such as ``[!INCLUDE …]``, and about directives inside segments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule, Subject
from loc_align.checks.comparison import Piece, codes_of_type, compare, missing_finding
from loc_align.checks.messages import quoted
from loc_align.checks.regions import matches_outside
from loc_align.model import Inline, Span

_TRANSLATABLE = re.compile(r"(\[)[^\[\]]*(?=\]\()|\s+(?:alt-text|title|text|alt)=(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
"""The text for people in a directive: the text of its link and some attributes."""

_DIRECTIVE = re.compile(
    r"(?P<open>\[[ \t]*[!！][ \t]*)(?P<word>[^\W\d_][\w#+-]*)(?P<gap>[ \t]*)(?P<text>\[[^\[\]\n]*\])"
    r"(?P<tail>[ \t]*[(（][^()（）\n]*[)）])?(?P<close>[ \t]*\])?"
)
_LINKED = frozenset({"include", "includes"})
_VIDEO = re.compile(r"\[[ \t]*[!！][ \t]*VIDEO\b(?P<address>[^\]\n]*)\]?", re.IGNORECASE)
_ADDRESS = re.compile(r"[ ]+https?://[!-~]+[ ]*")


def directive_inline(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for directives inside segments that are missing from the target or have other arguments.

    You may translate the link text and attributes for people, such as ``alt-text``.

    Why: A directive instructs the publishing tool, and its arguments are names and paths.

    Fails:
        See [!INCLUDE [name](../name.md)] now. → Siehe [!INCLUDE [Name](../der-name.md)] jetzt.

    Passes:
        See [!INCLUDE [name](../name.md)] now. → Siehe [!INCLUDE [Name](../name.md)] jetzt.
    """
    if "[!" in pair.source or ":::" in pair.source:
        difference = compare(_directives(pair.source_inline), _directives(pair.target_inline))
        if difference and difference.missing:
            yield missing_finding(pair, "directive", difference)


def _directives(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "directive"):
        yield Piece(arguments(code.data), span, code.data)


def arguments(directive: str) -> str:
    """Return a directive without its text for people, for comparison."""
    return " ".join(_TRANSLATABLE.sub(r"\1", directive).split())


def directive_include(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for ``[!INCLUDE …]`` and ``[!code-…]`` directives outside the pairs that are damaged or translated.

    A path with non-ASCII letters counts as translated.

    Why: Readers see the brackets instead of the included content.

    Fails:
        ``[!INCLUDE [name] (../includes/name.md)]``

    Passes:
        ``[!INCLUDE [name](../includes/name.md)]``
    """
    if "[" in subject.document.text:
        for found in matches_outside(_DIRECTIVE, subject.document):
            cure = _damage(found)
            if cure:
                yield Finding(Span(*found.span()), f"{quoted(found[0])} is not a valid directive; {cure}")


def _damage(found: re.Match[str]) -> str | None:
    """Return how to repair a directive, or ``None`` if it is fine."""
    word, tail = found["word"], found["tail"]
    if word.lower() not in _LINKED and not word.lower().startswith("code"):
        return 'copy the word after "[!" from the source' if tail else None
    if found["open"] != "[!" or found.string.startswith("\\", max(found.start() - 1, 0)):
        return 'start it with "[!", without spaces or a backslash'
    if not tail or not found["close"]:
        return 'write "[!INCLUDE [text](path)]", with all brackets'
    if not tail.startswith("(") or not tail.endswith(")"):
        return "write the path in parentheses right after the text"
    return None if tail.isascii() else "copy the path from the source"


def directive_video(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for ``[!VIDEO …]`` directives outside the pairs without a URL that a browser can open.

    Why: Readers see an empty frame, or the brackets.

    Fails:
        ``[!VIDEO https: //example.com/embed/1]``

    Passes:
        ``[!VIDEO https://example.com/embed/1]``
    """
    for found in matches_outside(_VIDEO, subject.document):
        if not _ADDRESS.fullmatch(found["address"]) or not found[0].startswith("[!") or not found[0].endswith("]"):
            yield Finding(Span(*found.span()), f'{quoted(found[0])} has no valid URL; write "[!VIDEO https://…]"')


RULES = (
    Rule(
        "directive-inline",
        "error",
        "A directive in a segment is missing or changed",
        directive_inline,
        triggers=frozenset("[:"),
    ),
    Rule(
        "directive-include",
        "error",
        "An include or code snippet is damaged",
        directive_include,
        scope="document",
        monolingual=True,
    ),
    Rule("directive-video", "error", "A video has no valid URL", directive_video, scope="document", monolingual=True),
)
