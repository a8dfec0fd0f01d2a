"""The files of a data source, divided among the tasks."""

from __future__ import annotations

import glob
import heapq
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from loc_align.documents.path_language import path_lang
from loc_align.errors import UsageError
from loc_align.files.finding import SUFFIXES, Found, find
from loc_align.files.io import read_bytes
from loc_align.files.pairing import pair_files
from loc_align.formats import FORMATS

_LARGE = 1 << 20
"""The size of a document, in bytes, above which its units are divided among several tasks."""
_TASK = 8 << 20
"""The size of the files of one task, in bytes, unless the caller wants a number of tasks."""


class Slice(Struct, frozen=True):
    """A file, or some of its units. Picklable."""

    path: str
    """The path, or the address in another file system, as rows state it."""
    relative: str
    size: int
    part: int = 0
    parts: int = 1
    """The units are divided into so many parts, of which :attr:`part` is one."""
    source: str | None = None
    """The document in the source language, for alignment by content."""

    def found(self) -> Found:
        """Return the file, with its content if it isn't a local one.

        Raises:
            InputError: the file cannot be read.
        """
        return Found(self.path, self.relative, _remote(self.path) if "://" in self.path else None)

    def content(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            InputError: the file cannot be read.
        """
        return _remote(self.path) if "://" in self.path else read_bytes(self.path)


def _remote(address: str) -> bytes:
    from pyarrow import fs  # noqa: PLC0415 - an extra

    system, path = fs.FileSystem.from_uri(address)
    with system.open_input_stream(path) as stream:
        data: bytes = stream.read()
    return data


def list_files(paths: Sequence[str], kind: str, source: str | None) -> list[Slice]:
    """List the files of a data source, in a fixed order, and each one once.

    Args:
        paths: files, folders, glob patterns, or addresses of files or folders in another file system.
        kind: ``sxs``, ``pairs``, or ``memory``.
        source: a path like these for the source documents, for ``pairs``.

    Raises:
        UsageError: there is no file.
    """
    found = {item.path: item for path in paths for item in _list(path, kind, source)}
    return [*found.values()]


def _list(path: str, kind: str, source: str | None) -> Iterable[Slice]:
    if kind == "pairs":
        if source is None:
            raise UsageError("the kind 'pairs' needs the option 'source': the documents in the source language")
        pairs = pair_files(source, path).pairs
        return [Slice(pair.target, pair.relative, _size(pair.target), source=pair.source) for pair in pairs]
    memories = tuple({suffix for form in FORMATS.values() for suffix in form.suffixes})
    if "://" in path:
        return _remote_files(path, SUFFIXES if kind == "sxs" else memories)
    names = [(item.path, item.relative) for item in find([path])] if kind == "sxs" else _memories(path, memories)
    return [Slice(name, relative, _size(name)) for name, relative in names]


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0  # reading the file says what is wrong


def _memories(path: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    root = Path(path)
    if root.is_dir():
        names = sorted(item for item in root.rglob("*") if item.is_file() and item.name.lower().endswith(suffixes))
    else:
        names = [root] if root.is_file() else [Path(name) for name in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207 - an absolute pattern
    if not names:
        raise UsageError(f"{path}: no translation memory there")
    yield from ((name.as_posix(), name.name) for name in names)


def _remote_files(address: str, suffixes: tuple[str, ...]) -> Iterator[Slice]:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import fs  # noqa: PLC0415 - as above

    try:
        system, root = fs.FileSystem.from_uri(address)
        info = system.get_file_info(root)
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{address}: {' '.join(str(error).split())}") from None
    if info.type == fs.FileType.File:
        yield Slice(address, info.base_name, info.size)
        return
    entries = system.get_file_info(fs.FileSelector(root, recursive=True, allow_not_found=True))
    files = ((item.path[len(root) :].lstrip("/"), item.size) for item in entries if item.type == fs.FileType.File)
    found = sorted((name, size) for name, size in files if name.lower().endswith(suffixes) and not _is_hidden(name))
    if not found:
        raise UsageError(f"{address}: no file there whose name ends with {', '.join(sorted(suffixes))}")
    yield from (Slice(f"{address.rstrip('/')}/{relative}", relative, size) for relative, size in found)


def _is_hidden(relative: str) -> bool:
    return any(part.startswith(".") for part in relative.split("/"))


def divide(slices: Sequence[Slice], kind: str, count: int | None) -> list[tuple[Slice, ...]]:
    """Divide files among tasks of about the same size.

    Documents that are aligned by content stay together by repository, the first folder, and by language, because they
    teach each other words.

    Args:
        slices: the files.
        kind: the kind of the data source.
        count: the number of tasks; ``None`` for one that depends on the size of the files.
    """
    if kind == "pairs":
        groups: dict[tuple[str, str], list[Slice]] = {}
        for item in slices:
            folder = item.relative.partition("/")[0] if "/" in item.relative else ""
            groups.setdefault((folder, path_lang(item.path, item.source or "") or ""), []).append(item)
        return [tuple(group) for group in groups.values()]
    items = [part for item in slices for part in (_parts(item) if kind == "sxs" else (item,))]
    size = sum(item.size // item.parts for item in items)
    return _spread(items, count or max(1, -(-size // _TASK)))


def _parts(item: Slice) -> Iterable[Slice]:
    parts = max(1, -(-item.size // _LARGE))
    return (Slice(item.path, item.relative, item.size, part, parts) for part in range(parts))


def _spread(items: Sequence[Slice], count: int) -> list[tuple[Slice, ...]]:
    """Put the largest items first, each into the task with the fewest bytes."""
    tasks: list[list[Slice]] = [[] for _ in range(min(count, len(items)))]
    heap = [(0, at) for at in range(len(tasks))]
    for item in sorted(items, key=lambda item: (-item.size // item.parts, item.path, item.part)):
        size, at = heapq.heappop(heap)
        tasks[at].append(item)
        heapq.heappush(heap, (size + item.size // item.parts, at))
    return [tuple(sorted(task, key=lambda item: (item.path, item.part))) for task in tasks]
