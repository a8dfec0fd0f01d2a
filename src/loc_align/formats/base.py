"""What a format is: how units become bytes and bytes units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from loc_align.model import TranslationUnit


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a caller may choose about a memory that is written."""

    source_lang: str = "en-US"
    """The language that the memory as a whole calls its source, canonical BCP 47."""
    level: Literal[1, 2] = 2
    """For TMX: 2 writes inline codes as elements, 1 plain text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of translation memories.

    A file is ``head``, the non-empty bodies joined by ``separator``, and ``tail``, so that bodies can be made apart
    and in parallel; how the units are cut into bodies does not show.
    """

    name: str
    suffixes: tuple[str, ...]
    head: Callable[[WriteOptions], bytes]
    body: Callable[[Iterable[TranslationUnit], WriteOptions], bytes]
    separator: bytes
    tail: bytes
    read: Callable[[BinaryIO, str], Iterator[TranslationUnit]]
    """From a stream and its name, for messages, to units; streaming."""
    sniff: Callable[[bytes], bool]
    """Whether a file that begins so is of this format."""
