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

from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.formats import Publication
from loc_align.formats.arrow_schema import COLUMNS, Kind
from loc_align.spark.listing import divide, list_files
from loc_align.spark.reading import Reading, batches, problems

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = ("sxs", "pairs", "memory")
_PROBLEMS = "path string, rule string, severity string, line int, column int, unit string, message string"


class _Source(DataSource):
    """What both data sources have in common."""

    def __init__(self, options: MutableMapping[str, str]) -> None:
        super().__init__(options)
        kind = options.get("kind", "sxs")
        if kind not in KINDS:
            raise UsageError(f"the option 'kind' must be one of {', '.join(KINDS)}, not {kind!r}")
        if "path" not in options:
            raise UsageError("a path is missing; give one to load(), or as the option 'path'")


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
    """Lists the files in the driver, and reads them in the tasks. It holds only strings and numbers."""

    def __init__(self, options: Mapping[str, str], schema: StructType) -> None:
        self._options = {key.lower(): value for key, value in options.items()}
        self._schema = schema

    def partitions(self) -> list[InputPartition]:
        """Return the files of each task."""
        options = self._options
        kind = options.get("kind", "sxs")
        count = int(options["partitions"]) if "partitions" in options else None
        tasks = divide(list_files(options["path"], kind, options.get("source")), kind, count)
        return [InputPartition(task) for task in tasks]

    def _reading(self) -> Reading:
        options = self._options
        target = options.get("target_lang")
        return Reading(
            options.get("kind", "sxs"),
            canonical_lang(options.get("source_lang", "en-US")),
            canonical_lang(target) if target else None,
            Publication(options.get("repository"), options.get("revision"), options.get("license")),
        )


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
        check = self._options.get("check", "false").lower() == "true"
        for row in problems(partition.value, self._reading(), check=check) if partition else ():
            yield tuple(row[at] for at in order)
