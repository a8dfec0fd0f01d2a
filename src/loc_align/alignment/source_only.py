"""Extraction: turns the translatable text of a document in one language into units without targets."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import partial
from typing import Literal

from msgspec.structs import replace

from loc_align.documents import provenance, sections
from loc_align.documents.markdown_only import expect_markdown
from loc_align.errors import UsageError, expect
from loc_align.markdown.translatable import Cut, keys_of, segment_spans, value_spans
from loc_align.model import Bitext, BlockKind, Document, Segment, Span, TranslationUnit
from loc_align.segmentation import Rules, cut, default_rules
from loc_align.text import Lines


def extract(  # noqa: PLR0913 - independent options, all keyword-only
    document: Document,
    *,
    source_lang: str = "en-US",
    target_lang: str | None = None,
    segment: Literal["sentence", "paragraph"] = "sentence",
    keys: Collection[str] | None = None,
    rules: Rules | None = None,
) -> Bitext:
    """Extract the translatable text of a document without pairs, for a first translation.

    Code, directives, URLs, and HTML tags are inline codes, or not part of any unit. Text inside markup, such as the
    title of a link or an alternative text, is a unit of its own.

    Args:
        document: a document, as :func:`~loc_align.read` returns it.
        source_lang: the language of the document, a BCP 47 tag.
        target_lang: the language to translate into, a BCP 47 tag; by default, ``und``.
        segment: whether a unit is a sentence or a whole block.
        keys: the front-matter keys whose values to extract; ``seo.title`` names the key ``title`` inside ``seo``. By
            default, those of the flavour of the document.
        rules: the segmentation rules; by default, the rules of the package.

    Returns:
        A bitext with the units in document order. Their targets are ``None``. Their IDs are hashes of their text, so
        they stay the same while the text does.

    Raises:
        UsageError: the document is side by side, it is a YAML or XML file, or a language is not a BCP 47 tag.
    """
    expect(document, Document)
    _expect_monolingual(document)
    known = provenance(document, source_lang, target_lang)
    origin = known if target_lang else replace(known, target_lang="und")
    rules = rules or default_rules()
    cutter = partial(cut, lang=origin.source_lang, rules=rules) if segment == "sentence" else None
    found = list(_spans(document, keys, cutter, cutter if rules.subflows else None))
    sources = [Segment(span, span.of(document.text)) for span, _ in found]
    texts = [None, *(source.text for source in sources), None]
    lines, name, titles = Lines(document.text), _Names(), _Titles(document)
    units = tuple(
        TranslationUnit(
            name(source.text), source, None, origin, *lines.position(source.span.start), kind,
            titles(source.span.start), before, after,
        )
        for source, (_, kind), before, after in zip(sources, found, texts, texts[2:], strict=False)
    )  # fmt: skip
    return Bitext(document, None, origin.source_lang, origin.target_lang, units, origin)


def _spans(
    document: Document, keys: Collection[str] | None, cutter: Cut | None, inner: Cut | None
) -> Iterator[tuple[Span, BlockKind]]:
    for span in value_spans(document, keys_of(document) if keys is None else keys):
        yield span, "front_matter"
    yield from segment_spans(document, cutter, inner)


def _expect_monolingual(document: Document) -> None:
    expect_markdown(document)
    if document.pairs:
        message = f"{document.path}: the document is already side by side; align it, or export it without --source-only"
        raise UsageError(message)


class _Titles:
    """Returns the headings above a character offset."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.span.start for block in document.blocks]
        self._sections = [(), *sections(document)]

    def __call__(self, offset: int) -> tuple[str, ...]:
        return self._sections[bisect_right(self._starts, offset)]


class _Names:
    """Returns IDs made from texts: a hash, and the number of the occurrence."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        self._seen[digest] = number = self._seen.get(digest, 0) + 1
        return f"{digest}-{number}"
