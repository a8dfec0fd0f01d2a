"""Mutates inputs, with the tokens and the words of their format, and minimizes those that fail."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence

_TOKENS = re.compile(rb"[\w.-]+|\s+|[^\w\s]")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_LONGEST = 1 << 16
_MOST_MUTATIONS = 6
_MOST_REPEATS = 400
_NUMBERS = (b"0", b"-1", b"1e999", b"-0.0", b"9" * 20, b"9" * 5000, b"NaN", b"2147483648", b"9223372036854775808", b"")
_WORDS = (
    *(b"\x00", b"\x0b", b"\x1b[31m", b"\x7f", b"\x85", b"\xc2\x85", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
    *(b"\r", b"\r\n", b"\n", b"\n\n", b"\t", b" ", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xc2\xa0"),
    *(
        b"'",
        b'"',
        b"\\",
        b"`",
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&#xD800;",
        b"&lt;",
        b"%s",
        b"../",
        b"/dev/null",
        b"\\ud800",
    ),
    *("İ".encode(), "ß".encode(), "ﬁ".encode(), "ไทย".encode(), "日本".encode(), "عربي".encode(), "e\u0301".encode()),
)
"""What breaks readers of any format: control characters, broken UTF-8, white space, quotes, and scripts."""


def mutate(seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a mutation of a seed.

    Args:
        seeds: valid inputs.
        words: the words of the format.
        chance: the random number generator.
    """
    data = chance.choice(seeds)
    for _ in range(chance.randint(1, _MOST_MUTATIONS)):
        data = chance.choice(_MUTATIONS)(data, seeds, words, chance)[:_LONGEST]
    return data


_Mutation = Callable[[bytes, Sequence[bytes], Sequence[bytes], random.Random], bytes]


def _flip(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _insert(data: bytes, _seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice((*words, *_WORDS)) + data[at:]


def _replace(data: bytes, _seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    tokens = _TOKENS.findall(data) or [b""]
    tokens[chance.randrange(len(tokens))] = chance.choice((*words, *_WORDS, *tokens[:100]))
    return b"".join(tokens)


def _remove(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted(_range(data, chance))
    return data[:start] + data[end:]


def _repeat(data: bytes, _seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted(_range(data, chance))
    part = chance.choice((data[start : start + 40], data[start:end], *words))
    return data[:start] + part * chance.randint(2, _MOST_REPEATS) + data[start:]


def _move(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted(_range(data, chance))
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _splice(data: bytes, seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _number(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    found = [*_NUMBER.finditer(data)]
    if not found:
        return data
    start, end = chance.choice(found).span()
    return data[:start] + chance.choice(_NUMBERS) + data[end:]


def _swap_lines(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _cut(data: bytes, _seeds: Sequence[bytes], _words: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


_MUTATIONS: tuple[_Mutation, ...] = (
    *(_flip, _insert, _insert, _replace, _replace, _remove, _repeat, _move, _splice, _number, _swap_lines, _cut),
)


def _range(data: bytes, chance: random.Random) -> tuple[int, int]:
    return chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)


def minimize(data: bytes, fails: Callable[[bytes], bool], seconds: float) -> bytes:
    """Return a smaller input that fails too, by removing ever smaller parts (Zeller, Delta Debugging).

    Args:
        data: an input that fails.
        fails: whether an input fails in the same way.
        seconds: when to stop.
    """
    end = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while True:
        at, before = 0, len(data)
        while at < len(data):
            if time.monotonic() > end:
                return data
            shorter = data[:at] + data[at + size :]
            if fails(shorter):
                data = shorter
            else:
                at += size
        if size == 1 and len(data) == before:
            return data
        size = max(1, size // 2)
