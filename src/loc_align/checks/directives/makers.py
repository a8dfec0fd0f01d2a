"""Compares the template tags, heading IDs, and admonitions of other makers' documents with the source document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.messages import missing
from loc_align.checks.regions import covers, source_and_code
from loc_align.model import Document, Span

_MARK = re.compile(
    r"""
      \{%-?[ \t]*(?P<liquid>\w+)[^%\n]{0,200}%\}                             # {% if x %}
    | \{\{[<%][ \t]*(?P<shortcode>/?[ \t]*[\w./-]+)                          # {{< note >}}
    | \{\{\#(?P<include>\w+[ \t]+[^}\n]{1,200})\}\}                          # {{#include path}}
    | ^[ \t>]{0,40}(?P<admonition>(?:!!!|\?\?\?\+?|///)[ \t]+[a-z][\w-]*)    # !!! note
    | ^[ \t>]{0,40}(?P<fenced>:{3,}\{[\w:-]+\})                              # :::{note}
    | ^[ \t]{0,40}(?P<option>:(?:class|name|open|icon|width|height|alt|align)):[ \t]?(?P<value>[^\n]*)  # :class: tip
    | [ \t]\{[ \t]*(?:\#|:\#|:[ ]\#|/\*)[ \t]*(?P<id>[\w.-]+)[ \t]*(?:\*/)?[ \t]*\}[ \t]*$         # {#id}, {/*id*/}
    | <a[ ](?:name|id)="(?P<anchor>[^"\n]{1,200})"                          # <a name="x">
    """,
    re.VERBOSE | re.MULTILINE,
)
_MAX_MARKS = 5000


def directive_maker(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for template tags, heading IDs, admonition types, and options that differ from the source document.

    The rule knows Liquid and Hugo tags, mdBook includes, the admonitions of MkDocs and MyST with their options, and the
    ID that a heading ends with, and anchors such as ``<a name="x">``. Titles of admonitions are text. It needs the
    source document.

    Why: The program that builds the pages recognizes them only by their names. A lost tag stops the build, and without
    its ID a heading can't be linked to.

    Fails:
        ``{% wenn x %}`` where the source document has ``{% if x %}``; ``## Rest {#rest}`` where it has ``{#part-two}``

    Passes:
        The same tags with translated titles.
    """
    source = subject.source_document
    if source is None or subject.document.pairs:
        return
    wanted = Counter(key for key, _ in _marks(source))
    found = [*_marks(subject.document)]
    left = wanted - Counter(key for key, _ in found)
    extra = {key: span for key, span in reversed(found) if key not in wanted}
    for key, span in reversed(extra.items()):
        same = next((name for name in left if name.split(" ")[0] == key.split(" ")[0]), None)
        if same is not None:
            left -= Counter((same,))
            yield Finding(span, missing("tag", [_shown(same)], [_shown(key)], where="the document"))


def _marks(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield what must be kept, each as its kind and its name, with its span."""
    if not any(mark in document.text for mark in ("{%", "{{", "!!!", "???", "///", "{", ":", "<a ")):
        return
    hidden = source_and_code(document)
    for number, found in enumerate(_MARK.finditer(document.text)):
        if number == _MAX_MARKS:
            return
        kind = next(name for name, text in found.groupdict().items() if text is not None)
        if not covers(hidden, found.start(kind)):
            value = f" {found['value'].strip()}" if kind == "option" else ""
            yield f"{kind} {' '.join(found[kind].split())}{value}", Span(*found.span(kind))


def _shown(key: str) -> str:
    return key.partition(" ")[2]


RULES = (
    Rule("directive-maker", "warning", "A template tag, ID, or admonition differs", directive_maker, scope="document"),
)
