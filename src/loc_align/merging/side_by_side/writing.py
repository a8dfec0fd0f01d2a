"""Writes side-by-side Markdown from a bitext."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents import parse
from loc_align.documents.markdown_only import expect_markdown
from loc_align.errors import UsageError, expect
from loc_align.merging.side_by_side.ids import number_all
from loc_align.merging.side_by_side.wrapping import BlockIndex, fit_source
from loc_align.model import Bitext, Document, Edit, Span, TranslationUnit
from loc_align.text import apply_edits, encode

_SINGLE_ROUNDS = 4
"""How often to remove single pairs that do not read back, before the pairs of their whole blocks are removed."""


class Annotated(Struct, frozen=True):
    """A side-by-side document that was written."""

    data: bytes
    """The bytes of the document."""
    pairs: int
    """The number of pairs in it."""
    skipped: Mapping[str, int]
    """The number of units without a pair, by reason."""


class _Pair(Struct, frozen=True):
    span: Span
    target: str
    source: str
    wanted: str | None


def annotate(bitext: Bitext, *, earlier: Document | None = None, name: str = "") -> Annotated:
    """Write the target document of a bitext, with each source next to its target.

    A target that cannot be wrapped in a span element stays unchanged, such as part of emphasized text, an attribute
    value, front matter, or code. Reading the result gives exactly the pairs that were written, and
    :func:`loc_align.split` gives the bytes of the target document.

    Args:
        bitext: the units of two documents. Their targets are segments of ``bitext.document``.
        earlier: the side-by-side document that the result replaces. A pair keeps its ID if its target and source are
            the same.
        name: the name to hash for the prefix of the IDs if there is no earlier document; by default, the path of the
            document.

    Returns:
        The bytes of the document, and the numbers of written pairs and skipped units.

    Raises:
        UsageError: the document is already side by side, or it is a YAML or XML file.
    """
    expect(bitext, Bitext)
    document = bitext.document
    expect_markdown(document)
    if document.pairs:
        message = f"{document.path}: the document is already side by side; annotate a document without pairs"
        raise UsageError(message)
    skipped: Counter[str] = Counter()
    pairs = [*_pairs(bitext, _EarlierIds(earlier), skipped)]
    whole = len(pairs)
    text, pairs = _readable(document, pairs, name or document.path)
    skipped["not readable"] += whole - len(pairs)
    counts = {reason: number for reason, number in sorted(skipped.items()) if number}
    return Annotated(encode(text, bom=document.bom), len(pairs), MappingProxyType(counts))


class _EarlierIds:
    """The IDs of an earlier document, by target and source."""

    def __init__(self, earlier: Document | None) -> None:
        self._ids: dict[tuple[str, str], deque[str]] = defaultdict(deque)
        for pair in earlier.pairs if earlier else ():
            if pair.target_id == pair.source_id:
                self._ids[pair.target.text, pair.source.text].append(pair.target_id)

    def take(self, target: str, source: str) -> str | None:
        ids = self._ids.get((target, source))
        return ids.popleft() if ids else None


def _pairs(bitext: Bitext, earlier: _EarlierIds, skipped: Counter[str]) -> Iterator[_Pair]:
    """Yield the pairs that can be written, in the order of the target document."""
    blocks = BlockIndex(bitext.document)
    done = 0
    for unit in sorted(bitext.units, key=_start):
        if unit.target is None or unit.source is None:
            continue
        span = unit.target.span
        block = blocks.wrappable(span) if span.start >= done else "overlapping another target"
        if isinstance(block, str):
            skipped[block] += 1
            continue
        done = span.end
        source = fit_source(unit.source.text, block)
        wanted = unit.id if unit.origin == "id" else earlier.take(unit.target.text, source)
        yield _Pair(span, unit.target.text, source, wanted)


def _start(unit: TranslationUnit) -> int:
    return unit.target.span.start if unit.target else -1


def _readable(document: Document, pairs: list[_Pair], name: str) -> tuple[str, list[_Pair]]:
    """Return the text of the document with the pairs that read back as they were written, and these pairs."""
    blocks = BlockIndex(document)
    for attempt in range(_SINGLE_ROUNDS + 1):
        ids = number_all([pair.wanted for pair in pairs], document, name)
        text = _written(document, pairs, ids)
        bad = _unreadable(text, pairs, ids, document)
        if not bad:
            return text, pairs
        if attempt + 1 == _SINGLE_ROUNDS:
            affected = {blocks.block(pairs[at].span) for at in bad}
            bad = {at for at, pair in enumerate(pairs) if blocks.block(pair.span) in affected}
        pairs = [pair for at, pair in enumerate(pairs) if at not in bad]
    return document.text, []


def _written(document: Document, pairs: Sequence[_Pair], ids: Sequence[str]) -> str:
    return apply_edits(
        document.text,
        (Edit(pair.span, pair_markup(name, pair.target, pair.source)) for pair, name in zip(pairs, ids, strict=True)),
    )


def pair_markup(name: str, target: str, source: str) -> str:
    """Return a pair as it stands in a document.

    Args:
        name: the ID.
        target: the target.
        source: the source.
    """
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def _unreadable(text: str, pairs: Sequence[_Pair], ids: Sequence[str], document: Document) -> set[int]:
    """Return the indexes of the pairs that do not read back as they were written, or that cause a defect."""
    read = parse(encode(text), document.path, "docfx")
    found = {pair.target_id: (pair.target.text, pair.source.text) for pair in read.pairs}
    bad = {at for at, pair in enumerate(pairs) if found.get(ids[at]) != (pair.target, pair.source)}
    if bad or len(read.defects) <= len(document.defects):
        return bad
    starts = [pair.span.start for pair in read.pairs]
    near = ((bisect_right(starts, defect.span.start) - 1, defect.span.start) for defect in read.defects)
    blamed = {read.pairs[at].target_id for at, start in near if at >= 0 and start <= read.pairs[at].span.end}
    return {at for at, name in enumerate(ids) if name in blamed} or {*range(len(pairs))}
