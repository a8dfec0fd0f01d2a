"""Updates one target document. Picklable, for worker processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.sides import languages_of
from loc_align.documents import parse_again
from loc_align.documents.markdown_only import expect_markdown
from loc_align.files import tally
from loc_align.files.baselines import Given, baseline
from loc_align.files.finding import Found
from loc_align.files.history import last_commit
from loc_align.files.io import read, read_bytes
from loc_align.files.pairing import FilePair
from loc_align.files.records import load_record, target_root
from loc_align.files.sites import read_document, read_head
from loc_align.formats import WriteOptions, document_options
from loc_align.jobs.memories import Memories
from loc_align.jobs.untranslated import still_pending, untranslated
from loc_align.jobs.update_fill import filled
from loc_align.jobs.update_units import work_units
from loc_align.jobs.update_waiting import Waiting, is_bare, record_of, with_omitted, with_waiting
from loc_align.model import Document
from loc_align.segmentation import Rules
from loc_align.text import decode, edited_bytes, encode
from loc_align.updating.block_text import Pending
from loc_align.updating.pins import read_pins, renewed_pins
from loc_align.updating.record import Record, blob_name, translated
from loc_align.updating.target import Settings, update, updated_by
from loc_align.updating.updated import Updated
from loc_align.updating.values import ChangeKind

CURE = (
    "to make unknown translations known, name their source with --rev REVISION or --old-source FOLDER, "
    "or record them with `loc-align align --record` while they are up to date"
)
"""What to do about translations whose old source nobody knows."""


class UpdatedPair(Struct, frozen=True):
    """The result for a pair of documents."""

    pair: FilePair
    before: str
    """The text of the target before."""
    data: bytes
    """The bytes of the updated target."""
    source: bytes
    """The bytes of the current source."""
    record: Record | None
    """The new record of the target; ``None`` if the old source is unknown."""
    unknown: str
    """Why the old source is unknown; empty if it is known."""
    counts: Mapping[ChangeKind, int]
    pending: int
    unclear: tuple[int, ...]
    """The lines in the new source of the sentences that nobody could pair, so that their blocks stayed as they were."""
    missing: int
    work: bytes
    """The part of the work file."""
    options: WriteOptions
    restored: tuple[int, ...] = ()
    """The lines in the new source of blocks that the target didn't fit."""
    dropped: tuple[int, ...] = ()
    """The lines in the target of blocks that are left out."""
    joined: tuple[int, ...] = ()
    """The lines in the target of paragraphs that are joined with the one before."""
    unsure: tuple[int, ...] = ()
    """The lines in the target of blocks whose old source isn't known."""
    left_out: tuple[int, ...] = ()
    """The lines in the source of pending pairs that aren't in the work file."""
    recorded: bool = False
    """Whether a record says that the target was made from the current source, so that nothing else was asked."""


class UpdatePair(Struct, frozen=True):
    """Updates the target of a pair."""

    pairs: Mapping[str, FilePair]
    given: Given
    source_lang: str | None
    target_lang: str | None
    policy: Pending
    work: str | None
    """The name of the format of the work file."""
    rules: Rules | None
    memories: Memories | None = None
    """The memories that fill the work file."""
    everything: bool = False
    """Whether the work file also has what is up to date, locked."""

    def __call__(self, found: Found) -> UpdatedPair:
        """Read the documents of a pair, and update the target."""
        pair = self.pairs[found.path]
        source = read_bytes(pair.source)
        record = self._record(pair, source)
        if record is not None and not record.pending and not self.everything:
            return _as_it_is(pair, source, record)
        waits = record is not None and self.work is None
        head = read_head(source, pair.source) if waits else read_document(source, pair.source)
        target = read(pair.target, source=head)
        expect_markdown(head)
        expect_markdown(target)
        tally.count(target)
        langs = languages_of(head, target, self.source_lang, self.target_lang)
        if record is not None and self.work is None and not target.pairs:
            return _still_waiting(pair, source, record, still_pending(target, head.text, record, langs[0], self.rules))
        new = read_document(source, pair.source) if waits else head
        if target.pairs:
            return self._side_by_side(pair, target, new, source, langs)
        base = baseline(pair, target, new, source, self.given if record is None else Given(), langs[0])
        if base.data is None:
            return _unknown(pair, target, source, base.reason, langs)
        waiting = self._waiting(base.record, new, target, langs)
        located = None if self.work is not None else waiting.has
        settings = Settings(*langs, self.policy, self.rules, located=located)
        updated = with_waiting(updated_by(parse_again(base.data, new), target, new, settings), waiting)
        updated = with_omitted(updated, self.policy)
        data = updated.data if base.current else _with_pins(updated.data, pair, target, source)
        work, options, _ = self._work(pair, updated, data, target, langs)
        return UpdatedPair(
            pair,
            target.text,
            data,
            source,
            record_of(source, updated),
            "",
            updated.comparison.counts,
            len(updated.pending),
            tuple(unit.change.line for unit in updated.units if unit.unclear),
            updated.missing,
            work,
            options,
            updated.restored,
            updated.dropped,
            updated.joined,
            base.unsure,
            recorded=record is not None,
        )

    def _waiting(self, record: Record | None, new: Document, target: Document, langs: tuple[str, str]) -> Waiting:
        """Return which sentences have awaited translation since an earlier update."""
        if record is not None:
            return Waiting(record.pending, record.hidden)
        return Waiting(untranslated(new, target, langs, self.rules) if self.given == Given() else frozenset())

    def _work(
        self, pair: FilePair, updated: Updated, data: bytes, target: Document, langs: tuple[str, str]
    ) -> tuple[bytes, WriteOptions, tuple[int, ...]]:
        """Return the part of the work file for a document, its options, and the lines of what isn't in it."""
        options = WriteOptions(*langs)
        if self.work is None:
            return b"", options, ()
        work = work_units(updated, parse_again(data, target), *langs, everything=self.everything)
        if self.memories is not None and work.bitext.units:
            work = filled(work, self.memories)
        own = replace(options, locked=work.locked, old_sources=work.old_sources, differences=True)
        options = document_options(work.bitext, own, pair.relative)
        body = formats.by_name(self.work).body(work.bitext.units, options) if work.bitext.units else b""
        return body, options, work.left_out

    def _record(self, pair: FilePair, source: bytes) -> Record | None:
        """Return the record if it says that the target was made from this source."""
        record = load_record(target_root(pair.target, pair.relative), pair.relative)
        return record if record is not None and record.source == blob_name(source) else None

    def _side_by_side(
        self, pair: FilePair, target: Document, new: Document, source: bytes, langs: tuple[str, str]
    ) -> UpdatedPair:
        """Update a side-by-side document, which contains its old source. A record is for new text without a pair."""
        updated = update(None, target, new, source_lang=langs[0], target_lang=langs[1], rules=self.rules)
        record = load_record(target_root(pair.target, pair.relative), pair.relative)
        updated = with_waiting(updated, self._waiting(record, new, target, langs))
        made = _unknown(pair, target, source, "", langs)
        data = updated.data
        if data != made.data:
            data = _with_pins(data, pair, target, source)
        work, options, left_out = self._work(pair, updated, data, target, langs)
        return replace(
            made,
            left_out=left_out,
            data=data,
            counts=updated.comparison.counts,
            pending=len(updated.pending),
            restored=updated.restored,
            dropped=updated.dropped,
            record=replace(record_of(source, updated), hidden=frozenset())
            if any(map(is_bare, updated.units))
            else None,
            work=work,
            options=options,
        )


def _as_it_is(pair: FilePair, source: bytes, record: Record) -> UpdatedPair:
    data = read_bytes(pair.target)
    text, _ = decode(data, pair.target)
    return UpdatedPair(pair, text, data, source, record, "", Counter(), 0, (), 0, b"", WriteOptions(), recorded=True)


def _still_waiting(pair: FilePair, source: bytes, record: Record, left: frozenset[str]) -> UpdatedPair:
    """Return a target as it is, because its source is the same, with the number of sentences that wait in it."""
    made = _as_it_is(pair, source, translated(record, record.pending - left))
    return replace(made, pending=sum(pending and digest in left for digest, pending in record.sentences))


def _with_pins(data: bytes, pair: FilePair, target: Document, source: bytes) -> bytes:
    """Return an updated document whose notes name the current source."""
    document = parse_again(data, target)
    if not read_pins(document):
        return data
    return edited_bytes(document, renewed_pins(document, source, last_commit(pair.source)))


def _unknown(pair: FilePair, target: Document, source: bytes, reason: str, langs: tuple[str, str]) -> UpdatedPair:
    options = WriteOptions(*langs)
    data = encode(target.text, bom=target.bom)
    return UpdatedPair(pair, target.text, data, source, None, reason, Counter(), 0, (), 0, b"", options)
