"""Finds the sentences in a target that await translation since an earlier update, by its record or without one."""

from __future__ import annotations

from collections.abc import Iterator

from loc_align.alignment.sides import one_side
from loc_align.markdown.translatable import keys_of, value_spans
from loc_align.model import Document, Span
from loc_align.segmentation import Rules
from loc_align.updating.block_text import MARK
from loc_align.updating.likeness import words
from loc_align.updating.outline import Outline
from loc_align.updating.record import Record, sentence_hash
from loc_align.updating.side_by_side import SideBySideOutline

_MIN_WORDS = 3
"""Names, commands, and short titles that stay as they are have fewer words in lower case."""
_MIN_CASELESS = 8
"""The same for letters of scripts without case, such as Han."""


def still_pending(
    target: Document, source: str, record: Record, lang: str, rules: Rules | None = None
) -> frozenset[str]:
    """Return the hashes of the sentences that await translation by a record and that the target doesn't translate.

    Args:
        target: the target.
        source: the text of its source.
        record: its record.
        lang: the language of the source, a BCP 47 tag.
        rules: the segmentation rules; by default, those of the package.
    """
    left = {*record.pending.difference(record.hidden)}
    for span in _spans(target, lang, rules, source):
        left.discard(sentence_hash(span.of(target.text).replace(MARK, "")))
        if not left:
            break
    return record.pending.difference(left)


def untranslated(new: Document, target: Document, langs: tuple[str, str], rules: Rules | None = None) -> frozenset[str]:
    """Return the hashes of the sentences that a target certainly has as they are in the current source.

    This is for a target without a record, such as one from another clone. A note of the source can't say which
    sentences an update left in the source language. Names and short titles can be the same in both languages, so that
    only sentences with enough words count, and those with the mark of an update.

    Args:
        new: the current source.
        target: the target. Of a side-by-side document, the text without a pair counts.
        langs: their languages, BCP 47 tags.
        rules: the segmentation rules; by default, those of the package.
    """
    if langs[0].partition("-")[0] == langs[1].partition("-")[0]:
        return frozenset()
    text = target.text
    found = {
        sentence_hash(span.of(text))
        for span in _spans(target, langs[0], rules)
        if text.startswith(MARK, span.end) or _is_prose(words(span.of(text), target.references))
    }
    if not found:
        return frozenset()
    return frozenset(found & {sentence_hash(span.of(new.text)) for span in _spans(new, langs[0], rules)})


def _spans(document: Document, lang: str, rules: Rules | None, source: str = "") -> Iterator[Span]:
    """Yield the spans of the sentences and the values of a document; of a side-by-side one, those without a pair.

    Those of the blocks with the largest share of words of a source come first.
    """
    if document.pairs:
        outline = Outline(one_side(document, "source"), lang, rules)
        yield from (item.span for item in SideBySideOutline(document, lang, outline).alone())
        return
    outline = Outline(document, lang, rules)
    for at in _bare_first(outline, source) if source else range(len(outline)):
        yield from (item.span for item in outline.sentences(at))
    yield from value_spans(document, keys_of(document))


def _bare_first(outline: Outline, source: str) -> list[int]:
    """Return the indexes of the blocks, first of those with the largest share of words that a source has, too."""
    known = {*source.split()}
    shares: list[float] = []
    for piece in outline.pieces:
        own = piece.text.split()
        shares.append(sum(map(known.__contains__, own)) / max(len(own), 1))
    return sorted(range(len(outline)), key=lambda at: -shares[at])


def _is_prose(text: str) -> bool:
    lower = sum(len(word) > 1 and word.isalpha() and word.islower() for word in text.split())
    return lower >= _MIN_WORDS or sum(char.isalpha() and char.lower() == char.upper() for char in text) >= _MIN_CASELESS
