"""The library's ``align``: one document by its ids, two documents by their content."""

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

    ``align(document)`` takes the pairs of a side-by-side document. Where the two sides of a pair carry different ids,
    each target is joined with the source that carries its id, if there is exactly one in the document; a side without
    such a partner makes no unit, and the document's defects say so.

    ``align(source, target)`` finds what belongs together, and loads numpy for it. The units cover every segment of both
    documents once; a segment without a partner has ``None`` on the other side. ``unit.score`` is the probability that a
    unit is right. To align many documents, use :func:`~loc_align.alignment.by_content.align_by_content`: what one pair
    of documents teaches helps the others.

    Args:
        source: a document that was read. With a target, the one to take the source from.
        target: the document to take the target from. A side-by-side one keeps its ids where the source is the same.
        source_lang: the language of the source, a BCP 47 tag. Without it, the front matter (``ms.contentlocale``) or
            the path of the source of two documents says it, or else it is ``en-US``.
        target_lang: the language of the target. Without it, ``ms.contentlocale`` says it, or for two documents the
            path of the target, or else it is ``und``.
        **options: for two documents only. ``rules`` says how sentences are cut, ``keys`` names the front-matter keys
            whose values are aligned, ``lexicon`` is what is known of the languages, ``scorer`` adds scores of your own,
            and ``links`` are spans that belong together, such as :attr:`loc_align.review.Located.links`.

    Returns:
        The units in document order; those of two documents in the order of the source.

    Raises:
        UsageError: a language is not a BCP 47 tag, or the arguments do not go together.
    """
    _require_document(source)
    if target is not None:
        _require_document(target)
        return _by_content(source, target, source_lang, target_lang, **options)
    if options:
        message = f"{', '.join(options)}: only for two documents, align(source, target)"
        raise UsageError(message)
    return by_id.align(source, source_lang=source_lang or "en-US", target_lang=target_lang)


def _by_content(  # noqa: PLR0913 - what a caller may choose, most of it by name
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
    # Here, because numpy takes longer to load than an alignment by id to run.
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
        message = f"align takes documents, not {type(value).__name__}; loc_align.read(path) reads one"
        raise UsageError(message)
