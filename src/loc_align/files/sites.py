"""Finds out which maker's site a document belongs to, from the files of its repository."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from loc_align.documents import is_side_by_side, parse, parse_head
from loc_align.files.conventions import Configured, configured_in
from loc_align.markdown.flavours import check_flavour
from loc_align.model import NO_CONVENTIONS, Conventions, Document

T = TypeVar("T")
R = TypeVar("R")

_NESTED = ("docs", "website", "site", "documentation", "doc")
"""The folders of a repository that can contain the site, beside the documents."""
_MOST = 200_000
"""How many characters of a file to look at."""

_FILES: tuple[tuple[str, str, str], ...] = (
    ("docfx", r"docfx\.json|\.openpublishing\..*", ""),
    ("docusaurus", r"docusaurus\.config\.[cm]?[jt]s", ""),
    ("vitepress", r"\.vitepress", ""),
    ("starlight", r"astro\.config\.[cm]?[jt]s", ""),
    ("mkdocs", r"mkdocs\.ya?ml|zensical\.toml", ""),
    ("mdbook", r"book\.toml", ""),
    ("myst", r"myst\.ya?ml", ""),
    ("myst", r"conf\.py", r"myst_parser|myst_nb"),
    ("hugo", r"hugo\.(?:toml|ya?ml|json)", ""),
    ("hugo", r"config\.(?:toml|ya?ml|json)", r"(?i)^[ \t\"]*baseURL\b"),
    ("jekyll", r"_config\.ya?ml", ""),
)  # fmt: skip
"""The files of each maker, and what a file with a common name must contain."""
_NAMES = tuple((flavour, re.compile(name), re.compile(content, re.MULTILINE)) for flavour, name, content in _FILES)


class Site(Struct, frozen=True):
    """How the documents of a folder are read."""

    flavour: str | None = None
    """``None`` if the folder does not say."""
    conventions: Conventions = NO_CONVENTIONS
    """What the team has added to the flavour."""
    chosen: bool = False
    """Whether a person has chosen the flavour, with an option or in a configuration."""


_GIVEN: ContextVar[str | None] = ContextVar("flavour", default=None)


@contextmanager
def reading_as(flavour: str | None) -> Iterator[None]:
    """Read all documents in a flavour as long as the block runs. Other threads do not notice.

    Args:
        flavour: the name of the flavour; ``None`` to find it for each document.

    Raises:
        UsageError: there is no flavour with this name.
    """
    token = _GIVEN.set(check_flavour(flavour, "flavour"))
    try:
        yield
    finally:
        _GIVEN.reset(token)


class InFlavour(Struct, frozen=True):
    """Does the work of a run in another process, with the flavour that is chosen for the run. Picklable."""

    work: Callable[[Any], Any]
    flavour: str | None

    def __call__(self, item: object) -> Any:  # noqa: ANN401 - the result of any work
        """Do the work on one item."""
        with reading_as(self.flavour):
            return self.work(item)


def in_flavour(work: Callable[[T], R]) -> Callable[[T], R]:
    """Return work that reads documents in the flavour of this run, also in another process."""
    return InFlavour(work, _GIVEN.get())


def read_document(data: bytes, path: str, source: Document | None = None, flavour: str | None = None) -> Document:
    """Parse a document in its flavour.

    An argument, an option, or a configuration decides; then the files of the site, the flavour of the source document,
    and the content of the document. A side-by-side document is Docs-flavored Markdown.

    Args:
        data: the bytes of the document.
        path: its path; the folders above it show what site it belongs to.
        source: the source document, if the document is its translation.
        flavour: the name of the flavour; ``None`` to find it.

    Raises:
        DecodeError: the bytes are not UTF-8.
        UsageError: there is no flavour with this name, or a value of a configuration is invalid.
    """
    site = site_of(path)
    if flavour is not None:
        return parse(data, path, check_flavour(flavour, "flavour"), site.conventions)
    flavour = site.flavour
    if not site.chosen and is_side_by_side(data):
        flavour = None
    elif flavour is None and source is not None:
        flavour = source.flavour
    return parse(data, path, flavour, site.conventions)


def read_head(data: bytes, path: str) -> Document:
    """Parse only the front matter of a document, in the flavour that :func:`read_document` finds.

    Args:
        data: the bytes of the document.
        path: its path.

    Raises:
        DecodeError: the bytes are not UTF-8.
        UsageError: a value of a configuration is invalid.
    """
    site = site_of(path)
    return parse_head(data, path, None if not site.chosen and is_side_by_side(data) else site.flavour, site.conventions)


def site_of(path: str) -> Site:
    """Return how the document with a path is read.

    Raises:
        UsageError: a value of a configuration is invalid.
    """
    if not path:
        site = Site()
    else:
        absolute = os.path.abspath(path)  # noqa: PTH100 - links stay
        folder = _folder(os.path.dirname(absolute))  # noqa: PTH120 - this is fast
        site = folder.site if folder.overriding is None else _overridden(folder.site, folder.overriding, absolute)
    given = _GIVEN.get()
    return Site(given, site.conventions, chosen=True) if given else site


def refuse_wrong_configurations(paths: Iterable[str]) -> None:
    """Read the configurations of documents before the work on them starts.

    A mistake in a configuration concerns all its documents, so it ends the run, and is not reported for each of them.

    Args:
        paths: the paths of the documents.

    Raises:
        UsageError: a value of a configuration is invalid.
    """
    for folder in {os.path.dirname(os.path.abspath(path)) for path in paths if path}:  # noqa: PTH100, PTH120 - as above
        _folder(folder)


class _Folder(Struct, frozen=True):
    """How the documents of a folder are read."""

    site: Site
    overriding: Configured | None = None
    """The configuration, if it says more about some of the documents."""


def _overridden(site: Site, configured: Configured, path: str) -> Site:
    reading = configured.reading(path)
    return Site(reading.flavour or site.flavour, reading.conventions, chosen=reading.flavour is not None)


@lru_cache(maxsize=4096)
def _folder(folder: str) -> _Folder:
    made = None
    for place in (Path(folder), *Path(folder).parents):
        configured = configured_in(place)
        made = made or _made_by(place)
        if configured is not None:
            site = _overridden(Site(made), replace(configured, overrides=()), "")
            return _Folder(site, configured if configured.overrides else None)
        if (place / ".git").exists():
            break
    return _Folder(Site(made))


@lru_cache(maxsize=4096)
def _made_by(place: Path) -> str | None:
    """Return the maker that a folder, or a folder for the site in it, has a file of."""
    for folder in (place, *(place / name for name in _NESTED)):
        names = _names(folder)
        for flavour, name, content in _NAMES:
            if any(name.fullmatch(item) and _contains(folder / item, content) for item in names):
                return flavour
    return None


def _names(folder: Path) -> list[str]:
    try:
        return sorted(item.name for item in folder.iterdir())
    except OSError:
        return []


def _contains(path: Path, content: re.Pattern[str]) -> bool:
    if not content.pattern:
        return True
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return content.search(stream.read(_MOST)) is not None
    except OSError:
        return False
