"""The directives of a document beside those of its source document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.comparison import quoted_list
from loc_align.checks.directives.brackets import arguments
from loc_align.checks.regions import covers, source_and_code
from loc_align.model import Document, Span

_DIRECTIVE = re.compile(
    r"""
      \[![\w\#+-]++(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?!\()
    | ^[ \t>]*(:::[ \t]*[a-z][^\r\n]*)
    | \]\((\#tab/[^()\s]+)\)
    """,
    re.MULTILINE | re.VERBOSE,
)

_MOST = 2000
"""So many directives of a document are compared, which bounds the time."""


class _Directive(Struct, frozen=True):
    key: str
    span: Span


def directive_parity(subject: Subject, _: Options) -> Iterator[Finding]:
    """The directives of a document are not those of its source document, in the same order.

    Why: includes, alerts, tabs, zones and images are the frame of a page. Where one is missing or has another
    argument, a part of the page is missing or wrong. This needs the source document.

    Fails:
        ``[!INCLUDE [a](b.md)]`` where the source document has ``[!INCLUDE [a](a.md)]``

    Passes:
        the same directives with the same arguments, whatever words for people are in them
    """
    if subject.source_document is None:
        return
    source, target = ([*islice(_directives(side), _MOST)] for side in (subject.source_document, subject.document))
    matcher = SequenceMatcher(None, [item.key for item in source], [item.key for item in target], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "replace" and last - first == end - start:
            for wanted, found in zip(source[first:last], target[start:end], strict=True):
                yield Finding(found.span, _message([wanted], [found]))
        elif tag != "equal":
            yield Finding(_place(target, start, subject.document), _message(source[first:last], target[start:end]))


def _message(wanted: list[_Directive], found: list[_Directive]) -> str:
    if not wanted:
        return f"the source has no {quoted_list(item.key for item in found)} here; take it out"
    instead = f", the document has {quoted_list(item.key for item in found)}" if found else ""
    return f"the source has {quoted_list(item.key for item in wanted)} here{instead}; write it as the source has it"


def _place(target: list[_Directive], at: int, document: Document) -> Span:
    if at < len(target):
        return target[at].span
    return Span(len(document.text), len(document.text))


def _directives(document: Document) -> Iterator[_Directive]:
    hidden = source_and_code(document)
    for found in _DIRECTIVE.finditer(document.text):
        start = found.start(found.lastindex or 0)
        if not covers(hidden, start):
            key = arguments(found[found.lastindex or 0])
            yield _Directive(key.upper() if key.startswith("[!") and " " not in key else key, Span(start, found.end()))


RULES = (
    Rule("directive-parity", "error", "Directives differ from the source document", directive_parity, scope="document"),
)
