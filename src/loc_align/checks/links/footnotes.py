"""The rule about the marks and the definitions of footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Pair, Rule, Subject
from loc_align.checks.comparison import to_document, whole_target, with_offsets
from loc_align.checks.messages import missing
from loc_align.checks.regions import covers, source_and_code
from loc_align.checks.structure.hiding import hidden_from
from loc_align.model import Document, Inline, Span

_MARK = re.compile(r"(?<![\\\]!])\[\^([^\]\s^]{1,100})\](?!\()")
_DEFINITION = re.compile(r"^[ \t>]{0,20}\[\^([^\]\s^]{1,100})\](:?)", re.MULTILINE)
_DAMAGED = re.compile(r"\[\^[^\]\s^]{1,100}\][ \u00a0\u202f]*[:：]")


def link_footnote(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for marks and definitions of footnotes that are missing from the target, renamed, or damaged.

    Why: The label connects the mark with its note. If one of them changes, the note disappears, or readers see the
    brackets.

    Fails:
        ``Eins[^erste]`` where the source has ``One[^first]``; ``[^first] :`` where it has ``[^first]:``

    Passes:
        ``Eins[^first]`` and ``[^first]: Anmerkung``
    """
    source = subject.source_document
    if "[^" not in subject.document.text and (source is None or "[^" not in source.text):
        return
    reported: set[int] = set()
    for pair in subject.pairs:
        for found in _in_pair(pair):
            located = to_document(pair, found)
            reported.add(located.span.start)
            yield located
    if source is not None and not subject.document.pairs and hidden_from(subject) is None:
        yield from _definitions(source, subject.document, reported)


def _in_pair(pair: Pair) -> Iterator[Finding]:
    if "[^" not in pair.source:
        return
    marks = [*_marks(pair.target_inline)]
    wanted = Counter(label for label, _ in _marks(pair.source_inline))
    lost = wanted - Counter(label for label, _ in marks)
    if lost:
        extra = [mark for mark in marks if mark[0] not in wanted]
        span = extra[0][1] if extra else whole_target(pair)
        texts = [f"[^{label}]" for label in lost.elements()]
        yield Finding(span, missing("footnote", texts, [f"[^{label}]" for label, _ in extra]))
        return
    for mark in _DAMAGED.finditer(pair.target):
        if pair.source.startswith(mark[0].rstrip(":：\u00a0\u202f ") + ":") and not mark[0].endswith("]:"):
            label = mark[0].rstrip(":：\u00a0\u202f ")
            yield Finding(Span(*mark.span()), f'"{mark[0]}" defines no footnote; write "{label}:"')


def _marks(parts: Inline) -> Iterator[tuple[str, Span]]:
    """Yield the labels of the marks in a segment, which are codes only in some flavours, with their spans."""
    for at, part in with_offsets(parts):
        if isinstance(part, str) or part.type == "directive":
            for found in _MARK.finditer(part if isinstance(part, str) else part.data):
                yield found[1], Span(at + found.start(), at + found.end())


def _definitions(source: Document, target: Document, reported: set[int]) -> Iterator[Finding]:
    """Compare the definitions of a document with those of its source document."""
    wanted = [found[1] for found in _defined(source) if found[2]]
    own = {found[1]: found for found in _defined(target)}
    extra = [found for label, found in own.items() if found[2] and label not in wanted]
    for label in dict.fromkeys(wanted):
        found = own.get(label)
        if found is None:
            span = Span(*extra[0].span()) if extra else Span(len(target.text), len(target.text))
            instead = [f"[^{extra.pop(0)[1]}]"] if extra else []
            yield Finding(span, missing("footnote definition", [f"[^{label}]"], instead, where="the document"))
        elif not found[2] and found.start() not in reported:
            yield Finding(Span(*found.span()), f'"{found[0].strip()}" defines no footnote; write "[^{label}]:"')


def _defined(document: Document) -> Iterator[re.Match[str]]:
    hidden = source_and_code(document)
    return (found for found in _DEFINITION.finditer(document.text) if not covers(hidden, found.start()))


RULES = (Rule("link-footnote", "error", "A footnote is missing or renamed", link_footnote, scope="document"),)
