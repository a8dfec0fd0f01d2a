"""Corpora: filters and their counts, sets without leaks, and the files that are written."""

# ruff: noqa: ANN401 - fields and settings of any type

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import loc_align
from loc_align.cli import main
from loc_align.corpora.card import card
from loc_align.corpora.copied import is_copied
from loc_align.corpora.languages import in_other_script, other_language
from loc_align.corpora.measures import Measures, Size
from loc_align.corpora.near import hash64, near_key, prose_of
from loc_align.corpora.paths import without_locale
from loc_align.corpora.ratios import learned_bounds
from loc_align.corpora.settings import CorpusSettings, read_settings
from loc_align.corpora.sinks import SINKS, Files
from loc_align.corpora.translation import translation_codes
from loc_align.errors import FormatError, InputError, LocAlignError, UsageError
from loc_align.files.overwriting import place_in
from loc_align.formats import WriteOptions, by_suffix, dump
from loc_align.jobs.corpus import Corpus, CorpusOptions, run
from loc_align.markdown import inline
from loc_align.model import Provenance, Segment, Span, TranslationUnit
from loc_align.rows import COLUMNS, rows
from loc_align.text import language_id

pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")

_EXAMPLES = Path(__file__).parents[1] / "examples"
_FIXTURES = Path(__file__).parent / "fixtures" / "corpora"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class _Silent:
    """A session without output."""

    def watched(self, outcomes: Iterable[Any], total: int) -> Iterator[Any]:
        assert total >= 0
        yield from outcomes

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def _unit(source: str, target: str, path: str = "a/de-de/x.md", kind: Any = "HT", **more: Any) -> TranslationUnit:
    origin = Provenance(path, "en-US", more.pop("lang", "de-DE"), kind, more.pop("handoff", None))
    sides = Segment(Span(0, len(source)), source), Segment(Span(0, len(target)), target)
    return TranslationUnit(more.pop("id", "1"), *sides, origin, **more)


def _build(
    units: Iterable[TranslationUnit], folder: str, jobs: int = 1, **options: Any
) -> tuple[Corpus, Mapping[str, list[TranslationUnit]]]:
    """Build a corpus; return it with the units of each set."""
    loc_align.write(units, f"{folder}.jsonl")
    return _build_files((f"{folder}.jsonl",), folder, jobs, **options)


def _build_files(
    files: tuple[str, ...], folder: str, jobs: int = 1, **options: Any
) -> tuple[Corpus, Mapping[str, list[TranslationUnit]]]:
    chosen = CorpusSettings(**options)
    corpus = run(_Silent(), CorpusOptions(files, folder, "jsonl", chosen, f"{folder}-taken", "200MB", jobs))
    sets: dict[str, list[TranslationUnit]] = {}
    for path in sorted(Path(folder).rglob("*.jsonl")):
        sets.setdefault(path.stem, []).extend(loc_align.read_units(path))
    return corpus, sets


def _counts(corpus: Corpus) -> dict[str, tuple[int, int]]:
    return {item.name: (item.alone, item.in_order) for item in corpus.taken if item.alone or item.in_order}


def test_each_filter_takes_what_it_says_and_writes_it() -> None:
    units = [
        _unit("Open the file.", "Öffnen Sie die Datei.", line=1),
        _unit("Open the file.", "Öffnen Sie die Datei.", line=2),
        _unit("Open the file!", "Öffnen sie die Datei", line=3),
        _unit("Close the file.", "", line=4),
        _unit("`ls -la`", "`ls -la`", line=5),
        _unit("Select the file that you want to open.", "Select the file that you want to open.", line=6),
        _unit("Это предложение написано по-русски.", "Это предложение написано по-русски.", line=7),
        _unit("Wait", "x" * 3000, line=8),
        _unit("Run `go` now.", "Jetzt starten.", line=9),
        _unit("Wait for 30 seconds before you start.", "Warten Sie 90 Sekunden, bevor Sie beginnen.", line=10),
        _unit("Read the guide.", "Lesen Sie das Handbuch.", line=11),
        _unit("Read the guide.", "Lies die Anleitung.", line=12, kind="MT"),
        _unit("Guess.", "Raten.", line=13, origin="content", score=0.5),
    ]
    corpus, sets = _build(units, "out", dev=0.0, test=0.0)
    assert _counts(corpus) == {
        "empty": (1, 1),
        "unsure": (1, 1),
        "code": (1, 1),
        "untranslated": (1, 1),
        "language": (1, 1),
        "long": (1, 1),
        "ratio": (1, 0),
        "codes": (2, 1),
        "numbers": (1, 1),
        "duplicate": (1, 1),
        "near-duplicate": (2, 1),
        "conflict": (1, 1),
    }
    assert [unit.line for unit in sets["train"]] == [1, 11]
    assert [unit.count for unit in sets["train"]] == [3, 1]
    taken = {path.stem: [unit.line for unit in loc_align.read_units(path)] for path in Path("out-taken").iterdir()}
    assert {name: lines for name, lines in taken.items() if lines} == {
        "empty": [4], "unsure": [13], "code": [5], "untranslated": [6], "language": [7], "long": [8], "codes": [9],
        "numbers": [10], "duplicate": [2], "near-duplicate": [3], "conflict": [12],
    }  # fmt: skip
    assert corpus.rows == len(units) == corpus.measures.rows + sum(item.in_order for item in corpus.taken)


def test_correct_pairs_are_left_alone() -> None:
    """Headings, labels, numbers in other digits and words, names, and code, in languages of many scripts."""
    units = [*loc_align.read_units(_FIXTURES / "correct.tsv")]
    assert len(units) == 660
    corpus, _ = _build(units, "out", dev=0.0, test=0.0)
    assert _counts(corpus) == {}


def _correct(lang: str) -> dict[str, str]:
    return {
        unit.source.text: unit.target.text
        for unit in loc_align.read_units(_FIXTURES / "correct.tsv")
        if unit.provenance.target_lang == lang and unit.source and unit.target
    }


@pytest.mark.parametrize("lang", ["ar-SA", "hu-HU", "km-KH", "uk-UA"])
def test_wrong_pairs_are_taken_in_any_language(lang: str) -> None:
    correct, greek = _correct(lang), _correct("el-GR")
    wait, note = "Wait for 30 seconds before you start.", "If you have questions, contact your administrator."
    copied, run_it = "%s files were copied.", "Run `npm install` to install the packages."
    more = (note, "The first step is to create an account.", "You can't undo this action.")
    planted = {
        "untranslated": [(f"{wait} Then go on.", f"{wait} Then go on.")],
        "language": [(correct[note], f"{note} Then go on."), (f"{note} Then go on.", greek[note])],
        "codes": [(f"{copied} Go on.", correct[copied].replace("%s", "")), (f"{run_it} Go on.", correct[note])],
        "numbers": [("Error 500: page not found", correct["Error 404: page not found"])],
        "empty": [("Go on.", " \u00a0")],
        "ratio": [("Go on.", " ".join(correct[text] for text in more)), (" ".join(more), correct["Save"])],
    }
    units = [_unit(source, target, lang=lang) for source, target in correct.items()]
    for name, pairs in planted.items():
        units += [_unit(source, target, f"{name}.md", lang=lang) for source, target in pairs]
    _, sets = _build(units, "out", dev=0.0, test=0.0, order=tuple(planted))
    assert {unit.provenance.path for unit in sets["train"]} == {"a/de-de/x.md"}
    for name, pairs in planted.items():
        taken = [unit.provenance.path for unit in loc_align.read_units(f"out-taken/{name}.jsonl")]
        assert taken == [f"{name}.md"] * len(pairs), name


def test_a_filter_can_be_off_moved_and_tuned() -> None:
    units = [_unit("Go", "Los", line=1), _unit("Go", "Los", line=2), _unit("Go", "Geh", line=3, id="2")]
    corpus, _ = _build(units, "a", order=("long", "conflict"), filters={"long": {"most": 2}}, dev=0.0, test=0.0)
    assert _counts(corpus) == {"long": (3, 3), "conflict": (1, 0)}
    corpus, sets = _build(units, "b", order=("conflict",), dev=0.0, test=0.0)
    assert [unit.line for unit in sets["train"]] == [1, 2]


@pytest.mark.parametrize(
    ("policy", "left"),
    [("human", ["Mensch"]), ("majority", ["Mehrheit"]), ("newest", ["Neu"]), ("drop", [])],
)
def test_one_source_with_several_targets(policy: str, left: list[str]) -> None:
    units = [
        _unit("Word", "Mensch", handoff=date(2018, 1, 1)),
        *(_unit("Word", "Mehrheit", kind="MT", path=f"{at}.md", handoff=date(2019, 1, 1)) for at in range(3)),
        _unit("Word", "Neu", kind="MT", path="n.md", handoff=date(2024, 1, 1)),
    ]
    _, sets = _build(units, "out", conflict=policy, machine="keep", dev=0.0, test=0.0)
    assert [unit.target and unit.target.text for unit in sets.get("train", [])] == left


def test_stale_and_damaged_rows_are_taken_on_request() -> None:
    units = [
        _unit("One", "Eins", handoff=date(2018, 1, 1)),
        _unit("Two", "Zwei", handoff=date(2024, 1, 1)),
        _unit("Three", "Drei", defects=("tag-damaged",)),
    ]
    options = {"stale": {"before": "2020-01-01"}}
    corpus, _ = _build(units, "out", order=("stale", "defects"), filters=options, dev=0.0, test=0.0)
    assert _counts(corpus) == {"stale": (1, 1), "defects": (1, 1)}


def test_machine_translation_is_apart_kept_or_dropped() -> None:
    units = [_unit("One day", "Ein Tag"), _unit("Two rooms", "Zwei Zimmer", kind="MT")]
    for machine, expected in (("apart", {"train": 1, "machine": 1}), ("keep", {"train": 2}), ("drop", {"train": 1})):
        corpus, sets = _build(units, machine, machine=machine, dev=0.0, test=0.0)
        assert {name: len(own) for name, own in sets.items()} == expected
        assert _counts(corpus) == ({"machine": (1, 1)} if machine == "drop" else {})


_WORDS = st.sampled_from(["open", "close", "file", "folder", "guide", "service", "Azure", "day", "row", "key"])
_SENTENCE = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_CHANGES = (
    lambda text: text.upper(),
    lambda text: f"**{text}**!",
    lambda text: text.replace(" ", "  "),
    lambda text: f"[{text}](https://example.com/{len(text)})",
    lambda text: f"{text} `code_{len(text)}`",
    lambda text: text.replace("a", "ａ"),
    lambda text: f'[{text}](https://example.com "Two words")',
    lambda text: f'<a href="https://example.com" title="More">{text}</a>',
    lambda text: f"✔️ {text}™",
    lambda text: text,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(_SENTENCE, _SENTENCE, st.integers(0, 40), st.sampled_from(["HT", "MT", None])),
        min_size=4,
        max_size=40,
    ),
    plants=st.lists(
        st.tuples(
            st.integers(0, 39),
            st.integers(0, 40),
            st.sampled_from(_CHANGES),
            st.sampled_from(_CHANGES),
            st.booleans(),
            st.booleans(),
        ),
        max_size=20,
    ),
    guard=st.sampled_from(["train", "test"]),
    seed=st.integers(0, 10**6),
)
def test_near_equal_texts_are_never_in_two_sets(
    rows: Any, plants: Any, guard: str, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Near-duplicates are planted in other documents, on one side or both, in another language, in both directions."""
    units = [_unit(source, target, f"r/de-de/{page}.md", kind) for source, target, page, kind in rows]
    for at, page, change, other, both, swapped in plants:
        source, target, _, kind = rows[at % len(rows)]
        planted = change(source), (other(target) if both else f"{target} {page} {at}")
        one, two = reversed(planted) if swapped else planted
        units.append(_unit(one, two, f"r/fr-fr/{page}.md", kind, lang="fr-FR"))
    folder = tmp_path_factory.mktemp("corpus")
    _, sets = _build(units, str(folder / "out"), order=("duplicate",), dev=0.3, test=0.3, guard=guard, seed=str(seed))
    keys = {name: _keys(own) for name, own in sets.items()}
    for part in (("train", "dev"), ("train", "test"), ("dev", "test"), ("machine", "dev"), ("machine", "test")):
        assert not keys.get(part[0], set()) & keys.get(part[1], set())
    documents = {
        name: {without_locale(unit.provenance.path) for unit in own} for name, own in sets.items() if name != "machine"
    }
    assert sum(map(len, documents.values())) == len(set().union(*documents.values())) if documents else True


def _keys(units: Iterable[TranslationUnit]) -> set[str]:
    return {_key(segment.text) for unit in units for segment in (unit.source, unit.target) if segment}


def _key(text: str) -> str:
    return near_key(text, prose_of(text, inline.plain(text)))


@pytest.mark.parametrize("change", _CHANGES)
def test_each_change_leaves_the_key(change: Any) -> None:
    assert _key(change("open a file")) == _key("open a file") == "openafile"


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Keep 30 days", "Keep 90 days", True),
        ("Use C#", "Use C++", False),
        ("Use C", "Use C#", False),
        ("की", "का", False),
        ("résumé", "resume", False),
        ("`a`", "`b`", False),
        ("Run `a` now", "Run `b` now", True),
        ("See <https://a.example>", "See <https://b.example>", True),
        ("ﬁle", "file", True),
        ("１２", "7", True),
        ("½ day", "2 days", False),
        ("½ days", "2 days", True),
        ("İptal et", "iptal et", True),
        ("SINIR", "sınır", True),
        ("Contoso® files", "Contoso files", True),
        ("⚠️ Stop", "⚠ Stop", True),
        ("a | b", "a b", True),
        ("a < b", "a > b", False),
        ("Run <code>a</code> now", "Run `a` now", True),
        ("See www.example.com/a now", "See www.example.org now", True),
        ("**`a`**", "`a`.", True),
        ("`a`", "`A`", False),
        ("✔", "✘", False),
    ],
)
def test_what_is_near_equal(one: str, other: str, equal: bool) -> None:
    assert (_key(one) == _key(other)) is equal


def test_one_process_and_two_and_any_order_of_files_build_the_same() -> None:
    documents = sorted((_EXAMPLES / "docs").rglob("*.md"))
    names = []
    for at, path in enumerate(documents):
        names.append(f"{at}.parquet")
        loc_align.write(loc_align.align(loc_align.read(path)), names[-1])
    _build_files(tuple(names), "one", 1, dev=0.2, test=0.2)
    _build_files(tuple(names), "two", 2, dev=0.2, test=0.2)
    files = [path.relative_to("one") for path in sorted(Path("one").rglob("*")) if path.is_file()]
    assert len(files) > 3
    for path in files:
        assert ("one" / path).read_bytes() == ("two" / path).read_bytes(), path
    _, first = _build_files(tuple(names), "three", dev=0.2, test=0.2)
    _, second = _build_files(tuple(reversed(names)), "four", dev=0.2, test=0.2)
    assert {name: Counter(units) for name, units in first.items()} == {
        name: Counter(units) for name, units in second.items()
    }


def test_exact_duplicates_are_what_a_naive_count_finds() -> None:
    units = [_unit(f"Word {at * at % 97} of it", f"Wort {at * at % 89}", f"{at}.md") for at in range(3000)]
    corpus, _ = _build(units, "out")
    naive = len(units) - len({(unit.source, unit.target) for unit in units})
    assert dict(_counts(corpus))["duplicate"][0] == naive


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["corpus", *arguments])


@pytest.mark.parametrize("form", ["parquet", "tmx", "jsonl", "moses"])
def test_every_form_has_the_same_units(form: str) -> None:
    result = CliRunner().invoke(main, ["export", str(_EXAMPLES / "docs"), "--to", "tmx", "-o", "units.tmx"])
    assert result.exit_code == 0
    result = _run("build", "units.tmx", "--to", form, "-o", "out", "--dev", "0", "--test", "0", "--machine", "keep")
    assert result.exit_code == 0, result.stderr
    assert "Filter" in result.stdout
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    sizes = {f"{item['source_lang']}_{item['target_lang']}": item["rows"] for item in report["sets"]}
    if form == "moses":
        texts = {path.name: [*path.glob("train.*")] for path in Path("out").iterdir() if path.is_dir()}
        assert texts.keys() == sizes.keys()
        for name, files in texts.items():
            assert {file.read_text(encoding="utf-8").count("\n") for file in files} == {sizes[name]}
            assert len(files) == 3
    else:
        found = {path.parent.name: [*loc_align.read_units(path)] for path in Path("out").rglob("train.*")}
        assert {name: len(units) for name, units in found.items()} == sizes


@pytest.mark.filterwarnings("ignore")
def test_three_commands_from_documents_to_a_hugging_face_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    shutil.copytree(_EXAMPLES / "docs", "docs")  # the path of a document says which set it is in
    CliRunner().invoke(main, ["export", "docs", "--to", "parquet", "-o", "units.parquet"])
    result = _run(
        "build", "units.parquet", "--to", "huggingface", "-o", "dataset", "--machine", "keep", "--test", "0.3"
    )
    assert result.exit_code == 0, result.stderr
    assert "warning: the license of " in result.stderr
    report = json.loads(Path("dataset/report.json").read_text(encoding="utf-8"))
    found = datasets.load_dataset("./dataset", cache_dir="cache")
    rows = Counter(item["set"] for item in report["sets"] for _ in range(item["rows"]))
    names = {"train": "train", "dev": "validation", "test": "test"}
    assert {name: len(split) for name, split in found.items()} == {names[name]: count for name, count in rows.items()}
    assert found["train"].column_names == [*COLUMNS]
    one = datasets.load_dataset("./dataset", "en-US_ja-JP", cache_dir="cache")["train"]
    assert one.features["translation"] == datasets.Translation(languages=["en", "ja"])
    for row in one:
        assert (row["target_lang"], row["split"]) == ("ja-JP", "train")
        assert row["translation"] == {"en": row["source_text"], "ja": row["target_text"]}


@pytest.mark.filterwarnings("ignore")
def test_one_pair_of_languages_needs_no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    loc_align.write([_unit("Open the `a` file.", "Öffnen Sie die Datei `a`.")], "a.jsonl")
    assert _run("build", "a.jsonl", "--to", "huggingface", "-o", "set", "--dev", "0", "--test", "0").exit_code == 0
    (row,) = datasets.load_dataset("./set", split="train", cache_dir="cache")
    assert row["translation"] == {"de": "Öffnen Sie die Datei a.", "en": "Open the a file."}


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("en-US", "de-DE", ("en", "de")),
        ("en-US", "zh-Hant-TW", ("en", "zh")),
        ("en-US", "en-GB", ("en-US", "en-GB")),
        ("sr-Latn", "sr-Cyrl", ("sr-Latn", "sr-Cyrl")),
        ("en", "en", ("source", "target")),
    ],
)
def test_the_keys_of_a_translation(source: str, target: str, codes: tuple[str, str]) -> None:
    assert translation_codes(source, target) == codes


def test_a_corpus_states_the_set_and_the_hashes() -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    units = [_unit("Open it.", "Auf."), _unit("Open  IT!", "Zu.", id="2"), _unit("Close it.", "Zu!", kind="MT", id="3")]
    loc_align.write(units, "a.jsonl")
    assert _run("build", "a.jsonl", "-o", "out", "--dev", "0", "--test", "0").exit_code == 0
    rows = [
        row for name in ("train", "machine") for row in pq.read_table(f"out/en-US_de-DE/{name}.parquet").to_pylist()
    ]
    assert [(row["id"], row["split"]) for row in rows] == [("1", "train"), ("2", "train"), ("3", "machine")]
    assert [row["source_hash"] for row in rows[:2]] == [hash64("openit")] * 2
    assert [row["target_hash"] for row in rows[1:]] == [hash64("zu")] * 2
    assert rows[2]["source_hash"] == hash64("closeit")


def test_the_card_says_what_was_measured() -> None:
    units = [
        _unit("One, day", "Ein Tag"),
        _unit("Two rooms", "Zwei Zimmer", kind="MT"),
        _unit("One day", "Ein Tag", line=2),
    ]
    loc_align.write(units, "units.jsonl")
    CliRunner().invoke(
        main,
        [
            "convert",
            "units.jsonl",
            "units.parquet",
            "--provenance",
            "license=CC-BY-4.0",
            "--provenance",
            "repository=https://x|y",
        ],
    )
    result = _run("build", "units.parquet", "--to", "huggingface", "-o", "out", "--dev", "0", "--test", "0")
    assert (result.exit_code, "warning" in result.stderr) == (0, False)
    card = Path("out/README.md").read_text(encoding="utf-8")
    assert card.startswith(
        '---\nlanguage:\n- "de"\n- "en"\nlanguage_details:\n- "de-DE"\n- "en-US"\nlicense: "cc-by-4.0"\n'
    )
    for line in (
        "| en-US | de-DE | train | 1 | 2 | 8 | 7 |",
        "| people | 1 |",
        "| machine translation | 1 |",
        "| https://x\\|y | 2 |",
        "| near-duplicate | Another row differs only in code, numbers, case, punctuation, or white space |  | 1 | 1 |",
        "| long | A side is too long | most = 2000 | 0 | 0 |",
        '| conflict | The source has another translation that is preferred | keep = "human" | 0 | 0 |',
        '| leak | A set has an equal or near-equal source or target | from = "train" | 0 | 0 |',
        "- 1 units were translated by a machine. They are in sets of its own.",
    ):
        assert f"{line}\n" in card


@pytest.mark.parametrize(
    ("stated", "fields"),
    [
        ((None,), {"license": "unknown"}),
        (("CC-BY-4.0", "CC-BY-4.0"), {"license": "cc-by-4.0"}),
        (("GPL-3.0-or-later", "ODbL-1.0", None), {"license": ["gpl-3.0", "odbl", "unknown"]}),
        (("Contoso: terms\n- x",), {"license": "other", "license_name": "contoso-terms-x"}),
        (
            ("https://example.com/terms",),
            {
                "license": "other",
                "license_name": "https-example.com-terms",
                "license_link": "https://example.com/terms",
            },
        ),
        (("GFDL-1.3-or-later", "A", "B"), {"license": ["gfdl", "other"]}),
    ],
)
def test_the_card_names_licenses_as_hugging_face_does(stated: tuple[str | None, ...], fields: dict[str, Any]) -> None:
    measures = Measures()
    measures.licenses.update(stated)
    head = yaml.safe_load(card(measures, 1, (), CorpusSettings()).split("---\n")[1])
    assert {key: value for key, value in head.items() if key.startswith("license")} == fields


@pytest.mark.parametrize(("rows", "size"), [(999, "n<1K"), (1000, "1K<n<10K"), (20_000_000, "10M<n<100M")])
def test_the_card_names_sizes_and_languages_as_hugging_face_does(rows: int, size: str) -> None:
    measures = Measures()
    for pair in (("und", "x-pseudo"), ("en", "sr-Latn"), ("en", "fil-PH")):
        measures.sizes[*pair, "train"] = Size()
    measures.sizes["en", "fil-PH", "train"].rows = rows
    head = yaml.safe_load(card(measures, 1, (), CorpusSettings()).split("---\n")[1])
    assert head["size_categories"] == [size]
    assert head["language"] == ["en", "fil", "sr"]
    assert head["language_details"] == ["en", "fil-PH", "sr-Latn", "x-pseudo"]


def test_what_memories_state_is_text_in_the_card() -> None:
    loc_align.write([_unit("One day", "Ein Tag")], "a.jsonl")
    address = "https://example.com/[a](b)|`c`<script>"
    CliRunner().invoke(main, ["convert", "a.jsonl", "a.parquet", "--provenance", f"repository={address}"])
    assert _run("build", "a.parquet", "--to", "huggingface", "-o", "out").exit_code == 0
    body = Path("out/README.md").read_text(encoding="utf-8")
    assert "| https://example.com/\\[a\\](b)\\|\\`c\\`&lt;script> | 1 |" in body


@pytest.mark.parametrize("suffix", ["jsonl", "parquet", "csv"])
def test_language_tags_of_other_tools_name_one_folder(suffix: str) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    tags = ("PT_br", "pt-BR", "sr@latin", "zh_hant_tw", "en_US.UTF-8", "../../x", "")
    rows = [
        {"id": str(at), "source": f"Wort {chr(97 + at)}", "target": f"Text {chr(97 + at)}", "target_lang": tag}
        for at, tag in enumerate(tags)
    ]
    if suffix == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), "a.parquet")
    elif suffix == "csv":
        lines = ["id,source,target,target_lang", *(",".join(row.values()) for row in rows)]
        Path("a.csv").write_text("\n".join(lines), encoding="utf-8")
    else:
        Path("a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert _run("build", f"a.{suffix}", "--to", "jsonl", "-o", "out").exit_code == 0
    found = {path.parent.name.partition("_")[2]: path for path in Path("out").rglob("train.jsonl")}
    assert sorted(found) == ["en-US", "pt-BR", "sr-Latn", "und", "zh-Hant-TW"]
    assert len([*loc_align.read_units(found["pt-BR"])]) == 2


def test_a_memory_without_documents_is_divided_by_its_sources() -> None:
    units = [_unit(f"Text {_letters(at)} of it", f"Text {_letters(at)} davon", "") for at in range(300)]
    units += [_unit(f"text {_letters(at)} of it!", f"Texte {_letters(at)}", "", lang="fr-FR") for at in range(300)]
    _, sets = _build(units, "out", dev=0.2, test=0.2)
    sources = {name: {_key(unit.source.text) for unit in own if unit.source} for name, own in sets.items()}
    assert 30 < len(sources["dev"]) < 90
    assert 30 < len(sources["test"]) < 90
    assert len(sources["dev"] | sources["test"] | sources["train"]) == 300
    assert sum(map(len, sources.values())) == 300


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


def test_the_order_of_the_input_does_not_decide_between_equals() -> None:
    """Memories of other tools state no document, line, or date."""
    units = [
        _unit(source, target, "", None, id=str(at))
        for at, (source, target) in enumerate(
            [("Open it.", "Auf."), ("Open it!", "Auf!"), ("open it", "auf"), ("Open it.", "Zu."), ("Open it.", "Auf.")]
        )
    ]
    found = {}
    for at, order in enumerate(permutations(units)):
        if at % 7 == 0:
            _, sets = _build(order, f"out{at}", dev=0.0, test=0.0)
            found[at] = Counter(sets["train"])
    assert len(found) > 10
    assert len({frozenset(units.items()) for units in found.values()}) == 1


def test_a_folder_has_memories_of_several_formats() -> None:
    names = ("parquet", "tmx", "XLF", "xlf2", "po", "jsonl")
    for number, suffix in enumerate(names):
        place = Path("memories", str(number), f"m.{suffix}")
        place.parent.mkdir(parents=True)
        unit = _unit(f"Weigh hive number {number} every week.", f"Wiegen Sie Stock {number} jede Woche.")
        place.write_bytes(b"".join(dump([unit], by_suffix(place.name), WriteOptions("en-US", "de-DE"))))
    Path("memories/settings.json").write_text("{}", encoding="utf-8")
    assert CliRunner().invoke(main, ["corpus", "build", "memories", "-o", "out", "-j", "1"]).exit_code == 0
    assert json.loads(Path("out/report.json").read_text(encoding="utf-8"))["rows"] == len(names)
    Path("empty").mkdir()
    done = CliRunner().invoke(main, ["corpus", "build", "empty", "-o", "other"])
    assert done.stderr.startswith("error: empty: the folder contains no memory (*.parquet, *.tmx, *.xlf,")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_a_folder_that_permissions_hide_is_an_error() -> None:
    Path("memories/inner").mkdir(parents=True)
    Path("memories/a.jsonl").write_text("", encoding="utf-8")
    Path().chmod(0o777)
    Path("memories/inner").chmod(0)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        done = CliRunner().invoke(main, ["corpus", "build", "memories", "-o", "other", "-j", "1"])
    finally:
        os.seteuid(me)
        Path("memories/inner").chmod(0o755)
    message = (
        "error: memories/inner: the folder can't be read: Permission denied; allow reading it, or name the files\n"
    )
    assert (done.exit_code, done.stderr) == (1, message)


def test_a_corpus_can_be_empty() -> None:
    corpus, sets = _build([_unit("`a`", "`a`")], "out")
    assert (corpus.rows, corpus.measures.rows, sets) == (1, 0, {})
    corpus, sets = _build([], "none")
    assert (corpus.rows, sets) == (0, {})


@pytest.mark.parametrize("form", SINKS)
def test_files_that_are_given_up_leave_nothing_behind(form: str) -> None:
    """A complaint of pyarrow about a closed file would be a warning, which fails the test."""
    batch = next(rows([_unit("Open", "Los")]))

    def give_up() -> None:
        with ExitStack() as stack:
            files = Files("out", form, stack)
            for name in ("train", "dev"):
                files.write("en-US", "de-DE", name, batch)
            raise InputError(name)

    with pytest.raises(InputError):
        give_up()
    gc.collect()
    assert [path for path in Path("out").rglob("*") if path.is_file()] == []


def test_a_folder_that_is_not_empty_is_refused() -> None:
    loc_align.write([_unit("a", "b")], "a.jsonl")
    for option in ("-o", "--taken"):
        Path("full").mkdir(exist_ok=True)
        Path("full", "x").touch()
        result = _run("build", "a.jsonl", "-o", "new", option, "full")
        assert (result.exit_code, result.stderr) == (2, "error: full: the folder is not empty; give a new one\n")
    assert _run("build", "a.jsonl", "-o", "").stderr == "error: .: the folder is not empty; give a new one\n"
    result = _run("build", "a.jsonl", "-o", "new", "--taken", "a.jsonl")
    assert result.stderr == "error: a.jsonl: the output folder is a file; choose another folder\n"
    assert not Path("new").exists()


@pytest.mark.parametrize("name", ["README.md", "conflict.jsonl"])
def test_a_build_that_fails_late_leaves_nothing_behind(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when the last files are written."""
    loc_align.write([_unit("One day", "Ein Tag")], "a.jsonl")
    Path("there").mkdir()

    def refused(folder: str, relative: str) -> Path:
        if relative == name:
            raise InputError(f"{relative}: cannot be written: No space left on device")
        return place_in(folder, relative)

    monkeypatch.setattr("loc_align.jobs.corpus.place_in", refused)
    result = _run("build", "a.jsonl", "--to", "huggingface", "-o", "new/er/out", "--taken", "there")
    assert (result.exit_code, result.stderr) == (1, f"error: {name}: cannot be written: No space left on device\n")
    assert sorted(path.name for path in Path().iterdir()) == ["a.jsonl", "there"]
    assert not [*Path("there").iterdir()]


def test_folders_files_and_patterns_name_each_memory_once() -> None:
    for at in range(3):
        loc_align.write([_unit(f"Text {_letters(at)}", f"Wort {_letters(at)}")], f"in/deep/{at}.tmx")
    arguments = ("in/deep/0.tmx", "in", "in/**/*.tmx", "i*", "-o")
    assert _run("build", *arguments, "out").stderr == "out: 3 units of 3\n"
    assert _run("build", "*.po", "-o", "none").stderr == "error: *.po: no file matches the pattern\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[corpus", "c.toml: not valid TOML: "),
        (f"[corpus]\nseed = {'9' * 5000}", "c.toml: not valid TOML: Exceeds the limit"),
        (f"x = {'[' * 5000}", "c.toml: not valid TOML: "),
        ("[corpus]\nordre = []", "c.toml: [corpus]: Object contains unknown field `ordre`"),
        ("[corpus]\norder = ['longest']", "c.toml: unknown filter 'longest'; use empty, unsure, "),
        ("[corpus]\norder = ['long', 'long']", "c.toml: 'order' names a filter twice; "),
        ("[corpus]\nmachine = 'no'", "c.toml: [corpus]: Invalid enum value 'no' - at `$.machine`"),
        ("[corpus.filters.long]\nleast = 3", "c.toml: the filter long has no option 'least'; its options are: most"),
        ("[corpus.filters.long]\nmost = 'x'", "c.toml: the option 'most' of long must be like 2000, not 'x'"),
        ("[corpus.filters.stale]\nbefore = 'x'", "c.toml: 'before' must be a date such as 2019-12-05, not 'x'"),
        ("[corpus]\ntest = 0.5\ndev = 0.5", "c.toml: 'dev' and 'test' are shares from 0 to 1, "),
    ],
)
def test_wrong_settings_are_refused(text: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(text.encode(), "c.toml")
    assert str(caught.value).startswith(problem)


@pytest.mark.parametrize(("name", "problem"), [("no.toml", "No such file or directory"), (".", "Is a directory")])
def test_settings_that_cannot_be_read_are_a_mistake_in_the_call(name: str, problem: str) -> None:
    loc_align.write([_unit("a", "b")], "a.jsonl")
    result = _run("build", "a.jsonl", "-o", "out", "--config", name)
    assert (result.exit_code, result.stderr) == (2, f"error: {name}: {problem}\n")


def test_settings_can_start_with_a_byte_order_mark() -> None:
    assert read_settings(b"\xef\xbb\xbf[corpus]\nmachine = 'keep'\n", "c.toml").machine == "keep"


@pytest.mark.parametrize(
    ("langs", "folder", "files"),
    [
        (("en-US", "zh-Hant-TW"), "en-US_zh-Hant-TW", {"train.en-US", "train.zh-Hant-TW", "train.ids"}),
        (("en", "../../x"), "en_x-9cdf6a50", {"train.en", "train.x-9cdf6a50", "train.ids"}),
        (("en", "x"), "en_x", {"train.en", "train.x", "train.ids"}),
        (("en", "C:\\a b.md"), "en_C-a-b-md-c47836cf", {"train.en", "train.C-a-b-md-c47836cf", "train.ids"}),
        (("en", ""), "en_und-e3b0c442", {"train.en", "train.und-e3b0c442", "train.ids"}),
        (("en", "x" * 300), None, None),
        (("en", "en"), "en_en", {"train.source", "train.target", "train.ids"}),
        (("en", "EN"), "en_EN", {"train.source", "train.target", "train.ids"}),
        (("en", "ids"), "en_ids", {"train.source", "train.target", "train.ids"}),
    ],
)
def test_any_language_names_files_in_the_folder(
    langs: tuple[str, str], folder: str | None, files: set[str] | None
) -> None:
    unit = TranslationUnit("1", Segment(Span(0, 1), "a"), Segment(Span(0, 1), "b"), Provenance("x.md", *langs))
    batch = next(rows([unit]))
    with ExitStack() as stack:
        sink = Files("out", "moses", stack)
        sink.write(*langs, "train", batch)
        sink.end()
    (written,) = Path("out").iterdir()
    assert [*Path().iterdir()] == [Path("out")]
    assert {path.read_text(encoding="utf-8") for path in written.iterdir()} == {"a\n", "b\n", "x.md:1 1\n"}
    assert folder is None or (written.name, {path.name for path in written.iterdir()}) == (folder, files)


def test_settings_from_a_file() -> None:
    Path("c.toml").write_text(
        "[corpus]\norder = ['duplicate']\nmachine = 'keep'\ntest = 0.0\ndev = 0\n", encoding="utf-8"
    )
    loc_align.write([_unit("a", "b"), _unit("a", "b", "c.md")], "a.jsonl")
    result = _run("build", "a.jsonl", "-o", "out", "--config", "c.toml", "--to", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == [
        "Filter",
        "Alone",
        "In",
        "order",
        "duplicate",
        "1",
        "1",
        "leak",
        "0",
        "0",
        "Set",
        "Units",
        "train",
        "1",
    ]
    assert result.stderr == "out: 1 unit of 2\n"


def test_too_little_memory_and_wrong_sizes_are_one_line() -> None:
    loc_align.write([_unit("a", "b")], "a.jsonl")
    result = _run("build", "a.jsonl", "-o", "out", "--memory-limit", "much")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --memory-limit much: ")
    assert result.stderr.endswith("; give a size such as 1GB\n")


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("docs/fr-fr/articles/Page.md", "docs/articles/page.md"),
        ("azure-docs.fr-fr/articles/page.md", "azure-docs/articles/page.md"),
        ("articles/page.fr.md", "articles/page.md"),
        ("a/page.md", "a/page.md"),
        ("repo.js/page.md", "repo.js/page.md"),
        ("docs\\fr-fr\\page.md", "docs/page.md"),
        ("./docs/fr//page.md", "docs/page.md"),
        (
            "i18n/zh-Hans/docusaurus-plugin-content-docs/current/page.md",
            "i18n/docusaurus-plugin-content-docs/current/page.md",
        ),
        ("content/zh_Hant_TW/page.md", "content/page.md"),
        ("content.de/page.md", "content/page.md"),
        ("translations/sr@latin/page.md", "translations/page.md"),
        ("docs/de_DE.UTF-8/page.md", "docs/page.md"),
        ("docs/ca-ES-valencia/page.md", "docs/page.md"),
        ("docs/es-419/page.md", "docs/page.md"),
        ("docs/fil/page.md", "docs/page.md"),
        ("docs/x-pseudo/page.md", "docs/page.md"),
        ("docs/qps-ploc/page.md", "docs/page.md"),
        ("azure-docs.sr-latn-rs/page.md", "azure-docs/page.md"),
        ("guide-pt-br/page.md", "guide/page.md"),
        ("README.zh-CN.md", "readme.md"),
        ("README_zh-CN.md", "readme.md"),
        ("readme-ja.md", "readme.md"),
        ("page_pt_BR.md", "page.md"),
        ("po/de.po", "po/.po"),
        ("docs/api/sign-in.md", "docs/api/sign-in.md"),
        ("how-to-guides/get-started/x-ray.md", "how-to-guides/get-started/x-ray.md"),
        ("release-notes-2.0/node.js/web-apps.md", "release-notes-2.0/node.js/web-apps.md"),
        ("", ""),
    ],
)
def test_the_path_without_the_locale(path: str, shared: str) -> None:
    assert without_locale(path) == shared


@pytest.mark.parametrize(
    ("text", "lang", "other"),
    [
        ("Öffnen Sie die Datei im Editor.", "de", False),
        ("Откройте файл в редакторе прямо сейчас.", "de", True),
        ("Откройте файл Azure Resource Manager.", "ru", False),
        ("Open the file that you want to edit.", "ja", True),
        ("Microsoft Azure Resource Manager", "ja", False),
        ("ファイルを開きます。", "zh-CN", False),
        ("ファイルをひらいてへんしゅうするとほぞんされますのでおまちください。", "zh-CN", True),
        ("打开要编辑的文件。", "ja", False),
        ("打开文件，然后选择表格的第一行。", "fr-FR", True),
        ("파일을 열고 첫 번째 행을 선택하세요.", "de-DE", True),
        ("Ouvrez 设置 (Paramètres).", "fr-FR", False),
        ("გახსენით ფაილი რედაქტორში ახლავე.", "ka", False),
        ("გახსენით ფაილი რედაქტორში ახლავე.", "hy", True),
        ("Откройте файл в редакторе прямо сейчас.", "und", False),
        ("Otvorite datoteku i izaberite prvi red u tabeli pre nego", "sr-RS", False),
        ("Otvorite datoteku i izaberite prvi red u tabeli pre nego", "sr-Cyrl-RS", True),
        ("Отворите датотеку и изаберите први ред.", "sr", False),
        ("打开文件并选择第一行，然后继续下一步操作，直到完成为止。", "sr", True),
    ],
)
def test_the_script_of_a_language(text: str, lang: str, other: bool) -> None:
    assert in_other_script(text, lang) is other


_NOTE = "The index is built again whenever a new document arrives."
_TEXTS = {
    "de": "Der Index wird neu aufgebaut, sobald ein neues Dokument eintrifft.",
    "fr": "L'index est reconstruit dès qu'un nouveau document arrive.",
    "nl": "De index wordt opnieuw opgebouwd zodra er een nieuw document binnenkomt.",
    "pl": "Indeks jest budowany od nowa, gdy tylko pojawi się nowy dokument.",
    "fi": "Hakemisto rakennetaan uudelleen aina kun uusi asiakirja saapuu.",
    "tr": "Yeni bir belge geldiğinde dizin yeniden oluşturulur.",
    "vi": "Chỉ mục được xây dựng lại mỗi khi có tài liệu mới.",
}
_NORWEGIAN = "Indeksen bygges på nytt så snart et nytt dokument kommer inn i mappen, og du må ikke gjøre noe selv."
_CROATIAN = "Indeks se ponovno izgrađuje čim stigne novi dokument, a vi ne morate ništa učiniti."
_IDENTIFIES = pytest.mark.skipif(not language_id.is_available(), reason="py3langid is not installed")


@_IDENTIFIES
@pytest.mark.parametrize("stated", _TEXTS)
@pytest.mark.parametrize("lang", _TEXTS)
def test_a_text_in_another_language_is_found(lang: str, stated: str) -> None:
    for one, other, side in ((_TEXTS[lang], _NOTE, stated), (_TEXTS[lang], "索引を再構築します。", f"{stated}-XX")):
        assert (other_language(one, other, side) > 0.99) is (lang != stated)


@_IDENTIFIES
@pytest.mark.parametrize(
    ("text", "other", "lang"),
    [
        (_CROATIAN, _NOTE, "sr-Latn-RS"),  # too close to tell apart
        (_CROATIAN, _NOTE, "bs-Latn-BA"),
        (_NORWEGIAN, _NOTE, "da-DK"),
        (_NORWEGIAN, _NOTE, "nn-NO"),
        (_NORWEGIAN, _NOTE, "nb-NO"),
        (_TEXTS["fr"], _NOTE, "und"),
        (_TEXTS["fr"], _NOTE, "tlh"),  # a language without a model
        (_NOTE, _NOTE, "de"),  # left untranslated, which another filter takes
        ("فائل کھولو تے پہلی قطار چنو۔", _NOTE, "pa-Arab"),  # a language without a model in this script
        ("Contoso Resource Manager, Service Bus", "Use Contoso Resource Manager with Service Bus", "de"),
        ("Los!", "Go!", "fr"),
    ],
)
def test_what_is_not_called_another_language(text: str, other: str, lang: str) -> None:
    assert other_language(text, other, lang) <= 0.9


@_IDENTIFIES
@pytest.mark.parametrize(("probability", "taken"), [(0.99, 2), (1.0, 0)])
def test_pairs_in_another_language_are_taken(probability: float, taken: int) -> None:
    units = [_unit(_NOTE, _TEXTS["de"]), _unit(_NOTE, _TEXTS["fr"], id="2"), _unit(_TEXTS["fr"], _TEXTS["de"], id="3")]
    options = {"language": {"probability": probability}}
    corpus, _ = _build(units, "out", order=("language",), filters=options, dev=0.0, test=0.0)
    assert _counts(corpus).get("language", (0, 0)) == (taken, taken)


@pytest.mark.parametrize(
    ("text", "source_lang", "target_lang", "copied"),
    [
        ("Öffnen Sie die Datei, und wählen Sie die erste Zeile aus.", "de-DE", "fr-FR", True),
        ("Откройте файл и выберите первую строку.", "ru", "uk-UA", True),
        ("打开文件，然后选择表格的第一行。", "zh-CN", "ja-JP", True),
        ("फ़ाइल खोलें और पहली पंक्ति चुनें।", "hi-IN", "mr-IN", True),
        ("เปิดไฟล์และเลือกแถวแรกของตาราง", "th", "lo", True),
        ("Abra el archivo y seleccione la primera fila.", "es-ES", "es-MX", False),
        ("打开文件，然后选择表格的第一行。", "zh-Hans", "zh-Hant-TW", False),
        ("Lagre filen før du lukker vinduet igjen.", "nb-NO", "da-DK", False),
        ("Otvorite datoteku i izaberite prvi red.", "hr", "sr-Latn-RS", False),
        ("Öffnen Sie die Datei, und wählen Sie die erste Zeile aus.", "de-DE", "und", False),
        ("Azure Functions für Entwickler", "de-DE", "fr-FR", False),
        ("設定", "ja-JP", "zh-TW", False),
        ("Text", "cs", "sk", False),
        ("config.json, package.json, index.js, app.config.ts", "de-DE", "fr-FR", False),
    ],
)
def test_a_sentence_of_any_language_that_is_its_translation(
    text: str, source_lang: str, target_lang: str, copied: bool
) -> None:
    assert is_copied(text, source_lang, target_lang) is copied


def test_a_copied_sentence_does_not_win_over_its_translation() -> None:
    source = "Öffnen Sie die Datei, und wählen Sie die erste Zeile aus."
    sides = [(source, "Ouvrez le fichier et sélectionnez la première ligne."), (source, f"{source}  ")]
    units = []
    for at, (one, other) in enumerate(sides):
        unit = _unit(one, other, f"{at}.md", None)
        units.append(replace(unit, provenance=replace(unit.provenance, source_lang="de-DE", target_lang="fr-FR")))
    corpus, sets = _build(units, "out", dev=0.0, test=0.0)
    assert _counts(corpus)["untranslated"] == (1, 1)
    assert [unit.provenance.path for unit in sets["train"]] == ["0.md"]


@_IDENTIFIES
@pytest.mark.parametrize("lang", ["tr-TR", "fr-FR", "pt-BR", "de-DE", "hi-IN"])
def test_a_language_that_resembles_others_is_found(lang: str) -> None:
    """Spanish is not certain, because of Galician and Asturian, but it is certainly not Turkish."""
    text = "Abra el archivo y seleccione la primera fila de la tabla."
    assert other_language(text, _NOTE, lang) > 0.99
    assert other_language(text, _NOTE, "es-MX") < 0.5


def test_without_the_extra_only_scripts_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_id, "is_available", lambda: False)
    assert other_language(_TEXTS["fr"], _NOTE, "de-LI") == 0.0
    loc_align.write([_unit(_NOTE, _TEXTS["fr"], lang="de-LI")], "a.jsonl")
    assert _run("build", "a.jsonl", "--to", "huggingface", "-o", "set").exit_code == 0
    assert "were looked for only by their scripts.\n" in Path("set/README.md").read_text(encoding="utf-8")


def test_the_usual_ratio_is_learned() -> None:
    histogram = [(1, ratio, 100 - abs(ratio - 20)) for ratio in range(-10, 51)] + [(1, 400, 1), (2, 0, 10)]
    assert learned_bounds(histogram, 5.0) == {1: (-84, 124)}


def test_with_little_to_learn_from_only_absurd_lengths_are_taken() -> None:
    units = [
        _unit("Select the name of the folder that has the files.", "选择文件夹", lang="zh-CN"),
        _unit("Wait", "Warten Sie " * 20, line=2),
        _unit("Select the name of the folder that has the files. " * 4, "Los", line=3),
    ]
    _build(units, "out", order=("ratio",), dev=0.0, test=0.0)
    assert [unit.line for unit in loc_align.read_units("out-taken/ratio.jsonl")] == [2, 3]


def _folders(units: Iterable[TranslationUnit], folder: str, columns: list[str]) -> None:
    """Write units in the layout of Hive, as other programs do: the language is only in the name of the folder."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    for lang in ("de-DE", "fr-FR"):
        place = Path(folder, f"target_lang={lang}", "part-0.parquet")
        place.parent.mkdir(parents=True)
        loc_align.write((unit for unit in units if unit.provenance.target_lang == lang), f"{lang}.parquet")
        pq.write_table(pq.read_table(f"{lang}.parquet").select(columns), place)


@pytest.mark.parametrize("columns", [[name for name in COLUMNS if name != "target_lang"], ["target", "path", "source"]])
def test_folders_state_the_language(columns: list[str]) -> None:
    units = [_unit("Open", "Los"), _unit("Open", "Los", lang="fr-FR")]
    _folders(units, "hive", columns)
    _, sets = _build_files(("hive",), "out", dev=0.0, test=0.0)
    assert [unit.provenance.target_lang for unit in sets["train"]] == ["de-DE", "fr-FR"]
    (unit,) = loc_align.read_units("hive/target_lang=fr-FR/part-0.parquet")
    assert unit.provenance.target_lang == "fr-FR"


def test_additional_columns_and_another_order_keep_the_license() -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    loc_align.write([_unit("Open", "Los")], "a.parquet")
    table = pq.read_table("a.parquet")
    at = table.schema.names.index("license")
    table = table.set_column(at, "license", pa.array(["CC-BY-4.0"])).append_column("quality", pa.array([0.5]))
    pq.write_table(table.select(table.schema.names[::-1]), "b.parquet")
    corpus, sets = _build_files(("b.parquet",), "out", dev=0.0, test=0.0)
    assert len(sets["train"]) == 1
    assert [*corpus.measures.licenses] == ["CC-BY-4.0"]


def test_a_table_of_another_tool_keeps_its_license() -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    columns = {"license": ["MIT", "MIT", None], "source": ["One", "Two", "Three"], "target": ["Eins", "Zwei", "Drei"]}
    pq.write_table(pa.table({**columns, "repository": ["https://a", "https://b", "https://b"]}), "other.parquet")
    corpus, _ = _build_files(("other.parquet",), "out", dev=0.0, test=0.0)
    assert corpus.measures.licenses == {"MIT": 2, None: 1}
    assert corpus.measures.repositories == {"https://a": 1, "https://b": 2}


def test_nulls_get_the_usual_values() -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    loc_align.write([_unit("Open", "Los")], "a.parquet")
    table = pq.read_table("a.parquet")
    for name in ("path", "line", "score", "count"):
        at = table.schema.names.index(name)
        table = table.set_column(at, table.field(name), pa.nulls(1, table.field(name).type))
    pq.write_table(table, "b.parquet")
    _, sets = _build_files(("b.parquet",), "out", dev=0.0, test=0.0)
    assert [(unit.line, unit.count) for unit in sets["train"]] == [(1, 1)]


def _memory_is_refused(name: str, problem: str) -> None:
    """Check that neither a reader of units nor a corpus reads a file."""
    for read in (lambda: [*loc_align.read_units(name)], lambda: _build_files((name,), "out")):
        with pytest.raises(FormatError) as caught:
            read()
        assert str(caught.value).startswith(f"{name}: {problem}")


def test_pages_that_need_too_much_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loc_align.formats.parquet_pages._MOST_BYTES", 5_000_000)  # the real limit takes long
    loc_align.write([_unit("a" * 6_000_000, "b")], "bomb.parquet")
    assert Path("bomb.parquet").stat().st_size < 100_000
    _memory_is_refused("bomb.parquet", "the pages of row group 1 need ")


@pytest.mark.parametrize("kind", ["text", "list"])
def test_a_long_text_that_a_dictionary_repeats_is_refused(kind: str) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    loc_align.write([_unit("Open", "Los")] * 2_000, "a.parquet")
    table = pq.read_table("a.parquet")
    name, values = ("source", ["x" * 200_000] * 2_000) if kind == "text" else ("section", [["x" * 200_000]] * 2_000)
    table = table.set_column(
        table.schema.names.index(name), table.field(name), pa.array(values, table.field(name).type)
    )
    pq.write_table(table, "bomb.parquet", compression="zstd")
    assert Path("bomb.parquet").stat().st_size < 100_000
    _memory_is_refused("bomb.parquet", f"2,000 rows have 0.4 GB of text in {name!r}, but the limit is 0.3 GB")


def test_far_more_rows_than_bytes_are_refused() -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    with pq.ParquetWriter("bomb.parquet", pa.schema([("source", pa.string()), ("target", pa.string())])) as writer:
        nulls = pa.nulls(2_000_000, pa.string())
        writer.write_table(pa.table({"source": nulls, "target": nulls}), row_group_size=2_000_000)
    size = Path("bomb.parquet").stat().st_size
    _memory_is_refused("bomb.parquet", f"2,000,000 rows in {size:,} bytes cannot be a memory")


def _with_page_size(data: bytes, size: int) -> bytes:
    """Return a Parquet file whose first page claims another size, which the footer doesn't know."""
    at = data.index(b"\x15", 4) + 3  # after the kind of the page follows the size, each with the type of a number
    end = next(index for index in range(at, at + 6) if data[index] < 0x80) + 1
    digits, value = [], size << 1
    while value >= 0x80:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    claimed = bytes([*digits, value])
    assert len(claimed) == end - at
    return data[:at] + claimed + data[end:]


def test_the_headers_of_pages_count_and_not_the_footer(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    loc_align.write([_unit("".join(map(chr, range(32, 55_000))) * 60, "b")], "long.parquet")
    table = pq.read_table("long.parquet").select(["source", "target"])
    pq.write_table(table, "long.parquet", compression="zstd", use_dictionary=False)
    lying = _with_page_size(Path("long.parquet").read_bytes(), 130_000_000)
    Path("lying.parquet").write_bytes(lying)
    assert pq.read_metadata("lying.parquet").row_group(0).total_byte_size < 10_000_000
    monkeypatch.setattr("loc_align.formats.parquet_pages._MOST_BYTES", 100_000_000)
    _memory_is_refused("lying.parquet", "the pages of row group 1 need 130 MB of memory, but the limit is 100 MB; ")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), at_end=st.booleans())
def test_a_damaged_file_is_an_error_of_ours(at: float, byte: int, at_end: bool) -> None:
    loc_align.write([_unit(f"Open {number}", f"Los {number}") for number in range(40)], "whole.parquet")
    data = bytearray(Path("whole.parquet").read_bytes())
    first = max(0, len(data) - 600) if at_end else 0
    data[first + int(at * (len(data) - first))] = byte
    Path("damaged.parquet").write_bytes(data)
    for read in (lambda: [*loc_align.read_units("damaged.parquet")], lambda: _build_files(("damaged.parquet",), "out")):
        shutil.rmtree("out", ignore_errors=True)
        shutil.rmtree("out-taken", ignore_errors=True)
        with contextlib.suppress(LocAlignError):
            read()
