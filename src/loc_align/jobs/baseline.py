"""Reads, applies, and writes the baseline of a run."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from loc_align.checks.baseline import Baseline, dump_baseline, parse_baseline, update_baseline
from loc_align.config import Config
from loc_align.errors import InputError, UsageError
from loc_align.files.io import atomic
from loc_align.model import Problem
from loc_align.text import counted


class BaselineFilter:
    """Filters the problems that a project has accepted."""

    def __init__(self, path: Path | None, rules: Collection[str], *, update: bool = False) -> None:
        """Read a baseline.

        Args:
            path: the file; ``None`` for no baseline.
            rules: the IDs of the rules that run. What others found stays accepted.
            update: whether to write the problems of the run to the file. In this case, it does not have to exist.

        Raises:
            UsageError: there is no file to update.
            InputError: the file cannot be read.
        """
        if update and path is None:
            message = "--update-baseline needs a file; add --baseline FILE, or the key baseline to the configuration"
            raise UsageError(message)
        self._path = path
        self._rules = rules
        self._update = update
        self._before: Baseline = {} if path is None or (update and not path.exists()) else _read(path)
        self._found: list[tuple[str, Problem]] = []
        self._seen = 0

    def new_problems(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems that are not accepted; all problems if the baseline is updated."""
        for problem in problems:
            name = self._name(problem.path)
            if self._update:
                self._found.append((name, problem))
                yield problem
            elif problem.fingerprint in self._before.get(name, {}):
                self._seen += 1
            else:
                yield problem

    def finish(self, paths: Iterable[str]) -> str | None:
        """Write the baseline if it is updated, and return a message about it.

        Args:
            paths: the files that were checked.
        """
        if self._path is None:
            return None
        if self._update:
            with atomic(self._path) as stream:
                stream.write(dump_baseline(self._updated(paths)))
            return f"{self._path.as_posix()}: {counted(len(self._found), 'problem')} accepted"
        known = (rule for path in paths for rule in self._before.get(self._name(path), {}).values())
        gone = sum(rule in self._rules for rule in known) - self._seen
        stale = f"; {gone:,} no longer found, remove them with --update-baseline" if gone else ""
        return f"{self._path.as_posix()}: {counted(self._seen, 'accepted problem')} not reported{stale}"

    def _updated(self, paths: Iterable[str]) -> Baseline:
        return update_baseline(self._found, self._before, map(self._name, paths), self._rules)

    def _name(self, path: str) -> str:
        assert self._path is not None or not self._before  # noqa: S101 - without a file nothing is looked up
        return Path(os.path.relpath(path, self._path.parent)).as_posix() if self._path else path


def baseline_path(option: str | None, config: Config) -> Path | None:
    """Return the path of the baseline, from the option or else from the configuration, relative to its folder."""
    if option is not None:
        return Path(option)
    return Path(config.root) / config.baseline if config.baseline else None


def _read(path: Path) -> Baseline:
    try:
        return parse_baseline(path.read_bytes(), path.as_posix())
    except OSError as error:
        cure = "; create it with --update-baseline" if isinstance(error, FileNotFoundError) else ""
        message = f"{path.as_posix()}: {error.strerror or error}{cure}"
        raise InputError(message) from None
