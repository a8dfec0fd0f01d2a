"""Finds the source that a translation was made from."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from loc_align.documents import parse_again
from loc_align.documents.path_language import stem_lang
from loc_align.errors import InputError, UsageError
from loc_align.files.history import content_at, has_revision, is_in_git, is_shallow, why_outside, why_without
from loc_align.files.io import read_bytes
from loc_align.files.pairing import FilePair
from loc_align.files.records import find_record, load_record, load_source, target_root
from loc_align.model import Document
from loc_align.text import decode
from loc_align.updating.kept_source import kept_source
from loc_align.updating.pins import FILE_HASH, names_content, read_pins
from loc_align.updating.record import Record, blob_name

_LANGUAGE = re.compile(r"\.[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=\.[^.]+$)")


class Baseline(Struct, frozen=True):
    """The source that a translation was made from, as far as it is known."""

    data: bytes | None
    """The bytes of the old source; ``None`` if nobody has them."""
    current: bool
    """Whether the translation was certainly made from the current source."""
    revision: str | None
    """The commit of the old source, if it is known."""
    record: Record | None
    reason: str
    """How the source was found, or why it wasn't."""
    is_other: bool = False
    """Whether the translation was certainly made from another source than the current one, which nobody has."""
    unsure: tuple[int, ...] = ()
    """The lines in the target of blocks whose old source isn't known."""

    @property
    def known(self) -> bool:
        """Whether the old source can be compared."""
        return self.current or self.data is not None


class Given(Struct, frozen=True):
    """What the caller says about the old sources."""

    old_source: str | None = None
    """A file, or a folder with the same paths as the sources."""
    revision: str | None = None
    """A revision in git."""

    def check(self, source: str, target: str) -> None:
        """Refuse an old source that doesn't exist, or that is the translation.

        Args:
            source: the file or the folder with the current sources, or a pattern for them.
            target: the same for the translations.

        Raises:
            UsageError: there is no such file or folder, or no such revision in the repository of the sources; or the
                old sources are the translations, each sentence of which would look as if it had changed.
        """
        if self.revision is not None:
            folder = next((str(path) for path in (Path(source), *Path(source).parents) if path.is_dir()), ".")
            if not is_shallow(folder) and not has_revision(folder, self.revision):
                why = "git doesn't know this commit, branch, or tag" if is_in_git(folder) else why_outside()
                message = f"--rev {self.revision}: {why}"
                raise UsageError(message)
        if self.old_source is not None and not Path(self.old_source).exists():
            message = f"{self.old_source}: no such file or folder"
            raise UsageError(message)
        if self.old_source is not None and self._is_translation(self.old_source, source, target):
            message = f"--old-source {self.old_source}: these are the translations; name the source they were made from"
            raise UsageError(message)

    @staticmethod
    def _is_translation(old: str, source: str, target: str) -> bool:
        same = os.path.realpath(old) == os.path.realpath(target)
        return same and os.path.realpath(source) != os.path.realpath(target)


class TranslatedFrom(Struct, frozen=True):
    """What is known about the source of a translation without a caller."""

    old: Document | None
    """The source that it was made from, if it isn't the current one."""
    hidden: frozenset[str] = frozenset()
    """The hashes of the sentences of that source that await translation although the target doesn't show it."""


def baseline(  # noqa: PLR0913, PLR0917 - a pair of documents, as they are read
    pair: FilePair, target: Document, new: Document, source: bytes, given: Given, lang: str
) -> Baseline:
    """Find the source that a target was made from.

    In this order: what the caller says; the record of the target; the notes in the target, which name a hash of the
    source or a commit in git; HTML comments in the target that keep its source.

    Args:
        pair: the current source and the target.
        target: the target.
        new: the current source.
        source: the bytes of the current source.
        given: what the caller says.
        lang: the language of the source, a BCP 47 tag.

    Raises:
        InputError: the old source that the caller names can't be read.
    """
    root = target_root(pair.target, pair.relative)
    record = load_record(root, pair.relative)
    if given.old_source is not None:
        return _found(_given(pair, given.old_source), source, None, record, "--old-source")
    if given.revision is not None:
        data = content_at(pair.source, given.revision)
        if data is None:
            return _unknown(record, f"the source has no version {given.revision}: {why_without(pair.source)}")
        return _found(data, source, given.revision, record, f"revision {given.revision}")
    pinned = _pinned(pair, target, source)
    if record is None and not pinned.known:
        return _commented(target, new, pinned, lang)
    if record is None or (pinned.current and record.source != blob_name(source)):
        return pinned
    return _recorded(pair, record, source, root)


def translated_from(target: Document, new: Document, lang: str) -> TranslatedFrom:
    """Find the source that a target was made from, and what an update has left as it was.

    Args:
        target: the target document.
        new: the current source document.
        lang: the language of the source, a BCP 47 tag.
    """
    root, relative = find_record(target.path)
    pair = FilePair(new.path, target.path, relative)
    if not Path(root).is_dir():
        return TranslatedFrom(None)
    found = baseline(pair, target, new, read_bytes(new.path), Given(), lang)
    old = parse_again(found.data, new) if found.data is not None and not found.current else None
    return TranslatedFrom(old, found.record.hidden if found.record is not None and found.known else frozenset())


def _unknown(record: Record | None, reason: str) -> Baseline:
    return Baseline(None, current=False, revision=None, record=record, reason=reason)


def _current(source: bytes, record: Record | None, reason: str) -> Baseline:
    return Baseline(source, current=True, revision=None, record=record, reason=reason)


def _found(data: bytes, source: bytes, revision: str | None, record: Record | None, reason: str) -> Baseline:
    return Baseline(data, current=data == source, revision=revision, record=record, reason=reason)


def _given(pair: FilePair, old: str) -> bytes:
    path = Path(old)
    if not path.is_dir():
        return _readable(old)
    names = [pair.relative, _LANGUAGE.sub("", pair.relative)]
    parts = Path(pair.source).parts
    names += ["/".join(parts[at:]) for at in range(1, len(parts))]
    # In a copy of a folder with several languages, the translation is beside the source.
    named = [name for name in names if Path(name).name == Path(pair.source).name]
    for name in (*named, *(name for name in names if stem_lang(name)[1] is None)):
        if (path / name).is_file():
            return _readable(str(path / name))
    message = f"{old}: no old version of {pair.source}; give a folder with the same paths"
    raise InputError(message)


def _readable(path: str) -> bytes:
    """Return the bytes of an old source. An error names this file, not the current source that it is compared with."""
    data = read_bytes(path)
    decode(data, path)
    return data


def _recorded(pair: FilePair, record: Record, source: bytes, root: str) -> Baseline:
    if record.source == blob_name(source):
        return _current(source, record, "record")
    data = load_source(root, pair.relative)
    if data is None or blob_name(data) != record.source:
        data = content_at(pair.source, record.source)
    reason = "record" if data is not None else "git doesn't have the source that the record names"
    return Baseline(data, current=False, revision=None, record=record, reason=reason)


def _commented(target: Document, new: Document, otherwise: Baseline, lang: str) -> Baseline:
    kept = kept_source(target, new, lang)
    if kept is None:
        return otherwise
    return Baseline(kept.data, current=False, revision=None, record=None, reason="comments", unsure=kept.unsure)


def _pinned(pair: FilePair, target: Document, source: bytes) -> Baseline:
    pins = read_pins(target)
    for pin in pins:
        if names_content(pin, source):
            return _current(source, None, pin.key)
    for pin in pins:
        data = content_at(pair.source, pin.revision)
        if data is not None:
            return _found(data, source, pin.revision, None, pin.key)
    if not pins:
        return _unknown(None, "nothing says which source the translation was made from")
    why = why_without(pair.source)
    unknown = _unknown(None, f"{pins[0].key} names {pins[0].value[:12]}: {why}")
    hashes = [pin.value for pin in pins if pin.key == FILE_HASH]
    if not hashes:
        return unknown
    return replace(unknown, is_other=True, reason=f"{FILE_HASH} is {hashes[0][:12]}, of another source; {why}")
