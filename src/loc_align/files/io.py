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
from loc_align.errors import InputError
from loc_align.model import Bitext, Document, TranslationUnit


def read(source: str | os.PathLike[str] | bytes, *, path: str = "") -> Document:
    """Read a Markdown document.

    Args:
        source: a file's path, or the bytes of a document.
        path: the path that the document is to have; without it, that of the file.

    Raises:
        DecodeError: the bytes are not UTF-8.
        InputError: the file cannot be read.
    """
    if isinstance(source, bytes):
        return parse(source, path)
    name = os.fspath(source)
    return parse(read_bytes(name), path or Path(name).as_posix())


def read_bytes(path: str) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(os_message(path, error)) from None


def write(
    units: Bitext | Iterable[TranslationUnit],
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - the word that callers expect
    *,
    source_lang: str | None = None,
    level: Literal[1, 2] = 2,
) -> int:
    """Write a translation memory, streaming: an iterator of units is never held as a whole.

    Args:
        units: a bitext, or units from anywhere.
        path: the file to write; it takes its name only when all is written.
        format: ``"tmx"``, ``"xliff"``, ``"xliff2"``, ``"json"`` or ``"jsonl"``; without it, the file's suffix says it.
        source_lang: the language that the memory as a whole calls its source; without it that of the bitext, or
            ``en-US``.
        level: for TMX, 2 writes inline codes as elements, 1 plain text.

    Returns:
        How many units were given to the writer.

    Raises:
        UsageError: the format is unknown.
        InputError: the place cannot be written to.
    """
    chosen = formats.by_name(format) if format else formats.by_suffix(os.fspath(path))
    options = formats.WriteOptions(source_lang=source_lang or "en-US", level=level)
    if isinstance(units, Bitext):
        options = formats.document_options(units, replace(options, source_lang=source_lang or units.source_lang))
        units = units.units
    counted = _Counted(units)
    with atomic(path) as stream:
        for chunk in formats.dump(counted, chosen, options):
            stream.write(chunk)
    return counted.count


class _Counted:
    """An iterable that knows how many of its units were taken."""

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        self._units = units
        self.count = 0

    def __iter__(self) -> Iterator[TranslationUnit]:
        for unit in self._units:
            self.count += 1
            yield unit


def read_units(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - the word that callers expect
    source_lang: str | None = None,
) -> Iterator[TranslationUnit]:
    """Read a translation memory, streaming.

    Args:
        path: a TMX, XLIFF, JSON, JSON Lines, CSV or TSV file.
        format: its format; without it the content says it, or else the suffix.
        source_lang: for a file whose units hold several languages, the one to take as the source; without it, the one
            that the file says.

    Raises:
        FormatError: the file breaks the rules of its format; the message names file, line and rule.
        InputError: the file cannot be read.
    """
    name = os.fspath(path)
    try:
        with Path(name).open("rb") as stream:
            yield from formats.load(
                stream, Path(name).as_posix(), formats.by_name(format) if format else None, source_lang
            )
    except OSError as error:
        raise InputError(os_message(name, error)) from None


def os_message(path: str, error: OSError) -> str:
    """One line about a file that the system refuses."""
    return f"{path}: {error.strerror or error}"


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
