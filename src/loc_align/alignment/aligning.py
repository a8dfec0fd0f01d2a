"""The public function ``align``: aligns one document by its ids, or two documents by their content."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, overload

from loc_align.alignment import by_id
from loc_align.alignment.by_source import with_ids
from loc_align.alignment.sides import Link, read_sides
from loc_align.errors import UsageError
from loc_align.markdown.translatable import FRONT_MATTER_KEYS
from loc_align.model import Bitext, Document
from loc_align.segmentation import Rules

if TYPE_CHECKING:
    from loc_align.alignment.by_content import Lexicon, Scorer


@overload
def align(document: Document, /, *, source_lang: str | None = None, target_lang: str | None = None) -> Bitext: ...


@overload
def align(
    source: Document,
    target: Document,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    rules: Rules | None = None,
    keys: Collection[str] = FRONT_MATTER_KEYS,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    links: Iterable[Link] = (),
) -> Bitext: ...


def align(
    source: Document,
    target: Document | None = None,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    **options: Any,
) -> Bitext:
    """Align a side-by-side document by its ids, or two documents by their content.

    ``align(document)`` turns the pairs of a side-by-side document into units. If the two sides of a pair have different
    ids, each target is joined to the source with its id, provided that exactly one source in the document has that id.
    Otherwise the pair makes no unit, and the document has a defect for it.

    ``align(source, target)`` aligns two documents by their content. It imports numpy. The units cover every segment of
    both documents exactly once; a segment without a translation has ``None`` on the other side. ``unit.score`` is the
    probability that a unit is correct. To align many documents, use
    :func:`~loc_align.alignment.by_content.align_by_content`, which learns from all of them.

    Args:
        source: the side-by-side document, or the document that contains the source.
        target: the document that contains the target. A side-by-side document keeps the ids of the pairs whose source
            is still in the source document.
        source_lang: the language of the source, a BCP 47 tag. By default, ``en-US``; for two documents, the front
            matter (``ms.contentlocale``) or the path of the source document takes precedence.
        target_lang: the language of the target, a BCP 47 tag. By default, ``ms.contentlocale``; for two documents, then
            the path of the target document; otherwise ``und``.
        **options: options for two documents. ``rules`` are the segmentation rules, ``keys`` the front-matter keys whose
            values to align, ``lexicon`` a lexicon to start from, ``scorer`` adds your own scores, and ``links`` are
            spans that translate each other, for example :attr:`loc_align.review.Located.links`.

    Returns:
        A bitext with the units in document order; for two documents, in the order of the source.

    Raises:
        UsageError: a language is not a BCP 47 tag, an argument is not a document, or an option needs two documents.
    """
    _require_document(source)
    if target is not None:
        _require_document(target)
        return _by_content(source, target, source_lang, target_lang, **options)
    if options:
        message = f"{', '.join(options)}: these options need two documents; call align(source, target)"
        raise UsageError(message)
    return by_id.align(source, source_lang=source_lang or "en-US", target_lang=target_lang)


def _by_content(  # noqa: PLR0913 - the options of align()
    source: Document,
    target: Document,
    source_lang: str | None,
    target_lang: str | None,
    *,
    rules: Rules | None = None,
    keys: Collection[str] = FRONT_MATTER_KEYS,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    links: Iterable[Link] = (),
) -> Bitext:
    # Imported late, because numpy takes longer to import than an alignment by id takes to run.
    from loc_align.alignment.by_content import Links, align_by_content  # noqa: PLC0415

    sides = read_sides(source, target, source_lang, target_lang, rules)
    found = align_by_content(
        [(sides.source, sides.target)],
        source_lang=sides.source_lang,
        target_lang=sides.target_lang,
        lexicon=lexicon,
        scorer=scorer,
        rules=rules,
        links={0: Links((*links, *sides.links))},
        keys=keys,
    )
    (bitext,) = found.bitexts
    return with_ids(bitext, sides.known) if sides.known else bitext


def _require_document(value: object) -> None:
    if not isinstance(value, Document):
        message = f"align() needs documents, not {type(value).__name__}; read one with loc_align.read(path)"
        raise UsageError(message)
