"""Which URLs lead to the translation of a site, by what the configuration says: a part of the path, or a host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loc_align.checks.regions import covers, source_and_code
from loc_align.checks.urls import page
from loc_align.model import Document, Span

Locales = Sequence[tuple[str, Sequence[str]]]
"""Languages, each with the marks of its pages: parts of paths, such as ``/de/``, and hosts."""

MARK = re.compile(r"/(?:[\w.~%-]+/)+|(?:[\w-]+\.)+[\w-]+(?::\d+)?")
"""A part of a path, with a slash on both sides, or a host."""
_DESTINATION = re.compile(r"[^()\s<>\"]{0,2000}")
_LINK = re.compile(r"\]\(<?([^()\s<>\"]{1,2000})")
_NAME = 4
"""The length of the shortest label that shows that two hosts belong together."""


def marks_of(locales: Locales, lang: str) -> tuple[str, ...]:
    """Return the marks of the pages in a language, a BCP 47 tag: those of the tag, and of its primary subtag."""
    names = {lang.lower(), lang.lower().partition("-")[0]}
    return tuple(mark for name, marks in locales if name.lower() in names for mark in marks)


def mark_in(url: str, marks: Iterable[str]) -> str | None:
    """Return the first of the marks that a URL has, or ``None``."""
    host, path = split(url)
    return next((mark for mark in marks if (mark in path if mark[0] == "/" else mark.lower() == host.lower())), None)


def destination_at(text: str, offset: int) -> str:
    """Return the URL that continues at an offset of a document."""
    found = _DESTINATION.match(text, offset)
    return found[0] if found else ""


def links_to(document: Document, marks: Sequence[str], own: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Yield the URLs of links in the target that have one of the marks and none of its own, with the mark."""
    if not marks:
        return
    hidden = source_and_code(document)
    for found in _LINK.finditer(document.text):
        mark = mark_in(found[1], marks)
        if mark is not None and mark_in(found[1], own) is None and not covers(hidden, found.start()):
            yield Span(*found.span(1)), mark


def split(url: str) -> tuple[str, str]:
    """Return the host of a URL, and its path with a slash on both sides."""
    scheme, found, rest = re.split(r"[?#]", url, maxsplit=1)[0].partition("://")
    host, _, path = rest.partition("/") if found else ("", "", scheme)
    inner = path.strip("/")
    return host, f"/{inner}/" if inner else "/"


def same_on_sites(
    source: str, target: str, languages: frozenset[str], source_marks: Iterable[str], target_marks: Iterable[str]
) -> bool:
    """Return whether a URL leads to the page of another one, in the translation of the site.

    Args:
        source: the URL in the source.
        target: the URL in the target.
        languages: the primary language subtags of both, which are left out of paths.
        source_marks: the marks of pages in the source language.
        target_marks: the marks of pages in the target language.
    """
    own = mark_in(target, target_marks)
    if own is None:
        return False
    host, path = split(source)
    own_host, own_path = split(target)
    there = mark_in(source, source_marks) or ""
    same = page(_without(path, there), languages) == page(_without(own_path, own), languages)
    if own.startswith("/"):
        return same and host == own_host
    # The first page of any site has the same path.
    return same and (path != "/" or _are_related(host, own_host))


def _without(path: str, mark: str) -> str:
    return path.replace(mark, "/", 1) if mark.startswith("/") else path


def _are_related(host: str, other: str) -> bool:
    return any(len(label) >= _NAME for label in {*host.split(".")} & {*other.split(".")})
