"""Parquet files in the libraries that load them: alone, together, by language, and without rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import loc_align
from loc_align.cli import main
from loc_align.model import Match, Provenance
from loc_align.rows import COLUMNS, rows
from units import UNITS

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # the libraries warn about versions of each other

_EXAMPLES = Path(__file__).parents[1] / "examples"
_MATCH = Match("fuzzy", 0.5, "Go", "Los")
_Row = Mapping[str, Any]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))


def _pyarrow(files: Sequence[str]) -> list[_Row]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    found: list[_Row] = pa.concat_tables([pq.read_table(file, partitioning=None) for file in files]).to_pylist()
    return found


def _pandas(files: Sequence[str]) -> list[_Row]:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.concat([pandas.read_parquet(file, partitioning=None) for file in files])
    return [_plain(row) for row in pa.Table.from_pandas(frame, loc_align.rows.SCHEMA, preserve_index=False).to_pylist()]


def _polars(files: Sequence[str]) -> list[_Row]:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_parquet([*files], hive_partitioning=False)
    assert polars.Null not in frame.dtypes
    found: list[_Row] = frame.to_dicts()
    return found


def _duckdb(files: Sequence[str]) -> list[_Row]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    with duckdb.connect() as database:
        cursor = database.execute("FROM read_parquet(?, hive_partitioning = false)", [[*files]])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _datasets(files: Sequence[str]) -> list[_Row]:
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    found = datasets.load_dataset("parquet", data_files=[*files], split="train", cache_dir="cache")
    assert "null" not in {getattr(feature, "dtype", "") for feature in found.features.values()}
    loaded: list[_Row] = found.to_list()
    return loaded


_LOADERS: Mapping[str, Callable[[Sequence[str]], list[_Row]]] = MappingProxyType(
    {"pyarrow": _pyarrow, "pandas": _pandas, "polars": _polars, "duckdb": _duckdb, "datasets": _datasets}
)


def _plain(row: _Row) -> _Row:
    """Return a row with ``None`` for what pandas calls missing."""
    return {name: None if value != value else value for name, value in row.items()}  # noqa: PLR0124 - NaN


@pytest.fixture(params=[*_LOADERS])
def load(request: pytest.FixtureRequest) -> Callable[[Sequence[str]], list[_Row]]:
    return _LOADERS[request.param]


def test_one_export(load: Callable[[Sequence[str]], list[_Row]]) -> None:
    loc_align.write(UNITS, "a.parquet")
    assert load(["a.parquet"]) == [*rows(UNITS, "dict")]


def test_two_exports_of_which_one_leaves_columns_empty(load: Callable[[Sequence[str]], list[_Row]]) -> None:
    bare = [replace(unit, provenance=Provenance(), previous=None, next=None, section=(), defects=()) for unit in UNITS]
    full = [replace(unit, matches=(_MATCH,), state="final", reasons=("lexicon",)) for unit in UNITS]
    loc_align.write(bare, "bare.parquet")
    loc_align.write(full, "full.parquet")
    for files, units in (("bare", "full"), [*bare, *full]), (("full", "bare"), [*full, *bare]):
        assert load([f"{name}.parquet" for name in files]) == [*rows(units, "dict")]


def test_an_export_without_units(load: Callable[[Sequence[str]], list[_Row]]) -> None:
    Path("docs").mkdir()
    Path("docs", "a.md").write_text("No pairs.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["export", "docs", "--to", "parquet", "-o", "none.parquet"]).exit_code == 0
    loc_align.write(UNITS, "a.parquet")
    assert load(["none.parquet", "a.parquet"]) == [*rows(UNITS, "dict")]
    if load is not _datasets:  # a data set without rows has no splits to load
        assert load(["none.parquet"]) == []
    assert [*loc_align.read_units("none.parquet")] == []


@pytest.fixture
def folder() -> tuple[Path, list[_Row]]:
    """Return a folder by language, and the rows in it, in the order of the files."""
    arguments = ["export", str(_EXAMPLES / "docs"), "--to", "parquet", "-o"]
    assert CliRunner().invoke(main, [*arguments, "out/", "--by-language"]).exit_code == 0
    assert CliRunner().invoke(main, [*arguments, "all.parquet"]).exit_code == 0
    expected = sorted(_pyarrow(["all.parquet"]), key=lambda row: str(row["target_lang"]))
    assert len({row["target_lang"] for row in expected}) > 1
    return Path("out"), expected


def test_the_files_of_a_folder_by_language(
    load: Callable[[Sequence[str]], list[_Row]], folder: tuple[Path, list[_Row]]
) -> None:
    found = load(sorted(map(str, folder[0].rglob("*.parquet"))))
    assert found == folder[1]
    assert [*found[0]] == [*COLUMNS]


def test_a_folder_by_language_as_a_whole(folder: tuple[Path, list[_Row]]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    expected = sorted((row["target_lang"], row["target_lang"], row["id"], row["target"]) for row in folder[1])
    names = ["language", "target_lang", "id", "target"]
    query = f"SELECT {', '.join(names)} FROM read_parquet('out/**/*.parquet', hive_partitioning = true)"  # noqa: S608 - of this test
    with duckdb.connect() as database:
        assert sorted(database.execute(query).fetchall()) == expected
    assert sorted(map(tuple, pandas.read_parquet("out")[names].values.tolist())) == expected
    assert sorted(polars.read_parquet("out", hive_partitioning=True).select(names).rows()) == expected
    found = datasets.load_dataset("./out", split="train", cache_dir="cache")
    assert sorted((row["target_lang"], row["id"], row["target"]) for row in found) == [row[1:] for row in expected]


def test_rows_become_data_frames_without_a_file() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    pytest.importorskip("pandas", reason="pandas is not installed")
    table = pa.Table.from_batches(rows(UNITS, size=2))
    assert polars.from_arrow(table).to_dicts() == [*rows(UNITS, "dict")]
    frame = table.to_pandas()
    assert [*frame.columns] == [*COLUMNS]
    assert frame["source"].tolist() == [row["source"] for row in rows(UNITS, "dict")]
