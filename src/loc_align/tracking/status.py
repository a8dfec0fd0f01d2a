"""The public function ``status``: whether a translation is up to date, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from loc_align.documents import parse_again
from loc_align.errors import UsageError, expect
from loc_align.model import Document
from loc_align.segmentation import Rules
from loc_align.updating.comparison import compare
from loc_align.updating.kept_source import kept_source
from loc_align.updating.likeness import words
from loc_align.updating.values import Change, ChangeKind

TranslationState = Literal["up-to-date", "outdated", "missing", "orphaned", "unknown"]
"""Whether a translation is ``up-to-date``, ``outdated``, ``missing``, ``orphaned`` because its source is gone, or
``unknown`` because nobody knows which source it was made from."""

STATES: tuple[TranslationState, ...] = ("up-to-date", "outdated", "missing", "orphaned", "unknown")
"""The states in the order of a report."""

_NO_COUNTS: Mapping[ChangeKind, int] = MappingProxyType({})


class Status(Struct, frozen=True):
    """How far a translation is behind its source."""

    state: TranslationState
    path: str
    """The path of the target; of the source, if the target is missing."""
    sentences: int = 0
    """The number of sentences and front-matter values of the current source, if they were counted."""
    counts: Mapping[ChangeKind, int] = _NO_COUNTS
    """The number of sentences of each kind, since the source that was translated."""
    pending: int = 0
    """The number of sentences that await translation since an earlier update."""
    words: int = 0
    """The number of words in the edited and new sentences."""
    changes: tuple[Change, ...] = ()
    """The sentences that are not kept."""

    @property
    def behind(self) -> int:
        """The number of sentences that are edited, new, gone, or pending."""
        return sum(self.counts.get(kind, 0) for kind in ("edited", "new", "gone")) + self.pending

    @property
    def share(self) -> float:
        """The share of the source that is up to date, from 0 to 1."""
        if self.state == "outdated":
            if not self.sentences:
                return 0.0
            return max(0.0, 1 - self.behind / max(self.sentences, self.behind, 1))
        return float(self.state == "up-to-date")


def status(  # noqa: PLR0913 - independent options, all by name
    source: Document | None,
    target: Document | None,
    *,
    old: Document | None = None,
    source_lang: str = "en-US",
    rules: Rules | None = None,
    keys: Collection[str] | None = None,
) -> Status:
    """Tell how far a translation is behind its source.

    Args:
        source: the current source; ``None`` if it is gone.
        target: the translation; ``None`` if there is none.
        old: the source that the translation was made from; ``None`` if nobody knows it. A side-by-side translation
            contains it, and so does one that keeps it in HTML comments.
        source_lang: the language of the source, a BCP 47 tag.
        rules: the segmentation rules; by default, those of the package.
        keys: the front-matter keys whose values are translatable; by default, those of the flavour of the source.

    Raises:
        UsageError: there is neither a source nor a target, or the language is not a BCP 47 tag.
    """
    for document in (source, target, old):
        if document is not None:
            expect(document, Document)
    if target is None:
        if source is None:
            raise UsageError("there is neither a source nor a target; give one of them")
        return Status("missing", source.path)
    if source is None:
        return Status("orphaned", target.path)
    before = _own_source(target, source, source_lang) if old is None else old
    if before is None:
        return Status("unknown", target.path)
    known = () if before is target else keys  # a side-by-side document has its front matter in one language
    found = compare(before, source, source_lang=source_lang, rules=rules, keys=known)
    changes = tuple(change for change in found if change.kind != "kept")
    fresh = [change.new.text for change in changes if change.new and change.kind in {"edited", "new"}]
    other = any(block.kind != "kept" for block in found.blocks)
    return Status(
        "outdated" if changes or other else "up-to-date",
        target.path,
        sum(change.new is not None for change in found),
        found.counts,
        0,
        sum(len(words(text, source.references).split()) for text in fresh),
        changes,
    )


def _own_source(target: Document, source: Document, lang: str) -> Document | None:
    """Return a document with the old source that a target contains; ``None`` if it doesn't."""
    kept = None if target.pairs else kept_source(target, source, lang)
    return target if target.pairs else parse_again(kept.data, source) if kept is not None else None
