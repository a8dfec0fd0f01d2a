"""The public function ``align``: aligns one document by its IDs, or two documents by their content."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple, overload

from loc_align.alignment import by_id
from loc_align.alignment.by_source import with_ids, with_old_sources
from loc_align.alignment.sides import Link, read_sides
from loc_align.errors import UsageError, expect
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
    keys: Collection[str] | None = None,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    links: Iterable[Link] = (),
) -> Bitext: ...


def align(  # noqa: PLR0913 - what a caller may choose, all by name
    source: Document,
    target: Document | None = None,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    rules: Rules | None = None,
    keys: Collection[str] | None = None,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    links: Iterable[Link] = (),
) -> Bitext:
    """Align a side-by-side document by its IDs, or two documents by their content.

    ``align(document)`` turns the pairs of a side-by-side document into units. If the two sides of a pair have different
    IDs, each target is joined to the source with its ID, if exactly one source has it. Otherwise there is no unit, but
    a defect of the document.

    ``align(source, target)`` imports numpy. The units cover every segment of both documents exactly once; a segment
    without a translation has ``None`` on the other side. If the source of a side-by-side target has changed, the target
    keeps its old source, and the new one has no translation. To align many documents, use
    :func:`~loc_align.alignment.by_content.align_by_content`, which learns from all of them.

    Args:
        source: the side-by-side document, or the document that contains the source.
        target: the document that contains the target. A side-by-side one keeps its IDs where the source is unchanged.
        source_lang: the language of the source (BCP 47). By default, ``en-US``; for two documents, the front matter
            (``ms.contentlocale``) or the path of the source document takes precedence.
        target_lang: the language of the target (BCP 47). By default, ``ms.contentlocale``; for two documents, then the
            path of the target document; otherwise ``und``.
        rules: for two documents, the segmentation rules; by default, those of the package.
        keys: for two documents, the front-matter keys whose values to align; by default, those of the flavour of the
            source document.
        lexicon: for two documents, a lexicon to start from.
        scorer: for two documents, your own scores to add.
        links: for two documents, spans that translate each other, such as :attr:`loc_align.review.Located.links`.

    Returns:
        A bitext with the units in document order; for two documents, in the order of the source.

    Raises:
        UsageError: a language is not a BCP 47 tag, an argument is not a document, or an option needs two documents.
    """
    options = _Options(rules, keys, lexicon, scorer, tuple(links))
    if target is None:
        return _by_id(source, source_lang, target_lang, options)
    return _by_content(source, target, source_lang, target_lang, options)


class _Options(NamedTuple):
    """The options for two documents."""

    rules: Rules | None = None
    keys: Collection[str] | None = None
    lexicon: Lexicon | None = None
    scorer: Scorer | None = None
    links: tuple[Link, ...] = ()


def _by_id(document: Document, source_lang: str | None, target_lang: str | None, options: _Options) -> Bitext:
    expect(document, Document)
    given = [name for name, value in options._asdict().items() if value is not _Options._field_defaults[name]]
    if given:
        message = f"{', '.join(given)}: these options need two documents; call align(source, target)"
        raise UsageError(message)
    return by_id.align(document, source_lang=source_lang or "en-US", target_lang=target_lang)


def _by_content(
    source: Document, target: Document, source_lang: str | None, target_lang: str | None, options: _Options
) -> Bitext:
    # Imported late, because numpy takes longer to import than an alignment by ID takes to run.
    from loc_align.alignment.by_content import Links, align_by_content  # noqa: PLC0415

    expect(source, Document)
    expect(target, Document)
    sides = read_sides(source, target, source_lang, target_lang, options.rules)
    found = align_by_content(
        [(sides.source, sides.target)],
        source_lang=sides.source_lang,
        target_lang=sides.target_lang,
        lexicon=options.lexicon,
        scorer=options.scorer,
        rules=options.rules,
        links={0: Links((*options.links, *sides.links))},
        keys=options.keys,
    )
    (bitext,) = found.bitexts
    return with_old_sources(with_ids(bitext, sides.known), sides.known) if sides.known else bitext
