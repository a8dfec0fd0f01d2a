"""The identity of a document in all its languages: its path without the locale."""

from __future__ import annotations

import re
from functools import lru_cache

from loc_align.documents.path_language import is_lang, stem_lang
from loc_align.text.language_tags import is_registered

_REPOSITORY = re.compile(
    r"(?P<stem>.+?)(?:\.(?P<lang>[A-Za-z]{2})|[._-](?P<tag>[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_][A-Za-z]{2})?))"
)
"""The name of a repository that ends with a locale, such as ``azure-docs.de-de``."""
_NAME = re.compile(
    r"(?P<stem>.+?)[_-](?P<tag>[a-z]{2,3}[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|\d{3}))"
    r"|(?P<readme>(?i:readme))[_-](?P<lang>[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)"
)
"""The name of a file that ends with a locale, such as ``README_zh-CN``."""
_SYSTEM = re.compile(r"(?:\.utf-?8|\.lproj)?(?:@[a-z]+)?\Z", re.IGNORECASE)
"""What operating systems append to a locale: ``de_DE.UTF-8``, ``sr@latin``, ``de.lproj``."""
_PRIVATE = re.compile(r"x-[a-z]{4,8}|qps-[a-z]{4,8}", re.IGNORECASE)
"""A language for tests: pseudo-translation."""
_VARIANT = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Za-z]{2})?-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3})")
_THREE = 3


@lru_cache(maxsize=4096)
def without_locale(path: str) -> str:
    """Return the path of a document without folders and suffixes that name a language.

    Two documents with the same result are in the same set, which does no harm. So what can be a locale counts as one.

    Args:
        path: the path, with slashes or backslashes.
    """
    *folders, name = [part for part in path.replace("\\", "/").split("/") if part not in {"", "."}] or [""]
    parts = [_base(folder) for folder in folders if not _is_locale(folder)]
    return "/".join((*parts, _file(name))).lower()


@lru_cache(maxsize=1024)
def _is_locale(part: str) -> bool:
    tag = _SYSTEM.sub("", part, count=1).replace("_", "-")
    if is_lang(tag) or _PRIVATE.fullmatch(tag):
        return True
    if _VARIANT.fullmatch(tag):
        return is_registered(tag)
    return len(tag) == _THREE and _has_locale(tag)


def _has_locale(tag: str) -> bool:
    """Return whether software is localized into a language of three letters. Many short words are codes of others."""
    from babel.localedata import exists  # noqa: PLC0415 - it takes a while to load

    return bool(exists(tag.lower()))


def _base(folder: str) -> str:
    found = _REPOSITORY.fullmatch(folder)
    return found["stem"] if found and _names_lang(found["lang"], found["tag"]) else folder


def _names_lang(lang: str | None, tag: str | None) -> bool:
    """Return whether the end of a name is a language, or a tag of several parts, because many words are languages."""
    return is_lang(lang) if lang else tag is not None and not tag.isalpha() and is_lang(tag)


def _file(name: str) -> str:
    """Return the name of a file without a locale: that of a page in all its languages."""
    name, _ = stem_lang(name)
    stem, dot, suffix = name.partition(".")
    if _is_locale(stem):
        return f"{dot}{suffix}"
    found = _NAME.fullmatch(stem)
    if found and _names_lang(found["lang"] and found["lang"][:2], found["tag"]):
        return f"{found['stem'] or found['readme']}{dot}{suffix}"
    return name
