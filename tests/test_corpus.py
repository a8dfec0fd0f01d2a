"""Finding files, processing them in parallel, and writing them atomically."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from loc_align.errors import DecodeError, InputError, UsageError
from loc_align.files.finding import Found, find
from loc_align.files.io import atomic, read
from loc_align.files.outcome import Outcome
from loc_align.files.parallel import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("docs/b.md", "docs/a/c.MD", "docs/a/d.txt", "docs/.hidden.md", "docs/.git/e.md", "other/f.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"text")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["docs"], [("docs/a/c.MD", "a/c.MD"), ("docs/b.md", "b.md")]),
        (["./docs/"], [("docs/a/c.MD", "a/c.MD"), ("docs/b.md", "b.md")]),
        (["docs/b.md", "docs"], [("docs/b.md", "b.md"), ("docs/a/c.MD", "a/c.MD")]),
        (["docs/a/d.txt"], [("docs/a/d.txt", "d.txt")]),
        (["docs/**/*.md"], [("docs/b.md", "b.md")]),
        (["*/*.md"], [("docs/b.md", "docs/b.md"), ("other/f.md", "other/f.md")]),
        (["docs/../other"], [("docs/../other/f.md", "f.md")]),
    ],
)
def test_paths_name_files(paths: list[str], found: list[tuple[str, str]]) -> None:
    assert find(paths) == [Found(path, relative) for path, relative in found]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "nowhere: no such file or folder"),
        ("no/*.md", "no/*.md: no such file or folder"),
        ("docs/.git/..empty", "docs/.git/..empty: no such file or folder"),
    ],
)
def test_a_path_that_names_nothing_is_refused(path: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        find([path])
    assert str(caught.value) == message


def test_a_folder_without_markdown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the folder contains no Markdown file \(\*\.md\)$"):
        find([str(tmp_path)])


def _measure(found: Found) -> int:
    path = found.path
    if path.endswith("b.md"):
        message = "cannot be used"
        raise InputError(message)
    if path.endswith("f.md"):
        message = "odd"
        raise ValueError(message)
    return len(Path(path).read_bytes())


def _named(paths: Sequence[str]) -> list[Found]:
    return [Found(path, path) for path in paths]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_bad_file_does_not_stop_the_others(jobs: int) -> None:
    files = ["docs/a/c.MD", "docs/b.md", "missing.md", "other/f.md", "docs/a/d.txt"]
    assert list(run(_named(files), _measure, jobs=jobs)) == [
        Outcome("docs/a/c.MD", 4),
        Outcome("docs/b.md", error="docs/b.md: cannot be used"),
        Outcome("missing.md", error="missing.md: No such file or directory"),
        Outcome("other/f.md", error="other/f.md: internal error, please report it: ValueError: odd"),
        Outcome("docs/a/d.txt", 4),
    ]


def test_many_files_come_in_order(tmp_path: Path) -> None:
    files = []
    for number in range(200):
        path = tmp_path / f"{number:03}.md"
        path.write_bytes(b"x" * (number * 100))
        files.append(str(path))
    assert [outcome.value for outcome in run(_named(files), _measure, jobs=3)] == [
        number * 100 for number in range(200)
    ]


def _die(found: Found) -> int:
    if found.path == "killer":
        os._exit(9)
    return 1


def test_a_killed_process_is_reported() -> None:
    outcomes = list(run(_named(["a", "killer", "b"]), _die, jobs=2))
    assert [outcome.path for outcome in outcomes] == ["a", "killer", "b"]
    killed = outcomes[1].error
    assert killed is not None
    assert killed.startswith("killer: the worker process was killed")


def test_a_whole_file_takes_its_name(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.tmx"
    with atomic(path) as stream:
        stream.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert [item.name for item in path.parent.iterdir()] == ["out.tmx"]


def _interrupted(path: Path, error: type[BaseException]) -> None:
    with atomic(path) as stream:
        stream.write(b"new")
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_run_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.tmx"
    path.write_bytes(b"old")
    with pytest.raises(error):
        _interrupted(path, error)
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["out.tmx"]


def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with atomic(path) as stream:
        stream.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_and_a_device_written_to(tmp_path: Path) -> None:
    (tmp_path / "real.tmx").write_bytes(b"old")
    link = tmp_path / "link.tmx"
    link.symlink_to("real.tmx")
    with atomic(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.tmx").read_bytes() == b"new"
    with atomic(os.devnull) as stream:
        stream.write(b"gone")
    assert Path(os.devnull).is_char_device()


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match=r"file/out\.tmx: "), atomic(tmp_path / "file" / "out.tmx"):
        pass


def test_a_document_is_read_from_bytes_or_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"# x\n")
    assert read(path).path == path.as_posix()
    assert read(path, path="docs/a.md").path == "docs/a.md"
    assert read(b"# x\n").blocks == read(path).blocks


def _run_out_of_space(path: Path) -> None:
    with atomic(path) as stream:
        stream.write(b"new")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(InputError, match=r"file/a\.md: cannot be written: "), atomic(tmp_path / "file" / "a.md"):
        pass
    with pytest.raises(InputError, match=r"file: cannot be written: No space left on device$"):
        _run_out_of_space(tmp_path / "file")
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == {"file": b"old"}


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.md: No such file or directory$"):
        read(tmp_path / "nothing.md")
    (tmp_path / "bad.md").write_bytes(b"\xff")
    with pytest.raises(DecodeError, match=r"bad\.md:1: byte 0"):
        read(tmp_path / "bad.md")
