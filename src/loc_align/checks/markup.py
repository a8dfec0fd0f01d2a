"""Rules about the markup of side-by-side documents."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.checks.messages import defect_clause
from loc_align.documents.accounting import account
from loc_align.model import Defect
from loc_align.text import counted

_MOST_NAMES = 3
"""How many IDs a message names."""


def _defects(subject: Subject, *codes: str) -> Iterator[Defect]:
    return (defect for defect in subject.document.defects if defect.code in codes)


def markup_damaged(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for tags of a pair that are damaged, and for closing tags that are missing or extra.

    Why: A damaged tag can hide its text from every tool, and even the pairs after it. For example, this happens if a
    quotation mark became ``&quot;``. loc-align repairs what it can, but the file stays damaged.

    Fails:
        ``<span data-ttu-id=&quot;1a2b3-104&quot;>…</span>``

    Passes:
        ``<span data-ttu-id="1a2b3-104">…</span>``
    """
    for defect in _defects(subject, "tag-damaged", "tag-unreadable", "close-missing", "close-stray"):
        yield Finding(defect.span, f"{defect_clause(defect)}; restore the tags of this pair")


def markup_unpaired(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for targets without a source, and for sources without a target.

    Why: A target without its source is missing from every translation memory. A source without its target shows English
    text to readers of the translation.

    Fails:
        ``<span data-ttu-id="1a2b3-104">Text</span>`` without a ``data-stu-id`` after it

    Passes:
        Both sides, one after the other, with the same ID.
    """
    for defect in _defects(subject, "source-unpaired", "target-unpaired", "lookup-missing"):
        yield Finding(defect.span, f"{defect_clause(defect)}; restore the other side of the pair")


def markup_unread(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for IDs that belong to no pair.

    The rule reports each document once. ``markup-unpaired``, ``markup-nested``, and ``markup-damaged`` say what is
    wrong with each ID. An ID in a fence or a code span is text, and isn't counted.

    Why: What belongs to such an ID is missing from every export, every merge, and every translation memory.

    Fails:
        ``<span data-ttu-id="1a2b3-104">Text</span>`` without a ``data-stu-id`` after it

    Passes:
        Both sides, one after the other, with the same ID.
    """
    left_out = account(subject.document).left_out
    if left_out:
        names = [item.id for item in left_out if item.id][:_MOST_NAMES]
        named = f" ({', '.join(names)}{', …' if len(left_out) > len(names) else ''})" if names else ""
        verb = "belongs" if len(left_out) == 1 else "belong"
        message = f"{counted(len(left_out), 'ID')} {verb} to no pair{named}; repair their markup"
        yield Finding(left_out[0].span, message)


def markup_nested(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs that start inside another pair.

    Why: Only the inner pair can be read. The words of the outer one don't belong to any pair.

    Fails:
        ``<span data-ttu-id="1a2b3-104">one <span data-ttu-id="1a2b3-105">two</span> …``

    Passes:
        One pair after the other.
    """
    for defect in _defects(subject, "tag-nested"):
        yield Finding(defect.span, f"{defect_clause(defect)}; close the outer pair first")


def markup_id_mismatch(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs whose two sides have different IDs.

    Why: In a translation memory, the target becomes the translation of another sentence.

    Fails:
        ``data-ttu-id="1a2b3-104"`` next to ``data-stu-id="1a2b3-105"``

    Passes:
        ``data-ttu-id="1a2b3-104"`` next to ``data-stu-id="1a2b3-104"``
    """
    for defect in _defects(subject, "id-mismatch"):
        yield Finding(defect.span, f"{defect_clause(defect)}; use the ID of the source for both")


def markup_id_duplicate(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs of a file that have the same ID.

    Why: An ID identifies one sentence. If two sentences share an ID, the next update changes the wrong one.

    Fails:
        Two pairs with the ID ``1a2b3-104``.

    Passes:
        A pair with the ID ``1a2b3-104`` and a pair with the ID ``1a2b3-105``.
    """
    for defect in _defects(subject, "id-duplicate"):
        yield Finding(defect.span, f"{defect_clause(defect)}; restore the original ID of the pair")


def markup_id_order(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs whose ID has a lower number than an earlier ID.

    Why: The numbers rise through a file. A lower number shows that pairs were moved, or copied from another place.

    Fails:
        ``1a2b3-105``, then ``1a2b3-104``

    Passes:
        ``1a2b3-104``, then ``1a2b3-106``
    """
    for defect in _defects(subject, "id-order"):
        yield Finding(defect.span, f"{defect_clause(defect)}; put the pairs in the order of the source")


def markup_id_prefix(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs whose ID starts differently from the other IDs in the file.

    Why: The first part of an ID identifies the file. A pair with another prefix was copied from another file.

    Fails:
        ``1a2b3-104``, ``1a2b3-105``, and ``77777-106``

    Passes:
        ``1a2b3-104``, ``1a2b3-105``, and ``1a2b3-106``
    """
    for defect in _defects(subject, "id-prefix"):
        yield Finding(defect.span, f"{defect_clause(defect)}; restore the pair of this file")


def markup_empty_target(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs whose target has no text.

    Why: The sentence is missing from the published page.

    Fails:
        ``<span data-ttu-id="1a2b3-104"></span>`` next to a source with text

    Passes:
        A target with text next to a source with text.
    """
    for defect in _defects(subject, "target-empty"):
        yield Finding(defect.span, f"{defect_clause(defect)}; translate the source")


def markup_empty_source(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs whose source has no text.

    Why: Nobody can tell what the target translates.

    Fails:
        A target with text next to ``<span data-stu-id="1a2b3-104"></span>``.

    Passes:
        A target with text next to a source with text.
    """
    for defect in _defects(subject, "source-empty"):
        yield Finding(defect.span, f"{defect_clause(defect)}; restore the text of the source")


def markup_crossing(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for pairs that start in one block and end in another.

    Why: A paragraph, a list item, or a table cell ends in the middle of the sentence, in one language or in both.

    Fails:
        A pair that contains a blank line.

    Passes:
        A pair within one paragraph.
    """
    for defect in _defects(subject, "pair-crosses-blocks"):
        yield Finding(defect.span, f"{defect_clause(defect)}; remove what ends the block, or split the pair")


def markup_apart(subject: Subject, _: Options) -> Iterator[Finding]:
    """Checks for white space between the two sides of a pair.

    Why: loc-align accepts the white space, but other tools might not. It appears in neither language.

    Fails:
        ``…</span> <span class="sxs-lookup">…``

    Passes:
        ``…</span><span class="sxs-lookup">…``
    """
    for defect in _defects(subject, "pair-apart"):
        yield Finding(defect.span, f"{defect_clause(defect)}; remove it")


RULES: tuple[Rule, ...] = (
    Rule("markup-damaged", "error", "A tag of a pair is damaged", markup_damaged, scope="document"),
    Rule("markup-unpaired", "error", "One side of a pair is missing", markup_unpaired, scope="document"),
    Rule("markup-unread", "warning", "IDs belong to no pair", markup_unread, scope="document"),
    Rule("markup-nested", "error", "A pair starts inside another pair", markup_nested, scope="document"),
    Rule(
        "markup-id-mismatch",
        "error",
        "The two sides of a pair have different IDs",
        markup_id_mismatch,
        scope="document",
    ),
    Rule("markup-id-duplicate", "error", "Two pairs have the same ID", markup_id_duplicate, scope="document"),
    Rule("markup-id-order", "error", "An ID is out of order", markup_id_order, scope="document"),
    Rule("markup-id-prefix", "error", "An ID belongs to another file", markup_id_prefix, scope="document"),
    Rule("markup-empty-target", "error", "A target has no text", markup_empty_target, scope="document"),
    Rule("markup-empty-source", "warning", "A source has no text", markup_empty_source, scope="document"),
    Rule("markup-crossing", "warning", "A pair crosses the end of its block", markup_crossing, scope="document"),
    Rule("markup-apart", "info", "White space separates the sides of a pair", markup_apart, scope="document"),
)
