"""The public function ``compare``: what changed between two versions of a source document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from loc_align.alignment.sides import one_side
from loc_align.documents import canonical_lang, parse
from loc_align.errors import expect
from loc_align.markdown.translatable import keys_of
from loc_align.model import Document, Segment
from loc_align.segmentation import Rules
from loc_align.text import Lines, edited_bytes
from loc_align.updating.blocks import MatchedBlocks, match_blocks
from loc_align.updating.front_matter import compare_values
from loc_align.updating.image_texts import without_texts
from loc_align.updating.likeness import differs_in_markup_only, likeness
from loc_align.updating.ordered import rising
from loc_align.updating.outline import Outline, Segmented, Sentence, read_alike
from loc_align.updating.sentences import MatchedSentences, Place, match_sentences
from loc_align.updating.sequences import unused
from loc_align.updating.values import BlockChange, Change, ChangeKind, Comparison


def compare(
    old: Document,
    new: Document,
    *,
    source_lang: str = "en-US",
    rules: Rules | None = None,
    keys: Collection[str] | None = None,
) -> Comparison:
    """Compare two versions of a source document, block by block and sentence by sentence.

    Args:
        old: the version that was translated. Of a side-by-side document, the sources are compared.
        new: the current version.
        source_lang: the language of both, a BCP 47 tag.
        rules: the segmentation rules; by default, those of the package.
        keys: the front-matter keys whose values are translatable; by default, those of the flavour of the new source.

    Returns:
        Each front-matter value, block, and sentence, with what happened to it.

    Raises:
        UsageError: the language is not a BCP 47 tag, or a document is a YAML or XML file.
    """
    expect(old, Document)
    expect(new, Document)
    current = one_side(new, "source")
    before = in_flavour_of(one_side(old, "source"), current)
    return Versions(before, current, source_lang, rules, keys, compared_text(old)).comparison()


def compared_text(old: Document) -> Callable[[str], str]:
    """Return what to compare of a text: not what an old version in a side-by-side document doesn't say."""
    return without_texts(old) if old.pairs else str


def in_flavour_of(document: Document, other: Document) -> Document:
    """Return a document in the flavour of another one, because two versions of a page are in the same flavour."""
    if document.flavour == other.flavour and document.references.conventions == other.references.conventions:
        return document
    return parse(edited_bytes(document, ()), document.path, other.flavour, other.references.conventions)


class Versions:
    """Two versions of a source, with what belongs together in them."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a comparison depends on
        self,
        old: Document,
        new: Document,
        lang: str,
        rules: Rules | None,
        keys: Collection[str] | None,
        compared: Callable[[str], str] = str,
    ) -> None:
        """Match the blocks and the sentences of two documents in one language."""
        tag = canonical_lang(lang)
        known: Segmented = {}
        self.old = Outline(old, tag, rules, compared, known)
        self.new = Outline(new, tag, rules, compared, known if read_alike(old, new) else None)
        self.keys = keys_of(new) if keys is None else keys
        self.blocks: MatchedBlocks = match_blocks(self.old, self.new)
        self.sentences: MatchedSentences = match_sentences(self.old, self.new, self.blocks)

    def comparison(self) -> Comparison:
        """Return the public value."""
        old, new = self.old.document, self.new.document
        changes = _Changes(self)
        return Comparison(old, new, tuple(compare_values(old, new, self.keys)), tuple(changes.blocks()))


class _Changes:
    def __init__(self, versions: Versions) -> None:
        self._old, self._new = versions.old, versions.new
        self._blocks, self._sentences = versions.blocks, versions.sentences
        self._new_lines, self._old_lines = Lines(self._new.document.text), Lines(self._old.document.text)
        self._references = self._new.document.references
        self._kept_blocks, self._kept = self._in_place()

    def _in_place(self) -> tuple[set[int], set[Place]]:
        """Return the equal blocks, and the equal sentences of other blocks, whose order hasn't changed."""
        rows: list[tuple[Place, int, Place | None]] = []
        for b in range(len(self._new)):
            if b in self._blocks.same:
                rows.append(((self._blocks.same[b], -1), b, None))
            elif b not in self._blocks.repeated:
                places = ((b, at) for at in range(len(self._new.sentences(b))))
                rows += [(self._sentences.same[own], b, own) for own in places if own in self._sentences.same]
        kept = [rows[at] for at in rising([old for old, _, _ in rows])]
        return {b for _, b, own in kept if own is None}, {own for _, _, own in kept if own is not None}

    def blocks(self) -> Iterator[BlockChange]:
        for b in range(len(self._new)):
            yield self._block(b)
        matched = {*self._blocks.same.values(), *self._blocks.edited.values()}
        gone: dict[int, list[int]] = {}
        for a, at in self._sentences.gone:
            gone.setdefault(a, []).append(at)
        for a in unused(len(self._old), matched):
            yield BlockChange("gone", a, None, tuple(self._gone(a, at) for at in gone.get(a, [])))

    def _block(self, b: int) -> BlockChange:
        same = self._blocks.same.get(b, self._blocks.repeated.get(b))
        if same is not None:
            kind: ChangeKind = "kept" if b in self._kept_blocks else "moved"
            news, olds = self._new.sentences(b), self._old.sentences(same)
            rows = (self._change(kind, old, new) for old, new in zip(olds, news, strict=False))
            return BlockChange(kind, same, b, tuple(rows))
        old = self._blocks.edited.get(b)
        rows_ = [self._sentence(b, at) for at in range(len(self._new.sentences(b)))]
        rows_ += [self._gone(a, at) for a, at in self._sentences.gone if a == old]
        return BlockChange(_kind_of_block(rows_, old), old, b, tuple(rows_))

    def _sentence(self, b: int, at: int) -> Change:
        new = self._new.sentences(b)[at]
        place = self._sentences.same.get((b, at))
        if place is not None:
            return self._change("kept" if (b, at) in self._kept else "moved", self._at(place), new)
        place = self._sentences.edited.get((b, at))
        if place is None:
            return self._change("new", None, new)
        old = self._at(place)
        kind: ChangeKind = "markup" if differs_in_markup_only(old.key, new.key, self._references) else "edited"
        return self._change(kind, old, new)

    def _at(self, place: Place) -> Sentence:
        return self._old.sentences(place[0])[place[1]]

    def _change(self, kind: ChangeKind, old: Sentence | None, new: Sentence) -> Change:
        alike = likeness(old.key, new.key) if old else 0.0
        before = Segment(old.span, old.text) if old else None
        line = self._new_lines.position(new.span.start)[0]
        return Change(kind, before, Segment(new.span, new.text), alike, new.kind, line)

    def _gone(self, a: int, at: int) -> Change:
        old = self._old.sentences(a)[at]
        return Change(
            "gone", Segment(old.span, old.text), None, 0.0, old.kind, self._old_lines.position(old.span.start)[0]
        )


def _kind_of_block(changes: list[Change], old: int | None) -> ChangeKind:
    kinds = {change.kind for change in changes}
    if old is None:
        return "moved" if kinds and kinds <= {"kept", "moved"} else "new"
    return "markup" if kinds <= {"kept", "moved", "markup"} else "edited"
