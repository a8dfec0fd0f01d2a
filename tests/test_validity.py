"""Valid files are read, invalid ones are refused with the line and the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

import loc_align
from fixture_cases import FIXTURES
from loc_align.errors import FormatError

_VALID = sorted((*FIXTURES.glob("xliff/valid/*"), *FIXTURES.glob("tmx/valid/*")))
_INVALID = sorted(
    path for folder in ("xliff", "tmx") for path in (FIXTURES / folder / "invalid").iterdir() if path.suffix != ".txt"
)


def _name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


@pytest.mark.parametrize("path", _VALID, ids=_name)
def test_a_valid_file_is_read(path: Path) -> None:
    assert list(loc_align.read_units(path))


@pytest.mark.parametrize("path", _INVALID, ids=_name)
def test_an_invalid_file_is_refused_with_line_and_rule(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence stands beside the file."""
    monkeypatch.chdir(path.parent)
    with pytest.raises(FormatError) as caught:
        list(loc_align.read_units(path.name))
    assert str(caught.value) == path.with_suffix(".txt").read_text(encoding="utf-8").strip()
