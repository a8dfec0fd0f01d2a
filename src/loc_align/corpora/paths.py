"""The identity of a document in all its languages: its path without the locale."""

from __future__ import annotations

import re
from functools import lru_cache

from loc_align.documents.path_language import is_lang, stem_lang

_REPOSITORY = re.compile(r"(.+)\.([A-Za-z]{2,3}-[A-Za-z]{2,4}(?:-[A-Za-z]{2})?|[A-Za-z]{2})")
"""The name of a repository that ends with a locale, such as ``azure-docs.de-de``."""


@lru_cache(maxsize=4096)
def without_locale(path: str) -> str:
    """Return the path of a document without folders and suffixes that name a language.

    Args:
        path: the path, with slashes or backslashes.
    """
    *folders, name = [part for part in path.replace("\\", "/").split("/") if part not in {"", "."}] or [""]
    parts = [_base(folder) for folder in folders if not is_lang(folder)]
    return "/".join((*parts, stem_lang(name)[0])).lower()


def _base(folder: str) -> str:
    found = _REPOSITORY.fullmatch(folder)
    return found[1] if found and is_lang(found[2]) else folder
