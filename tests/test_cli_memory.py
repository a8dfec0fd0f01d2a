"""The commands ``memory build``, ``memory stats``, and ``memory lookup``, and ``export --memory``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loc_align
from loc_align.cli import main
from loc_align.memory.index import cached_memory

_TMX = """<?xml version="1.0"?>
{head}<tmx version="1.4">
<header creationtool="Other" creationtoolversion="1" segtype="sentence" o-tmf="o" adminlang="en" srclang="en"
 datatype="html"/>
<body>
<tu><tuv xml:lang="en"><seg>Go</seg></tuv><tuv xml:lang="fr"><seg>Allez-y</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>See [this page](a.md) first.</seg></tuv>
<tuv xml:lang="fr"><seg>Voyez [cette page](a.md) d'abord.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Back up your files.</seg></tuv>
<tuv xml:lang="fr"><seg>Sauvegardez vos fichiers{tail}.</seg></tuv></tu>
</body></tmx>
"""
_PAGE = """---
title: Go
---
# [Go](go.md)

See [this page](b.md) first. Back up all your files.

Nothing like it, ![go](x.png "Go") *here*.
"""
_FRENCH = """---
title: Allez-y
---
# [Allez-y](go.md)

Voyez [cette page](b.md) d'abord. Back up all your files.

Nothing like it, ![go](x.png "Allez-y") *here*.
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOC_ALIGN_CACHE", str(tmp_path / "cache"))
    Path("old.tmx").write_text(_TMX.format(head="", tail=""), encoding="utf-8")
    Path("en").mkdir()
    for name in ("a", "b", "c"):
        Path(f"en/{name}.md").write_text(_PAGE, encoding="utf-8")
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _export(*arguments: str) -> Result:
    return _run("export", "en", "--source-only", "--target-lang", "fr", "--memory", "old.tmx", *arguments)


def test_build_stats_lookup() -> None:
    built = _run("memory", "build", "old.tmx", "-o", "old.sqlite")
    assert (built.exit_code, built.stderr) == (0, "old.sqlite: 3 units from 1 file\n")
    shown = _run("memory", "stats", "old.sqlite").stdout.splitlines()
    assert [line.rstrip() for line in shown] == ["Languages  Texts  Pairs  Units", "en → fr        3      3      3"]
    found = json.loads(_run("memory", "stats", "old.sqlite", "--format", "json").stdout)
    assert found["pairs"] == [{"source_lang": "en", "target_lang": "fr", "texts": 3, "units": 3, "total": 3}]
    shown = _run("memory", "lookup", "old.sqlite", "Back up my files.", "--target-lang", "fr").stdout.splitlines()
    assert [line.split("  ")[0] for line in shown] == ["Match", "88.89 %"]
    found = json.loads(_run("memory", "lookup", "old.tmx", "*Go*", "--target-lang", "fr", "--format", "json").stdout)
    assert found == [{"kind": "exact", "score": 1.0, "source": "Go", "target": "*Allez-y*", "origin": "1"}]
    nothing = _run("memory", "lookup", "old.sqlite", "Something else", "--target-lang", "fr")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr == "no match with a score of 0.75 or more\n"


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_exact_matches_are_filled_and_merged(form: str) -> None:
    result = _export("--to", form, "-o", "out.xlf")
    assert (result.exit_code, result.stderr) == (
        0,
        "out.xlf: 18 units from 3 files, 0 defects\n12 units filled from memories, 3 with fuzzy matches\n",
    )
    assert _run("merge", "out.xlf", "--root", "en", "-o", "fr").exit_code == 0
    assert Path("fr/a.md").read_text(encoding="utf-8") == _FRENCH
    units = {unit.source.text: unit for unit in loc_align.read_units("out.xlf") if unit.source}
    fuzzy = units["Back up all your files."]
    assert fuzzy.target is None
    assert [(match.kind, match.score, match.target) for match in fuzzy.matches] == [
        ("fuzzy", 0.9048, "Sauvegardez vos fichiers.")
    ]


def test_states_of_filled_targets() -> None:
    _export("--to", "xliff", "-o", "out.xlf")
    text = Path("out.xlf").read_text(encoding="utf-8")
    assert text.count('<target state="translated" state-qualifier="exact-match">Allez-y</target>') == 6
    assert "approved" not in text


def test_same_bytes_for_any_number_of_processes() -> None:
    for form in ("xliff", "jsonl"):
        for jobs in ("1", "3"):
            assert _export("--to", form, "-o", f"out{jobs}", "--jobs", jobs).exit_code == 0
        assert Path("out1").read_bytes() == Path("out3").read_bytes()


def test_several_memories_and_a_threshold() -> None:
    Path("more.jsonl").write_text(
        '{"id": "1", "path": "p.md", "source": "Back up all your files.", "target": "Tout", "source_lang": "en-US", '
        '"target_lang": "fr-FR"}\n',
        encoding="utf-8",
    )
    result = _export("--to", "jsonl", "--memory", "more.jsonl", "--memory-threshold", "95", "-o", "out.jsonl")
    assert result.stderr.endswith("15 units filled from memories, 0 with fuzzy matches\n")
    units = {unit.source.text: unit for unit in loc_align.read_units("out.jsonl") if unit.source}
    assert [match.origin for match in units["Back up all your files."].matches] == ["p.md#1"]


def test_index_is_built_once() -> None:
    first = Path(cached_memory("old.tmx"))
    written = first.stat().st_mtime_ns
    Path("copy.tmx").write_bytes(Path("old.tmx").read_bytes())
    assert cached_memory("copy.tmx") == str(first)
    assert first.stat().st_mtime_ns == written
    Path("copy.tmx").write_text(_TMX.format(head="", tail=" !"), encoding="utf-8")
    assert cached_memory("copy.tmx") != str(first)
    assert cached_memory(first) == str(first)
    assert len(list(Path("cache").iterdir())) == 2


def test_cache_folder_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOC_ALIGN_CACHE", "old.tmx/cache")
    result = _export("--to", "jsonl")
    assert result.exit_code == 1
    assert "old.tmx/cache: Not a directory; the index of old.tmx cannot be stored there: set " in result.output


_ENTITY = '<!DOCTYPE tmx [<!ENTITY e "x">]>\n'


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["export", "en", "--to", "jsonl", "--memory", "old.tmx"], 2, "add --source-only"),
        (["export", "en", "--to", "jsonl", "--memory", "old.tmx", "--source-only"], 2, "add --target-lang TAG"),
        (["memory", "build", "none.tmx", "-o", "x"], 1, "none.tmx: No such file or directory"),
        (["memory", "build", "entity.tmx", "-o", "x"], 1, "entity.tmx:"),
        (["memory", "build", "old.tmx", "-o", "./old.tmx"], 2, "./old.tmx is both an input file and the output file"),
        (["memory", "lookup", "broken.sqlite", "Go", "--target-lang", "fr"], 1, "not an index of a memory"),
        (["memory", "lookup", "old.tmx", "Go", "--target-lang", "%"], 2, "'%' is not a language tag"),
        (
            ["memory", "lookup", "en/a.md", "Go", "--target-lang", "fr"],
            1,
            "en/a.md: unknown format; neither the content nor",
        ),
    ],
)
def test_mistakes(arguments: list[str], code: int, message: str) -> None:
    Path("entity.tmx").write_text(_TMX.format(head=_ENTITY, tail="&e;"), encoding="utf-8")
    Path("broken.sqlite").write_bytes(b"SQLite format 3\0 and no more")
    result = _run(*arguments)
    assert (result.exit_code, message in result.output) == (code, True), result.output
    assert not Path("x").exists()
