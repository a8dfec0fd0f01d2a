"""Reads documents and memories, and writes files atomically."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from msgspec.structs import replace

from loc_align import formats
from loc_align.errors import InputError, UsageError, expect, writing
from loc_align.files.drafts import draft_of
from loc_align.files.sites import read_document
from loc_align.files.streams import UNNAMED_STREAM, Readable, Writable, content_of, name_of, opened
from loc_align.model import Bitext, Document, TranslationUnit


def read(
    file: str | os.PathLike[str] | bytes | Readable,
    *,
    path: str = "",
    source: Document | None = None,
    flavour: str | None = None,
) -> Document:
    """Read a Markdown document.

    Args:
        file: the path of a file, the bytes of a document, or a file object that is open in binary mode.
        path: the path of the document; by default, the path of the file, or the name of the file object.
        source: the source document, whose flavour a translation has, if nothing else says which one it has.
        flavour: the name of the flavour, such as ``"hugo"``; by default, a configuration, the files of the site, or
            the content of the document decides.

    Returns:
        The document. Damage in it is not an error; see :attr:`Document.defects`.

    Raises:
        DecodeError: the bytes are not UTF-8.
        InputError: the file cannot be read.
        UsageError: a file object is open in text mode, there is no flavour with this name, or a value of a
            configuration is invalid.
    """
    return read_document(content_of(file), path or name_of(file, unnamed=False), source, flavour)


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: the file cannot be read.
    """
    return content_of(path)


def write(
    units: Bitext | Iterable[TranslationUnit],
    file: str | os.PathLike[str] | Writable,
    format: str | None = None,  # noqa: A002 - the name that callers expect
    *,
    source_lang: str | None = None,
    level: Literal[1, 2] = 2,
) -> int:
    """Write a translation memory.

    Units are written one by one, so an iterator can have any number of units.

    Args:
        units: a bitext, or an iterable of units.
        file: the path of the file, which replaces an existing file only after it is complete; or a file object that is
            open in binary mode, which stays open.
        format: the name of the format: ``"tmx"``, ``"xliff"``, ``"xliff2"``, ``"po"``, ``"json"``, ``"jsonl"``,
            ``"csv"``, ``"tsv"``, or ``"parquet"``; by default, the format for the suffix of the file.
        source_lang: the source language of the whole memory, a BCP 47 tag; by default, that of the bitext, or
            ``en-US``.
        level: for TMX: 2 writes inline codes as elements, 1 writes plain text.

    Returns:
        The number of units, including those that the format cannot represent.

    Raises:
        UsageError: the format is unknown, or a file object is open in text mode.
        InputError: the file cannot be written.
    """
    name = name_of(file)
    if isinstance(file, bytes):
        message = "the output cannot be bytes; give a path or a binary file object"
        raise UsageError(message)
    if format is None and name == UNNAMED_STREAM:
        message = "a file object without a name has no suffix; give the format, for example 'tmx'"
        raise UsageError(message)
    chosen = formats.by_name(format) if format else formats.by_suffix(name)
    options = formats.WriteOptions(source_lang=source_lang or "en-US", level=level)
    if isinstance(units, Bitext):
        options = formats.document_options(units, replace(options, source_lang=source_lang or units.source_lang))
    taken = _Taken(units)
    try:
        with atomic(file) if isinstance(file, str | os.PathLike) else contextlib.nullcontext(file) as stream:
            for chunk in formats.dump(taken, chosen, options):
                stream.write(chunk)
    except InputError:
        if taken.error is not None:
            raise taken.error from None
        raise
    return taken.count


class _Taken:
    """Counts the units of an iterable, and stores an error of the operating system that the iterable raises.

    Such an error is not an error of the output file.
    """

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        self._units = units
        self.count = 0
        self.error: OSError | None = None

    def __iter__(self) -> Iterator[TranslationUnit]:
        try:
            for unit in self._units:
                expect(unit, TranslationUnit)
                self.count += 1
                yield unit
        except OSError as error:
            self.error = error
            raise


def read_units(
    file: str | os.PathLike[str] | bytes | Readable,
    format: str | None = None,  # noqa: A002 - the name that callers expect
    source_lang: str | None = None,
    *,
    strict: bool = False,
    notices: formats.Notices | None = None,
) -> Iterator[TranslationUnit]:
    """Read a translation memory. The file is opened when you start to iterate.

    Args:
        file: a TMX, XLIFF, PO, JSON, JSON Lines, CSV, TSV, or Parquet file: its path, its bytes, or a file object
            that is open in binary mode, which stays open.
        format: the name of the format; by default, it is detected from the content, then from the suffix.
        source_lang: the language of the sources, for a file whose units can contain more than two languages; by
            default, the source language of the file.
        strict: whether each deviation from the rules of TMX or XLIFF is an error. By default, only those are that would
            lose content.
        notices: collects the deviations and the units that are left out; decides about ``strict`` itself.

    Returns:
        The units, read while you iterate.

    Raises:
        FormatError: the file breaks the rules of its format. The message names the file, the line, and the rule.
        InputError: the file cannot be read.
        UsageError: the format is unknown, or a file object is open in text mode.
    """
    name, form = name_of(file), formats.by_name(format) if format else None

    def units() -> Iterator[TranslationUnit]:
        with opened(file) as stream:
            yield from formats.load(stream, name, form, source_lang, notices=notices or formats.Notices(strict=strict))

    return units()


def read_published(
    file: str | os.PathLike[str] | bytes | Readable,
    format: str | None = None,  # noqa: A002 - as above
    source_lang: str | None = None,
    *,
    notices: formats.Notices | None = None,
) -> Iterator[tuple[TranslationUnit, formats.Publication]]:
    """Read a translation memory like :func:`read_units`, with where the document of each unit was published.

    Yields:
        The units, each with its publication, as far as the file states it.
    """
    name, form = name_of(file), formats.by_name(format) if format else None
    with opened(file) as stream:
        yield from formats.load_published(stream, name, form, source_lang, notices=notices)


@contextlib.contextmanager
def atomic(path: str | os.PathLike[str], *, durable: bool = True) -> Iterator[IO[bytes]]:
    """Open a file for writing, and replace the existing file only after the block has succeeded.

    Missing folders are created. A device or a pipe is written directly.

    Args:
        path: the path of the file.
        durable: whether to write the content to disk before the file gets its name, in case the computer crashes.

    Raises:
        InputError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    with (
        writing(os.fspath(path)),
        target.open("wb") if _is_device(target) else _replacing(target, durable=durable) as stream,
    ):
        yield stream


def _is_device(target: Path) -> bool:
    return target.exists() and not stat.S_ISREG(target.stat().st_mode)


@contextlib.contextmanager
def _replacing(target: Path, *, durable: bool) -> Iterator[IO[bytes]]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft_of(target) as draft:
        with open(draft, "xb", opener=_private) as stream:
            yield stream
            if durable:
                # Otherwise a crash of the computer could leave the new name with an empty file.
                stream.flush()
                os.fsync(stream.fileno())
        draft.chmod(_mode(target))
        draft.replace(target)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _mode(target: Path) -> int:
    """Return the permissions of the existing file, or the default permissions of a new file."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
