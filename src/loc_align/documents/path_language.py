"""Languages in the paths of documents."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

from loc_align.text.language_tags import is_registered

_TAG = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?|[A-Za-z]{3}[-_][A-Za-z]{2,4}")
"""A language of two letters, with an optional script and region; a language of three letters only with a script or a
region, because many short words are also language codes (``src``, ``api``)."""
_SUFFIX = re.compile(rf"(.+)\.({_TAG.pattern})")


def path_lang(path: str, other: str) -> str | None:
    """Return the language in the path of a document: at the end of the file name, or as a folder.

    Args:
        path: the path of the document, with forward slashes.
        other: the path of the document on the other side. Folders in both paths are not languages.

    Returns:
        The tag as it is in the path, or ``None``.
    """
    _, tag = stem_lang(PurePosixPath(path).name)
    if tag:
        return tag
    shared = {*PurePosixPath(other).parts[:-1]}
    folders = [part for part in PurePosixPath(path).parts[:-1] if part not in shared and is_lang(part)]
    return folders[-1] if folders else None


def stem_lang(name: str) -> tuple[str, str | None]:
    """Split the language off a file name: ``page.de.md`` gives ``page.md`` and ``de``."""
    stem, dot, suffix = name.rpartition(".")
    found = _SUFFIX.fullmatch(stem)
    if found is None or not is_lang(found[2]):
        return name, None
    return f"{found[1]}{dot}{suffix}", found[2]


@lru_cache(maxsize=1024)
def is_lang(tag: str) -> bool:
    """Return whether a part of a path has the form of a language tag, and names a registered language."""
    return bool(_TAG.fullmatch(tag)) and is_registered(tag.replace("_", "-"))
