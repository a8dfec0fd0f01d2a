"""The rule about the link reference definitions of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.messages import quoted
from loc_align.checks.regions import covers, source_and_code
from loc_align.checks.structure.compared import place_of
from loc_align.checks.structure.hiding import hidden_from
from loc_align.checks.urls import is_moved, is_translated, normalized, page
from loc_align.model import Document, Span

_DEFINITION = re.compile(r"^[ \t>]{0,20}(\[([^\]\[^\n][^\]\[\n]{0,300})\]):[ \t]*<?([^\s<>]+)", re.MULTILINE)
"""A link reference definition on one line (CommonMark 0.31.2, 4.7)."""
_REFERENCE = re.compile(r"\[([^\]\[\n]{1,300})\](?!:)")
_MAX_REPORTED = 5
"""The most definitions to report. A document with more has other links than its source."""


class _Definition(Struct, frozen=True):
    label: str
    span: Span
    url: str
    """The destination as written."""


def link_definition(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for link definitions that are missing, renamed, or lead to another page than in the source document.

    The rule reports a label that is missing only if the document still refers to it. It compares URLs as
    ``link-destination`` does, and needs the source document.

    Why: Without its definition, a link is text in square brackets.

    Fails:
        ``[einrichtung]: setup.md`` where the document has ``[Einrichtung][setup]``; ``[setup]: einrichtung.md``

    Passes:
        ``[setup]: setup.md``, and ``[Einrichtung]: setup.md`` where the document has ``[Einrichtung]``
    """
    source = subject.source_document
    if source is None or "]:" not in source.text:
        return
    own, wanted = _definitions(subject.document), _definitions(source)
    used = {_key(label) for label in _REFERENCE.findall(subject.document.text)}
    lost = [label for label in wanted if label not in own and label in used and hidden_from(subject) is None]
    for label in lost[:_MAX_REPORTED]:
        yield _missing(subject, wanted[label], [found for key, found in own.items() if key not in wanted])
    languages = subject.bitext.source_lang.partition("-")[0], subject.bitext.target_lang.partition("-")[0]
    changed = [label for label in wanted if label in own and not _same(wanted[label], own[label], languages)]
    for label in changed[:_MAX_REPORTED]:
        expected, found = wanted[label].url, own[label]
        wrong = f"the definition of {quoted(found.label)} leads to {quoted(found.url)}, in the source to"
        yield Finding(found.span, f"{wrong} {quoted(expected)}; copy the destination")


def _missing(subject: Subject, lost: _Definition, extra: list[_Definition]) -> Finding:
    shown = quoted(f"[{lost.label}]")
    renamed = next((found for found in extra if normalized(found.url) == normalized(lost.url)), None)
    if renamed is not None:
        wrong = f"the document refers to {shown}, but defines {quoted(f'[{renamed.label}]')} instead"
        return Finding(renamed.span, f"{wrong}; copy the label from the source")
    wrong = f"the document refers to {shown}, but has no definition of it"
    return Finding(place_of(subject, lost.span.start), f"{wrong}; copy it from the source document")


def _definitions(document: Document) -> dict[str, _Definition]:
    """Return the definitions of a document by their normalized labels. Of two with one label, the first counts."""
    hidden = source_and_code(document)
    found: dict[str, _Definition] = {}
    for match in _DEFINITION.finditer(document.text):
        if not covers(hidden, match.start(1)):
            definition = _Definition(match[2], Span(match.start(1), match.end()), match[3])
            found.setdefault(_key(match[2]), definition)
    return found


def _key(label: str) -> str:
    return " ".join(label.casefold().split())


def _same(one: _Definition, other: _Definition, languages: tuple[str, str]) -> bool:
    source, target, both = normalized(one.url), normalized(other.url), frozenset(languages)
    same = source == target or page(source, both) == page(target, both) or _is_absolute(source, target)
    return same or is_moved(source, target) or is_translated(source, target, languages)


def _is_absolute(one: str, other: str) -> bool:
    """Return whether one of two URLs is relative, and the other is on a site and ends with the same path."""
    relative, absolute = (one, other) if "://" in other else (other, one)
    path = relative.lstrip("./")
    return "://" in absolute and "://" not in relative and bool(path) and absolute.endswith(f"/{path}")


RULES = (
    Rule("link-definition", "warning", "A link definition is missing or changed", link_definition, scope="document"),
)
