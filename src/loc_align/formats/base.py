"""The interface of a format: functions that write and read units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from loc_align.formats.returned import Returned
from loc_align.model import Bitext, TranslationUnit
from loc_align.text import digest


class Publication(Struct, frozen=True):
    """Where the documents were published, for a format that stores it. Nothing here is guessed."""

    repository: str | None = None
    """The address of the repository."""
    revision: str | None = None
    """The commit of the repository that the document was read from."""
    license: str | None = None
    """The license of the text, as an SPDX identifier."""


_NONE: Mapping[str, str] = MappingProxyType({})


class WriteOptions(Struct, frozen=True):
    """The options for writing a memory, and facts about the document that the units come from."""

    source_lang: str = "en-US"
    """The source language of the whole memory, canonical BCP 47."""
    target_lang: str = "und"
    """The target language, for a format with one target language for each file."""
    level: Literal[1, 2] = 2
    """The level of TMX: 2 writes inline codes as elements, 1 writes plain text."""
    document_hash: str | None = None
    """The SHA-256 of the document, for a format that stores it."""
    relative: str | None = None
    """The path of the document relative to the exported folder, which a merge needs."""
    part: int = 0
    """The number of the body in its file, for a format that needs distinct IDs in each body."""
    locked: frozenset[str] = frozenset()
    """The IDs of the units that translators must leave as they are, for a format that a merge reads."""
    old_sources: Mapping[str, str] = _NONE
    """What the document has instead of the source of a unit, by its ID: the fingerprint of the old source of a pair;
    ``none`` if the source stands there without a pair."""
    differences: bool = False
    """Whether to note how the source of a unit differs from that of its best match, for a format that a merge reads."""
    references: frozenset[str] = frozenset()
    """The labels of the link reference definitions in the document."""
    publication: Publication = Publication()


def document_options(bitext: Bitext, options: WriteOptions, relative: str | None = None) -> WriteOptions:
    """Return the options for the units of one document, with its target language, hash, and reference definitions.

    Args:
        bitext: the units of the document.
        options: the options of the caller.
        relative: the path of the document relative to the exported folder.
    """
    document = bitext.document
    return replace(
        options,
        target_lang=bitext.target_lang,
        document_hash=digest(document.file_text, bom=document.bom),
        relative=relative,
        references=document.references,
    )


class Assembly(Protocol):
    """Makes a file from its bodies, one after the other."""

    def add(self, body: bytes, /) -> bytes:
        """Add a body; return the bytes of the file that are complete."""

    def end(self) -> bytes:
        """Return the rest of the file."""


class _Joined:
    """A file that consists of a head, the non-empty bodies with separators, and a tail."""

    def __init__(self, form: Format, options: WriteOptions) -> None:
        self._form = form
        self._before = form.head(options)
        self._bodies = 0

    def add(self, body: bytes) -> bytes:
        if not body:
            return b""
        before = self._form.separator if self._bodies else self._before
        self._bodies += 1
        return before + body

    def end(self) -> bytes:
        return self._form.tail if self._bodies else self._before + self._form.empty + self._form.tail


class Format(Struct, frozen=True):
    """A format of translation memories.

    A file consists of ``head``, the non-empty bodies joined by ``separator``, and ``tail``, so bodies can be made in
    parallel. The file does not depend on how the units are divided into bodies, as long as the units of a document stay
    together.
    """

    name: str
    suffixes: tuple[str, ...]
    head: Callable[[WriteOptions], bytes]
    body: Callable[[Iterable[TranslationUnit], WriteOptions], bytes]
    separator: bytes
    tail: bytes
    read: Callable[..., Iterator[TranslationUnit]]
    """Yields the units of a stream. The second argument is the name of the file, for messages."""
    sniff: Callable[[bytes], bool]
    """Returns whether the first bytes of a file are those of this format."""
    read_returned: Callable[..., Iterator[Returned]] | None = None
    """Like :attr:`read`, with the facts that a merge needs; ``None`` for a format that cannot be merged."""
    empty: bytes = b""
    """The placeholder for a file without bodies."""
    supports: Callable[[TranslationUnit], bool] = lambda _: True
    """Returns whether the format can represent a unit. Other units are skipped."""
    read_from: Callable[..., Iterator[TranslationUnit]] | None = None
    """Like :attr:`read`, with the language of the sources, for a format with more than two languages in a unit."""
    is_tolerant: bool = False
    """Whether the readers take ``notices``, which collects the deviations that lose nothing."""
    one_target_lang: bool = False
    """Whether all units of a file must have the same target language."""
    assembler: Callable[[WriteOptions], Assembly] | None = None
    """Starts a file, for a format that does more with its bodies than to join them."""

    stores_publication: bool = False
    """Whether the format stores where documents were published."""
    read_published: Callable[[BinaryIO, str], Iterator[tuple[TranslationUnit, Publication]]] | None = None
    """Like :attr:`read`, with where the document of each unit was published, for a format that stores it."""

    def assembly(self, options: WriteOptions) -> Assembly:
        """Start a file.

        Args:
            options: the options for the whole file.
        """
        return _Joined(self, options) if self.assembler is None else self.assembler(options)
