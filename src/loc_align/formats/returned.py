"""What comes back from translators: a unit with its codes by id, and the ground it was exported from."""

from __future__ import annotations

from msgspec import Struct

from loc_align.model import CodeKind, TranslationUnit


class CodeRef(Struct, frozen=True, gc=False):
    """An inline code as an XLIFF file has it."""

    kind: CodeKind
    id: str
    """Shared by an opening and its closing code, and by the codes of source and target that correspond."""
    data: str | None
    """The native markup, where the file carries it."""


Content = tuple[str | CodeRef, ...]
"""Text and codes in turn."""


class Returned(Struct, frozen=True):
    """A unit that was read from an XLIFF file."""

    unit: TranslationUnit
    source: Content
    target: Content | None
    key: str
    """The unit's id in the file, unique there."""
    line: int
    """1-based line of the file on which the unit starts."""
    file: int
    """Which ``file`` element of the file it stands in, from 1."""
    document_hash: str | None
    """The hash of the document that it was exported from."""
    relative: str | None
    """Where it stood below the folder that was exported."""
    target_hash: str | None
    """The fingerprint of its target when it was exported; ``None`` for a file that is not ours."""
    confirmed: bool
    """Whether the target is more than a draft: ``False`` for states before translation and untouched fuzzy matches."""


def text_of(content: Content) -> str:
    """The Markdown of a content: text and native markup."""
    return "".join(part if isinstance(part, str) else part.data or "" for part in content)
