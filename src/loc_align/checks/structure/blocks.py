"""Compares the blocks of a document with those of its source document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from loc_align.checks.base import Finding, Options, Subject
from loc_align.checks.structure import html
from loc_align.checks.structure.compared import MAX_REPORTED, compared, differences, is_other, kinds_in
from loc_align.checks.structure.hiding import hidden_from
from loc_align.checks.structure.marks import OF_PARITY
from loc_align.checks.structure.matching import Difference, Matched
from loc_align.checks.structure.sentences import changed_sentences
from loc_align.checks.structure.skeleton import LAZY, Item
from loc_align.checks.structure.swapped import swapped
from loc_align.checks.structure.tables import broken_headers
from loc_align.model import Span
from loc_align.text import counted

_OF_OTHER_RULES = ({"heading"}, {"table_row"}, {"code"})
_DIRECTIVE = {"directive"}
_JOINED = re.compile(r":::[ \t]+")
_NAMES = {"html": "an HTML block", "code": "a code block"}
_LIST_TOKEN = 3
"""The number of parts of the token of a list item that is no task."""
_LISTS = {"1.": "a numbered list item", "-": "a bulleted list item", "": "a paragraph in a list item"}


def structure_blocks(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for blocks that are missing, and for blocks that the source document doesn't have.

    It also finds a block of another kind, level, list, or HTML tag, blocks that were joined, and neighbors in the wrong
    order. In a block that is in its place, it finds a sentence that is missing or repeated. If less than half of a
    document is in the place where the source document has it, it says only that. The rule needs the source document.

    Why: A paragraph, a list item, or a table was lost in an update of the translation, or is still there although the
    source no longer has it.

    Fails:
        A source with two paragraphs and a list, and a target with one paragraph and the list.

    Passes:
        The same blocks in the same order.
    """
    pairs, source = compared(subject), subject.source_document
    if pairs is None or source is None:
        return
    if is_other(pairs) and hidden_from(subject) is None:
        first = next(pairs.differences(subject.document))
        same = len(pairs.equal())
        wrong = f"only {same} of {len(pairs.source)} blocks of the source document are in the same place"
        yield Finding(first.span, f"{wrong}; update the document")
        return
    html_runs = [*html.runs(pairs)]
    different = _without_known(pairs, html_runs, subject)
    found_here = [*(html.compare(run, source, subject.document) for run in html_runs)]
    found_here += [Finding(found.span, _what(found)) for found in different]
    yield from sorted(found_here, key=lambda found: found.span.start)[:MAX_REPORTED]
    yield from islice(changed_sentences(subject), MAX_REPORTED)
    for item in islice(swapped(pairs), MAX_REPORTED):
        name = _name(item)
        yield Finding(item.span, f"{name} comes before the one above it in the source document; exchange them")


def _without_known(pairs: Matched, runs: Sequence[html.Run], subject: Subject) -> Iterator[Difference]:
    """Yield the differences that no other rule reports, and that aren't in runs of HTML blocks."""
    swallowed = _swallowed(pairs)
    sources = {item.span for run in runs for item in run.source}
    targets = {item.span for run in runs for item in run.target}
    broken = [delimiter.start for _, delimiter in subject.cached(broken_headers)]
    for found in differences(subject):
        of_html = all(item.span in sources for item in found.missing) and all(i.span in targets for i in found.extra)
        of_block = any(item.span.start <= at < item.span.end for at in broken for item in found.extra)
        if not (_is_of_other_rule(found, subject) or _is_swallowed(found, swallowed) or of_html or of_block):
            yield found


def _swallowed(pairs: Matched) -> set[Span]:
    """Return the spans of the source items that a code block of the target without an end contains.

    ``structure-fences`` reports the code block.
    """
    spans = set[Span]()
    targets = dict(pairs.matches)
    for at, item in enumerate(pairs.source):
        own = pairs.target[targets[at]] if at in targets else item
        more = own.lines - item.lines
        while item.kind == own.kind == "code" and more > 0 and at + 1 < len(pairs.source) and at + 1 not in targets:
            at += 1  # noqa: PLW2901 - the items below the code block
            more -= pairs.source[at].lines
            spans.add(pairs.source[at].span)
    return spans


def _is_swallowed(found: Difference, swallowed: set[Span]) -> bool:
    return not found.extra and all(item.span in swallowed for item in found.missing)


def _is_of_other_rule(found: Difference, subject: Subject) -> bool:
    """Return whether another rule reports a difference: a marker that changed, or one of Docs-flavored Markdown."""
    kinds = kinds_in(found)
    if kinds != _DIRECTIVE:
        return kinds in _OF_OTHER_RULES
    if found.matched:
        return found.missing[0].token[1] == found.extra[0].token[1]
    heads = [str(item.token[2]) for item in (*found.missing, *found.extra)]
    return all(OF_PARITY.match(head) and _more(subject, head) for head in heads)


def _more(subject: Subject, head: str) -> int:
    """Return how often a document has the head of a directive more than its source."""
    assert subject.source_document is not None  # noqa: S101 - the document was compared with it
    own, wanted = subject.cached(_joined_lower), _JOINED.sub(":::", subject.source_document.text.lower())
    return own.count(head) - wanted.count(head)


def _joined_lower(subject: Subject) -> str:
    return _JOINED.sub(":::", subject.document.text.lower())


def _what(found: Difference) -> str:
    if found.split:
        return f"{_name(found.extra[0])} continues the one above it in the source document; join them"
    if found.stray:
        return "a line without indentation belongs to this list item; indent it, or put a blank line above it"
    return _joined(found) if found.joined else _message(found.missing, found.extra)


def _joined(found: Difference) -> str:
    return f"{_name(found.missing[0])} of the source document is joined to the text above it; separate them"


def _message(missing: Sequence[Item], extra: Sequence[Item]) -> str:
    if missing and extra:
        own, expected = _list(extra), _list(missing)
        if own == expected:
            own, expected = _exact(extra[0]), _exact(missing[0])
        if own == expected:
            return f"the document has {own} with other text than the source document; follow the source document"
        wrong = f"the document has {own} where the source document has {expected}"
        return f"{wrong}; follow the source document"
    verb, pronoun = ("is", "it") if len(missing or extra) == 1 else ("are", "them")
    if missing:
        return f"{_list(missing)} of the source document {verb} missing; add {pronoun}"
    return f"{_list(extra)} {verb} not in the source document; remove {pronoun}"


def _list(items: Sequence[Item]) -> str:
    name = _name(items[0])
    return f"{name} and {counted(len(items) - 1, 'more block')}" if len(items) > 1 else name


def _name(item: Item) -> str:
    return _NAMES.get(item.kind, f"a {item.kind.replace('_', ' ')}")


def _exact(item: Item) -> str:
    """Return the name of an item with what makes it different from others of its kind."""
    if item.kind == "list_item":
        task = f", {item.token[3]}," if len(item.token) > _LIST_TOKEN else ""
        return f"{_LISTS[str(item.token[2])]}{task} at level {item.token[1]}"
    if item.kind == "quote":
        return f'{_name(item)} {"with a line without" if item.token[2] == LAZY else "whose lines all have"} ">"'
    return f"{_name(item)} at level {item.token[1]}" if isinstance(item.token[1], int) else _name(item)
