"""Finding files, processing them in parallel, and writing them atomically."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from loc_align.errors import DecodeError, InputError, UsageError, bug_message, printable
from loc_align.files.finding import Found, find
from loc_align.files.io import atomic, read
from loc_align.files.outcome import Outcome
from loc_align.files.parallel import run
from loc_align.files.workers import Shared, sharing


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
    with pytest.raises(
        UsageError, match=r"the folder contains no Markdown file \(\*\.md, \*\.markdown, \*\.mdx, \*\.mdoc, \*\.qmd\)$"
    ):
        find([str(tmp_path)])


def _linked(folder: Path) -> None:
    """Add symbolic links and a named pipe."""
    (folder / "docs/self.md").symlink_to("self.md")
    (folder / "docs/gone.md").symlink_to("nowhere.md")
    (folder / "docs/inside.md").symlink_to("b.md")
    (folder / "docs/outside.md").symlink_to("../other/f.md")
    for name in ("loop", "again"):
        (folder / "docs" / name).symlink_to(".")
    (folder / "docs/other").symlink_to("../other")
    os.mkfifo(folder / "docs/pipe.md")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a path")
@pytest.mark.parametrize("path", ["docs", "docs/**/*.md", "docs/**"])
def test_below_a_folder_only_regular_files_are_read(folder: Path, path: str) -> None:
    _linked(folder)
    (folder / "docs/a/d.txt").unlink()
    (folder / "docs/a/c.MD").rename(folder / "docs/a/c.md")
    warnings: list[str] = []
    assert [item.relative for item in find([path], warn=warnings.append)] == ["a/c.md", "b.md", "inside.md"]
    assert warnings == [
        "docs: 4 links not followed; to follow links, add --follow-links",
        "docs: 2 broken links skipped",
        "docs: 1 special file skipped; only regular files are read",
    ]
    followed = [item.relative for item in find([path], follow_links=True, warn=warnings.append)]
    assert followed == ["a/c.md", "b.md", "inside.md", "other/f.md", "outside.md"]
    assert warnings[3:] == warnings[1:3]


@pytest.fixture
def unprivileged(folder: Path) -> Iterator[Path]:
    """Run a test as a user that permissions apply to."""
    me = os.geteuid()
    folder.chmod(0o755)
    if me == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(me)
    (folder / "docs/a").chmod(0o755)


def _permit(folder: str, mode: int) -> None:
    me = os.geteuid()
    os.seteuid(os.getuid())
    Path(folder).chmod(mode)
    os.seteuid(me)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
@pytest.mark.usefixtures("unprivileged")
def test_what_permissions_hide_is_an_error() -> None:
    _permit("docs/a", 0o000)
    message = "docs/a: the folder can't be read: Permission denied; allow reading it, or name the folders beside it"
    for path in ("docs", "docs/**/*.md"):
        with pytest.raises(InputError) as raised:
            find([path])
        assert str(raised.value) == message
    _permit("docs/a", 0o444)
    found = [item.path for item in find(["docs"])]
    assert found == ["docs/a/c.MD", "docs/b.md"]
    with pytest.raises(InputError, match=r"^docs/a/c\.MD: Permission denied$"):
        read(found[0])


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a path")
def test_a_file_that_is_named_can_be_anything(folder: Path) -> None:
    _linked(folder)
    assert [item.path for item in find(["docs/outside.md", "docs/pipe.md"])] == ["docs/outside.md", "docs/pipe.md"]
    with pytest.raises(UsageError, match=r"^docs/self\.md: the target of the link does not exist$"):
        find(["docs/self.md"])


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
        Outcome("other/f.md", error=f"other/f.md: {bug_message(ValueError('odd'))}"),
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
        os.kill(os.getpid(), signal.SIGKILL)
    if found.path == "quitter":
        os._exit(3)
    if found.path == "crasher":
        os.kill(os.getpid(), signal.SIGUSR1)
    return 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("jobs", range(2, 9))
@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("killer", "was killed, probably because memory ran out; use fewer --jobs"),
        ("quitter", "ended with the exit code 3"),
        ("crasher", "was ended by SIGUSR1"),
    ],
)
def test_a_dead_process_ends_the_run(name: str, how: str, jobs: int) -> None:
    with pytest.raises(InputError) as caught:
        list(run(_named([name, "b", "c"]), _die, jobs=jobs))
    assert str(caught.value) == f"{name} or 2 files after it: the worker process {how}"
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_what_was_complete_before_a_process_died_is_reported(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    large.write_bytes(b"x" * 300_000)  # a batch of its own
    outcomes = run(_named([*[str(large)] * 30, "killer"]), _die, jobs=2)
    taken: list[Outcome[int]] = []
    with pytest.raises(InputError, match=r"^killer: the worker process was killed"):
        taken.extend(outcomes)
    assert [*{*taken}] == [Outcome(str(large), 1)]
    assert len(taken) >= 22


def _large(found: Found) -> bytes:
    """Fill the pipe, and then die in the middle of the next message or before it."""
    if found.path == "killer":
        threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()
    return bytes(50_000_000)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_process_that_dies_while_it_sends_ends_the_run() -> None:
    with pytest.raises(InputError, match=r"the worker process was killed"):
        list(run(_named(["killer"] * 3), _large, jobs=2))


def _never(_: object) -> None:
    signal.pause()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_an_idle_process_that_dies_ends_the_run() -> None:
    def kill_one(shared: Shared) -> None:
        assert list(shared(abs, [-1, -2])) == [1, 2]
        idle = multiprocessing.active_children()[0]
        idle.kill()
        idle.join()
        list(shared(_never, [1, 2]))

    with pytest.raises(InputError, match=r"^a worker process was killed"), sharing(2) as shared:
        kill_one(shared)
    assert multiprocessing.active_children() == []


def _fail(item: int) -> None:
    raise ValueError(item) if item else _Unpicklable


class _Unpicklable(Exception):  # noqa: N818 - made to fail
    def __reduce__(self) -> str:
        raise TypeError


@pytest.mark.parametrize(("item", "kind", "message"), [(7, ValueError, "7"), (0, RuntimeError, "_Unpicklable: ")])
def test_an_exception_of_the_work_reaches_the_caller(item: int, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught, sharing(2) as shared:
        list(shared(_fail, [item]))
    assert (type(caught.value), str(caught.value)) == (kind, message)


_PARENT = """
import os, signal, sys
from loc_align.files.workers import sharing

def work(item):
    os.write(1, b"here" + os.linesep.encode())
    signal.pause()

with sharing(2) as shared:
    list(shared(work, [1, 2]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the script starts its processes with fork")
def test_processes_die_with_their_parent() -> None:
    command = [sys.executable, "-c", f"import multiprocessing; multiprocessing.set_start_method('fork')\n{_PARENT}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert all(process.stdout.readline() for _ in range(2))
        process.kill()
        # The end of the output shows that no process has it open anymore.
        assert process.communicate(timeout=30)[0] == b""


def test_a_draft_of_a_dead_process_is_deleted(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with atomic(tmp_path / "a.md"):
        (own,) = [item.name for item in tmp_path.iterdir()]
    other = tmp_path / "other"
    other.mkdir()
    stale = own.replace(f"-{os.getpid()}-", f"-{dead.pid}-")
    elsewhere = f".a.md.00000000-{dead.pid}-00000000.tmp"
    for name in (own, stale, elsewhere, ".a.md.tmp"):
        (other / name).write_bytes(b"half")
    with atomic(other / "b.md"):
        pass
    assert {item.name for item in other.iterdir()} == {own, elsewhere, ".a.md.tmp", "b.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("\N{HIRAGANA LETTER A}" * 84 + ".md")
    with atomic(path) as stream:
        stream.write(b"x")
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("caf\u00e9 \N{HIRAGANA LETTER A}.md", "caf\u00e9 \N{HIRAGANA LETTER A}.md"),
        ("a\n::error::b\r\x1b[1m\x9b\u202e\u2028.md", r"a\n::error::b\r\x1b[1m\x9b\u202e\u2028.md"),
        ("caf\udce9 \ud800.md", r"caf\xe9 \ud800.md"),
    ],
)
def test_names_are_shown_on_one_line(text: str, shown: str) -> None:
    assert printable(text) == shown
