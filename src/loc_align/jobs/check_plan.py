"""Which files ``check`` takes, and what each is checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath

from msgspec.structs import replace

from loc_align.config import Config, ConfigFinder, FileConfig
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.git import changed_since
from loc_align.formats import FORMATS
from loc_align.jobs.check import Item, Work
from loc_align.jobs.session import Session


def source_folder(option: str | None, config: Config) -> Path | None:
    """The folder with the source documents that the caller names, or else the configuration.

    Raises:
        UsageError: there is no such folder.
    """
    folder = Path(option) if option else Path(config.root) / config.source_dir if config.source_dir else None
    if folder is not None and not folder.is_dir():
        message = f"{folder.as_posix()}: no such folder; --source-dir names the one with the source documents"
        raise UsageError(message)
    return folder


def chosen_files(files: Iterable[Found], source_dir: Path | None, ref: str | None) -> list[Found]:
    """The files to check: not the source documents, and only those that changed, where that is asked for.

    Args:
        files: the files that the caller named.
        source_dir: the folder with the source documents.
        ref: the commit since which a file, or its source, must have changed.

    Raises:
        UsageError: git does not know the commit.
    """
    above = source_dir.resolve() if source_dir else None
    kept = [item for item in files if above is None or not Path(item.path).resolve().is_relative_to(above)]
    if ref is None:
        return kept
    changed = changed_since(ref)
    return [
        item
        for item in kept
        if not changed.isdisjoint(map(Path.resolve, map(Path, filter(None, (item.path, _source(item, source_dir))))))
    ]


def planned(
    files: Iterable[Found], configs: ConfigFinder, source_dir: Path | None, work: Work, session: Session
) -> Work:
    """The work on some files: each with what its configuration says, and its source document.

    Raises:
        UsageError: a configuration is wrong.
    """
    plans: list[FileConfig] = []
    items: dict[str, Item] = {}
    for found in files:
        memory = _is_memory(PurePath(found.path).suffix.lower())
        item = Item(
            _index(plans, configs.file_config(found.path)), None if memory else _source(found, source_dir), memory
        )
        if source_dir and not (item.source or memory):
            session.say(f"warning: {found.path}: no source document of that name below {source_dir.as_posix()}")
        if item != Item():
            items[found.path] = item
    return replace(work, plans=tuple(plans), items=items)


@cache
def _is_memory(suffix: str) -> bool:
    """Whether a file is a translation memory; most files are not, and for them no format is loaded."""
    return suffix != ".md" and any(suffix in form.suffixes for form in FORMATS.values())


def _index(plans: list[FileConfig], plan: FileConfig) -> int:
    for index, known in enumerate(plans):
        if known is plan:
            return index
    plans.append(plan)
    return len(plans) - 1


def _source(found: Found, source_dir: Path | None) -> str | None:
    """The source document: of the same path below the folder, or of the longest end of that path that there is."""
    if source_dir is None:
        return None
    places = (source_dir / name for name in _names(found))
    return next((place.as_posix() for place in places if place.is_file()), None)


def _names(found: Found) -> Iterator[str]:
    yield found.relative
    parts = PurePath(found.path).parts
    yield from ("/".join(parts[at:]) for at in range(1, len(parts)))
