"""Single files: documents and memories read, output written atomically."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from msgspec.structs import replace

from loc_align import formats
from loc_align.documents import parse
from loc_align.errors import InputError, UsageError
from loc_align.files.streams import Readable, Writable, content_of, name_of, opened
from loc_align.model import Bitext, Document, TranslationUnit


def read(file: str | os.PathLike[str] | bytes | Readable, *, path: str = "") -> Document:
    """Read a Markdown document.

    Args:
        file: the path of a file, the bytes of a document, or a file object that is open in binary mode.
        path: the path that the document gets; without it, the path of the file, or the name of the file object.

    Raises:
        DecodeError: the bytes are not UTF-8.
        InputError: the file cannot be read.
        UsageError: a file object is open in text mode.
    """
    return parse(content_of(file), path or name_of(file, unnamed=False))


def read_bytes(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: the file cannot be read.
    """
    return content_of(path)


def write(
    units: Bitext | Iterable[TranslationUnit],
    file: str | os.PathLike[str] | Writable,
    format: str | None = None,  # noqa: A002 - the word that callers expect
    *,
    source_lang: str | None = None,
    level: Literal[1, 2] = 2,
) -> int:
    """Write a translation memory, streaming: an iterator of units is never held as a whole.

    Args:
        units: a bitext, or units from anywhere.
        file: the path of the file to write, which takes its name only when all is written; or a file object that is
            open in binary mode, which stays open.
        format: the name of a format: ``"tmx"``, ``"xliff"``, ``"xliff2"``, ``"json"``, ``"jsonl"``, ``"csv"`` or
            ``"tsv"``; without it, the suffix of the file says it.
        source_lang: the language that the memory as a whole calls its source; without it that of the bitext, or
            ``en-US``.
        level: for TMX, 2 writes inline codes as elements, 1 plain text.

    Returns:
        How many units were given to the writer.

    Raises:
        UsageError: the format is unknown, or a file object is open in text mode.
        InputError: the place cannot be written to.
    """
    name = name_of(file)
    if isinstance(file, bytes):
        message = "bytes cannot be written to; give a path or a binary file object"
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
    """An iterable that knows how many of its units were taken, and which error of the system ended it.

    That error is not one of the file that is written.
    """

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        self._units = units
        self.count = 0
        self.error: OSError | None = None

    def __iter__(self) -> Iterator[TranslationUnit]:
        try:
            for unit in self._units:
                self.count += 1
                yield unit
        except OSError as error:
            self.error = error
            raise


def read_units(
    file: str | os.PathLike[str] | bytes | Readable,
    format: str | None = None,  # noqa: A002 - the word that callers expect
    source_lang: str | None = None,
) -> Iterator[TranslationUnit]:
    """Read a translation memory, streaming: the file is opened when the first unit is asked for.

    Args:
        file: a TMX, XLIFF, JSON, JSON Lines, CSV or TSV file: its path, its bytes, or a file object that is open in
            binary mode, which stays open.
        format: its format; without it the content says it, or else the suffix.
        source_lang: for a file whose units hold several languages, the one to take as the source; without it, the one
            that the file says.

    Raises:
        FormatError: the file breaks the rules of its format; the message names file, line and rule.
        InputError: the file cannot be read.
        UsageError: the format is unknown, or a file object is open in text mode.
    """
    name, form = name_of(file), formats.by_name(format) if format else None

    def units() -> Iterator[TranslationUnit]:
        with opened(file) as stream:
            yield from formats.load(stream, name, form, source_lang)

    return units()


@contextlib.contextmanager
def atomic(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when all is written.

    An interrupted or failing block leaves what was there before. Folders on the way are made. A device or a pipe is
    written to directly.

    Args:
        path: the file to write.

    Raises:
        InputError: the place cannot be written to.
    """
    target = Path(os.path.realpath(path))
    try:
        with target.open("wb") if _is_device(target) else _replacing(target) as stream:
            yield stream
    except BrokenPipeError:
        raise  # whoever read the output has gone, which is no fault of the file
    except OSError as error:
        raise InputError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}") from None


def _is_device(target: Path) -> bool:
    return target.exists() and not stat.S_ISREG(target.stat().st_mode)


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Not by tempfile, which takes longer to load than a document to write.
    draft = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        with open(draft, "xb", opener=_private) as stream:
            yield stream
        draft.chmod(_mode(target))
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
