"""Two documents before they are aligned: the side to take of each, and its language."""

from __future__ import annotations

from msgspec import Struct

from loc_align.alignment.by_source import Anchors, anchors
from loc_align.documents import canonical_lang, parse, provenance
from loc_align.documents.path_language import path_lang
from loc_align.model import Document, Span
from loc_align.segmentation import Rules
from loc_align.sxs.splitting import Side, split

Link = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Spans of the source document that belong to spans of the target document; with nothing on one side, what is named on
the other has no partner."""

_SOURCE_LANG = "en-US"
"""The language of sources where nothing says another one."""
_UNKNOWN = "und"


class Sides(Struct, frozen=True):
    """A source document and a target document, each in one language."""

    source: Document
    target: Document
    source_lang: str
    """Canonical BCP 47."""
    target_lang: str
    """Canonical BCP 47; ``und`` where nothing says it."""
    known: Anchors | None
    """What the ids of a side-by-side target say; ``None`` for any other target."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The spans that belong together by id."""
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
        source: the document with the source; of a side-by-side one its source side is taken.
        target: the document with the target; of a side-by-side one its target side is taken, and its ids are kept.
        source_lang: the language of the source; without it the front matter's ``ms.contentlocale`` says it, or else the
            path, or else it is ``en-US``.
        target_lang: the language of the target; without it front matter or path say it, or else it is ``und``.
        rules: how sentences are cut.

    Raises:
        UsageError: a language that the caller gave is not a BCP 47 tag.
    """
    own, other = one_side(source, "source"), one_side(target, "target")
    lang = canonical_lang(source_lang) if source_lang else _lang(own, target.path) or _SOURCE_LANG
    known = anchors(target, own, lang, rules) if target.pairs else None
    return Sides(
        own,
        other,
        lang,
        canonical_lang(target_lang) if target_lang else _lang(other, source.path) or _UNKNOWN,
        known,
    )


def one_side(document: Document, side: Side) -> Document:
    """A document in one language: of a side-by-side one the side that is asked for, any other as it is."""
    return parse(split(document, side), document.path) if document.pairs else document


def _lang(document: Document, other: str) -> str | None:
    """The language that a document says it is in, or else its path."""
    said = provenance(document, _SOURCE_LANG, None).target_lang
    named = path_lang(document.path, other)
    return said if said != _UNKNOWN else canonical_lang(named) if named else None
