"""A data source for PySpark, and the filters of corpora in Spark SQL. It needs the extra ``spark``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loc_align.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["register"]


def register(spark: SparkSession) -> None:
    """Register the data sources ``loc_align`` and ``loc_align_problems`` in a session.

    Args:
        spark: the session.

    Raises:
        UsageError: PySpark 4 is not installed.
    """
    try:
        from loc_align.spark.sources import ProblemSource, UnitSource  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("Spark needs pyspark 4 and pyarrow; run: pip install 'loc-align[spark]'") from None
    spark.dataSource.register(UnitSource)
    spark.dataSource.register(ProblemSource)
