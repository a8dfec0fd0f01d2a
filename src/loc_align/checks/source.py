"""Rules about the source: what other rules find there, for the authors of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from loc_align.checks.base import Finding, Options, Rule


def _of_source(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with messages about the source, without fixes and severities, which are for targets."""
    for finding in found:
        message = f"in the source: {finding.message.replace('the target', 'the source')}"
        yield replace(finding, message=message, fix=(), severity=None)


def source_codes(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for damaged inline codes in the source, such as an unpaired backtick.

    The rule reports what the rules of the family ``codes`` find in the source.

    Why: Every translation repeats the problem, and none of them is to blame. Mend it once, in the source.

    Fails:
        The source ``Run `ls.``

    Passes:
        The source ``Run `ls`.``
    """
    return _of_source(found)


def source_links(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for links in the source that are damaged, have no text, or lead to an anchor that doesn't exist.

    The rule reports what the rules of the family ``links`` find in the source.

    Why: Every translation repeats the problem, and none of them is to blame. Mend it once, in the source.

    Fails:
        The source ``See [](setup.md).``

    Passes:
        The source ``See [Setup](setup.md).``
    """
    return _of_source(found)


def source_directives(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for directives in the source document that are damaged or not closed.

    The rule reports what the rules of the family ``directives`` find in the source document.

    Why: Every translation repeats the problem, and none of them is to blame. Mend it once, in the source.

    Fails:
        A source document with ``> [!NOTICE]``

    Passes:
        A source document with ``> [!NOTE]``
    """
    return _of_source(found)


def source_text(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for unpaired brackets, repeated words, and invisible or corrupted characters in the source.

    The rule reports what the rules of the family ``text`` find in the source.

    Why: Every translation repeats the problem, and none of them is to blame. Mend it once, in the source.

    Fails:
        The source ``Open it (once.``

    Passes:
        The source ``Open it (once).``
    """
    return _of_source(found)


def source_front_matter(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for front matter in the source document that is invalid or has unusual keys.

    The rule reports what the rules of the family ``front-matter`` find in the source document.

    Why: Every translation repeats the problem, and none of them is to blame. Mend it once, in the source.

    Fails:
        A source document whose front matter isn't valid YAML.

    Passes:
        A source document whose front matter is valid YAML.
    """
    return _of_source(found)


def source_structure(found: Iterable[Finding], _: Options) -> Iterator[Finding]:
    """Checks for unusual tables and blocks in the source, such as a row with fewer cells than the header.

    The rule reports what the rules of the family ``structure`` find in the source. In a side-by-side document, both
    languages share the markup of a table.

    Why: Markdown permits a row with fewer cells, so no translation is to blame, but a pipe might be missing. Mend it
    once, in the source.

    Fails:
        A row of one cell below a header of two cells.

    Passes:
        A row of two cells below a header of two cells.
    """
    return _of_source(found)


RULES: tuple[Rule, ...] = (
    Rule("source-codes", "info", "The source has a damaged inline code", source_codes, scope="source"),
    Rule("source-links", "info", "The source has a damaged link", source_links, scope="source"),
    Rule("source-directives", "info", "The source document has a damaged directive", source_directives, scope="source"),
    Rule("source-text", "info", "The source has a mark or character that looks wrong", source_text, scope="source"),
    Rule(
        "source-front-matter",
        "info",
        "The source document has unusual front matter",
        source_front_matter,
        scope="source",
    ),
    Rule("source-structure", "info", "The source has unusual tables or blocks", source_structure, scope="source"),
)
