"""Finds the status of one translation. Picklable, for worker processes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from loc_align.alignment.sides import languages_of
from loc_align.documents import parse_again
from loc_align.documents.path_language import path_lang
from loc_align.files.baselines import Baseline, Given, baseline
from loc_align.files.finding import Found
from loc_align.files.history import commits_since
from loc_align.files.io import read, read_bytes
from loc_align.files.pairing import FilePair
from loc_align.files.records import load_record, target_root
from loc_align.files.sites import read_document
from loc_align.jobs.untranslated import still_pending, untranslated
from loc_align.model import Document
from loc_align.segmentation import Rules
from loc_align.text import decode
from loc_align.tracking.rows import Row
from loc_align.tracking.status import Status, status
from loc_align.updating.record import Record, blob_name, sentence_hash


class StatusPair(Struct, frozen=True):
    """Finds the status of the target of a pair."""

    pairs: Mapping[str, FilePair]
    given: Given
    source_lang: str | None
    rules: Rules | None

    def __call__(self, found: Found) -> Row:
        """Read the documents of a pair, as far as necessary, and compare the versions of the source."""
        pair = self.pairs[found.path]
        source = read_bytes(pair.source)
        root = target_root(pair.target, pair.relative)
        record = load_record(root, pair.relative)
        row = Row(label(pair.target, pair.source, root), pair.relative, pair.source, Status("unknown", pair.target))
        fresh = record is not None and record.source == blob_name(source) and self.given == Given()
        if record is not None and fresh and not record.pending:
            decode(read_bytes(pair.target), pair.target)
            return replace(row, status=_up_to_date(pair, record), reason="record")
        new = read_document(source, pair.source)
        target = read(pair.target, source=new)
        langs = languages_of(new, target, self.source_lang)
        lang = langs[0]
        if target.pairs:
            own = status(new, target, source_lang=lang, rules=self.rules)
            waiting = self._waiting(record, new, target, langs)
            return replace(row, status=_with_pending(own, waiting), reason="side by side")
        if record is not None and fresh:
            waiting = still_pending(target, new.text, record, lang, self.rules)
            return replace(row, status=_with_pending(_up_to_date(pair, record), waiting), reason="record")
        base = baseline(pair, target, new, source, self.given, lang)
        return replace(self._based(row, base, new, target, langs), reason=base.reason)

    def _based(self, row: Row, base: Baseline, new: Document, target: Document, langs: tuple[str, str]) -> Row:
        if base.data is None:
            return replace(row, status=Status("outdated", target.path)) if base.is_other else row
        waiting = self._left_over(base, new, target, langs)
        if base.current and not waiting:
            return replace(row, status=Status("up-to-date", target.path))
        found = status(new, target, old=parse_again(base.data, new), source_lang=langs[0], rules=self.rules)
        left = waiting - {sentence_hash(change.new.text) for change in found.changes if change.new is not None}
        found = replace(found, pending=len(left), state="outdated" if left else found.state)
        first = next(iter(commits_since(row.source, base.revision)), None) if base.revision else None
        return replace(row, status=found, since=first.day if first else "", author=first.author if first else "")

    def _left_over(self, base: Baseline, new: Document, target: Document, langs: tuple[str, str]) -> frozenset[str]:
        """Return the hashes of the sentences that await translation since an update, perhaps one without a record."""
        if self.given != Given():
            return frozenset()
        return self._waiting(base.record, new, target, langs)

    def _waiting(
        self, record: Record | None, new: Document, target: Document, langs: tuple[str, str]
    ) -> frozenset[str]:
        """Return the hashes of the sentences that await translation since an update, by its record or without one."""
        if record is not None:
            return still_pending(target, new.text, record, langs[0], self.rules)
        return untranslated(new, target, langs, self.rules)


def _with_pending(found: Status, waiting: frozenset[str]) -> Status:
    """Return a status with the sentences that await translation since an earlier update."""
    return replace(found, state="outdated", pending=len(waiting)) if waiting else found


def _up_to_date(pair: FilePair, record: Record) -> Status:
    return replace(Status("up-to-date", pair.target), sentences=len(record.sentences))


def label(target: str, source: str, root: str) -> str:
    """Return the language in the path of a target, or the name of the folder that its relative path starts from."""
    return path_lang(target, source) or PurePosixPath(root).name or "und"
