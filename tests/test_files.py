"""Input and output of the library: paths, bytes, and any kind of binary file object."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import loc_align
from loc_align.formats import FORMATS

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "docs"
OVERVIEW = EXAMPLES / "fr-FR" / "overview.md"
DATA = OVERVIEW.read_bytes()
UNITS = loc_align.align(loc_align.read(OVERVIEW))


class Pipe:
    """A minimal file object that only reads a few bytes at a time, or only writes."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data
        self.at = 0

    def read(self, size: int = -1, /) -> bytes:
        end = len(self.data) if size < 0 else min(self.at + min(size, 1000), len(self.data))
        data, self.at = self.data[self.at : end], end
        return data

    def write(self, data: bytes, /) -> None:
        self.data += data


def written(name: str) -> bytes:
    stream = io.BytesIO()
    assert loc_align.write(UNITS, stream, name) == 24
    return stream.getvalue()


def test_a_document_from_a_path_bytes_or_a_file_object() -> None:
    expected = loc_align.read(str(OVERVIEW))
    assert expected.path == OVERVIEW.as_posix()
    assert loc_align.read(OVERVIEW) == expected
    assert loc_align.read(DATA, path=expected.path) == expected
    assert loc_align.read(io.BytesIO(DATA), path=expected.path) == expected
    assert loc_align.read(Pipe(DATA), path=expected.path) == expected
    with OVERVIEW.open("rb") as stream:
        assert loc_align.read(stream) == expected
        assert not stream.closed
    assert (loc_align.read(DATA).path, loc_align.read(io.BytesIO(DATA)).path) == ("", "")


def test_a_directory_entry_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(DATA)
    for folder in (tmp_path, os.fsencode(tmp_path)):
        with os.scandir(folder) as entries:
            (entry,) = entries
        document = loc_align.read(entry)  # type: ignore[arg-type]
        assert document.path == (tmp_path / "page.md").as_posix()


@pytest.mark.parametrize("name", FORMATS)
def test_a_memory_from_a_path_bytes_or_a_file_object(name: str, tmp_path: Path) -> None:
    data = written(name)
    path = tmp_path / f"memory{FORMATS[name].suffixes[0]}"
    assert loc_align.write(UNITS, path, name) == 24
    assert path.read_bytes() == data
    assert list(loc_align.read_units(path)) == list(UNITS)
    assert list(loc_align.read_units(str(path))) == list(UNITS)
    assert list(loc_align.read_units(data, name)) == list(UNITS)
    assert list(loc_align.read_units(Pipe(data), name)) == list(UNITS)
    with path.open("rb") as stream:
        assert list(loc_align.read_units(stream)) == list(UNITS)
        assert not stream.closed


def test_the_content_or_the_name_of_a_file_object_says_the_format(tmp_path: Path) -> None:
    for name in set(FORMATS) - {"csv", "tsv"}:
        assert list(loc_align.read_units(Pipe(written(name)))) == list(UNITS)
    with (tmp_path / "memory.csv").open("wb") as stream:
        assert loc_align.write(UNITS, stream) == 24
        assert not stream.closed
    assert (tmp_path / "memory.csv").read_bytes() == written("csv")


def test_compressed_memories(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "memory.tmx.gz", "wb") as stream:
        loc_align.write(UNITS, stream, "tmx")
    with gzip.open(tmp_path / "memory.tmx.gz") as stream:
        assert list(loc_align.read_units(stream)) == list(UNITS)
    with zipfile.ZipFile(tmp_path / "memory.zip", "w") as archive, archive.open("memory.csv", "w") as member:
        loc_align.write(UNITS, member, "csv")
    with zipfile.ZipFile(tmp_path / "memory.zip") as archive, archive.open("memory.csv") as member:
        assert list(loc_align.read_units(member)) == list(UNITS)


def test_a_file_object_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"a line of my own\n" + written("jsonl"))
    stream.readline()
    assert list(loc_align.read_units(stream, "jsonl")) == list(UNITS)
    document = io.BytesIO(b"#!first line\n" + DATA)
    document.readline()
    assert loc_align.read(document).text == DATA.decode()


def test_units_stream_through_a_pipe() -> None:
    """The reader yields the first units before the writer has written the last ones."""
    lines = written("jsonl").splitlines(keepends=True) * 200
    reading, writing = os.pipe()
    first = threading.Event()

    def feed() -> None:
        with open(writing, "wb") as stream:  # noqa: PTH123 - a descriptor
            stream.writelines(lines[:-1])
            stream.flush()
            first.wait(60)
            stream.write(lines[-1])

    feeder = threading.Thread(target=feed)
    feeder.start()
    with open(reading, "rb") as stream:  # noqa: PTH123 - a descriptor
        units = loc_align.read_units(stream)
        assert next(units) == UNITS[0]
        first.set()
        assert sum(1 for _ in units) == len(lines) - 1
    feeder.join()


def test_what_came_back_from_translators(tmp_path: Path) -> None:
    data = written("xliff")
    (tmp_path / "page.xlf").write_bytes(data)
    expected = list(loc_align.read_returned(tmp_path / "page.xlf"))
    assert [item.unit.id for item in expected] == [unit.id for unit in UNITS]
    assert list(loc_align.read_returned(data)) == expected
    assert list(loc_align.read_returned(Pipe(data))) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OVERVIEW.read_text(encoding="utf-8"), "the path is a string of 4,986 characters "),
        ("# Title\n", "the path is a string of 8 characters "),
        ("x" * 300, "the path is a string of 300 characters "),
        ("Words, words. / " * 70, "the path is a string of 1,120 characters "),
        ("a\0b", "the path is a string of 3 characters "),
        ("missing.md", "missing.md: No such file or directory"),
        ("", "an empty path: "),
    ],
)  # fmt: skip
def test_text_in_the_place_of_a_path_is_not_repeated(text: str, message: str) -> None:
    for reader in (loc_align.read, lambda file: next(loc_align.read_units(file)), loc_align.Memory):
        with pytest.raises(loc_align.InputError) as caught:
            reader(text)
        told = str(caught.value)
        assert told.startswith(message)
        if message.startswith("the path"):
            assert told.removeprefix(message) == (
                "and looks like the text of a file; give a path, or the text as bytes"
            )


def test_a_file_with_a_strange_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.md"
    path.write_bytes(DATA)
    assert loc_align.read(path).text == DATA.decode()


def test_text_mode_is_refused() -> None:
    text: Any
    for text in (OVERVIEW.open(encoding="utf-8"), io.StringIO("# One")):
        with (
            text,
            pytest.raises(loc_align.UsageError, match=r"^the file is open in text mode; open it in binary mode, "),
        ):
            loc_align.read(text)
        with pytest.raises(loc_align.UsageError, match=r"^the file is open in text mode"):
            loc_align.read_units(text)
    text = io.StringIO()
    with pytest.raises(loc_align.UsageError, match=r"^the file is open in text mode"):
        loc_align.write(UNITS, text, "tmx")


@pytest.mark.parametrize("value", [None, 0, ["page.md"]])
def test_other_values_are_refused(value: Any) -> None:  # noqa: ANN401 - any of them
    message = f"^the file must be a path, bytes, or a binary file object, not {type(value).__name__}$"
    with pytest.raises(loc_align.UsageError, match=message):
        loc_align.read(value)
    with pytest.raises(loc_align.UsageError, match=message):
        loc_align.read_units(value)
    with pytest.raises(loc_align.UsageError, match=message):
        loc_align.write(UNITS, value, "tmx")


def test_bytes_are_no_place_to_write_to() -> None:
    value: Any = b"memory.tmx"
    with pytest.raises(
        loc_align.UsageError, match=r"^the output cannot be bytes; give a path or a binary file object$"
    ):
        loc_align.write(UNITS, value, "tmx")


def test_a_file_object_without_a_name_needs_a_format() -> None:
    with pytest.raises(loc_align.UsageError, match=r"^a file object without a name has no suffix; give "):
        loc_align.write(UNITS, io.BytesIO())
    with pytest.raises(loc_align.FormatError, match=r"^<bytes>: unknown format; neither the content "):
        next(loc_align.read_units(b"junk"))
    with pytest.raises(loc_align.UsageError, match=r"^unknown format 'docx'; "):
        loc_align.read_units(b"", "docx")


def test_errors_of_the_units_are_not_those_of_the_file(tmp_path: Path) -> None:
    def units() -> Iterator[loc_align.TranslationUnit]:
        yield from UNITS
        Path("missing.txt").read_bytes()

    with pytest.raises(FileNotFoundError, match=r"missing\.txt"):
        loc_align.write(units(), tmp_path / "memory.tmx")
    assert list(tmp_path.iterdir()) == []
