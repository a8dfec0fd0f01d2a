"""The work of ``corpus build``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from loc_align.corpora.settings import CorpusSettings
from loc_align.errors import InputError
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in
from loc_align.files.staging import refuse_full, staged
from loc_align.jobs.session import Session
from loc_align.text.json_ import to_json

if TYPE_CHECKING:
    import pyarrow as pa

    from loc_align.corpora.database import Database
    from loc_align.corpora.fates import Fates
    from loc_align.corpora.measures import Measures
    from loc_align.corpora.pipeline import Taken
    from loc_align.corpora.scan import Part, Scanned

_PAIRS_AT_ONCE = 16
"""The pairs of languages whose files are open at the same time."""


class CorpusOptions(Struct, frozen=True):
    """The options of ``corpus build``."""

    files: tuple[str, ...]
    output: str
    form: str
    settings: CorpusSettings
    taken: str | None
    """The folder for what the filters take."""
    memory_limit: str
    jobs: int


class Corpus(Struct, frozen=True):
    """A corpus that was built."""

    rows: int
    """The number of rows before the filters."""
    taken: tuple[Taken, ...]
    measures: Measures


def run(session: Session, options: CorpusOptions) -> Corpus:
    """Build a corpus.

    Args:
        session: reports progress.
        options: the options of the command.

    Returns:
        The counts.

    Raises:
        UsageError: DuckDB or pyarrow is not installed, or the output folder is not empty.
        InputError: a memory cannot be read, or the output cannot be written.
        FormatError: a memory breaks the rules of its format.
    """
    folders = [folder for folder in (options.output, options.taken) if folder is not None]
    refuse_full(folders)
    with ExitStack() as stack:
        output, *taken = (stack.enter_context(staged(folder)) for folder in folders)
        return _build(session, replace(options, output=output, taken=taken[0] if taken else None))


def _build(session: Session, options: CorpusOptions) -> Corpus:
    from loc_align.corpora.card import card  # noqa: PLC0415 - imports the rules and the database
    from loc_align.corpora.database import Database  # noqa: PLC0415 - as above
    from loc_align.corpora.fates import fates_of  # noqa: PLC0415 - as above
    from loc_align.corpora.inputs import parquet_files  # noqa: PLC0415 - as above
    from loc_align.corpora.pipeline import LEAK, Pipeline, Taken  # noqa: PLC0415 - as above
    from loc_align.corpora.scan import parts_of  # noqa: PLC0415 - as above
    from loc_align.corpora.splits import split  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
        with closing(Database(place, options.memory_limit, options.jobs)) as database:
            parts = [*parts_of(parquet_files(options.files, place))]
            pairs = _scan(session, options, parts, database)
            filtered = Pipeline(database, options.settings).run()
            leaks = split(database, options.settings)
            fates = fates_of(database, filtered.rows, filtered.tables)
            database.shrink()
            measures = _write(session, options, pairs, fates, database)
        if options.taken is not None:
            _write_taken(options.taken, parts, fates)
    taken = (*filtered.taken, Taken(LEAK, leaks, leaks))
    corpus = Corpus(filtered.rows, taken, measures)
    _write_file(options.output, "report.json", to_json(report(corpus)) + b"\n")
    if options.form == "huggingface":
        _write_file(options.output, "README.md", card(measures, filtered.rows, taken, options.settings).encode())
    return corpus


def _write_file(folder: str, name: str, data: bytes) -> None:
    with atomic(place_in(folder, name)) as stream:
        stream.write(data)


def report(corpus: Corpus) -> dict[str, Any]:
    """Return the counts as values for JSON."""
    sizes = sorted(corpus.measures.sizes.items())
    return {
        "rows": corpus.rows,
        "kept": corpus.measures.rows,
        "filters": [asdict(item) for item in corpus.taken],
        "sets": [{"source_lang": key[0], "target_lang": key[1], "set": key[2], **vars(size)} for key, size in sizes],
    }


def _scan(
    session: Session, options: CorpusOptions, parts: Sequence[Part], database: Database
) -> dict[tuple[str, str], list[Part]]:
    """Fill the database; return the parts that each pair of languages is in."""
    from loc_align.corpora.scan import unpacked  # noqa: PLC0415 - as in run

    pairs: dict[tuple[str, str], list[Part]] = {}
    for scanned in session.watched(_scanned(options, parts), len(parts)):
        database.add(scanned.part.first, unpacked(scanned))
        for pair in scanned.pairs:
            pairs.setdefault(pair, []).append(scanned.part)
    return pairs


def _scanned(options: CorpusOptions, parts: Sequence[Part]) -> Iterator[Scanned]:
    from loc_align.corpora.scan import Scan  # noqa: PLC0415 - as in run
    from loc_align.files.pool import WorkerDied, pool_of  # noqa: PLC0415 - many runs need no other process

    work = Scan(options.settings.seed, options.settings.identifies)
    if options.jobs <= 1 or len(parts) <= 1:
        yield from map(work, parts)
        return
    try:
        with pool_of(options.jobs) as pool:
            yield from pool.run(work, parts)
    except WorkerDied as died:
        where = parts[died.batch].path if died.batch is not None else "the corpus"
        raise InputError(f"{where}: the worker process {died.how}") from None


def _write(
    session: Session,
    options: CorpusOptions,
    pairs: dict[tuple[str, str], list[Part]],
    fates: Fates,
    database: Database,
) -> Measures:
    """Write the sets; return what they consist of."""
    from loc_align.corpora.measures import Measures  # noqa: PLC0415 - as in run
    from loc_align.corpora.sinks import Files  # noqa: PLC0415 - as in run

    measures = Measures()
    order = sorted(pairs)
    groups = [order[at : at + _PAIRS_AT_ONCE] for at in range(0, len(order), _PAIRS_AT_ONCE)]
    for group in session.watched(groups, len(groups)):
        parts = sorted({part for pair in group for part in pairs[pair]}, key=lambda part: part.first)
        with ExitStack() as stack:
            files = Files(options.output, options.form, stack)
            for part in parts:
                for source_lang, target_lang, name, batch in _kept(part, {*group}, fates, database):
                    files.write(source_lang, target_lang, name, batch)
                    measures.add(source_lang, target_lang, name, batch)
            files.end()
    return measures


def _kept(
    part: Part, pairs: set[tuple[str, str]], fates: Fates, database: Database
) -> Iterator[tuple[str, str, str, pa.RecordBatch]]:
    """Yield the rows of a part that are in a set, by pair of languages and set."""
    from loc_align.corpora.selection import by_pair, selected, with_columns, with_results  # noqa: PLC0415 - imports numpy
    from loc_align.corpora.splits import SPLITS  # noqa: PLC0415 - as in run

    at = part.first
    for batch, values, totals in selected(part, fates):
        whole = with_results(batch, totals, database.hashes(at, batch.num_rows))
        at += batch.num_rows
        for index, name in enumerate(SPLITS):
            for source_lang, target_lang, own in by_pair(whole, values == index):
                if (source_lang, target_lang) in pairs:
                    yield source_lang, target_lang, name, with_columns(own, {"split": [name] * own.num_rows})


def _write_taken(folder: str, parts: Sequence[Part], fates: Fates) -> None:
    """Write a file of JSON Lines for each filter, with the rows that it took."""
    from loc_align.corpora.selection import rows_where, selected  # noqa: PLC0415 - as above
    from loc_align.corpora.splits import SPLITS  # noqa: PLC0415 - as in run
    from loc_align.formats import FORMATS, WriteOptions  # noqa: PLC0415 - as above
    from loc_align.formats.arrow_read import READ, units_of  # noqa: PLC0415 - as above

    form = FORMATS["jsonl"]
    names = fates.names[len(SPLITS) :]
    with ExitStack() as stack:
        files = [stack.enter_context(atomic(place_in(folder, f"{name}.jsonl"))) for name in names]
        for part in parts:
            for batch, values, _ in selected(part, fates):
                for at, file in enumerate(files, len(SPLITS)):
                    own = rows_where(batch, values == at)
                    if own.num_rows:
                        file.write(form.body(units_of(own.select([*READ]), 1, part.path), WriteOptions()))
