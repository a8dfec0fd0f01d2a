"""Parses a file by its suffix: Markdown, or a container with Markdown."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import PurePath

from loc_align.documents import reading
from loc_align.documents.containers.reading import parse_container
from loc_align.documents.containers.table import CONTAINERS
from loc_align.model import NO_CONVENTIONS, Conventions, Document

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdoc", ".rmd", ".qmd", ".txt", "")
"""The suffixes of Markdown files, in lower case."""


def parse(
    data: bytes, path: str = "", flavour: str | None = None, conventions: Conventions = NO_CONVENTIONS
) -> Document:
    """Parse a document, side by side or in one language.

    If the suffix of the file is in :data:`~loc_align.documents.containers.table.CONTAINERS`, the file is read in that
    format, and otherwise as Markdown. Damage in the document becomes :attr:`Document.defects`.

    Args:
        data: the bytes of the file: UTF-8, with or without a byte order mark, with any line endings.
        path: the path of the document.
        flavour: the name of the flavour of Markdown, a key of :data:`~loc_align.markdown.flavours.FLAVOURS`; by
            default, it is detected from the content.
        conventions: what a team has added to the flavour.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    container = CONTAINERS.get(PurePath(path).suffix.lower())
    if container is None:
        return reading.parse(data, path, flavour, conventions)
    return parse_container(data, path, container, partial(reading.parse, flavour="docfx"))


def parse_head(data: bytes, path: str, flavour: str | None, conventions: Conventions) -> Document:
    """Parse only the front matter of a document, as far as that is possible.

    Args:
        data: the bytes of the file.
        path: the path of the document.
        flavour: the name of the flavour; ``None`` to detect it.
        conventions: what a team has added to the flavour.

    Returns:
        The document, which has no blocks. A side-by-side document and a container are parsed as a whole.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    if PurePath(path).suffix.lower() in CONTAINERS or reading.is_side_by_side(data):
        return parse(data, path, flavour, conventions)
    return reading.parse_head(data, path, flavour, conventions)


def parse_again(data: bytes, document: Document) -> Document:
    """Parse another state of a document, in the same flavour.

    Args:
        data: the bytes of the new state.
        document: the document.

    Raises:
        DecodeError: the bytes are not UTF-8.
    """
    return _parsed(data, document.path, document.flavour, document.references.conventions)


@lru_cache(maxsize=2)
def _parsed(data: bytes, path: str, flavour: str, conventions: Conventions) -> Document:
    """Parse a document, or return one of the last two: an edit is proved, and its result is read again."""
    return parse(data, path, flavour, conventions)
