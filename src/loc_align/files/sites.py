"""Finds out which maker's site a document belongs to, from the files of its repository."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from loc_align.documents import is_side_by_side, parse
from loc_align.errors import UsageError
from loc_align.markdown.flavours import FLAVOURS, check_protect
from loc_align.model import Document

T = TypeVar("T")
R = TypeVar("R")

_NESTED = ("docs", "website", "site", "documentation", "doc")
"""The folders of a repository that can contain the site, beside the documents."""
_CONFIGURATIONS = ("loc-align.toml", "pyproject.toml")
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
    protect: tuple[str, ...] = ()
    """Regular expressions for markup that the team has added."""
    chosen: bool = False
    """Whether a person has chosen the flavour, with an option or in a configuration."""


_GIVEN: ContextVar[str | None] = ContextVar("flavour", default=None)


def use_flavour(name: str | None) -> None:
    """Read all documents of this run in a flavour.

    Args:
        name: the name of the flavour; ``None`` to find it for each document.
    """
    _GIVEN.set(name)


class InFlavour(Struct, frozen=True):
    """Does the work of a run in another process, with the flavour that is chosen for the run. Picklable."""

    work: Callable[[Any], Any]
    flavour: str | None

    def __call__(self, item: object) -> Any:  # noqa: ANN401 - the result of any work
        """Do the work on one item."""
        use_flavour(self.flavour)
        return self.work(item)


def in_flavour(work: Callable[[T], R]) -> Callable[[T], R]:
    """Return work that reads documents in the flavour of this run, also in another process."""
    return InFlavour(work, _GIVEN.get())


def read_document(data: bytes, path: str, source: Document | None = None) -> Document:
    """Parse a document in its flavour.

    An option or a configuration decides; then the files of the site, the flavour of the source document, and the
    content of the document. A side-by-side document is Docs-flavored Markdown.

    Args:
        data: the bytes of the document.
        path: its path; the folders above it show what site it belongs to.
        source: the source document, if the document is its translation.

    Raises:
        DecodeError: the bytes are not UTF-8.
        UsageError: a configuration names an unknown flavour, or its patterns are invalid.
    """
    site = site_of(path)
    flavour = site.flavour
    if not site.chosen and is_side_by_side(data):
        flavour = None
    elif flavour is None and source is not None:
        flavour = source.flavour
    return parse(data, path, flavour, site.protect)


def site_of(path: str) -> Site:
    """Return how the documents in the folder of a path are read.

    Raises:
        UsageError: a configuration names an unknown flavour, or its patterns are invalid.
    """
    folder = os.path.dirname(os.path.abspath(path)) if path else ""  # noqa: PTH100, PTH120 - links stay, and this is fast
    site = _site(folder) if folder else Site()
    given = _GIVEN.get()
    return Site(given, site.protect, chosen=True) if given else site


@lru_cache(maxsize=4096)
def _site(folder: str) -> Site:
    found = Site()
    for place in (Path(folder), *Path(folder).parents):
        configured = _configured(place)
        if configured is not None:
            flavour = configured.flavour or found.flavour or _made_by(place)
            return Site(flavour, configured.protect, chosen=configured.flavour is not None)
        if found.flavour is None:
            found = Site(_made_by(place))
        if (place / ".git").exists():
            break
    return found


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


def _configured(place: Path) -> Site | None:
    """Return what the configuration in a folder says; ``None`` if there is none."""
    for name in _CONFIGURATIONS:
        table = _table(place / name)
        if table is not None:
            return Site(_flavour(table, place / name), check_protect(table.get("protect", []), str(place / name)))
    return None


def _table(path: Path) -> dict[str, Any] | None:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None  # the command that uses the rest of the configuration reports what is wrong
    if path.name == "pyproject.toml":
        tool: Any = tables.get("tool")
        own: Any = tool.get("loc-align") if isinstance(tool, dict) else None
        return own if isinstance(own, dict) else None
    return tables


def _flavour(table: dict[str, Any], path: Path) -> str | None:
    name = table.get("flavour")
    if name is None or name in FLAVOURS:
        return name
    message = f"{path}: flavour: {name!r} is unknown; choose from {', '.join(FLAVOURS)}"
    raise UsageError(message)
