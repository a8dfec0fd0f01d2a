"""Directives in brackets, ``[!INCLUDE …]`` and its like, and those inside of segments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule, Subject
from loc_align.checks.comparison import Piece, codes_of_type, compare, missing_finding
from loc_align.checks.regions import matches_outside
from loc_align.model import Inline, Span

_WORDS = re.compile(r"(\[)[^\[\]]*(?=\]\()|\s+(?:alt-text|title|text|alt)=(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
"""What of a directive is for people: the text of its link and some attributes."""

_HEAD = re.compile(
    r"(?P<open>\[[ \t]*[!！][ \t]*)(?P<word>[^\W\d_][\w#+-]*)(?P<gap>[ \t]*)(?P<text>\[[^\[\]\n]*\])"
    r"(?P<tail>[ \t]*[(（][^()（）\n]*[)）])?(?P<close>[ \t]*\])?"
)
_LINKED = frozenset({"include", "includes"})
_VIDEO = re.compile(r"\[[ \t]*[!！][ \t]*VIDEO\b(?P<address>[^\]\n]*)\]?", re.IGNORECASE)
_ADDRESS = re.compile(r"[ ]+https?://[!-~]+[ ]*")


def directive_inline(pair: Pair, _: Options) -> Iterator[Finding]:
    """A directive inside of a segment is missing in the target, or has other arguments than in the source.

    Why: a directive is an order to the tool that makes the pages, and its arguments are names and paths. The text of
    its link and attributes for people, such as ``alt-text``, may be translated.

    Fails:
        See [!INCLUDE [name](../name.md)] now. → Siehe [!INCLUDE [Name](../der-name.md)] jetzt.

    Passes:
        See [!INCLUDE [name](../name.md)] now. → Siehe [!INCLUDE [Name](../name.md)] jetzt.
    """
    if "[!" in pair.source or ":::" in pair.source:
        difference = compare((piece.key for piece in _directives(pair.source_inline)), _directives(pair.target_inline))
        if difference and difference.missing:
            yield missing_finding(pair, "directive", difference, "write it as the source has it")


def _directives(parts: Inline) -> Iterator[Piece]:
    for span, code in codes_of_type(parts, "directive"):
        yield Piece(arguments(code.data), span)


def arguments(directive: str) -> str:
    """A directive without the words in it that are for people, as it is compared."""
    return " ".join(_WORDS.sub(r"\1", directive).split())


def directive_include(subject: Subject, _: Options) -> Iterator[Finding]:
    """An ``[!INCLUDE …]`` or ``[!code-…]`` outside of the pairs is damaged, or its word or path looks translated.

    Why: the page shows the brackets in the place of what should be there. Paths in which there are letters beyond
    ASCII are taken for translated ones.

    Fails:
        ``[!INCLUDE [name] (../includes/name.md)]``

    Passes:
        ``[!INCLUDE [name](../includes/name.md)]``
    """
    if "[" in subject.document.text:
        for found in matches_outside(_HEAD, subject.document):
            cure = _damage(found)
            if cure:
                yield Finding(Span(*found.span()), f'"{found[0]}" is no directive; {cure}')


def _damage(found: re.Match[str]) -> str | None:
    """What to do about a directive, ``None`` where nothing is wrong with it."""
    word, tail = found["word"], found["tail"]
    if word.lower() not in _LINKED and not word.lower().startswith("code"):
        return "write INCLUDE or code and the language, as the source has it" if tail else None
    if found["open"] != "[!" or found.string.startswith("\\", max(found.start() - 1, 0)):
        return 'write "[!" at its beginning, without spaces'
    if not tail or not found["close"]:
        return "write [!INCLUDE [text](path)], with all its brackets"
    if not tail.startswith("(") or not tail.endswith(")"):
        return "write the path at once after the text, in round brackets"
    return None if tail.isascii() else "write the path as the source has it, it looks translated"


def directive_video(subject: Subject, _: Options) -> Iterator[Finding]:
    """A ``[!VIDEO …]`` outside of the pairs has no address that a browser can open.

    Why: the page shows an empty frame, or the brackets.

    Fails:
        ``[!VIDEO https: //example.com/embed/1]``

    Passes:
        ``[!VIDEO https://example.com/embed/1]``
    """
    for found in matches_outside(_VIDEO, subject.document):
        if not _ADDRESS.fullmatch(found["address"]) or not found[0].startswith("[!") or not found[0].endswith("]"):
            yield Finding(Span(*found.span()), f'"{found[0]}" shows no video; write [!VIDEO https://…]')


RULES = (
    Rule(
        "directive-inline", "error", "A directive in a segment is altered", directive_inline, triggers=frozenset("[:")
    ),
    Rule("directive-include", "error", "An include or a snippet is damaged", directive_include, scope="document"),
    Rule("directive-video", "error", "A video has no address", directive_video, scope="document"),
)
