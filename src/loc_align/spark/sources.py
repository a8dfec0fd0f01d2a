"""The data sources ``loc_align`` and ``loc_align_problems``. This module imports PySpark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import (
    ArrayType,
    DataType,
    DateType,
    DoubleType,
    IntegerType,
    LongType,
    StringType,
    StructField,
    StructType,
)

from loc_align.errors import UsageError
from loc_align.formats.arrow_schema import COLUMNS, Kind
from loc_align.spark.listing import divide, list_files
from loc_align.spark.options import read_options
from loc_align.spark.reading import Reading, batches, problems

if TYPE_CHECKING:
    import pyarrow as pa

_PROBLEMS = "path string, rule string, severity string, line int, column int, unit string, message string"


class _Source(DataSource):
    """What both data sources have in common."""

    def __init__(self, options: MutableMapping[str, str]) -> None:
        super().__init__(options)
        read_options(options)


class UnitSource(_Source):
    """Reads translation units. See the documentation for the options."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "loc_align"

    def schema(self) -> StructType:
        """Return the columns: those of the option ``columns``, or all."""
        chosen = self.options.get("columns")
        names = [name.strip() for name in chosen.split(",")] if chosen else [*COLUMNS]
        return StructType([StructField(name, _TYPES[_kind(name)]) for name in names])

    def reader(self, schema: StructType) -> DataSourceReader:
        """Return the reader of a schema: that of the source, or of the caller."""
        for name in schema.names:
            _kind(name)
        return _UnitReader(dict(self.options), schema)


class ProblemSource(_Source):
    """Reads which files cannot be read, and, with the option ``check``, the problems in documents."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "loc_align_problems"

    def schema(self) -> str:
        """Return the columns."""
        return _PROBLEMS

    def reader(self, schema: StructType) -> DataSourceReader:
        """Return the reader."""
        return _ProblemReader(dict(self.options), schema)


def _kind(name: str) -> Kind:
    if name not in COLUMNS:
        raise UsageError(f"there is no column {name!r}; the columns are {', '.join(COLUMNS)}")
    return COLUMNS[name]


_STRINGS = ArrayType(StringType())
_MATCH = StructType(
    [StructField(name, DoubleType() if name == "score" else StringType())
     for name in ("kind", "score", "source", "target", "origin")]
)  # fmt: skip
_TYPES: Mapping[Kind, DataType] = {
    "string": StringType(),
    "int32": IntegerType(),
    "int64": LongType(),
    "float64": DoubleType(),
    "date32": DateType(),
    "strings": _STRINGS,
    "offsets": ArrayType(IntegerType()),
    "matches": ArrayType(_MATCH),
}


class _Reader(DataSourceReader):
    """Lists the files in the driver, and reads them in the tasks. It holds only plain values."""

    def __init__(self, options: Mapping[str, str], schema: StructType) -> None:
        self._options = read_options({key.lower(): value for key, value in options.items()})
        self._schema = schema

    def partitions(self) -> list[InputPartition]:
        """Return the files of each task."""
        options = self._options
        slices = list_files(options.paths, options.kind, options.source)
        return [InputPartition(task) for task in divide(slices, options.kind, options.partitions)]

    def _reading(self) -> Reading:
        options = self._options
        return Reading(options.kind, options.source_lang, options.target_lang, options.publication)


class _UnitReader(_Reader):
    def read(self, partition: InputPartition | None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a task, with the columns that are wanted, by name."""
        import pyarrow as pa  # noqa: PLC0415 - only in the tasks
        from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415 - as above

        wanted = to_arrow_schema(self._schema, timezone="UTC")
        for batch in batches(partition.value, self._reading()) if partition else ():
            columns = [batch.column(field.name).cast(field.type) for field in wanted]
            yield pa.RecordBatch.from_arrays(columns, schema=wanted)


class _ProblemReader(_Reader):
    def read(self, partition: InputPartition | None) -> Iterator[tuple[Any, ...]]:
        """Yield the problems of a task, with the columns that are wanted, by name."""
        names = [part.split()[0] for part in _PROBLEMS.split(", ")]
        order = [names.index(name) for name in self._schema.names]
        for row in problems(partition.value, self._reading(), check=self._options.check) if partition else ():
            yield tuple(row[at] for at in order)
