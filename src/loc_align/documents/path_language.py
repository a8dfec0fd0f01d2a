"""Which language the path of a document names."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

from loc_align.text.language_tags import is_registered

_TAG = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?|[A-Za-z]{3}[-_][A-Za-z]{2,4}")
"""A language of two letters, alone or with script and region; one of three letters only with more, for so many short
words are languages too (``src``, ``api``)."""
_SUFFIX = re.compile(rf"(.+)\.({_TAG.pattern})")


def path_lang(path: str, other: str) -> str | None:
    """The language that a document's path names: at the end of its name, or as a folder.

    Args:
        path: the path of the document, with forward slashes.
        other: the path of the document on the other side; a folder that both have names no language.

    Returns:
        A tag as the path has it, or ``None``.
    """
    _, tag = stem_lang(PurePosixPath(path).name)
    if tag:
        return tag
    shared = {*PurePosixPath(other).parts[:-1]}
    folders = [part for part in PurePosixPath(path).parts[:-1] if part not in shared and _is_lang(part)]
    return folders[-1] if folders else None


def stem_lang(name: str) -> tuple[str, str | None]:
    """A file's name without the language at its end, and that language: ``page.de.md`` is ``page.md`` and ``de``."""
    stem, dot, suffix = name.rpartition(".")
    found = _SUFFIX.fullmatch(stem)
    if found is None or not _is_lang(found[2]):
        return name, None
    return f"{found[1]}{dot}{suffix}", found[2]


@lru_cache(maxsize=1024)
def _is_lang(tag: str) -> bool:
    return bool(_TAG.fullmatch(tag)) and is_registered(tag.replace("_", "-"))
