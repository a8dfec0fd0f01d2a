"""Prepares two documents for alignment: selects the side of each document and determines its language."""

from __future__ import annotations

from msgspec import Struct

from loc_align.alignment.by_source import Anchors, anchors
from loc_align.documents import canonical_lang, parse_again, provenance
from loc_align.documents.markdown_only import expect_markdown
from loc_align.documents.path_language import path_lang
from loc_align.model import Document, Span
from loc_align.segmentation import Rules
from loc_align.sxs.splitting import Side, split

Link = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Spans of the source document, and the spans of the target document that translate them. If one side is empty, the
other has no translation."""

_SOURCE_LANG = "en-US"
"""The default language of sources."""
_UNKNOWN = "und"


class Sides(Struct, frozen=True):
    """A source document and a target document, each in one language."""

    source: Document
    target: Document
    source_lang: str
    """Canonical BCP 47."""
    target_lang: str
    """Canonical BCP 47; ``und`` if the language is unknown."""
    known: Anchors | None
    """The pairs of a side-by-side target that were matched by ID; ``None`` for a target without pairs."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The spans that translate each other according to the IDs."""
        return tuple((anchor.source, (anchor.target,)) for anchor in (self.known.found if self.known else ()))


def read_sides(
    source: Document,
    target: Document,
    source_lang: str | None = None,
    target_lang: str | None = None,
    rules: Rules | None = None,
) -> Sides:
    """Take the source from one document and the target from another.

    Args:
        source: the document that contains the source. If it is side by side, its source side is used.
        target: the document that contains the target. If it is side by side, its target side is used, with the IDs.
        source_lang: the language of the source, a BCP 47 tag. By default, ``ms.contentlocale`` of the document, then
            its path, then ``en-US``.
        target_lang: the language of the target, a BCP 47 tag. By default, ``ms.contentlocale`` of the document, then
            its path, then ``und``.
        rules: the segmentation rules; by default, the rules of the package.

    Raises:
        UsageError: a language in the call is not a BCP 47 tag.
    """
    own, other = one_side(source, "source"), one_side(target, "target")
    langs = languages_of(own, other, source_lang, target_lang)
    known = anchors(target, own, langs[0], rules) if target.pairs else None
    return Sides(own, other, *langs, known)


def languages_of(
    source: Document, target: Document, source_lang: str | None = None, target_lang: str | None = None
) -> tuple[str, str]:
    """Return the languages of two documents, canonical BCP 47; see :func:`read_sides`."""
    return (
        canonical_lang(source_lang) if source_lang else _lang(source, target.path) or _SOURCE_LANG,
        canonical_lang(target_lang) if target_lang else _lang(target, source.path) or _UNKNOWN,
    )


def one_side(document: Document, side: Side) -> Document:
    """Return one side of a side-by-side document as a document. A document without pairs is returned as it is.

    Raises:
        UsageError: the document is a YAML or XML file.
    """
    expect_markdown(document)
    return parse_again(split(document, side), document) if document.pairs else document


def _lang(document: Document, other: str) -> str | None:
    """Return the language in the front matter of a document, or in its path."""
    said = provenance(document, _SOURCE_LANG, None).target_lang
    named = path_lang(document.path, other)
    return said if said != _UNKNOWN else canonical_lang(named) if named else None
