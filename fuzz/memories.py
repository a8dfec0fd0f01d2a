"""Targets for memories and for the index of a memory."""

from __future__ import annotations

import io
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial

from scratch import FOLDER

import loc_align
from loc_align import formats
from loc_align.checks.memory import run_memory
from loc_align.checks.settings import active_rules
from loc_align.errors import LocAlignError
from loc_align.model import TranslationUnit
from side_by_side import pair

_FILE = FOLDER / "memory.sqlite"
_MOST_STEPS = 100_000
_MOST_PAGES = 1000
_ID = "ab12c-{}"
_DOCUMENT = loc_align.read(
    "\n\n".join(
        pair(_ID.format(101 + at), target, source)
        for at, (target, source) in enumerate(
            (("Ein **Wort**.", "A **word**."), ("Siehe [hier](a.md).", "See [here](a.md)."), ("`x` & y", "`x` & y"))
        )
    ).encode(),
    path="a.md",
)
_UNITS = loc_align.align(_DOCUMENT, target_lang="de-DE").units


def _index() -> bytes:
    loc_align.build_memory(_UNITS, _FILE)
    return _FILE.read_bytes()


INDEX = _index()
"""An index of a few units."""


def tmx(data: bytes) -> None:
    """Read, check, convert, and read again."""
    _process(data, "tmx")


def json(data: bytes) -> None:
    """Read, check, convert, and read again."""
    _process(data, "json")


def jsonl(data: bytes) -> None:
    """Read, check, convert, and read again."""
    _process(data, "jsonl")


def csv(data: bytes) -> None:
    """Read a table with commas or tabs."""
    _process(data, "tsv" if data.partition(b"\n")[0].count(b"\t") else "csv")


def xliff(data: bytes) -> None:
    """Read XLIFF of any version as a memory, and as a file that comes back from a translator."""
    _merge(data)
    _process(data, "xliff2" if b":2." in data else "xliff")


def po(data: bytes) -> None:
    """Read PO as a memory, and as a file that comes back from a translator."""
    _merge(data)
    _process(data, "po")


def _merge(data: bytes) -> None:
    with suppress(LocAlignError):
        returned = [*loc_align.read_returned(data)]
        for force in (False, True):
            merged = loc_align.merge(_DOCUMENT, returned, force=force)
            again = loc_align.read(merged.data, path="a.md")
            assert [item.target_id for item in again.pairs] == [item.target_id for item in _DOCUMENT.pairs]


def _process(data: bytes, name: str) -> None:
    units = [*loc_align.read_units(data, name)]
    for lang in ("de", None):
        with suppress(LocAlignError):
            deque(formats.load(io.BytesIO(data), "a", formats.by_name(name), lang), maxlen=0)
    run_memory(units, "a", active_rules())
    languages = {(unit.provenance.source_lang, unit.provenance.target_lang) for unit in units}
    for other in formats.FORMATS:
        if len(languages) == 1 or not formats.by_name(other).one_target_lang:
            assert _written(units, other) <= len(units)


def _written(units: Sequence[TranslationUnit], name: str) -> int:
    """Write units, and return how many can be read again."""
    out = io.BytesIO()
    loc_align.write(units, out, name)
    return sum(1 for _ in loc_align.read_units(out.getvalue(), name))


def index(data: bytes) -> None:
    """Search a damaged index: a SQLite file, or SQL statements that change a whole one."""
    content = data if data.startswith(b"SQLite") else _changed(data.decode("utf-8", "replace"))
    _FILE.write_bytes(content)
    with closing(loc_align.Memory(_FILE)) as memory:
        for work in _searches(memory):
            with suppress(LocAlignError):
                work()


def _searches(memory: loc_align.Memory) -> Iterator[Callable[[], object]]:
    yield memory.stats
    for text in ("A **word**.", "A **world**.", "See there."):
        yield partial(memory.lookup, text, target_lang="de-DE", threshold=0.3)
    yield lambda: [*loc_align.pretranslate(loc_align.align(_DOCUMENT, target_lang="de-DE"), [memory])]


def _changed(statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(INDEX)
        database.set_authorizer(lambda action, *_: int(action == sqlite3.SQLITE_ATTACH))
        database.execute(f"PRAGMA max_page_count = {_MOST_PAGES}")
        database.set_progress_handler(lambda: 1, _MOST_STEPS)
        for statement in statements.split(";"):
            with suppress(sqlite3.Error, sqlite3.Warning, ValueError, OverflowError):
                database.execute(statement)
        return database.serialize()
