"""Compare the throughput of the Spark data source on two cores with ``loc-align export --jobs 2``, and their rows.

Usage: python benchmarks/spark.py [--copies N] FOLDER...

The start of the session and the first query are not measured. The measurements alternate.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyspark.sql import SparkSession

import loc_align
from loc_align.spark import register

_ROUNDS = 3


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    arguments = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    register(spark)
    with tempfile.TemporaryDirectory(prefix="loc-align-") as place:
        site, lines = Path(place, "site"), Path(place, "units.jsonl")
        for number in range(arguments.copies):
            for folder in arguments.folders:
                shutil.copytree(folder, site / str(number) / folder.name)
        frame = spark.read.format("loc_align").option("partitions", "4").load(str(site))
        command = [sys.executable, "-m", "loc_align", "export", str(site), "--to", "jsonl", "-o", str(lines), "-q"]
        frame.write.format("noop").mode("overwrite").save()
        rounds = [
            (
                _seconds(lambda: subprocess.run([*command, "--jobs", "2"], check=True)),
                _seconds(lambda: frame.write.format("noop").mode("overwrite").save()),
            )
            for _ in range(_ROUNDS)
        ]
        export, read = (min(times) for times in zip(*rounds, strict=True))
        keys = sorted((row.path, row.id, row.source or "", row.target or "") for row in frame.collect())
        units = [*loc_align.read_units(lines)]
        expected = sorted(
            (
                unit.provenance.path,
                unit.id,
                unit.source.text if unit.source else "",
                unit.target.text if unit.target else "",
            )
            for unit in units
        )
        print(f"export --jobs 2: {export:.2f} s; Spark on local[2]: {read:.2f} s: {export / read:.2f} x the throughput")
        print(f"{len(keys):,} rows; the same as those of the export: {keys == expected}")
    spark.stop()


if __name__ == "__main__":
    main()
