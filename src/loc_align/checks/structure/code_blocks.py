"""Compares the code blocks of a document with those of its source document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.messages import quoted
from loc_align.checks.structure.compared import compared, only
from loc_align.checks.structure.hiding import hidden_from
from loc_align.checks.structure.matching import Matched
from loc_align.checks.structure.skeleton import COMMENT_TAG
from loc_align.markdown.translatable.fences import code_block_texts
from loc_align.model import Block, Document, Span
from loc_align.text import counted

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|(?<!\S)(?://|#|--|;|')[ \t][^\n]*", re.DOTALL)
_NO_CODE = frozenset(("", "console", "none", "output", "plain", "plaintext", "text", "txt"))
"""The languages of fences that contain text, or of which nothing is known."""
_TOKEN = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*|\d+(?:\.\d+)*|[$%{<][\w{<.-]+|(?:[\w-]+[/._=]+)+[\w-]+", re.ASCII)
"""Options, numbers, placeholders, paths, and names."""
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`,{]*)[^\n]*")


def structure_fences(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for code blocks whose code or language differs from the source document.

    Comments and white space don't matter, nor does translated text in a block without a programming language whose
    options, names, and numbers are as in the source. The rule needs the source document.

    Why: Readers copy code, and translated code doesn't run.

    Fails:
        A code block with `fjord --starten` where the source has `fjord --start`.

    Passes:
        The same code with a translated comment.
    """
    pairs = compared(subject)
    if pairs is None or subject.source_document is None:
        return
    cut = hidden_from(subject)
    for one, other in pairs.equal():
        if pairs.source[one].kind == "code":
            span = pairs.target[other].span
            if cut is not None and span.start >= cut:
                break
            before, after = _code(subject.source_document, pairs.source[one].span), _code(subject.document, span)
            if before != after and not _is_translated(before, after):
                yield Finding(span, _message(before, after))
    for found in only(subject, "code"):
        wrong = f"the document has {counted(len(found.extra), 'code block')}"
        wrong = f"{wrong} where the source document has {len(found.missing)}"
        yield Finding(found.span, f"{wrong}; follow the source document")
    if cut is not None and not subject.document.text.startswith(COMMENT_TAG, cut):
        wrong = "this code block has no end, unlike in the source document"
        yield Finding(_unclosed(subject, pairs, cut), f"{wrong}; add its closing fence")


def _unclosed(subject: Subject, pairs: Matched, start: int) -> Span:
    """Return a code block without an end, up to where it ends in the source document."""
    text = subject.document.text
    source = pairs.counterpart(start)
    end = start
    for _ in range(pairs.source[source].lines if source >= 0 else 1):
        end = text.find("\n", end + 1)
        if end < 0:
            return Span(start, len(text))
    return Span(start, end)


def _code(document: Document, span: Span) -> tuple[str, str]:
    """Return the language of a code block, and its code without comments, white space, and text for readers."""
    text, end = "", span.start
    for own in code_block_texts(document, Block("code", span)):
        text, end = text + document.text[end : own.start], own.end
    text += document.text[end : span.end]
    fence = _FENCE.match(text)
    language = fence[2].lower() if fence else ""
    body = text[fence.end() :] if fence else text
    return language, " ".join(_COMMENT.sub(" ", body).split())


def _is_translated(source: tuple[str, str], target: tuple[str, str]) -> bool:
    """Return whether a block in no programming language is text for people whose options, names, and numbers are kept.

    Translators translate the help texts and the output of programs.
    """
    if source[0] != target[0] or source[0] not in _NO_CODE or source[1].isascii() == target[1].isascii():
        return False
    return Counter(_TOKEN.findall(source[1])) == Counter(_TOKEN.findall(target[1]))


def _message(source: tuple[str, str], target: tuple[str, str]) -> str:
    if source[0] == target[0]:
        return "the code differs from the source document; copy it, except for comments"
    wrong = f"has language {quoted(target[0])}" if target[0] else "has no language"
    cure = f"write {quoted(source[0])}" if source[0] else "remove it"
    return f"the code block {wrong}; {cure} as in the source document"
