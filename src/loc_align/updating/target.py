"""The public function ``update``: the target document for a new version of its source."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.sides import one_side
from loc_align.documents import canonical_lang, parse_again, provenance
from loc_align.documents.markdown_only import expect_markdown
from loc_align.errors import UsageError, expect
from loc_align.model import Document
from loc_align.segmentation import Rules
from loc_align.text import edited_bytes, encode
from loc_align.updating.beads import Beads
from loc_align.updating.block_text import Pending, Sides
from loc_align.updating.body import Body
from loc_align.updating.comparison import Versions, compared_text, in_flavour_of
from loc_align.updating.composing import Composer
from loc_align.updating.contents import other_contents
from loc_align.updating.done import is_done
from loc_align.updating.front_matter import NewFrontMatter, update_front_matter
from loc_align.updating.groups import Groups
from loc_align.updating.kept_comments import renewed_comments
from loc_align.updating.kept_source import kept_source
from loc_align.updating.ordered import in_order
from loc_align.updating.outline import Outline
from loc_align.updating.pairing import pair_blocks
from loc_align.updating.proof import proved
from loc_align.updating.results import Located, updated_units
from loc_align.updating.side_by_side import PairBeads, SideBySideOutline
from loc_align.updating.updated import Updated
from loc_align.updating.values import Comparison


class Settings(Struct, frozen=True):
    """The options of :func:`update`, and one for callers who don't need all that it finds out."""

    source_lang: str = "en-US"
    target_lang: str | None = None
    pending: Pending = "source"
    rules: Rules | None = None
    keys: Collection[str] | None = None
    located: Located | None = None
    """Returns for which kept sentences to find the place in the target; ``None`` for all."""


def update(  # noqa: PLR0913 - independent options, all by name
    old: Document | None,
    target: Document,
    new: Document,
    *,
    source_lang: str = "en-US",
    target_lang: str | None = None,
    pending: Pending = "source",
    rules: Rules | None = None,
    keys: Collection[str] | None = None,
) -> Updated:
    """Update a translation to a new version of its source.

    The result has the blocks of the new source. Where a sentence is the same as before, or moved, it has the
    translation, byte for byte. Changed links, code, and punctuation are carried over where that is certain. Text that
    is gone from the source is gone from the target. A translator's note in an HTML comment stays. A block stays as it
    was if it isn't clear which of its sentences changed. Where the blocks of the result would differ from those of the
    new source, the new source stands instead. An unchanged source leaves the target as it is.

    A side-by-side document contains its old source. Its pairs keep their IDs, and a pair whose source has changed keeps
    its old source and its target, until it is translated again. HTML comments that keep the old source above each
    block get the new one.

    Args:
        old: the source that the target was made from; ``None`` if the target contains it.
        target: the translation.
        new: the current source.
        source_lang: the language of the source, a BCP 47 tag.
        target_lang: the language of the target; by default, ``ms.contentlocale``, or ``und``.
        pending: what stands for a sentence that awaits translation: ``source``, the new source; ``old``, the old
            translation if there is one; ``mark``, the new source followed by an HTML comment; ``omit``, nothing.
        rules: the segmentation rules; by default, those of the package.
        keys: the front-matter keys whose values are translatable; by default, those of the flavour of the new source.

    Returns:
        The bytes of the updated document, and what became of each sentence.

    Raises:
        UsageError: a language is not a BCP 47 tag, a document is a YAML or XML file, or there is no old source.
    """
    return updated_by(old, target, new, Settings(source_lang, target_lang, pending, rules, keys))


def updated_by(old: Document | None, target: Document, new: Document, settings: Settings) -> Updated:
    """Update a translation to a new version of its source, as :func:`update`.

    Args:
        old: the source that the target was made from; ``None`` if the target contains it.
        target: the translation.
        new: the current source.
        settings: the options.
    """
    source_lang, rules = settings.source_lang, settings.rules
    _expect_markdown(target, new, *([] if old is None else [old]))
    before = one_side(target if target.pairs else old or _kept(target, new, source_lang), "source")
    if target.pairs:
        settings = replace(settings, pending="old", keys=())
    langs = canonical_lang(source_lang), provenance(target, source_lang, settings.target_lang).target_lang
    current = _with_lines_of(one_side(new, "source"), target)
    versions = Versions(in_flavour_of(before, current), current, langs[0], rules, settings.keys, compared_text(target))
    return _Update(versions, _prepared(in_flavour_of(target, current), versions, langs[0]), langs, settings).result()


def _with_lines_of(document: Document, target: Document) -> Document:
    """Return a document with the line endings of most lines of a target."""
    lines, text = target.text.count("\n"), document.text.replace("\r\n", "\n")
    if target.text.count("\r\n") * 2 > lines:
        text = text.replace("\n", "\r\n")
    return parse_again(encode(text, bom=document.bom), document) if lines and text != document.text else document


def _prepared(target: Document, versions: Versions, lang: str) -> Document:
    """Return a target with the new source in the comments that keep it."""
    edits = [*renewed_comments(target, versions, lang)] if "<!--" in target.text and not target.pairs else []
    return parse_again(edited_bytes(target, edits), target) if edits else target


def _kept(target: Document, new: Document, lang: str) -> Document:
    kept = kept_source(target, new, canonical_lang(lang))
    if kept is None:
        message = f"{target.path}: the document isn't side by side; give the source that it was made from"
        raise UsageError(message)
    return parse_again(kept.data, target)


def _expect_markdown(*documents: Document) -> None:
    for document in documents:
        expect(document, Document)
        expect_markdown(document)


class _Update:
    def __init__(self, versions: Versions, target: Document, langs: tuple[str, str], settings: Settings) -> None:
        rules = settings.rules
        self._versions, self._located = versions, settings.located
        pairs = SideBySideOutline(target, langs[1], versions.old) if target.pairs else None
        self._target = pairs or Outline(target, langs[1], rules)
        beads = PairBeads(versions.old, pairs) if pairs is not None else Beads(versions.old, self._target, langs, rules)
        self._inserted = _inserted(versions, self._target)
        self._paired = pair_blocks(versions.old, self._target, beads.votes, {*self._inserted.values()})
        known = self._paired.targets
        groups = beads.groups if isinstance(beads, PairBeads) else Groups(versions, self._target, known, beads)
        self._sides = Sides(versions, self._target, known, groups, settings.pending)

    def result(self) -> Updated:
        target, comparison = self._target.document, self._versions.comparison()
        front = (
            NewFrontMatter(target.text[: self._target.body], ())  # nobody knows the old source of its values
            if target.pairs
            else update_front_matter(comparison.old, comparison.new, target)
        )
        body, forced = self._body(front, comparison)
        text = front.text + body.text
        if is_done(self._versions, comparison, self._target, text):
            text = target.text
        units = updated_units(self._sides, body, comparison, front, text, self._located)
        return Updated(
            encode(text, bom=target.bom),
            comparison,
            units,
            len(body.missing),
            self._restored(body, forced),
            tuple(_line(target, t) for t in body.dropped),
            tuple(_line(target, t) for t in body.joined),
        )

    def _body(self, front: NewFrontMatter, comparison: Comparison) -> tuple[Body, tuple[int, ...]]:
        """Return the body, with the blocks of the new source if anything changed in it."""
        target = self._target.document

        def compose(forced: Collection[int] | None) -> Body:
            return Composer(self._sides, self._paired, self._inserted, forced).body()

        def others(document: Document) -> Iterable[int]:
            return () if target.pairs else other_contents(document, self._versions, self._target)

        same = comparison.old.text.splitlines() == comparison.new.text.splitlines()
        if same or self._sides.policy == "omit":
            return compose(None), ()
        return proved(compose, lambda body: parse_again(encode(front.text + body.text), target), comparison.new, others)

    def _restored(self, body: Body, forced: tuple[int, ...]) -> tuple[int, ...]:
        """Return the lines of the blocks whose translation isn't used, although the source has stayed the same."""
        pending = {b for placed in body.blocks if placed.block.state == "pending" for b in placed.block.new}
        same = {*self._versions.blocks.same, *self._versions.blocks.repeated}
        return tuple(_line(self._versions.new.document, b) for b in sorted(pending & same | {*forced}))


def _line(document: Document, at: int) -> int:
    return document.text.count("\n", 0, document.blocks[at].span.start) + 1


def _inserted(versions: Versions, target: Outline) -> dict[int, int]:
    """Return the target blocks that are new source blocks already, for the indexes of the latter."""
    known = {piece.key for piece in versions.old.pieces}
    fresh = [b for b in range(len(versions.new)) if versions.new.pieces[b].key not in known]
    rows = [t for t, piece in enumerate(target.pieces) if piece.key not in known]
    found = in_order([target.pieces[t].key for t in rows], [versions.new.pieces[b].key for b in fresh])
    edited = versions.blocks.edited
    return {fresh[b]: rows[t] for b, t in found.items() if fresh[b] not in edited}
