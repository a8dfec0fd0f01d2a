"""Exact, in-context, and fuzzy lookup in an index."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, cast

from msgspec import MsgspecError, Struct, convert

from loc_align.errors import FormatError, UsageError
from loc_align.files.streams import opened
from loc_align.memory.index.schema import problem
from loc_align.memory.match import Entry, Query, best, closeness, context_key, hash64, make_query, score_entry
from loc_align.memory.match.languages import Closeness
from loc_align.model import BlockKind, Match

if TYPE_CHECKING:
    from loc_align.memory.index.search import Search, Similar

T = TypeVar("T")

_MORE_TEXTS = 8
"""How many more texts to search for than matches, because penalties change their order."""
_MOST_UNITS = 16
"""How many translations of one text to read, best first."""
_IN_RANGE = "SELECT source, target, block, origin FROM units WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
_IN_CONTEXT = (
    "SELECT source, target, block, origin FROM contexts JOIN units ON units.id = contexts.unit "
    "WHERE context = ? AND unit >= ? AND unit < ? ORDER BY unit LIMIT ?"
)
_CACHED_SEARCHES = 4096
_CACHED_KIB = 64 * 1024
"""The memory for pages. They are not mapped, because a mapped file that shrinks kills the process (SIGBUS)."""
_DAMAGE = (sqlite3.Error, MsgspecError, ValueError, TypeError, LookupError, OverflowError, MemoryError)
_EntryRow = tuple[str, str, BlockKind, str]
"""The types of the values of an entry, which SQLite does not guarantee in a damaged file."""


class PairStats(Struct, frozen=True):
    """The statistics of a memory for one language pair."""

    source_lang: str
    target_lang: str
    texts: int
    """The number of distinct source texts, without markup."""
    units: int
    """The number of distinct pairs of source and target."""
    total: int
    """The number of units, counting equal ones."""


class MemoryStats(Struct, frozen=True):
    """The statistics of a memory."""

    version: int
    """The version of the index format."""
    bytes: int
    """The size of the file."""
    pairs: tuple[PairStats, ...]


class _Pair(Struct, frozen=True):
    """A language pair in an index."""

    id: int
    first: int
    texts: int
    target: Closeness


class Memory:
    """The index of a translation memory, open for reading. Close it, or use it in a ``with`` statement.

    Threads can share it. It can be pickled: another process opens the file again, which must still be there.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open an index. This does not load its content.

        Args:
            path: a file that :func:`~loc_align.build_memory` wrote.

        Raises:
            InputError: the file cannot be read.
            FormatError: the file is not an index, or has another version.
        """
        self._name = os.fspath(path)
        with opened(self._name):
            pass  # a file that cannot be read gets the message that all of them get
        self._path = str(Path(self._name).resolve())
        self._state = _state(self._path)
        self._database = _open(self._name)
        # All threads share one connection and its statements.
        self._lock = Lock()
        self._searches: dict[int, Search] = {}
        self._pairs = lru_cache(maxsize=64)(self._pairs_for)
        self._similar = lru_cache(maxsize=_CACHED_SEARCHES)(self._search)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Pickle the path; the index is opened again on unpickling."""
        return type(self), (self._path,)

    def __enter__(self) -> Self:
        """Return the memory itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def lookup(  # noqa: PLR0913 - independent options, all keyword-only
        self,
        source: str,
        *,
        target_lang: str,
        source_lang: str = "en-US",
        block: BlockKind = "paragraph",
        references: frozenset[str] = frozenset(),
        previous: str | None = None,
        next: str | None = None,  # noqa: A002 - named like the field of a unit
        threshold: float = 0.75,
        limit: int = 3,
    ) -> tuple[Match, ...]:
        """Return the best matches for a source, best first.

        Among equally good matches, human translations come first, then newer ones. If there is an exact match, fuzzy
        matches are not searched for.

        Args:
            source: the source, as Markdown.
            target_lang: the language to translate into, a BCP 47 tag. Entries for another region match with a penalty.
            source_lang: the language of the source, a BCP 47 tag.
            block: the kind of its block.
            references: the labels of the link reference definitions in its document.
            previous: the source of the previous unit, for in-context matches.
            next: the source of the next unit, for in-context matches.
            threshold: the lowest score, from 0 to 1.
            limit: the most matches to return.

        Returns:
            The matches, best first.

        Raises:
            FormatError: the file is damaged.
        """
        query = make_query(source, block, references)
        context = context_key(previous, next)
        return self._careful(
            lambda: best(
                (
                    match
                    for pair in self._pairs(source_lang, target_lang)
                    for match in self._matches(pair, query, context, threshold, limit)
                ),
                threshold,
                limit,
            )
        )

    def stats(self) -> MemoryStats:
        """Return the statistics of the memory.

        Raises:
            FormatError: the file is damaged.
        """
        rows = self._careful(
            lambda: convert(
                self._database.execute(
                    "SELECT source_lang, target_lang, texts, units, total FROM pairs ORDER BY 1, 2"
                ).fetchall(),
                list[tuple[str, str, int, int, int]],
            )
        )
        (version,) = self._careful(lambda: self._database.execute("PRAGMA user_version").fetchone())
        return MemoryStats(version, Path(self._path).stat().st_size, tuple(PairStats(*row) for row in rows))

    def _careful(self, work: Callable[[], T]) -> T:
        try:
            with self._lock:
                found = work()
        except sqlite3.ProgrammingError:
            message = f"{self._name}: the memory is closed; open it again with Memory(path)"
            raise UsageError(message) from None
        except _DAMAGE as error:
            self._expect_unchanged()
            message = f"{self._name}: the index is damaged ({error}); build it again"
            raise FormatError(message) from None
        self._expect_unchanged()
        return found

    def _expect_unchanged(self) -> None:
        now = _state(self._path)
        # A file that another one replaced stays open as it was.
        if now[:1] == self._state[:1] and now != self._state:
            message = f"{self._name}: the index changed while it was being read; run again when it is complete"
            raise FormatError(message)

    def _pairs_for(self, source_lang: str, target_lang: str) -> tuple[_Pair, ...]:
        """Return the language pairs that match the given languages, closest first."""
        order = {"same": 0, "general": 1, "region": 2}
        found: list[tuple[int, int, _Pair]] = []
        rows = self._database.execute("SELECT id, source_lang, target_lang, first, texts FROM pairs ORDER BY id")
        for number, source, target, first, texts in convert(rows.fetchall(), list[tuple[int, str, str, int, int]]):
            sides = closeness(source_lang, source), closeness(target_lang, target)
            if sides[0] is not None and sides[1] is not None:
                found.append((order[sides[1]], order[sides[0]], _Pair(number, first, texts, sides[1])))
        return tuple(pair for *_, pair in sorted(found, key=lambda item: item[:2]))

    def _matches(self, pair: _Pair, query: Query, context: int | None, threshold: float, limit: int) -> Iterator[Match]:
        exact = self._exact(pair, query.text)
        found_exact = False
        for match in self._of_text(exact, 1.0, pair, query, context) if exact is not None else ():
            found_exact |= match.kind != "fuzzy"
            yield match
        if found_exact or threshold >= 1:
            return
        for text in self._similar(pair, query.text, threshold, limit + _MORE_TEXTS):
            if text.id != exact:
                yield from self._of_text(text.id, text.similarity, pair, query, None)

    def _exact(self, pair: _Pair, text: str) -> int | None:
        row = self._database.execute(
            "SELECT id FROM texts WHERE hash = ? AND id >= ? AND id < ? AND text = ?",
            (hash64(text), pair.first, pair.first + pair.texts, text),
        ).fetchone()
        return row and cast("int", row[0])

    def _search(self, pair: _Pair, text: str, threshold: float, limit: int) -> list[Similar]:
        # Imported late, because numpy and rapidfuzz take longer to import than most commands take to run.
        from loc_align.memory.index.search import Search  # noqa: PLC0415

        if pair.id not in self._searches:
            self._searches[pair.id] = Search(self._database, pair.id, pair.first, pair.texts)
        return self._searches[pair.id].similar(text, threshold, limit)

    def _of_text(self, text: int, similarity: float, pair: _Pair, query: Query, context: int | None) -> Iterator[Match]:
        for in_context, entry in self._entries(text, context):
            match = score_entry(query, entry, similarity, pair.target, in_context=in_context)
            if match is not None:
                yield match

    def _entries(self, text: int, context: int | None) -> Iterator[tuple[bool, Entry]]:
        row = self._database.execute("SELECT unit, units FROM texts WHERE id = ?", (text,)).fetchone()
        first, end = row[0], row[0] + row[1]
        if context is not None:
            for values in self._database.execute(_IN_CONTEXT, (context, first, end, _MOST_UNITS)):
                yield True, Entry(*convert(values, _EntryRow))
        for values in self._database.execute(_IN_RANGE, (first, end, _MOST_UNITS)):
            yield False, Entry(*convert(values, _EntryRow))


def _state(path: str) -> tuple[int, ...]:
    """Return the inode, the size, and the time of change of a file; empty if it does not exist."""
    try:
        found = Path(path).stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _open(name: str) -> sqlite3.Connection:
    # Immutable: SQLite takes no lock and writes no other file, so the folder can be read-only.
    database = sqlite3.connect(
        f"{Path(name).resolve().as_uri()}?immutable=1&mode=ro", uri=True, check_same_thread=False
    )
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA mmap_size = 0")
        database.execute(f"PRAGMA cache_size = -{_CACHED_KIB}")
        wrong = problem(database)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        wrong = str(error)
    if wrong is None:
        return database
    database.close()
    message = f"{name}: not an index of a memory: {wrong}; build one with loc-align memory build"
    raise FormatError(message)
