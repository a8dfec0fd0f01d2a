"""Compares the directives of a document with those of its source document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby, islice

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.directives.brackets import arguments
from loc_align.checks.messages import extra, missing
from loc_align.checks.regions import covers, source_and_code
from loc_align.checks.structure.compared import compared, place_of
from loc_align.model import Document, Span

_DIRECTIVE = re.compile(
    r"""
      \[![\w\#+-]++(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?!\()
    | ^[ \t>]*(:::[ \t]*[a-z][^\r\n]*)
    | \]\((\#tab/[^()\s]+)\)
    """,
    re.MULTILINE | re.VERBOSE,
)

_CONTAINER = re.compile(r":{3,}[ \t]*([a-z][\w-]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\w.-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}\]]+)|\{[^{}]*\}")
_MAX_DIRECTIVES = 2000
"""The maximum number of directives to compare, which bounds the time."""


class _Directive(Struct, frozen=True):
    key: str
    span: Span
    text: str


def directive_parity(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for directives that differ from those of the source document, in number, order, or arguments.

    You may translate the text for people in a directive. The rule needs the source document.

    Why: Includes, alerts, tabs, zones, and images are the framework of a page. If one of them is missing or has another
    argument, part of the page is missing or wrong.

    Fails:
        ``[!INCLUDE [a](b.md)]`` where the source document has ``[!INCLUDE [a](a.md)]``

    Passes:
        The same directives with the same arguments and translated text.
    """
    if subject.source_document is None:
        return
    source, target = _unpaired(
        subject,
        [*islice(_directives(subject.source_document), _MAX_DIRECTIVES)],
        [*islice(_directives(subject.document), _MAX_DIRECTIVES)],
    )
    matcher = SequenceMatcher(None, [item.key for item in source], [item.key for item in target], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "replace" and last - first == end - start:
            for wanted, found in zip(source[first:last], target[start:end], strict=True):
                yield Finding(found.span, _message([wanted], [found]))
        elif start < end and tag != "equal":
            yield Finding(target[start].span, _message(source[first:last], target[start:end]))
        elif first < last and tag != "equal":
            for span, items in groupby(source[first:last], lambda item: place_of(subject, item.span.start)):
                yield Finding(span, _message([*items], []))


def _unpaired(
    subject: Subject, source: list[_Directive], target: list[_Directive]
) -> tuple[list[_Directive], list[_Directive]]:
    """Return both sides without the directives that blocks which correspond have in common.

    If one of several equal directives is lost, the sequence alone doesn't show which.
    """
    if [item.key for item in source] == [item.key for item in target]:
        return [], []
    pairs = compared(subject)
    if pairs is None:
        return source, target
    own: dict[tuple[str, int], list[_Directive]] = defaultdict(list)
    for item in target:
        own[item.key, pairs.counterpart(item.span.start)].append(item)
    left, paired = [], set[int]()
    for item in source:
        same = own[item.key, pairs.source_item(item.span.start)]
        if same:
            paired.add(same.pop(0).span.start)
        else:
            left.append(item)
    return left, [item for item in target if item.span.start not in paired]


def _message(wanted: list[_Directive], found: list[_Directive]) -> str:
    if wanted:
        return missing("directive", [item.text for item in wanted], [item.text for item in found])
    return extra("directive", [item.text for item in found])


def _directives(document: Document) -> Iterator[_Directive]:
    hidden = source_and_code(document)
    for found in _DIRECTIVE.finditer(document.text):
        start = found.start(found.lastindex or 0)
        if not covers(hidden, start):
            text = found[found.lastindex or 0]
            key = arguments(text)
            key = key.upper() if key.startswith("[!") and " " not in key else _without_title(key)
            yield _Directive(key, Span(start, found.end()), text)


def _without_title(key: str) -> str:
    """Return a ``:::`` directive without its title, which is text for people, as in ``:::note[Title]``."""
    found = _CONTAINER.match(key)
    if found is None:
        return key
    attributes = _ATTRIBUTE.findall(key, found.end())
    return f"{found[1].lower()} {' '.join(attributes)}".strip() + (":::" if attributes and key.endswith(":::") else "")


RULES = (
    Rule("directive-parity", "error", "Directives differ from the source document", directive_parity, scope="document"),
)
