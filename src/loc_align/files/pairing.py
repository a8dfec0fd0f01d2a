"""Which target document belongs to which source document, by their names."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents.path_language import stem_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found, find

_MAGIC = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]")
_MATCHED = MappingProxyType({"**/": r"((?:.*/)?)", "**": r"(.*)", "*": r"([^/]*)", "?": r"([^/])"})
"""What each wildcard stands for, beside the sets of characters."""


class FilePair(Struct, frozen=True):
    """A source document and its target document."""

    source: str
    target: str
    relative: str
    """Where the target stands below the folder that was named; the place of what is written for the pair."""


class Pairing(Struct, frozen=True):
    """The pairs that names tell, and the files without a partner."""

    pairs: tuple[FilePair, ...]
    alone: tuple[str, ...]


def pair_files(source: str, target: str) -> Pairing:
    """Find the pairs of documents that two paths name.

    Two files are a pair. The files of two folders are paired by their relative path; a language at the end of the name,
    as in ``page.de.md``, does not count, so that ``page.md`` and ``page.de.md`` are a pair, in one folder too. Of two
    patterns, what the wildcards stand for is compared: ``docs/en/**`` and ``docs/de/**``, ``*.md`` and ``*.de.md``.

    Args:
        source: a file, a folder, or a glob pattern.
        target: the same for the other side.

    Returns:
        Pairs in the order of their targets, and the files of both sides that have no partner.

    Raises:
        UsageError: a path does not exist, the two do not go together, or no file has a partner.
    """
    if Path(source).is_file() and Path(target).is_file():
        return Pairing((FilePair(Path(source).as_posix(), Path(target).as_posix(), Path(target).name),), ())
    sources, targets = find([source]), find([target])
    if glob.has_magic(source) and glob.has_magic(target):
        pairs = [*_by_wildcards(_wildcards(source), _wildcards(target), sources, targets)]
    elif Path(source).is_dir() and Path(target).is_dir():
        pairs = [*_by_relative_path(sources, targets)]
    else:
        message = f"{source} and {target}: give two files, two folders, or two patterns"
        raise UsageError(message)
    if not pairs:
        message = f"no file of {source} has a partner in {target}; give two patterns, such as 'docs/en/**' 'docs/de/**'"
        raise UsageError(message)
    return Pairing(tuple(pairs), tuple(_alone(pairs, [*sources, *targets])))


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
    """Sources in the order in which they are taken: without a language, in English, in another one."""
    tag = stem_lang(source.relative)[1] or ""
    return bool(tag), not tag.lower().startswith("en"), source.relative


def _without_lang(item: Found) -> str:
    return stem_lang(item.relative)[0]


def _wildcards(pattern: str) -> re.Pattern[str]:
    """A glob pattern as a regular expression with a group for each wildcard."""
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
        message = "the two patterns have not the same number of wildcards, so that files cannot be paired"
        raise UsageError(message)
    by_groups = {found.groups(): item for item in sources if (found := source.fullmatch(item.path))}
    for item in targets:
        found = target.fullmatch(item.path)
        partner = by_groups.get(found.groups()) if found else None
        if partner is not None and partner.path != item.path:
            yield FilePair(partner.path, item.path, item.relative)


def _alone(pairs: Iterable[FilePair], files: Iterable[Found]) -> Iterator[str]:
    paired = {path for pair in pairs for path in (pair.source, pair.target)}
    yield from dict.fromkeys(item.path for item in files if item.path not in paired)
