"""Memory: what a damaged file takes grows with its size, by a limited number of bytes a byte."""

from __future__ import annotations

import tracemalloc

import pytest

from loc_align.documents import parse
from loc_align.markdown import inline
from side_by_side import pair

_SIZE = 400_000


@pytest.mark.parametrize(
    ("string", "bytes_a_byte"),
    [(">", 8), ('<span class="sxs-lookup">', 30), ("</span>", 60), ("[", 8), ("text\n\n", 60)],
)
@pytest.mark.parametrize("paired", [False, True])
def test_reading_takes_little_memory(string: str, bytes_a_byte: int, paired: bool) -> None:
    text = string * (_SIZE // len(string))
    data = (pair("a-101", text, "source") if paired else text).encode()
    parse(b"# Warm-up\n")
    tracemalloc.start()
    try:
        document = parse(data)
        for item in document.pairs:
            inline.plain(item.target.text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak / len(data) <= bytes_a_byte
