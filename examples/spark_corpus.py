"""Build a parallel corpus with Spark: read documents, report broken files, filter, and write Parquet files.

Usage: python spark_corpus.py [DOCUMENTS [OUTPUT]]

It needs the extra ``spark`` and Java. On a cluster, loc-align must be installed on every node.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pyspark.sql import SparkSession

from loc_align.corpora.settings import CorpusSettings
from loc_align.spark import register
from loc_align.spark.corpora import build_corpus

DOCUMENTS = Path(__file__).parent / "docs"


def main(argv: Sequence[str]) -> int:
    """Write the corpus, and print how many units each set has."""
    documents = argv[0] if argv else str(DOCUMENTS)
    output = argv[1] if len(argv) > 1 else "corpus"
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the tasks need the Python that has loc-align
    # On a cluster, leave the number of partitions to Spark.
    spark = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    register(spark)
    for problem in spark.read.format("loc_align_problems").load(documents).collect():
        print(problem.message)
    units = spark.read.format("loc_align").option("license", "CC-BY-4.0").load(documents)
    corpus = build_corpus(units, CorpusSettings())
    corpus.rows.write.partitionBy("split").mode("overwrite").parquet(output)
    for row in sorted(spark.read.parquet(output).groupBy("split").count().collect()):
        print(f"{row[0]}: {row[1]} units")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
