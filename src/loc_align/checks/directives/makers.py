"""The rule about the markup of makers of documentation sites, compared with the source document."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.structure.kept import KEPT, changes, findings


def directive_maker(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for template tags, components, heading IDs, and markers that differ from the source document.

    The rule compares Liquid and Hugo tags, components and their attributes, imports, includes, the markers of
    admonitions and tabs with their options, and the ID that a heading ends with. Titles and attributes with text are
    for people, and a translation may add the ID of a heading. The rule needs the source document.

    Why: The program that builds the pages recognizes them only by their names. A lost tag stops the build, and without
    its ID a heading can't be linked to.

    Fails:
        ``{% wenn x %}`` where the source document has ``{% if x %}``; ``## Rest`` where it has ``## Rest {#rest}``;
        ``<Hinweis>`` where it has ``<Note>``

    Passes:
        The same tags with translated titles.
    """
    yield from findings([change for change in subject.cached(changes) if change.kind in KEPT])


RULES = (
    Rule(
        "directive-maker",
        "warning",
        "A template tag, component, ID, or marker differs",
        directive_maker,
        scope="document",
    ),
)
