"""Pairs source and target documents by their paths."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents.path_language import stem_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found, find

_MAGIC = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]")
_MATCHED = MappingProxyType({"**/": r"((?:.*/)?)", "**": r"(.*)", "*": r"([^/]*)", "?": r"([^/])"})
"""The regular expression for each wildcard, except character sets."""


class FilePair(Struct, frozen=True):
    """A source document and its target document."""

    source: str
    target: str
    relative: str
    """The path of the target relative to the given folder; also the path of the output for the pair."""


class Pairing(Struct, frozen=True):
    """The pairs of documents, and the files that belong to no pair."""

    pairs: tuple[FilePair, ...]
    unpaired: tuple[str, ...]


def pair_files(
    source: str, target: str, *, follow_links: bool = False, warn: Callable[[str], object] | None = None
) -> Pairing:
    """Find pairs of source and target documents.

    Two files are a pair. Files in two folders are a pair if their relative paths are equal, ignoring a language at the
    end of the name: ``page.md`` and ``page.de.md`` are a pair, also in the same folder. Files that match two patterns
    are a pair if the wildcards match the same text: ``docs/en/**`` and ``docs/de/**``, ``*.md`` and ``*.de.md``.

    Args:
        source: a file, a folder, or a glob pattern for the source documents.
        target: a file, a folder, or a glob pattern for the target documents.
        follow_links: whether to follow symbolic links to folders, and to files outside the folders.
        warn: receives messages about skipped links and other skipped files.

    Returns:
        The pairs in the order of their targets, and the unpaired files of both sides.

    Raises:
        UsageError: a path does not exist, the two paths are of different kinds, or there is no pair.
    """
    if Path(source).is_file() and Path(target).is_file():
        return Pairing((FilePair(Path(source).as_posix(), Path(target).as_posix(), Path(target).name),), ())
    sources, targets = (find([path], follow_links=follow_links, warn=warn) for path in (source, target))
    if glob.has_magic(source) and glob.has_magic(target):
        pairs = [*_by_wildcards(_wildcards(source), _wildcards(target), sources, targets)]
    elif Path(source).is_dir() and Path(target).is_dir():
        pairs = [*_by_relative_path(sources, targets)]
    else:
        message = f"{source} and {target} cannot be paired; give two files, two folders, or two patterns"
        raise UsageError(message)
    if not pairs:
        message = (
            f"no file in {source} has the same name as one in {target}; give two patterns with matching wildcards, "
            "such as 'docs/en/**' 'docs/de/**'"
        )
        raise UsageError(message)
    return Pairing(tuple(pairs), tuple(_unpaired(pairs, sources, targets)))


def refuse_one_language(pairs: Iterable[FilePair], target_lang: str | None) -> None:
    """Refuse one language for targets whose names have several: ``page.de.md`` and ``page.pl.md``.

    Raises:
        UsageError: the names of the targets have several languages, and the caller names one.
    """
    named = {tag: pair.target for pair in pairs if (tag := stem_lang(pair.target)[1])}
    if target_lang is not None and len(named) > 1:
        message = (
            f"--target-lang {target_lang}: the names of the targets have several languages: "
            f"{', '.join(named[tag] for tag in sorted(named)[:3])}; leave out the option, or give two patterns for one "
            f"language, such as 'docs/*.md' 'docs/*.{target_lang}.md'"
        )
        raise UsageError(message)


def _by_relative_path(sources: Sequence[Found], targets: Sequence[Found]) -> Iterator[FilePair]:
    exact = {item.relative: item for item in sources}
    by_stem: dict[str, Found] = {}
    for item in sorted(sources, key=_rank):
        by_stem.setdefault(_without_lang(item), item)
    in_one_folder = bool({item.path for item in sources} & {item.path for item in targets})
    for target in targets:
        source = by_stem.get(_without_lang(target)) if in_one_folder else None
        source = source or exact.get(target.relative) or by_stem.get(_without_lang(target))
        if source is not None and source.path != target.path:
            yield FilePair(source.path, target.path, target.relative)


def _rank(source: Found) -> tuple[bool, bool, str]:
    """Sort key for sources with the same stem: without a language, then English, then other languages."""
    tag = stem_lang(source.relative)[1] or ""
    return bool(tag), not tag.lower().startswith("en"), source.relative


def _without_lang(item: Found) -> str:
    return stem_lang(item.relative)[0]


def _wildcards(pattern: str) -> re.Pattern[str]:
    """Translate a glob pattern to a regular expression with a group for each wildcard."""
    parts = []
    done = 0
    text = Path(pattern).as_posix()
    for found in _MAGIC.finditer(text):
        parts.append(re.escape(text[done : found.start()]))
        parts.append(_MATCHED.get(found[0]) or _set(found[0]))
        done = found.end()
    return re.compile("".join([*parts, re.escape(text[done:])]))


def _set(characters: str) -> str:
    inside = characters[1:-1].replace("\\", "\\\\")
    return f"([^{inside[1:]}])" if inside.startswith("!") else f"([{inside}])"


def _by_wildcards(
    source: re.Pattern[str], target: re.Pattern[str], sources: Sequence[Found], targets: Sequence[Found]
) -> Iterator[FilePair]:
    if source.groups != target.groups:
        message = "the two patterns have different numbers of wildcards; use the same wildcards in both"
        raise UsageError(message)
    by_groups = {found.groups(): item for item in sources if (found := source.fullmatch(item.path))}
    for item in targets:
        found = target.fullmatch(item.path)
        partner = by_groups.get(found.groups()) if found else None
        if partner is not None and partner.path != item.path:
            yield FilePair(partner.path, item.path, item.relative)


def _unpaired(pairs: Iterable[FilePair], sources: Iterable[Found], targets: Iterable[Found]) -> Iterator[str]:
    paired = {path for pair in pairs for path in (pair.source, pair.target)}
    names = {item.path for item in sources}
    # A pattern such as *.md also matches the translations beside the sources, page.de.md and page.pl.md.
    own = (item for item in sources if stem_lang(item.path)[1] is None or stem_lang(item.path)[0] not in names)
    yield from dict.fromkeys(item.path for item in (*own, *targets) if item.path not in paired)
