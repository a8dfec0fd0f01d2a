"""Returned units: targets with inline codes by ID, and facts about the document that they were exported from."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model import CodeKind, TranslationUnit


class CodeRef(Struct, frozen=True, gc=False):
    """An inline code in a returned file."""

    kind: CodeKind
    id: str
    """Shared by an opening and its closing code, and by corresponding codes in source and target."""
    data: str | None
    """The native markup; ``None`` if the file does not contain it."""


Content = tuple[str | CodeRef, ...]
"""Text and inline codes."""


class Returned(Struct, frozen=True):
    """A unit of a returned file."""

    unit: TranslationUnit
    source: Content
    target: Content | None
    key: str
    """The ID of the unit in the file, unique in its ``file`` element."""
    line: int
    """The 1-based line in the file that the unit starts on."""
    file: int
    """The number of its ``file`` element, from 1."""
    document_hash: str | None
    """The SHA-256 of the document at the time of the export."""
    relative: str | None
    """The path of the document relative to the exported folder."""
    target_hash: str | None
    """The fingerprint of the target at the time of the export; ``None`` for a file that loc-align did not write."""
    confirmed: bool
    """Whether the target is finished: ``False`` for a state before translation, and for an unedited fuzzy match."""
    old_source: str | None = None
    """What the document has instead of the source: the fingerprint of the old source of a pair; ``none`` if the source
    stands there without a pair; ``None`` if the document has the source beside its target."""
    locked: bool = False
    """Whether translators must leave the target as it is."""
    is_markdown: bool = False
    """Whether source and target are one text each, in which the inline codes are their Markdown."""


def text_of(content: Content) -> str:
    """Return content as Markdown: text and native markup."""
    return "".join(part if isinstance(part, str) else part.data or "" for part in content)
