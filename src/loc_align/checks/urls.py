"""Where the URLs and labels of links are in a segment, and which URLs are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from loc_align.checks.comparison import Piece, codes_of_type, with_offsets
from loc_align.model import Code, CodeType, Inline, Span

_TAIL = re.compile(r"\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s\\])*?))(?:\s+(?:\"|'|\().*)?\s*\)", re.DOTALL)
"""The end of an inline link: its destination and an optional title (CommonMark 0.31.2, 6.3)."""

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LOCALE = re.compile(r"/[a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}(?=[/?#]|$)", re.IGNORECASE)
_TAG = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))*", re.IGNORECASE)
"""A language tag, with hyphens or underscores, as sites use them in addresses."""
_COMMON_NAMES = frozenset({"index", "readme", "_index", "overview"})
_SCHEME = re.compile(r"http:(?=//)", re.IGNORECASE)
_BARE = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[!-~]+|<[\w.+-]+@[\w-]+(?:\.[\w-]+)+>", re.IGNORECASE)
"""An address that is a code of another type in the flavours of some makers."""
_AFTER = ".,;:!?'\")]}*_>"
"""Punctuation that ends a sentence or a bracket and is not part of a bare URL."""


def destinations(parts: Inline, kind: CodeType) -> Iterator[Piece]:
    """Yield the normalized destinations of the inline links or images in a segment."""
    for span, code in codes_of_type(parts, kind):
        url = destination(code)
        if url is not None:
            yield Piece(normalized(url), span, url)


def destination(code: Code) -> str | None:
    """Return the destination of an inline link or image, as written; ``None`` for any code but the end of one."""
    found = _TAIL.fullmatch(code.data) if code.kind == "close" else None
    return (found[1] or found[2] or "") if found else None


def reference_labels(parts: Inline) -> Iterator[Piece]:
    """Yield the labels of the reference links and images in a segment."""
    open_texts: dict[int | None, list[str]] = {}
    for at, part in with_offsets(parts):
        if isinstance(part, str) or part.type not in {"link", "image"}:
            shown = part if isinstance(part, str) else part.data
            for text in open_texts.values():
                text.append(shown)
        elif part.kind == "open":
            open_texts[part.pair] = []
        else:
            text = open_texts.pop(part.pair, [])
            if not part.data.startswith("]("):
                label = part.data[2:-1] or "".join(text)
                yield Piece(" ".join(label.casefold().split()), Span(at, at + len(part.data)), label)


def bare_urls(parts: Inline) -> Iterator[Piece]:
    """Yield the URLs and email addresses in the text of a segment, with or without angle brackets."""
    for at, part in with_offsets(parts):
        if isinstance(part, str):
            for found in _BARE.finditer(part):
                url = found[0].rstrip(_AFTER)
                yield Piece(normalized(url), Span(at + found.start(), at + found.start() + len(url)), url)
        elif part.type == "autolink":
            yield Piece(normalized(part.text), Span(at, at + len(part.data)), part.text)
        elif _ADDRESS.fullmatch(part.data):
            url = part.data.strip("<>").rstrip(_AFTER)
            yield Piece(normalized(url), Span(at, at + len(part.data)), url)


@lru_cache(maxsize=4096)
def page(url: str, languages: frozenset[str]) -> str:
    """Return a normalized URL without what distinguishes the pages of a site in several languages.

    Args:
        url: a normalized URL.
        languages: primary language subtags. A path segment or a host label such as ``ja``, ``pt-br`` or ``zh_CN`` is
            left out.
    """
    scheme, found, rest = url.rpartition("://")
    host, slash, path = rest.partition("/") if found else ("", "", rest)
    labels = [label for label in host.split(".") if label.lower() not in languages]
    segments = [part for part in path.split("/") if not ((tag := _TAG.fullmatch(part)) and tag[1].lower() in languages)]
    return f"{scheme}{found}{'.'.join(labels)}{slash}{'/'.join(segments)}".rstrip("/")


def is_translated(source: str, target: str, languages: tuple[str, str]) -> bool:
    """Return whether a URL leads to a page in the target language on the same site, where titles are translated.

    Args:
        source: the normalized URL in the source.
        target: the normalized URL in the target.
        languages: the primary language subtags of the source and the target.
    """
    site, own = (re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0] for url in (source, target))
    hosts = own.split(".")[:1] == [languages[1]] and site.split(".")[:1] == [languages[0]]
    if hosts and site.partition(".")[2] == own.partition(".")[2]:
        return True
    if own == f"{languages[1]}.{site}" or (own.startswith(f"{languages[1]}.") and own.endswith(f".{site}")):
        return source.partition(site)[2] == target.partition(own)[2]
    both = frozenset(languages)
    return not target.isascii() and page(source, both).partition("#")[0] == page(target, both).partition("#")[0]


def is_moved(one: str, other: str) -> bool:
    """Return whether one of two URLs is relative, the other absolute on the same site, and both name the same file."""
    absolute, relative = (one, other) if "://" in one else (other, one)
    if "://" in absolute and relative.startswith("/") and "://" not in relative:
        return "/" + absolute.partition("://")[2].partition("/")[2] == relative
    if "://" in one + other or one.startswith("/") == other.startswith("/"):
        return False
    name = one.rpartition("/")[2]
    stem = re.split(r"[.#?]", name, maxsplit=1)[0].lower()
    return bool(stem) and stem not in _COMMON_NAMES and name == other.rpartition("/")[2]


@lru_cache(maxsize=4096)
def normalized(url: str) -> str:
    """Return a URL in the form that is compared: unescaped, decoded, with https, without a locale or a final slash."""
    plain = unquote(unescape(_ESCAPE.sub(r"\1", url)))
    return _LOCALE.sub("", _SCHEME.sub("https:", plain)).rstrip("/")
