"""Pairing source and target files by name, and languages in paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_align.documents.path_language import path_lang, stem_lang
from loc_align.errors import UsageError
from loc_align.files.pairing import pair_files


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "docs/en/a.md", "docs/en/deep/b.md", "docs/en/only.md", "docs/de/a.md", "docs/de/deep/b.md", "docs/de/nur.md",
        "mixed/a.md", "mixed/a.de.md", "mixed/a.zh-Hans.md", "mixed/deep/b.en.md", "mixed/deep/b.de.md",
        "mixed/v1.2.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def _pairs(source: str, target: str) -> list[tuple[str, str, str]]:
    return [(pair.source, pair.target, pair.relative) for pair in pair_files(source, target).pairs]


def test_two_files_are_a_pair() -> None:
    assert _pairs("docs/en/a.md", "docs/de/nur.md") == [("docs/en/a.md", "docs/de/nur.md", "nur.md")]


@pytest.mark.parametrize(("source", "target"), [("docs/en", "docs/de"), ("docs/en/**", "docs/de/**")])
def test_folders_and_patterns_are_paired_and_the_rest_is_named(source: str, target: str) -> None:
    found = pair_files(source, target)
    assert [(pair.source, pair.target, pair.relative) for pair in found.pairs] == [
        ("docs/en/a.md", "docs/de/a.md", "a.md"),
        ("docs/en/deep/b.md", "docs/de/deep/b.md", "deep/b.md"),
    ]
    assert found.unpaired == ("docs/en/only.md", "docs/de/nur.md")


def test_translations_beside_the_sources_lack_no_translation() -> None:
    found = pair_files("mixed/*.md", "mixed/*.de.md")
    assert [(pair.source, pair.target) for pair in found.pairs] == [("mixed/a.md", "mixed/a.de.md")]
    assert found.unpaired == ("mixed/v1.2.md",)


def test_a_language_at_the_end_of_the_name_does_not_count() -> None:
    found = pair_files("mixed", "mixed")
    assert [(pair.source, pair.target) for pair in found.pairs] == [
        ("mixed/a.md", "mixed/a.de.md"),
        ("mixed/a.md", "mixed/a.zh-Hans.md"),
        ("mixed/deep/b.en.md", "mixed/deep/b.de.md"),
    ]
    assert found.unpaired == ("mixed/v1.2.md",)


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("mixed/*.md", "mixed/*.de.md", [("mixed/a.md", "mixed/a.de.md", "a.de.md")]),
        ("mixed/[ab].md", "mixed/?.de.md", [("mixed/a.md", "mixed/a.de.md", "a.de.md")]),
        ("docs/e*/**/*.md", "docs/d*/**/*.md", []),
        ("docs/en/**/b.md", "docs/de/**/b.md", [("docs/en/deep/b.md", "docs/de/deep/b.md", "deep/b.md")]),
        ("docs/[!d]n/[!o]*", "docs/[!d]e/[!o]*", []),
    ],
)
def test_wildcards_stand_for_the_same(source: str, target: str, pairs: list[tuple[str, str, str]]) -> None:
    if pairs:
        assert _pairs(source, target) == pairs
    else:
        with pytest.raises(UsageError):
            pair_files(source, target)


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("docs/en", "docs/nowhere", "docs/nowhere: no such file or folder"),
        (
            "docs/en/a.md",
            "docs/de",
            "docs/en/a.md and docs/de cannot be paired; give two files, two folders, or two patterns",
        ),
        ("docs/en/**", "docs/*/**", "the two patterns have different numbers of wildcards"),
        ("docs/en/deep", "docs/de", "no file in docs/en/deep has the same name as one in docs/de"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_call(source: str, target: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("*", r"\*")):
        pair_files(source, target)


@pytest.mark.parametrize(
    ("path", "other", "lang"),
    [
        ("docs/de/a.md", "docs/en/a.md", "de"),
        ("docs/zh-hans-cn/ml/a.md", "docs/en-us/ml/a.md", "zh-hans-cn"),
        ("cs/docs/a.md", "cs/docs/a.md", None),
        ("a.pt-BR.md", "a.md", "pt-BR"),
        ("docs/de/a.fr.md", "docs/en/a.md", "fr"),
        ("src/api/a.md", "docs/a.md", None),
        ("fil-PH/a.md", "en/a.md", "fil-PH"),
        ("v1.2.md", "v1.1.md", None),
        ("sign_in.md", "a.md", None),
    ],
)
def test_a_path_names_a_language(path: str, other: str, lang: str | None) -> None:
    assert path_lang(path, other) == lang


@given(st.text("ab._-", max_size=12), st.sampled_from(["de", "zh-Hant-TW", "es-419", "pt_BR"]))
def test_a_language_comes_off_and_nothing_else(stem: str, lang: str) -> None:
    assert stem_lang(f"x{stem}.{lang}.md") == (f"x{stem}.md", lang)
