"""Memory indexes: building, lookup, scores, and damaged files."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rapidfuzz import fuzz, process

import loc_align
from loc_align import (
    FormatError,
    InputError,
    Match,
    Memory,
    Provenance,
    Segment,
    Span,
    TranslationUnit,
    UsageError,
    build_memory,
)
from loc_align.markdown import inline
from loc_align.memory.index import gram_sorter, search
from loc_align.memory.index.schema import LONGEST
from loc_align.memory.match import closeness, grams, key_text
from loc_align.model import BlockKind, Code, References

FRENCH = Provenance("docs/a.md", "en-US", "fr-FR", "HT", date(2024, 5, 17))


def unit(  # noqa: PLR0913 - the parameters of a case
    source: str,
    target: str,
    provenance: Provenance = FRENCH,
    *,
    key: str = "a",
    block: BlockKind = "paragraph",
    previous: str | None = None,
    after: str | None = None,
    count: int = 1,
) -> TranslationUnit:
    return TranslationUnit(
        key,
        Segment(Span(0, len(source)), source),
        Segment(Span(0, len(target)), target),
        provenance,
        block=block,
        previous=previous,
        next=after,
        count=count,
    )


def memory(folder: Path, units: Iterable[TranslationUnit]) -> Memory:
    build_memory(units, folder / "memory.sqlite")
    return Memory(folder / "memory.sqlite")


def offers(folder: Path, units: Iterable[TranslationUnit], source: str, **more: object) -> list[tuple[str, float, str]]:
    with memory(folder, units) as index:
        found = index.lookup(source, target_lang="fr-FR", **more)  # type: ignore[arg-type]
    return [(match.kind, match.score, match.target) for match in found]


OPEN = unit("Open the [file](a.md).", "Ouvrez le [fichier](a.md).")


def test_match_says_where_it_is_from(tmp_path: Path) -> None:
    with memory(tmp_path, [OPEN]) as index:
        assert index.lookup("Open the [file](a.md).", target_lang="fr-FR") == (
            Match("exact", 1.0, "Open the [file](a.md).", "Ouvrez le [fichier](a.md).", "docs/a.md#a"),
        )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Open the [file](b.md).", [("exact", 1.0, "Ouvrez le [fichier](b.md).")]),
        ("Open the\n[file](b.md).", [("exact", 1.0, "Ouvrez le [fichier](b.md).")]),
        ("Open the file.", [("fuzzy", 0.99, "Ouvrez le fichier.")]),
        ("Open the *file*.", [("fuzzy", 0.98, "Ouvrez le fichier.")]),
        ("**Open the [file](b.md).**", [("exact", 1.0, "**Ouvrez le [fichier](b.md).**")]),
        ("Open the [file](b.md)!", [("fuzzy", 0.9286, "Ouvrez le [fichier](b.md).")]),
        ("Open the [file 2](b.md).", [("fuzzy", 0.9133, "Ouvrez le [fichier](b.md).")]),
        ("Close this window.", []),
        ("**", []),
        ("", []),
    ],
)
def test_scores_and_codes(tmp_path: Path, source: str, expected: list[tuple[str, float, str]]) -> None:
    assert offers(tmp_path, [OPEN], source) == expected


@pytest.mark.parametrize(
    ("old", "target", "source", "expected"),
    [
        ("Run `ls`.", "Lancez `ls`.", "Run `ps`.", ("fuzzy", 0.8571, "Lancez `ps`.")),
        ("A `b` or `c`", "A `c` ou `b`", "A `c` or `b`", ("fuzzy", 0.75, "A `c` ou `b`")),
        ("a\\_b c", "a\\_b ç", "a\\_b c", ("exact", 1.0, "a\\_b ç")),
        ("a_b c", "a&#95;b ç", "a_b c", ("exact", 1.0, "a_b ç")),
        ("A **b** c", "A b ç", "A **b** c", ("fuzzy", 0.99, "A b ç")),
        ("A b c", "A **b** ç", "A b c", ("fuzzy", 0.99, "A b ç")),
        ("Go on", "Allez\nplus loin", "Go on", ("exact", 1.0, "Allez plus loin")),
        ("Go\non", "Allez\nplus loin", "Go\non", ("exact", 1.0, "Allez\nplus loin")),
        ("[**Go** on](a)", "[Allez](a)", "Go on", ("fuzzy", 0.99, "Allez")),
        ("[**Go on**](a)", "[**Allez**](a)", "Go on", ("exact", 1.0, "Allez")),
        ("Go on", "Allez", "*[Go on](b)*", ("exact", 1.0, "*[Allez](b)*")),
        ("*Go on*", "*Allez*", "[*Go on*](b)", ("exact", 1.0, "[*Allez*](b)")),
        ("See <br> it", "Voyez <br> ça", "See it", ("fuzzy", 0.99, "Voyez  ça")),
    ],
)
def test_codes_of_the_new_source(
    tmp_path: Path, old: str, target: str, source: str, expected: tuple[str, float, str]
) -> None:
    assert offers(tmp_path, [unit(old, target)], source) == [expected]


def test_target_that_would_become_markup_is_not_offered(tmp_path: Path) -> None:
    assert offers(tmp_path, [unit("a b", "\\*a\\* b")], "a b") == []


def test_values_and_markdown_know_each_other(tmp_path: Path) -> None:
    known = [unit("**Go** on", "**Allez**, c'est \\*tout\\*")]
    assert offers(tmp_path, known, "Go on", block="front_matter") == [("fuzzy", 0.99, "Allez, c'est *tout*")]
    title = [unit("It''s on", "C''est *ici", block="front_matter")]
    assert offers(tmp_path, title, "It's on") == [("exact", 1.0, "C'est *ici")]
    assert offers(tmp_path, title, "It's on", block="attribute") == [("exact", 1.0, "C'est *ici")]


def test_best_first(tmp_path: Path) -> None:
    known = [
        unit("Go", "machine", replace(FRENCH, translation_type="MT", handoff=date(2025, 1, 1)), count=9),
        unit("Go", "old", replace(FRENCH, handoff=date(2020, 1, 1)), count=9),
        unit("Go", "new"),
        unit("Go", "frequent", count=2),
        unit("Go", "new", key="b"),
        unit("Go", "new", key="c"),
        unit("Gone", "never looked for"),
    ]
    assert [target for *_, target in offers(tmp_path, known, "Go", limit=4)] == ["new", "frequent", "old", "machine"]
    assert len(offers(tmp_path, known, "Go", limit=9, threshold=0.6)) == 4
    assert offers(tmp_path, known, "Gon", limit=1) == [("fuzzy", 0.8571, "never looked for")]


def test_context(tmp_path: Path) -> None:
    known = [
        unit("Go", "allez", count=9),
        unit("Go", "partez", previous="One", after="Two"),
        unit("Go", "partez", previous="Three"),
    ]
    exact = ("exact", 1.0, "allez")
    assert offers(tmp_path, known, "Go", previous="One", next="Two") == [("in-context", 1.0, "partez"), exact]
    assert offers(tmp_path, known, "Go", previous="[Three](x)") == [("in-context", 1.0, "partez"), exact]
    assert offers(tmp_path, known, "Go", previous="One")[0] == exact
    assert offers(tmp_path, known, "Go")[0] == exact


def test_languages(tmp_path: Path) -> None:
    known = [
        unit("Go", "canadien", replace(FRENCH, target_lang="fr-CA")),
        unit("Go", "français", replace(FRENCH, target_lang="fr", source_lang="en")),
        unit("Go", "deutsch", replace(FRENCH, target_lang="de")),
        unit("Go", "niemand", replace(FRENCH, target_lang="und")),
    ]
    assert offers(tmp_path, known, "Go") == [("exact", 1.0, "français"), ("fuzzy", 0.97, "canadien")]
    assert offers(tmp_path, known, "Go", source_lang="fr") == []


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ("fr-FR", "fr-FR", "same"),
        ("fr-FR", "fr", "general"),
        ("zh-CN", "zh-Hans", "general"),
        ("fr-FR", "fr-CA", "region"),
        ("zh-CN", "zh-TW", None),
        ("sr-Latn", "sr", None),
        ("de", "fr", None),
        ("de", "und", None),
        ("de", "not a tag", None),
    ],
)
def test_closeness(wanted: str, found: str, expected: str | None) -> None:
    assert closeness(wanted, found) == expected


def test_stats(tmp_path: Path) -> None:
    known = [OPEN, OPEN, unit("Open the *file*.", "x"), unit("", "x"), unit("![](a.png)", "x"), unit("x", " ")]
    known += [replace(OPEN, target=None), replace(OPEN, source=None)]
    with memory(tmp_path, known) as index:
        found = index.stats()
    assert (found.version, found.pairs) == (1, (loc_align.PairStats("en-US", "fr-FR", 1, 2, 3),))
    assert found.bytes == (tmp_path / "memory.sqlite").stat().st_size


def test_empty_memory(tmp_path: Path) -> None:
    assert offers(tmp_path, [], "Go") == []
    with Memory(tmp_path / "memory.sqlite") as index:
        assert index.stats().pairs == ()


def test_huge_segments_are_found_where_they_are_equal(tmp_path: Path) -> None:
    huge = "word " * 300_000
    known = [unit(huge, "mot"), unit("a" * LONGEST, "b"), unit("a" * (LONGEST + 1), "c")]
    assert offers(tmp_path, known, huge) == [("exact", 1.0, "mot")]
    assert offers(tmp_path, known, f"{huge}s") == []
    assert offers(tmp_path, known, "a" * (LONGEST - 1)) == [("fuzzy", 0.99, "b")]


def test_characters_that_a_file_cannot_hold(tmp_path: Path) -> None:
    assert offers(tmp_path, [unit("a\ud800b", "c\udfffd")], "a\udfffb") == [("exact", 1.0, "c?d")]
    assert offers(tmp_path, [unit("a\0b", "c\0d")], "a\0b") == [("exact", 1.0, "c\0d")]


TEXTS = st.lists(st.text("abcd ", min_size=1, max_size=14).map(str.strip).filter(bool), min_size=1, max_size=60)


def scores(found: Iterable[search.Similar]) -> list[float]:
    return [round(item.similarity * 100, 6) for item in found]


def brute(text: str, texts: Iterable[str], threshold: float, limit: int) -> list[float]:
    found = process.extract(text, sorted(texts), scorer=fuzz.ratio, score_cutoff=threshold * 100, limit=limit)
    return [round(score, 6) for _, score, _ in found]


def similar(path: Path, text: str, threshold: float = 0.75) -> list[search.Similar]:
    database = sqlite3.connect(path)
    try:
        (texts,) = database.execute("SELECT count(*) FROM texts").fetchone()
        return search.Search(database, 0, 0, texts).similar(text, threshold, 3)
    finally:
        database.close()


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.text("abcd ", min_size=1, max_size=14), st.sampled_from([0.3, 0.5, 0.75, 0.9]))
def test_small_memory_is_compared_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], text: str, threshold: float
) -> None:
    path = tmp_path_factory.getbasetemp() / "small.sqlite"
    build_memory((unit(text, "x") for text in texts), path)
    known = {key_text(text, "paragraph") for text in texts} - {""}
    assert scores(similar(path, text, threshold)) == brute(text, known, threshold, 3)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(0, 59))
def test_filter_finds_what_shares_characters(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], chosen: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "filtered.sqlite"
    build_memory((unit(text, "x") for text in texts), path)
    text = texts[chosen % len(texts)]
    known = {key_text(text, "paragraph") for text in texts} - {""}
    asked = set(grams.grams([text])[0].tolist())
    sharing = [other for other in known if asked & set(grams.grams([other])[0].tolist())]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_FEW", 0)
        assert scores(similar(path, text)) == brute(text, sharing, 0.75, 3)


def test_filter_takes_the_candidates_that_share_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["open", "close", "file", "window", "server", "table", "query", "index"]
    texts = [f"{a} the {b} of a {c}" for a in words for b in words for c in words]
    build_memory((unit(text, "x") for text in texts), tmp_path / "memory.sqlite")
    for name, value in (("_FEW", 0), ("_CANDIDATES", 60), ("_POSTINGS", 2000)):
        monkeypatch.setattr(search, name, value)
    for text in ("open the file of a serve", "closes the window of a table", "query the index of an index"):
        assert scores(similar(tmp_path / "memory.sqlite", text)) == brute(text, texts, 0.75, 3)


@given(st.sets(st.integers(0, 300_000), min_size=1))
def test_numbers_are_kept_as_differences(numbers: set[int]) -> None:
    ids = np.array(sorted(numbers), np.int64)
    width, data = grams.encode(ids)
    read = grams.decode(width, data).tolist()
    assert read == sorted(read)
    assert numbers <= set(read)
    assert read[-1] == ids[-1]


def test_differences_take_few_bytes() -> None:
    assert grams.encode(np.array([0, 1, 255])) == (1, b"\x01\x01\xfe")
    assert grams.encode(np.array([1000, 3000])) == (2, b"\xe9\x03\xd0\x07")
    assert grams.decode(*grams.encode(np.array([70_000]))).tolist() == [65_534, 70_000]


def test_grams_sorted_in_parts_are_the_same(tmp_path: Path) -> None:
    texts = [f"text number {number} of {number % 7}" for number in range(500)]
    rows = []
    for count in (1, 200_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        sorter = gram_sorter.GramSorter(folder, count)
        sorter.add(3, 0, texts[:200])
        sorter.add(3, 200, texts[200:])
        rows.append(list(sorter.rows()))
        sorter.close()
    assert rows[0] == rows[1]
    assert [key for key, *_ in rows[0]] == sorted(key for key, *_ in rows[0])


def test_same_units_make_the_same_bytes(tmp_path: Path) -> None:
    units = [unit(f"Text {number}", f"Texte {number}") for number in range(300)]
    for name in ("a", "b"):
        assert build_memory(units, tmp_path / name) == 300
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_interrupted_build_leaves_the_old_index(tmp_path: Path) -> None:
    memory(tmp_path, [OPEN]).close()
    old = (tmp_path / "memory.sqlite").read_bytes()

    def broken() -> Iterable[TranslationUnit]:
        yield OPEN
        raise FormatError("a.tmx:9: broken")

    with pytest.raises(FormatError, match=r"a\.tmx:9"):
        build_memory(broken(), tmp_path / "memory.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["memory.sqlite"]
    assert (tmp_path / "memory.sqlite").read_bytes() == old


def test_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"file/memory\.sqlite: "):
        build_memory([OPEN], tmp_path / "file" / "memory.sqlite")


def edited(path: Path, statement: str) -> Path:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(statement)
    database.close()
    return path


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA application_id = 7", "it is a database of another program"),
        ("PRAGMA user_version = 7", "it has version 7, but this program reads version 1"),
        ("DROP TABLE grams", "it has other tables than an index"),
        ("CREATE VIEW more AS SELECT 1", "it has other tables than an index"),
        ("CREATE TRIGGER more AFTER INSERT ON units BEGIN SELECT 1; END", "it has other tables than an index"),
    ],
)
def test_database_from_elsewhere_is_refused(tmp_path: Path, statement: str, reason: str) -> None:
    memory(tmp_path, [OPEN]).close()
    with pytest.raises(FormatError, match=f"not an index of a memory: {reason}; build one with"):
        Memory(edited(tmp_path / "memory.sqlite", statement))


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(FormatError, match="not an index of a memory: file is not a database"):
        Memory(tmp_path / "a")
    with pytest.raises(InputError, match="No such file"):
        Memory(tmp_path / "b")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE grams SET ids = x'000102', width = 2",
        "UPDATE grams SET width = 9",
        "UPDATE grams SET ids = 'text'",
        "UPDATE texts SET units = 'many'",
        "UPDATE lengths SET first = 'none'",
    ],
)
def test_damaged_index_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    monkeypatch.setattr(search, "_FEW", 0)
    memory(tmp_path, [OPEN]).close()
    with (
        Memory(edited(tmp_path / "memory.sqlite", statement)) as index,
        pytest.raises(FormatError, match="the index is damaged"),
    ):
        index.lookup("Open the file now.", target_lang="fr-FR")


def test_an_index_that_changes_under_a_reader_is_named(tmp_path: Path) -> None:
    memory(tmp_path, [unit(f"Text {number} of many", f"Texte {number}") for number in range(4000)]).close()
    path = tmp_path / "memory.sqlite"
    with Memory(path) as index:
        os.truncate(path, 5000)
        with pytest.raises(FormatError, match=r"memory\.sqlite: the index changed while it was being read; run again"):
            index.lookup("Text 3000 of them", target_lang="fr-FR")


def test_an_index_that_is_replaced_stays_as_it_was(tmp_path: Path) -> None:
    memory(tmp_path, [OPEN]).close()
    path = tmp_path / "memory.sqlite"
    other = tmp_path / "other.sqlite"
    with Memory(path) as index:
        before = index.lookup("Open the file.", target_lang="fr-FR")
        other.write_bytes(b"other")
        other.replace(path)
        assert index.lookup("Open the file.", target_lang="fr-FR") == before


def test_cut_file_is_named(tmp_path: Path) -> None:
    memory(tmp_path, [unit(f"Text {number} of many", f"Texte {number}") for number in range(400)]).close()
    path = tmp_path / "memory.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(FormatError, match="not an index of a memory: database disk image is malformed"):
        Memory(path)


def test_index_in_a_folder_nobody_may_write_to(tmp_path: Path) -> None:
    folder = tmp_path / "a #?%"
    folder.mkdir()
    memory(folder, [OPEN]).close()
    (folder / "memory.sqlite").chmod(0o444)
    folder.chmod(0o555)
    try:
        with Memory(folder / "memory.sqlite") as index:
            assert len(index.lookup("Open the file.", target_lang="fr-FR")) == 1
        assert [path.name for path in folder.iterdir()] == ["memory.sqlite"]
    finally:
        folder.chmod(0o755)


def test_memory_travels_to_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    build_memory([unit("Open", "Ouvrir")], "memory.sqlite")
    with Memory("memory.sqlite") as index:
        expected = index.lookup("Open", target_lang="fr-FR")
        monkeypatch.chdir(tmp_path.parent)
        assert [match.target for match in expected] == ["Ouvrir"]
        with pickle.loads(pickle.dumps(index)) as again:  # noqa: S301 - our own bytes
            assert again.lookup("Open", target_lang="fr-FR") == expected
            assert again.stats() == index.stats()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            assert pool.submit(_look_up, index, "Open").result() == expected
    (tmp_path / "memory.sqlite").unlink()
    with pytest.raises(InputError, match=r"memory\.sqlite: No such file or directory$"):
        pickle.loads(pickle.dumps(index))  # noqa: S301 - our own bytes


def _look_up(index: Memory, source: str) -> tuple[Match, ...]:
    with index:
        return index.lookup(source, target_lang="fr-FR")


def test_threads_share_a_memory(tmp_path: Path) -> None:
    names = [f"Item number {number} of the list" for number in range(300)]
    with memory(tmp_path, [unit(name, name.upper(), key=name) for name in names]) as index:

        def look_up(name: str) -> str:
            return index.lookup(name, target_lang="fr-FR", limit=1)[0].target

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(look_up, names * 4)) == [name.upper() for name in names * 4]


def test_closed_memory_is_a_callers_mistake(tmp_path: Path) -> None:
    index = memory(tmp_path, [unit("Open", "Ouvrir")])
    index.close()
    with pytest.raises(UsageError, match="the memory is closed; open it again "):
        index.lookup("Open", target_lang="fr-FR")
    with pytest.raises(UsageError, match="the memory is closed; open it again "):
        index.stats()


_FLAVOURS = sorted(
    path for path in (Path(__file__).parent / "fixtures" / "flavours").iterdir() if path.suffix != ".txt"
)


def _translation(text: str, block: BlockKind, references: References) -> str:
    """Return a text with an accent on each vowel outside inline codes."""
    parts = inline.parse_segment(text, block, references)
    return "".join(part.data if isinstance(part, Code) else part.translate(_ACCENTS) for part in parts)


_ACCENTS = str.maketrans("aeiou", "áéíóú")


@pytest.mark.parametrize("form", ["tmx", "xliff", "xliff2", "po", "json"])
@pytest.mark.parametrize("path", _FLAVOURS, ids=lambda path: path.name)
def test_each_segment_of_a_flavour_finds_itself_in_an_exported_memory(path: Path, form: str, tmp_path: Path) -> None:
    document = loc_align.read(path)
    bitext = loc_align.extract(document, target_lang="fr")
    texts = [_translation(unit.source.text, unit.block, document.references) for unit in bitext.units if unit.source]
    units = [
        replace(unit, target=Segment(Span(0, len(text)), text)) for unit, text in zip(bitext.units, texts, strict=True)
    ]
    loc_align.write(replace(bitext, units=tuple(units)), tmp_path / "memory", form)
    with memory(tmp_path, loc_align.read_units(tmp_path / "memory", form)) as index:
        found = loc_align.pretranslate(bitext, [index])
    assert [unit.target.text for unit in found.units if unit.target] == texts


def test_words_of_markup_of_a_flavour_are_not_counted() -> None:
    page = b'!!! note "A"\n    Open {{ hive.name }} now.\n\n{: .wide #first }\n'
    source, target = loc_align.read(page, flavour="mkdocs"), loc_align.read(page, flavour="mkdocs")
    assert loc_align.stats(loc_align.align(target, source)).source_words == 3


def test_the_label_of_a_link_is_added_to_its_translation(tmp_path: Path) -> None:
    known = unit("Open the [guide] and [pages][].", "Ouvrez le [manuel] et les [feuilles][].")
    references = References(("GUIDE", "PAGES"), "mkdocs")
    assert offers(tmp_path, [known], "Open the [guide] and [pages][].", references=references) == [
        ("exact", 1.0, "Ouvrez le [manuel][guide] et les [feuilles][pages].")
    ]
