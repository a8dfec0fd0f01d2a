"""Rules about alerts, such as ``> [!NOTE]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.comparison import to_document, whole_target
from loc_align.checks.messages import quoted
from loc_align.checks.regions import matches_outside
from loc_align.model import Span

_KEYWORDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_OTHER_DIRECTIVES = ("INCLUDE", "VIDEO", "DIV", "CODE")
_LINE = re.compile(
    r"""
    ^[ \t]*>[ \t>]*
    (?P<head> \\?\[[ \t]* (?:(?P<mark>[!！])[ \t]*)? (?P<word>[^\W\d_][^\[\]<>:.\n\\]{0,40}?) [ \t]*\\?\])
    [ \t]*\r?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_PLAIN_KEYWORD = re.compile(r"\[!?(NOTE|TIP|IMPORTANT|WARNING|CAUTION)!?\]", re.IGNORECASE)


def directive_alert(subject: Subject, options: Options) -> Iterator[Finding]:
    """Checks for alerts whose keyword is translated or damaged.

    If only the exclamation mark is missing, or the keyword is damaged in the source, too, the problem is a warning.

    Why: ``> [!NOTE]`` makes a colored box. With any other word, readers see the brackets.

    Fails:
        ``> [!HINWEIS]``

    Passes:
        ``> [!NOTE]``

    Options:
        keywords: The keywords of alerts.
    """
    if "[" not in subject.document.text:
        return
    keywords = frozenset(word.upper() for word in options["keywords"])
    for found in matches_outside(_LINE, subject.document):
        yield from _check_line(subject, found, keywords)
    yield from _in_pairs(subject)


def _check_line(subject: Subject, found: re.Match[str], keywords: frozenset[str]) -> Iterator[Finding]:
    word = found["word"].upper()
    span = Span(*found.span("head"))
    shown = ", ".join(f"[!{keyword}]" for keyword in sorted(keywords))
    if not found["mark"]:
        if word in keywords:
            yield Finding(span, f'this alert has no exclamation mark; write "[!{word}]"', severity="warning")
        elif not _is_label(subject, found["word"]) and _continues(subject.document.text, found.end()):
            yield Finding(
                span, f"{quoted(found['head'])} looks like a translated alert; write one of {shown}", severity="warning"
            )
    elif word not in keywords and word.split()[0].partition("-")[0] not in _OTHER_DIRECTIVES:
        yield Finding(span, f"{quoted(found['head'])} is not an alert; write one of {shown}")
    elif word in keywords and found["head"].upper() != f"[!{word}]":
        yield Finding(span, f'{quoted(found["head"])} is a damaged alert; write "[!{word}]"')


def _is_label(subject: Subject, word: str) -> bool:
    return " ".join(word.casefold().split()) in {label.casefold() for label in subject.document.references}


def _continues(text: str, end: int) -> bool:
    """Return whether the quote continues on the next line."""
    return text[end : end + 200].lstrip("\r\n").lstrip(" \t").startswith(">")


def _in_pairs(subject: Subject) -> Iterator[Finding]:
    """Report translated keywords in pairs, where a keyword without exclamation mark is an ordinary word."""
    for pair in subject.pairs:
        found = _PLAIN_KEYWORD.match(pair.source) if pair.source.startswith("[") else None
        if found and not pair.target.startswith(found[0]):
            word = found[1].upper()
            message = f'alert keyword "{found[0]}" is missing from the target; write "[!{word}]"'
            yield to_document(pair, Finding(whole_target(pair), message, severity="warning"))


RULES = (
    Rule(
        "directive-alert",
        "error",
        "The keyword of an alert is translated or damaged",
        directive_alert,
        scope="document",
        monolingual=True,
        options=MappingProxyType({"keywords": _KEYWORDS}),
    ),
)
