"""Filters and sets of corpora in Spark, by the queries that DuckDB runs. This module imports PySpark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from pyspark.sql import functions as F  # noqa: N812 - the usual name

from loc_align.corpora.features import FEATURES, READ, features
from loc_align.corpora.pipeline import LEAK, Pipeline, Taken
from loc_align.corpora.settings import CorpusSettings
from loc_align.corpora.splits import SPLITS, split
from loc_align.formats.arrow_schema import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_TYPES = {"int64": "bigint", "int32": "int", "float64": "double", "bool": "boolean"}


class SparkCorpus(Struct, frozen=True):
    """A corpus in Spark."""

    rows: DataFrame
    """The rows that are left, with the columns of ``loc_align.rows.SCHEMA``: their set in ``split``, and how many equal
    rows each stands for in ``count``."""
    taken: tuple[Taken, ...]
    """What each filter took, alone and in order."""


class _Engine:
    """Runs the queries in Spark. It implements :class:`loc_align.corpora.engine.Engine`."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark

    def create(self, name: str, query: str) -> None:
        # Computed once, because other queries refer to the result several times.
        self._spark.sql(query).localCheckpoint().createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        self._spark.catalog.dropTempView(name)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._spark.sql(query).collect()]


def build_corpus(units: DataFrame, settings: CorpusSettings) -> SparkCorpus:
    """Filter rows, and divide them into sets.

    The result has the same rows as ``loc-align corpus build``, because both run the same queries over the same
    features. The session's temporary views ``features``, ``kept``, and others of this function are replaced.

    Args:
        units: the rows, with the columns of ``loc_align.rows.SCHEMA``.
        settings: the filters and the sizes of the sets.
    """
    spark = units.sparkSession
    numbered = units.withColumn("n", F.monotonically_increasing_id()).localCheckpoint()
    _features(numbered, settings).localCheckpoint().createOrReplaceTempView("features")
    engine = _Engine(spark)
    filtered = Pipeline(engine, settings).run()
    leaks = split(engine, settings)
    names = F.create_map(*[F.lit(item) for pair in enumerate(SPLITS) for item in pair])
    found = {
        "count": F.col("total").cast("int"),
        "split": names[F.col("part")],
        "source_hash": F.col("near_source"),
        "target_hash": F.col("near_target"),
    }
    sets = spark.table("splits").join(spark.table("features").select("n", "near_source", "near_target"), "n")
    rows = numbered.drop(*found).join(sets.select("n", *(value.alias(name) for name, value in found.items())), "n")
    rows = rows.select(*COLUMNS).localCheckpoint()
    for name in ("features", "kept", "splits", "leaks", *(table for _, table in filtered.tables)):
        engine.drop(name)
    return SparkCorpus(rows, (*filtered.taken, Taken(LEAK, leaks, leaks)))


def _features(numbered: DataFrame, settings: CorpusSettings) -> DataFrame:
    seed, identify = settings.seed, settings.identifies
    schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in FEATURES.items())

    def computed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield _with_number(features(batch, seed, identify=identify), batch.column("n"))

    rows = numbered.select(*READ, "n").mapInArrow(computed, f"{schema}, n bigint")
    return rows.withColumn("rank", F.struct("preference", "tie", "n"))


def _with_number(batch: pa.RecordBatch, numbers: pa.Array) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415 - only in the tasks

    columns: Sequence[Any] = [*batch.columns, numbers]
    return pa.RecordBatch.from_arrays(columns, names=[*batch.schema.names, "n"])
