"""The cache of results between runs."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from loc_align.checks.base import LocatedFact
from loc_align.checks.run import CheckResult
from loc_align.checks.serialization import dump_result, load_result
from loc_align.files.cache import Cache, cache_folder
from loc_align.model import Edit, Problem, Span

PROBLEM = Problem(
    "ä.md", "r", "error", "m", 1, 2, 3, 4, Span(5, 6), (Edit(Span(7, 8), "\ud800"),), "u", "text", Span(0, 1), "source",
    "fr-FR", "HT", "f",
)  # fmt: skip


def test_what_was_found_is_read_as_it_was_written() -> None:
    checked = CheckResult((PROBLEM, PROBLEM), (("rule", LocatedFact("key", "value", PROBLEM)),))
    assert load_result(dump_result(checked)) == checked
    assert load_result(dump_result(CheckResult(()))) == CheckResult(())


@pytest.mark.parametrize("data", [b"", b"[]", b"[1, 2]", b"[[[1]], []]", b"\xff"])
def test_other_bytes_are_no_result(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        load_result(data)


def test_a_result_holds_for_the_same_parts_only(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    assert cache.get("a.md", [b"1", b"2"]) is None
    cache.put("a.md", [b"1", b"2"], b"result")
    assert cache.get("a.md", [b"1", b"2"]) == b"result"
    assert cache.get("a.md", [b"12", b""]) is None
    assert cache.get("b.md", [b"1", b"2"]) is None
    cache.put("a.md", [b"3"], b"other")
    assert cache.get("a.md", [b"1", b"2"]) is None
    assert len([path for path in (tmp_path / "cache").rglob("*") if path.is_file()]) == 1


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(str(tmp_path / "file" / "cache"))
    cache.put("a.md", [b"1"], b"result")
    assert cache.get("a.md", [b"1"]) is None


def test_the_folder_is_where_the_platform_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LOC_ALIGN_CACHE", raising=False)
    assert cache_folder() == platformdirs.user_cache_path("loc-align", appauthor=False)
    monkeypatch.setenv("LOC_ALIGN_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG Base Directory Specification is for Linux")
def test_the_folder_on_linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LOC_ALIGN_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", f"{tmp_path}/xdg")
    assert cache_folder() == tmp_path / "xdg" / "loc-align"
    for nothing in ("", " "):
        monkeypatch.setenv("XDG_CACHE_HOME", nothing)
        assert cache_folder() == tmp_path / ".cache" / "loc-align"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == tmp_path / ".cache" / "loc-align"
