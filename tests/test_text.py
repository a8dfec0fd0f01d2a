"""Lossless decoding, positions, and edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_align.errors import DecodeError, UsageError
from loc_align.model import Edit, Span
from loc_align.text import Lines, apply_edits, decode, encode


@given(st.text(), st.booleans())
def test_decode_is_the_inverse_of_encode(text: str, bom: bool) -> None:
    text = text.removeprefix("\ufeff").encode("utf-8", "ignore").decode()
    assert decode(encode(text, bom=bom)) == ((text, True) if bom else (text, False))


@given(st.binary())
def test_encode_is_the_inverse_of_decode_on_bytes(data: bytes) -> None:
    try:
        text, bom = decode(data)
    except DecodeError:
        return
    assert encode(text, bom=bom) == data


def test_a_bad_byte_is_named_with_its_line() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(b"one\ntwo\xff", "a.md")
    assert str(caught.value) == "a.md:2: byte 7 (0xff) is not UTF-8; convert the file to UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_wide_encoding_without_a_byte_order_mark_is_refused(encoding: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode('<span data-ttu-id="1a2b3-101">Да</span>'.encode(encoding), "a.md")
    assert str(caught.value) == "a.md: every second byte is zero, as in UTF-16; convert the file to UTF-8"


@pytest.mark.parametrize("data", [b"a\0b", b"\0" * 99, b"words and\0\0\0\0\0\0 zeros"])
def test_zeros_alone_do_not_make_a_wide_encoding(data: bytes) -> None:
    assert decode(data) == (data.decode(), False)


def test_a_bad_byte_without_a_name() -> None:
    with pytest.raises(DecodeError, match=r"^line 1: byte 0 \(0x80\)"):
        decode(b"\x80")


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (7, (3, 4)), (8, (4, 1))],
)
def test_positions_count_lines_by_newline_only(offset: int, position: tuple[int, int]) -> None:
    assert Lines("ab\n\nx\u2028y\n").position(offset) == position


def test_edits_apply_in_any_order() -> None:
    edits = [Edit(Span(4, 5), "E"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "+")]
    assert apply_edits("abcdef", edits) == "b+cdEf"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(UsageError, match="edits overlap at offset 1"):
        apply_edits("abc", [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])
