"""Rules about the markup of side-by-side documents."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.checks.base import Finding, Options, Rule, Subject
from loc_align.model import Defect


def _defects(subject: Subject, *codes: str) -> Iterator[Defect]:
    return (defect for defect in subject.document.defects if defect.code in codes)


def markup_damaged(subject: Subject, _: Options) -> Iterator[Finding]:
    """A tag of a pair is damaged, or the closing tag of one is missing or superfluous.

    Why: a tag that can't be read leaves its text outside of every pair, and a quotation mark that became ``&quot;``
    can take the pairs after it along. What could be repaired was read all the same, but the file is still broken.

    Fails:
        ``<span data-ttu-id=&quot;1a2b3-104&quot;>…</span>``

    Passes:
        ``<span data-ttu-id="1a2b3-104">…</span>``
    """
    for defect in _defects(subject, "tag-damaged", "tag-unreadable", "close-missing", "close-stray"):
        yield Finding(defect.span, f"{_clause(defect)}; write the tags of this pair anew")


def markup_unpaired(subject: Subject, _: Options) -> Iterator[Finding]:
    """One side of a pair stands alone: the target without its source, or the source without its target.

    Why: the two sides are published in two languages. A lone target is lost to every memory, and a lone source shows
    English text to readers of the target.

    Fails:
        ``<span data-ttu-id="1a2b3-104">Text</span>`` and no ``data-stu-id`` after it

    Passes:
        both sides, one after the other, with the same id
    """
    for defect in _defects(subject, "source-unpaired", "target-unpaired", "lookup-missing"):
        yield Finding(defect.span, f"{_clause(defect)}; put the two sides side by side, in their wrapper")


def markup_nested(subject: Subject, _: Options) -> Iterator[Finding]:
    """A pair begins inside of another one.

    Why: only the inner one can be read; the words of the outer one belong to no pair.

    Fails:
        ``<span data-ttu-id="1a2b3-104">one <span data-ttu-id="1a2b3-105">two</span> …``

    Passes:
        one pair after the other
    """
    for defect in _defects(subject, "tag-nested"):
        yield Finding(defect.span, f"{_clause(defect)}; close the outer one first")


def markup_id_mismatch(subject: Subject, _: Options) -> Iterator[Finding]:
    """The two sides of a pair carry different ids.

    Why: the target would be taken for the translation of another sentence, in every memory made of the file.

    Fails:
        ``data-ttu-id="1a2b3-104"`` beside ``data-stu-id="1a2b3-105"``

    Passes:
        ``data-ttu-id="1a2b3-104"`` beside ``data-stu-id="1a2b3-104"``
    """
    for defect in _defects(subject, "id-mismatch"):
        yield Finding(defect.span, f"{_clause(defect)}; give both the id of the source")


def markup_id_duplicate(subject: Subject, _: Options) -> Iterator[Finding]:
    """Two pairs of a file carry the same id.

    Why: an id names one sentence. Where two have it, a later update changes the wrong one.

    Fails:
        two pairs with the id ``1a2b3-104``

    Passes:
        a pair with the id ``1a2b3-104`` and one with ``1a2b3-105``
    """
    for defect in _defects(subject, "id-duplicate"):
        yield Finding(defect.span, f"{_clause(defect)}; restore the id that the pair had")


def markup_id_order(subject: Subject, _: Options) -> Iterator[Finding]:
    """The id of a pair has a lower number than one before it.

    Why: the numbers rise through a file. Where one falls back, pairs were moved or copied from another place.

    Fails:
        ``1a2b3-105``, then ``1a2b3-104``

    Passes:
        ``1a2b3-104``, then ``1a2b3-106``
    """
    for defect in _defects(subject, "id-order"):
        yield Finding(defect.span, f"{_clause(defect)}; put the pairs in the order of the source")


def markup_id_prefix(subject: Subject, _: Options) -> Iterator[Finding]:
    """The id of a pair begins unlike the other ids of the file.

    Why: the first part of an id stands for the file. A pair with another one was copied from elsewhere.

    Fails:
        ``1a2b3-104``, ``1a2b3-105`` and ``77777-106``

    Passes:
        ``1a2b3-104``, ``1a2b3-105`` and ``1a2b3-106``
    """
    for defect in _defects(subject, "id-prefix"):
        yield Finding(defect.span, f"{_clause(defect)}; take the pair from this file's own translation")


def markup_empty_target(subject: Subject, _: Options) -> Iterator[Finding]:
    """The target side of a pair has no text.

    Why: the sentence is missing in the published page.

    Fails:
        ``<span data-ttu-id="1a2b3-104"></span>`` beside a source with text

    Passes:
        a target with text beside a source with text
    """
    for defect in _defects(subject, "target-empty"):
        yield Finding(defect.span, f"{_clause(defect)}; translate the source")


def markup_empty_source(subject: Subject, _: Options) -> Iterator[Finding]:
    """The source side of a pair has no text.

    Why: nothing tells what the target is the translation of.

    Fails:
        a target with text beside ``<span data-stu-id="1a2b3-104"></span>``

    Passes:
        a target with text beside a source with text
    """
    for defect in _defects(subject, "source-empty"):
        yield Finding(defect.span, f"{_clause(defect)}; restore the text of the source")


def markup_crossing(subject: Subject, _: Options) -> Iterator[Finding]:
    """A pair begins in one block and ends in another.

    Why: a paragraph, a list item or a table cell ends in the middle of the sentence, in one language or in both.

    Fails:
        a pair with an empty line in it

    Passes:
        a pair that stands in one paragraph
    """
    for defect in _defects(subject, "pair-crosses-blocks"):
        yield Finding(defect.span, f"{_clause(defect)}; take out what ends the block, or make two pairs of it")


def markup_apart(subject: Subject, _: Options) -> Iterator[Finding]:
    """White space stands between the two sides of a pair.

    Why: it was read as a part of the pair, but other tools may not do so, and the space shows in neither language.

    Fails:
        ``…</span> <span class="sxs-lookup">…``

    Passes:
        ``…</span><span class="sxs-lookup">…``
    """
    for defect in _defects(subject, "pair-apart"):
        yield Finding(defect.span, f"{_clause(defect)}; take it out")


def _clause(defect: Defect) -> str:
    """What a defect says, as the first half of a message."""
    return f"{defect.detail[:1].lower()}{defect.detail[1:].rstrip('.')}"


RULES: tuple[Rule, ...] = (
    Rule("markup-damaged", "error", "A tag of a pair is damaged", markup_damaged, scope="document"),
    Rule("markup-unpaired", "error", "One side of a pair stands alone", markup_unpaired, scope="document"),
    Rule("markup-nested", "error", "A pair begins inside of another one", markup_nested, scope="document"),
    Rule("markup-id-mismatch", "error", "The two sides carry different ids", markup_id_mismatch, scope="document"),
    Rule("markup-id-duplicate", "error", "Two pairs carry the same id", markup_id_duplicate, scope="document"),
    Rule("markup-id-order", "error", "An id falls back behind another", markup_id_order, scope="document"),
    Rule("markup-id-prefix", "error", "An id belongs to another file", markup_id_prefix, scope="document"),
    Rule("markup-empty-target", "error", "A target has no text", markup_empty_target, scope="document"),
    Rule("markup-empty-source", "warning", "A source has no text", markup_empty_source, scope="document"),
    Rule("markup-crossing", "warning", "A pair reaches over the end of its block", markup_crossing, scope="document"),
    Rule("markup-apart", "info", "White space parts the sides of a pair", markup_apart, scope="document"),
)
