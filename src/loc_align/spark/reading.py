"""Reads the files of a task: rows from those that can be read, and problems from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from loc_align import formats
from loc_align.alignment.by_id import align
from loc_align.checks.run import run, with_fingerprints
from loc_align.checks.settings import active_rules
from loc_align.files.finding import Found
from loc_align.files.git import published
from loc_align.files.io import read_published
from loc_align.files.outcome import outcome
from loc_align.files.pairing import FilePair
from loc_align.formats import Publication
from loc_align.model import Problem, TranslationUnit
from loc_align.spark.listing import Slice

if TYPE_CHECKING:
    import pyarrow as pa

    from loc_align.jobs.align_prepare import PreparedPair

ROWS = 10_000
"""The number of rows in a batch, as in Spark's own batches."""


class Reading(Struct, frozen=True):
    """How to read files. Picklable."""

    kind: str
    source_lang: str
    target_lang: str | None
    publication: Publication


_Published = tuple[Publication, Sequence[TranslationUnit]]
Report = Callable[[str, str], None]
"""Receives the path of a file that cannot be read, and the reason."""


def batches(slices: Sequence[Slice], reading: Reading) -> Iterator[pa.RecordBatch]:
    """Yield the rows of files as record batches. Files that cannot be read are left out."""
    from loc_align.formats.arrow_write import Rows, pack  # noqa: PLC0415 - imports numpy

    rows = Rows()
    for publication, units in _units(slices, reading, lambda _path, _reason: None):
        rows.add(pack(units, publication))
        if rows.size >= ROWS:
            yield from _cut(rows.take())
    if rows.size:
        yield from _cut(rows.take())


def _cut(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    yield from (batch.slice(at, ROWS) for at in range(0, batch.num_rows, ROWS))


def _publication(path: str, stated: Publication) -> Publication:
    known = (None, None) if "://" in path else published(path.rpartition("/")[0] or ".")
    return Publication(stated.repository or known[0], stated.revision or known[1], stated.license)


def problems(slices: Sequence[Slice], reading: Reading, *, check: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the files that cannot be read, and, on request, the problems that ``check`` reports.

    Args:
        slices: the files.
        reading: how to read them.
        check: whether to check the documents.
    """
    found: list[tuple[Any, ...]] = []

    def report(path: str, reason: str) -> None:
        found.append((path, None, "error", None, None, None, reason))

    whole = [item for item in slices if item.part == 0]
    if check and reading.kind == "sxs":
        for item in whole:
            result = outcome(item.found(), lambda file: _checked(file, reading))
            if result.value is None:
                report(item.path, result.error or "")
            else:
                yield from map(_row, result.value)
    else:
        for _ in _units(whole, reading, report):
            yield from found
            found.clear()
    yield from found


def _checked(file: Found, reading: Reading) -> tuple[Problem, ...]:
    bitext = align(file.document(), source_lang=reading.source_lang, target_lang=reading.target_lang)
    return with_fingerprints(run(bitext, active_rules()).problems)


def _row(problem: Problem) -> tuple[Any, ...]:
    return (
        problem.path, problem.rule, problem.severity, problem.line, problem.column, problem.unit or None,
        problem.message,
    )  # fmt: skip


def _units(slices: Sequence[Slice], reading: Reading, report: Report) -> Iterator[_Published]:
    """Yield the units of each file, or of each piece of a file, with where it was published."""
    if reading.kind == "pairs":
        for path, units in _aligned(slices, reading, report):
            yield _publication(path, reading.publication), units
        return
    read = _side_by_side if reading.kind == "sxs" else _memory
    for item in slices:
        result = outcome(Found(item.path, item.relative), lambda _, item=item: read(item, reading))  # type: ignore[misc]
        if result.value is None:
            report(item.path, result.error or "")
        else:
            yield from result.value


def _side_by_side(item: Slice, reading: Reading) -> Sequence[_Published]:
    bitext = align(item.found().document(), source_lang=reading.source_lang, target_lang=reading.target_lang)
    units = bitext.units
    own = units[len(units) * item.part // item.parts : len(units) * (item.part + 1) // item.parts]
    return [(_publication(item.path, reading.publication), own)]


def _memory(item: Slice, reading: Reading) -> Sequence[_Published]:
    local = "://" not in item.path
    pairs = read_published(item.path) if local else formats.load_published(BytesIO(item.content()), item.path)
    stated = {name: value for name, value in asdict(reading.publication).items() if value}
    # A memory that turns out to be broken in the middle must not leave half of its units in the result.
    return [
        (replace(found, **stated), [unit for unit, _ in group]) for found, group in groupby(pairs, key=itemgetter(1))
    ]


def _aligned(
    slices: Sequence[Slice], reading: Reading, report: Report
) -> Iterator[tuple[str, Sequence[TranslationUnit]]]:
    from loc_align.jobs.align_group import align_group  # noqa: PLC0415 - imports numpy
    from loc_align.jobs.align_prepare import Prepare, group_by_language  # noqa: PLC0415 - only needed here

    pairs = {item.path: FilePair(item.source or "", item.path, item.relative) for item in slices}
    prepare = Prepare(pairs, None, reading.target_lang, {}, None)
    prepared: list[PreparedPair] = []
    for item in slices:
        result = outcome(Found(item.path, item.relative), prepare)
        if result.value is None:
            report(item.path, result.error or "")
        else:
            prepared.append(result.value)
    for group in group_by_language(prepared):
        aligned, _ = align_group(group, None, None, map, lambda message: report(message.partition(": ")[0], message))
        yield from ((pair.prepared.pair.target, pair.bitext.units) for pair in aligned)
