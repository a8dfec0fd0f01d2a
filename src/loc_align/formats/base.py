"""What a format is: how units become bytes and bytes units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats.returned import Returned
from loc_align.model import Bitext, TranslationUnit
from loc_align.text import digest


class WriteOptions(Struct, frozen=True):
    """What a caller may choose about a memory that is written, and what is known of the document it comes from."""

    source_lang: str = "en-US"
    """The language that the memory as a whole calls its source, canonical BCP 47."""
    target_lang: str = "und"
    """The language of the targets, for a form that names one for all units."""
    level: Literal[1, 2] = 2
    """For TMX: 2 writes inline codes as elements, 1 plain text."""
    document_hash: str | None = None
    """The hash of the one document that the units come from, for a form that carries it."""
    relative: str | None = None
    """Where the document stands below the folder that was exported, by which a merge finds it again."""
    part: int = 0
    """Which body of its file is written, for a form whose parts have ids that must differ."""
    references: frozenset[str] = frozenset()
    """The labels of that document's link reference definitions, which make links of ``[text][label]``."""


def document_options(bitext: Bitext, options: WriteOptions, relative: str | None = None) -> WriteOptions:
    """The options for the units of one document: its languages, its hash, its reference definitions.

    Args:
        bitext: the document's units.
        options: what the caller chose.
        relative: where the document stands below the folder that is exported.
    """
    document = bitext.document
    return replace(
        options,
        target_lang=bitext.target_lang,
        document_hash=digest(document.text, bom=document.bom),
        relative=relative,
        references=document.references,
    )


class Format(Struct, frozen=True):
    """A format of translation memories.

    A file is ``head``, the non-empty bodies joined by ``separator``, and ``tail``, so that bodies can be made apart
    and in parallel; how the units are cut into bodies does not show, as long as the units of a file stay together.
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
    read_back: Callable[[BinaryIO, str], Iterator[Returned]] | None = None
    """Like :attr:`read`, with what a merge needs; for the forms that translators send back."""
    empty: bytes = b""
    """What stands in the place of the bodies where there is none."""
    holds: Callable[[TranslationUnit], bool] = lambda _: True
    """Whether a unit has a place in it; one that has none is left out."""
    read_from: Callable[[BinaryIO, str, str], Iterator[TranslationUnit]] | None = None
    """Like :attr:`read`, with the language to take as the source, for a form whose units hold several."""
    one_target_lang: bool = False
    """Whether all units of a file must have the same target language, which the head names."""
