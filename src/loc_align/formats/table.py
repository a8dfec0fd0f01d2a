"""Tables of comma-separated (RFC 4180) and tab-separated values: a header row, then one unit per row."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from loc_align.errors import FormatError
from loc_align.formats.base import Format
from loc_align.formats.columns import COLUMNS, Columns, cells
from loc_align.formats.unit_json import row_of
from loc_align.formats.unit_row import unit_of
from loc_align.model import TranslationUnit

_DELIMITERS = ",;\t"
_LONGEST = 1 << 24
"""The maximum length of a cell, in characters. It keeps an unclosed quote from reading the whole file as one cell."""


def _head(delimiter: str) -> bytes:
    return (delimiter.join(COLUMNS) + "\r\n").encode()


class _Encoded:
    """A file that encodes each row, because one wide character makes a text buffer use more memory per character."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []

    def write(self, row: str) -> None:
        self.rows.append(row.encode("utf-8", "replace"))


def _body(units: Iterable[TranslationUnit], delimiter: str) -> bytes:
    encoded = _Encoded()
    csv.writer(encoded, delimiter=delimiter).writerows(map(cells, units))
    return b"".join(encoded.rows)


def _read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    head = stream.read(4096)
    stream.seek(0)
    text = io.TextIOWrapper(stream, _encoding(head), newline="")
    try:
        yield from _units(text, _delimiter(_first_line(head)), name)
    finally:
        text.detach()


def _units(text: io.TextIOWrapper, delimiter: str, name: str) -> Iterator[TranslationUnit]:
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    line, columns = 1, None
    while True:
        where = f"{name}:{line}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            message = (
                f"{where}: not a valid table: {error}; "
                "put a cell that contains quotes, delimiters, or line ends in quotes"
            )
            raise FormatError(message) from None
        except UnicodeDecodeError as error:
            message = (
                f"{where}: byte 0x{error.object[error.start]:02x} on this or a later line is not "
                f"{error.encoding.upper()}; save the file as UTF-8"
            )
            raise FormatError(message) from None
        if row is None:
            return
        if columns is None:
            columns = Columns(row, where)
        elif any(row):
            for values in columns.values(row, line, where):
                yield unit_of(row_of(values, where), line)
        line = rows.line_num + 1


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"


def _first_line(head: bytes) -> str:
    text = head.decode(_encoding(head), "ignore")
    return text.split("\n", 1)[0].strip("\r")


def _delimiter(line: str) -> str:
    """Return the most frequent delimiter in the first line."""
    return max(_DELIMITERS, key=line.count)


def _is_table(head: bytes, delimiters: str) -> bool:
    """Return whether the first line names the columns of sources and targets."""
    line = _first_line(head)
    delimiter = _delimiter(line)
    if delimiter not in delimiters or delimiter not in line:
        return False
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        Columns(names, "")
    except (csv.Error, FormatError):
        return False
    return True


CSV = Format(
    "csv", (".csv",), lambda _: _head(","), lambda units, _: _body(units, ","), b"", b"", _read,
    lambda head: _is_table(head, ",;"),
)  # fmt: skip
TSV = Format(
    "tsv", (".tsv", ".tab"), lambda _: _head("\t"), lambda units, _: _body(units, "\t"), b"", b"", _read,
    lambda head: _is_table(head, "\t"),
)  # fmt: skip
