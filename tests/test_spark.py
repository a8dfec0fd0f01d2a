"""Spark: the same rows as the export, for any number of tasks, and the same corpus as DuckDB."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import loc_align
from loc_align import formats
from loc_align.corpora.filters import FILTERS
from loc_align.corpora.pipeline import LEAK, Taken
from loc_align.corpora.settings import CorpusSettings
from loc_align.files.pairing import pair_files
from loc_align.formats import Publication
from loc_align.jobs.corpus import Corpus, CorpusOptions, run
from loc_align.model import Provenance, Segment, Span, TranslationUnit
from loc_align.rows import COLUMNS, rows
from loc_align.spark.listing import Slice, divide, list_files
from loc_align.spark.reading import Reading, batches, problems

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PUBLISHED = [ROOT.parent / "shared" / name for name in ("corpus", "wider")]
_READING = Reading("sxs", "en-US", None, Publication("r", "v"))

pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark warns about versions of its own dependencies


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed (pip install 'loc-align[spark]')")
    if shutil.which("java") is None:
        pytest.skip("java is not installed (Debian: apt-get install default-jre-headless)")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    from loc_align.spark import register  # noqa: PLC0415 - as above

    builder = SparkSession.builder.master("local[2]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    register(session)
    yield session
    session.stop()


@pytest.fixture
def site(tmp_path: Path) -> str:
    """Return a folder of documents, one of which is broken."""
    for name in ("docs", "damaged", "faulty"):
        shutil.copytree(EXAMPLES / name, tmp_path / "site" / name)
    (tmp_path / "site" / "broken.md").write_bytes(b"# One\n\xff\xfe\n")
    return str(tmp_path / "site")


def _read(spark: Any, path: str, **options: object) -> Any:  # noqa: ANN401 - a data frame
    return spark.read.format("loc_align").options(**options).load(path)


def _units(paths: Iterable[Path]) -> Iterator[TranslationUnit]:
    for path in paths:
        yield from loc_align.align(loc_align.read(path))


def _expected(units: Iterable[TranslationUnit], **publication: str) -> Counter[str]:
    return Counter(repr(row) for row in rows(units, "dict", publication=Publication(**publication)))


def _found(frame: Any) -> Counter[str]:  # noqa: ANN401 - as above
    return Counter(repr(row.asDict(recursive=True)) for row in frame.collect())


@pytest.mark.parametrize("partitions", [1, 2, 4])
def test_the_rows_are_those_of_the_export(spark: Any, site: str, partitions: int) -> None:  # noqa: ANN401 - a session
    frame = _read(spark, site, partitions=partitions, license="MIT")
    assert frame.columns == [*COLUMNS]
    assert frame.rdd.getNumPartitions() == partitions
    good = sorted(path for path in Path(site).rglob("*.md") if path.name != "broken.md")
    assert _found(frame) == _expected(_units(good), license="MIT")


@pytest.mark.skipif(not PUBLISHED[0].is_dir(), reason="the published files are not beside the project")
def test_published_files(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    for folder in PUBLISHED:
        shutil.copytree(folder, tmp_path / "site" / folder.name)
    (tmp_path / "site" / "broken.md").write_bytes(b"\xff")
    good = sorted(path for path in (tmp_path / "site").rglob("*.md") if path.name != "broken.md")
    assert _found(_read(spark, str(tmp_path / "site"))) == _expected(_units(good))
    (problem,) = spark.read.format("loc_align_problems").load(str(tmp_path / "site")).collect()
    assert problem.path.endswith("broken.md")


def test_columns_are_taken_by_name(spark: Any, site: str) -> None:  # noqa: ANN401 - as above
    chosen = _read(spark, site, columns="target, id")
    assert chosen.columns == ["target", "id"]
    own = spark.read.format("loc_align").schema("line long, source string, id string").load(site)
    for row in own.collect():
        assert (type(row.line), "-" in row.id, row.source != row.id) == (int, True, True)
    pairs = {(row.id, row.target) for row in chosen.collect()}
    assert len(pairs & {(row.id, row.target) for row in _read(spark, site).collect()}) == len(pairs)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": "id,text"}, "there is no column 'text'; the columns are id, path, "),
        ({"kind": "html"}, "the option 'kind' must be one of sxs, pairs, memory, not 'html'"),
        ({"kind": "pairs"}, "the kind 'pairs' needs the option 'source'"),
        ({"partitions": "many"}, "the option 'partitions' must be a number from 1, not 'many'"),
        ({"partitions": "0"}, "the option 'partitions' must be a number from 1, not '0'"),
        ({"check": "yes"}, "the option 'check' must be one of true, false, not 'yes'"),
        ({"target_lang": "../x"}, "'../x' is not a language tag"),
        ({"path": "nowhere"}, "nowhere: no such file or folder"),
        ({"path": "some://where"}, "some://where: Unrecognized filesystem type"),
    ],
)
def test_a_wrong_option_says_what_is_allowed(spark: Any, site: str, options: dict[str, str], message: str) -> None:  # noqa: ANN401 - as above
    with pytest.raises(Exception, match="PYTHON_DATA_SOURCE_ERROR") as caught:
        _read(spark, options.pop("path", site), **options).count()
    assert message in str(caught.value)


def test_a_broken_file_and_problems_are_rows(spark: Any, site: str) -> None:  # noqa: ANN401 - as above
    source = spark.read.format("loc_align_problems")
    (broken,) = source.load(site).collect()
    assert (broken.path, broken.rule, broken.severity) == (f"{site}/broken.md", None, "error")
    assert "is not UTF-8" in broken.message
    checked = {row.rule: row for row in source.option("check", "true").load(site).collect()}
    assert (checked["number-lost"].line, checked["number-lost"].path) == (9, f"{site}/faulty/storage.md")
    assert checked[None].path == broken.path


def test_documents_aligned_by_content(spark: Any) -> None:  # noqa: ANN401 - as above
    source, target = str(EXAMPLES / "unmarked" / "en"), str(EXAMPLES / "unmarked" / "de")
    frame = _read(spark, target, kind="pairs", source=source, repository="r", revision="v")
    pairs = [(loc_align.read(pair.source), loc_align.read(pair.target)) for pair in pair_files(source, target).pairs]
    from loc_align.alignment.by_content import align_by_content  # noqa: PLC0415 - imports numpy

    units = [unit for bitext in align_by_content(pairs, target_lang="de").bitexts for unit in bitext]
    assert Counter((row.source, row.target) for row in frame.collect()) == Counter(
        (unit.source and unit.source.text, unit.target and unit.target.text) for unit in units
    )


def test_memories(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    units = [*_units(sorted((EXAMPLES / "docs").rglob("*.md")))]
    (tmp_path / "memories").mkdir()
    loc_align.write(units[:100], tmp_path / "memories" / "a.tmx")
    loc_align.write(units[100:], tmp_path / "memories" / "b.parquet")
    (tmp_path / "memories" / "c.jsonl").write_text('{"id": "1", "source": "a", "target": "b"}\n{\n', encoding="utf-8")
    frame = _read(spark, str(tmp_path / "memories"), kind="memory", partitions=3)
    assert _found(frame) == _expected(units)
    assert _found(_read(spark, str(tmp_path / "memories"), kind="memory", license="MIT")) == _expected(
        units, license="MIT"
    )
    (problem,) = (
        spark.read.format("loc_align_problems").options(kind="memory").load(str(tmp_path / "memories")).collect()
    )
    assert "c.jsonl:2: the line is not JSON" in problem.message


def test_an_address_in_another_file_system(spark: Any, site: str) -> None:  # noqa: ANN401 - as above
    frame = _read(spark, Path(site).as_uri(), columns="path,id", partitions=2)
    local = _read(spark, site, columns="path,id")
    assert Counter(row.id for row in frame.collect()) == Counter(row.id for row in local.collect())
    assert all(row.path.startswith("file:///") for row in frame.collect())


def test_an_address_has_the_files_of_a_folder(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    text = (EXAMPLES / "docs" / "ja-JP" / "overview.md").read_bytes()
    for name in ("a.md", "b.mdx", "c.markdown", ".d.md", ".git/e.md", "f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    for path in (tmp_path.as_uri(), str(tmp_path)):
        rows = _read(spark, path, columns="path").distinct().collect()
        assert sorted(Path(row.path).name for row in rows) == ["a.md", "b.mdx", "c.markdown"]


def test_several_paths(spark: Any, site: str) -> None:  # noqa: ANN401 - as above
    both = spark.read.format("loc_align").options(columns="path,id").load([site, f"{site}/docs"])
    assert both.count() == _read(spark, site, columns="path,id").count()


def _planted() -> Iterator[TranslationUnit]:
    """Yield units that each filter takes some of, with duplicates, conflicts, and machine translation."""
    for at in range(400):
        source = f"Open the {('file', 'folder', 'page')[at % 3]} {at % 60}."
        target = (
            f"Öffnen Sie {('die Datei', 'den Ordner', 'die Seite')[at % 3]} {at % 60 if at % 41 else 7}{'!' * (at % 2)}"
        )
        yield _unit(at, source, target, kind=("HT", "MT", None)[at % 5 % 3], day=(at % 7) or None)
    for at, (source, target) in enumerate(_FAULTS, 400):
        yield _unit(at, source, target, kind="HT")
    for at in range(500, 512):
        source = f"The {at % 4 + 5} servers answer slowly."
        yield _unit(
            at, source, f"Die {at % 4 + 5} Server antworten {('langsam', 'träge')[at % 8 // 4]}.", day=at % 5 + 1
        )
    yield replace(_unit(600, "Read more about it.", "Lesen Sie mehr darüber."), origin="content", score=0.5)
    yield replace(_unit(601, "Close all windows.", "Schließen Sie alle Fenster."), defects=("tag-damaged",))
    yield _unit(602, "Old pages stay readable.", "Alte Seiten bleiben lesbar.", year=2001)


_FAULTS = (
    ("", "Nur das Ziel."),
    ("Only the source.", ""),
    ("`Get-Item`", "`Get-Item`"),
    ("Nobody has translated this sentence yet.", "Nobody has translated this sentence yet."),
    ("Save your work before you leave.", "Сохраните работу перед выходом."),
    ("One long sentence says " + "more and " * 20 + "more.", "Ein langer Satz sagt " + "mehr und " * 20 + "mehr."),
    ("Stop it now.", "Halten Sie den Vorgang an, bevor noch mehr davon kaputtgeht, und warten Sie dann lieber."),
    ("Call `start` with {0}.", "Rufen Sie die Funktion auf."),
    ("It takes 15 minutes.", "Es dauert 50 Minuten."),
)


def _unit(at: int, source: str, target: str, kind: Any = "HT", day: int | None = None, year: int = 2024) -> Any:  # noqa: ANN401, PLR0913, PLR0917 - values of a unit
    handoff = None if day is None and year > _BEFORE else date(year, 5, day or 1)
    origin = Provenance(f"docs/de-de/{at % 50}.md", "en-US", "de-DE", kind, handoff)
    sides = Segment(Span(0, len(source)), source), Segment(Span(0, len(target)), target)
    return TranslationUnit(f"{at}", *sides, origin, line=at + 1)


_BEFORE = 2010
_STRICT = {"long": {"most": 150}, "ratio": {"spread": 3.0}, "stale": {"before": f"{_BEFORE}-01-01"}}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"order": (*FILTERS,), "filters": _STRICT},
        {"order": (*FILTERS,), "filters": _STRICT, "guard": "test", "conflict": "majority", "machine": "keep"},
        {"order": (*FILTERS,), "filters": _STRICT, "conflict": "newest", "machine": "drop", "seed": "x"},
        {"order": (*reversed([*FILTERS]),), "filters": _STRICT, "conflict": "drop", "machine": "keep"},
    ],
)
def test_spark_and_duckdb_build_the_same_corpus(spark: Any, tmp_path: Path, options: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    settings = CorpusSettings(dev=0.2, test=0.2, **options)
    corpus = _the_same_corpus(spark, tmp_path, settings)
    counts = {item.name: item for item in corpus.taken}
    assert counts.keys() == {*settings.order, LEAK, *(["machine"] if settings.machine == "drop" else [])}
    if settings.filters:
        assert {name for name, item in counts.items() if not item.alone} <= {LEAK}
        assert sum(item.in_order > 0 for item in corpus.taken) >= len(FILTERS) - 2


def test_spark_and_duckdb_identify_the_same_languages(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    pytest.importorskip("py3langid", reason="py3langid is not installed (pip install 'loc-align[langid]')")
    own = [
        _unit(700, "You can change all settings of the application later.", target)
        for target in (
            "Puede cambiar toda la configuración de la aplicación más adelante, cuando quiera.",
            "Sie können alle Einstellungen der Anwendung auch später noch ändern, wann Sie wollen.",
        )
    ]
    settings = CorpusSettings(order=("language",), filters={"language": {"probability": 0.9}})
    assert _the_same_corpus(spark, tmp_path, settings, own).taken[0] == Taken("language", 1, 1)


def _the_same_corpus(
    spark: Any,  # noqa: ANN401 - as above
    place: Path,
    settings: CorpusSettings,
    units: Sequence[TranslationUnit] | None = None,
) -> Corpus:
    """Return the corpus of DuckDB, after comparing it with that of Spark."""
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    from loc_align.spark.corpora import build_corpus  # noqa: PLC0415 - an extra

    memory = str(place / "a.parquet")
    loc_align.write(units or [*_planted(), *_units(sorted((EXAMPLES / "docs").rglob("*.md")))], memory)
    corpus = run(_Silent(), CorpusOptions((memory,), str(place / "out"), "jsonl", settings, None, "200MB", 1))  # type: ignore[arg-type]
    expected = Counter(
        (unit.provenance.path, unit.id, path.stem, unit.count)
        for path in (place / "out").rglob("*.jsonl")
        for unit in loc_align.read_units(path)
    )
    found = build_corpus(spark.read.parquet(memory), settings)
    assert Counter((row.path, row.id, row.split, row["count"]) for row in found.rows.collect()) == expected
    assert found.taken == corpus.taken
    return corpus


class _Silent:
    def watched(self, outcomes: Iterable[Any], _: int) -> Iterable[Any]:
        return outcomes


def test_a_memory_keeps_where_its_documents_were_published(tmp_path: Path) -> None:
    units = [*_units(sorted((EXAMPLES / "docs").rglob("*.md")))]
    own = Publication("https://example.com/docs", "abc", "MIT")
    parquet = formats.dump(units, formats.FORMATS["parquet"], formats.WriteOptions(publication=own))
    (tmp_path / "a.parquet").write_bytes(b"".join(parquet))
    slices = list_files([str(tmp_path / "a.parquet")], "memory", None)
    for stated, expected in ((Publication(), own), (Publication(license="CC0-1.0"), replace(own, license="CC0-1.0"))):
        found = [
            row for batch in batches(slices, Reading("memory", "en-US", None, stated)) for row in batch.to_pylist()
        ]
        assert found == [*rows(units, "dict", publication=expected)]


def test_large_documents_are_divided_by_units(site: str) -> None:
    whole = list_files([site], "sxs", None)
    pieces = [Slice(item.path, item.relative, item.size, part, 3) for item in whole for part in range(3)]
    for tasks in (divide(whole, "sxs", 3), [(piece,) for piece in pieces]):
        found = [row["id"] for task in tasks for batch in batches(task, _READING) for row in batch.to_pylist()]
        good = sorted(path for path in Path(site).rglob("*.md") if path.name != "broken.md")
        assert Counter(found) == Counter(unit.id for unit in _units(good))
    large = Slice("a.md", "a.md", 3_400_000)
    assert [(item.part, item.parts) for (item,) in divide([large], "sxs", 4)] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert [*problems(pieces, _READING, check=False)] == [*problems(whole, _READING, check=False)]


def test_tasks_are_of_about_the_same_size() -> None:
    slices = [Slice(f"{at}.md", f"{at}.md", size) for at, size in enumerate((900, 500, 400, 300, 100))]
    tasks = divide(slices, "sxs", 2)
    assert [sum(item.size for item in task) for task in tasks] == [1200, 1000]
    assert divide(slices, "sxs", None) == [tuple(slices)]


def test_pairs_stay_together_by_repository_and_language() -> None:
    slices = [
        Slice(f"to/{repository}/{lang}/{page}.md", f"{repository}/{lang}/{page}.md", 1, source=f"from/{page}.md")
        for repository in ("a", "b")
        for lang in ("de", "fr")
        for page in range(2)
    ]
    tasks: Sequence[tuple[Slice, ...]] = divide(slices, "pairs", 1)
    assert [{item.relative[:4] for item in task} for task in tasks] == [{"a/de"}, {"a/fr"}, {"b/de"}, {"b/fr"}]


def test_the_example(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401 - as above
    spec = importlib.util.spec_from_file_location("example_spark_corpus", EXAMPLES / "spark_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert spark is not None
    assert module.main([str(EXAMPLES / "docs"), str(tmp_path / "corpus")]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["machine: 63 units", "train: 133 units"]
    assert sum(1 for path in (tmp_path / "corpus").rglob("*.parquet") for _ in loc_align.read_units(path)) == 196
