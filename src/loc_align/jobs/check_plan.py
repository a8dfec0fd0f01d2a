"""Selects the files for ``check``, and finds the configuration and the source document of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path, PurePath

from msgspec.structs import replace

from loc_align.config import Config, ConfigFinder, FileConfig
from loc_align.documents.path_language import stem_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.git import changed_since
from loc_align.formats import FORMATS
from loc_align.jobs.check import CheckFile, FileTask
from loc_align.jobs.session import Session


def source_folder(option: str | None, config: Config) -> Path | None:
    """Return the folder with the source documents, from the option or else from the configuration.

    Raises:
        UsageError: the folder does not exist.
    """
    folder = Path(option) if option else Path(config.root) / config.source_dir if config.source_dir else None
    if folder is not None and not folder.is_dir():
        message = f"{folder.as_posix()}: no such folder; give the folder with the source documents with --source-dir"
        raise UsageError(message)
    return folder


def select_files(
    files: Iterable[Found], source_dir: Path | None, ref: str | None, *, follow_links: bool = False
) -> list[Found]:
    """Select the files to check: without source documents, and optionally only changed files.

    A file in the folder of the source documents is a translation if its name ends in a language, and the same name
    without the language, or with English, is there, too.

    Args:
        files: the files for the path arguments.
        source_dir: the folder with the source documents.
        ref: a commit. A file is selected if it or its source document has changed since; ``None`` selects all files.
        follow_links: whether a source document can be a link out of its folder.

    Raises:
        UsageError: the commit does not exist.
    """
    source = partial(_source, source_dir=source_dir, follow_links=follow_links)
    kept = [item for item in files if _below(item, source_dir) is None or source(item)]
    if ref is None:
        return kept
    changed = changed_since(ref)
    paths = ((item, (item.path, source(item))) for item in kept)
    return [item for item, both in paths if not changed.isdisjoint(Path(path).resolve() for path in both if path)]


def add_tasks(  # noqa: PLR0913 - what the run knows, and one option
    work: CheckFile,
    files: Iterable[Found],
    finder: ConfigFinder,
    source_dir: Path | None,
    session: Session,
    *,
    follow_links: bool = False,
) -> CheckFile:
    """Add the configuration and the source document of each file.

    Args:
        work: the work without configurations and tasks.
        files: the files to check.
        finder: finds the configuration of a file.
        source_dir: the folder with the source documents.
        session: reports missing source documents.
        follow_links: whether a source document can be a link out of its folder.

    Raises:
        UsageError: a configuration is invalid.
    """
    configs: list[FileConfig] = []
    tasks: dict[str, FileTask] = {}
    for found in files:
        memory = is_memory(PurePath(found.path).suffix.lower())
        config = _index(configs, finder.file_config(found.path))
        task = FileTask(config, None if memory else _source(found, source_dir, follow_links=follow_links), memory)
        if source_dir and not (task.source or memory):
            session.say(f"warning: {found.path}: no source document with that name in {source_dir.as_posix()}")
        if task != FileTask():
            tasks[found.path] = task
    return replace(work, configs=tuple(configs), tasks=tasks)


@cache
def is_memory(suffix: str) -> bool:
    """Return whether a suffix is that of a memory. For Markdown files, this loads no format."""
    return suffix != ".md" and any(suffix in form.suffixes for form in FORMATS.values())


def _index(configs: list[FileConfig], config: FileConfig) -> int:
    for index, known in enumerate(configs):
        if known is config:
            return index
    configs.append(config)
    return len(configs) - 1


def _source(found: Found, source_dir: Path | None, *, follow_links: bool) -> str | None:
    """Return the source document with the same path in the folder, or with the longest suffix of that path.

    A language at the end of the name can be missing or be English: ``page.de.md`` is a translation of ``page.md``.
    """
    if source_dir is None:
        return None
    below = _below(found, source_dir)
    names = [*_names(found)] if below is None else []
    paths = (source_dir / name for name in (*names, *_without_language(names if below is None else [below])))
    files = (path for path in paths if path.is_file() and (follow_links or _is_inside(path, source_dir)))
    return next((path.as_posix() for path in files), None)


def _below(found: Found, folder: Path | None) -> str | None:
    """Return the path of a file relative to a folder; ``None`` if it is elsewhere."""
    if folder is None:
        return None
    path, above = Path(found.path).resolve(), folder.resolve()
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else None


def _without_language(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        bare, tag = stem_lang(name)
        if tag:
            yield bare
            if not tag.lower().startswith("en"):
                yield PurePath(bare).with_suffix(f".en{PurePath(bare).suffix}").as_posix()


def _is_inside(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _names(found: Found) -> Iterator[str]:
    yield found.relative
    parts = PurePath(found.path).parts
    yield from ("/".join(parts[at:]) for at in range(1, len(parts)))
