"""A run of a command: its messages, progress, and exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import TypeVar

from loc_align.cli.streams import print_text, write_data
from loc_align.cli.terminal import Bar, error, is_terminal, to_stderr, warn, warning
from loc_align.errors import UsageError, printable
from loc_align.files import tally
from loc_align.files.finding import Found, find
from loc_align.files.parallel import run
from loc_align.files.standard_input import read_standard_input
from loc_align.formats.notices import Notices
from loc_align.text import counted

T = TypeVar("T")


class Session:
    """A run of a command."""

    def __init__(self, quiet: bool) -> None:  # noqa: FBT001 - the only argument
        """Start a run.

        Args:
            quiet: whether to print only warnings and errors.
        """
        self.failed = 0
        self._reported: set[str] = set()
        self._left_out = 0
        self._quiet = quiet
        self._show = to_stderr

    def say(self, message: str) -> None:
        """Print a message to standard error, unless the run is quiet."""
        if not self._quiet:
            self._show(printable(message))

    def fail(self, message: str) -> None:
        """Report a file that could not be processed. What several files have in common is reported once."""
        self.failed += 1
        if message not in self._reported:
            self._reported.add(message)
            self._show(error(message))

    def warn(self, message: str) -> None:
        """Print a warning, even if the run is quiet."""
        self._show(warning(message))

    def notice(self, notices: Notices) -> None:
        """Report what a reader tolerated and what it left out."""
        for message in notices.messages():
            self.warn(message)

    def out(self, piece: str | bytes) -> None:
        """Write a piece of the result to standard output: a text for people, or data for programs."""
        if isinstance(piece, bytes):
            write_data(piece)
        else:
            print_text(piece, end="")

    def work(
        self,
        files: Iterable[Found],
        task: Callable[[Found], T],
        jobs: int,
        *,
        streams: bool = False,
        unread: MutableMapping[str, str] | None = None,
    ) -> Iterator[T]:
        """Process files; yield the results in the order of the files, and report the files that fail.

        Args:
            files: the files.
            task: the work on one file.
            jobs: the number of processes.
            streams: whether results go to standard output meanwhile, where a progress bar would be in the way.
            unread: receives the message about each file that fails, by its path.
        """
        rows = list(files)
        outcomes = run(rows, task, jobs=jobs)
        bar = not (streams and sys.stdout.isatty())
        for outcome in self.watched(outcomes, len(rows)) if bar else outcomes:
            if outcome.error is not None:
                self.fail(outcome.error)
                if unread is not None:
                    unread[outcome.path] = printable(outcome.error)
            elif outcome.value is not None:
                self._left_out += outcome.left_out
                yield outcome.value

    def watched(self, outcomes: Iterable[T], total: int) -> Iterator[T]:
        """Yield the outcomes unchanged, with a progress bar on a terminal."""
        if self._quiet or not is_terminal(sys.stderr):
            yield from outcomes
            return
        with Bar(total) as bar:
            self._show = bar.show
            try:
                for outcome in outcomes:
                    yield outcome
                    bar.advance()
            finally:
                self._show = to_stderr

    def end(self) -> None:
        """Print how many IDs belong to no pair, and exit with 1 if a file failed."""
        left_out = self._left_out + tally.take()
        if left_out:
            verb = "belongs" if left_out == 1 else "belong"
            self.warn(f"{counted(left_out, 'ID')} {verb} to no pair and {'was' if left_out == 1 else 'were'} left out")
        if self.failed:
            sys.exit(1)


def one_thread_each() -> None:
    """Keep numpy, before it is imported, from using several threads.

    The work already runs in several processes, and the sums must not depend on the number of processors.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def find_files(
    paths: Sequence[str],
    stdin_filename: str | None = None,
    *,
    stdin: bool = False,
    suffixes: Sequence[str] = (),
    others: Callable[[str], bool] | None = None,
    follow_links: bool = False,
) -> list[Found]:
    """Find the files of the path arguments.

    Args:
        paths: the arguments.
        stdin_filename: the path of the document on standard input.
        stdin: whether the command can read standard input.
        suffixes: the suffixes of YAML and XML files to find in folders.
        others: returns whether the command also reads files with a suffix that are not documents.
        follow_links: whether to follow symbolic links to folders, and to files outside the folder that is searched.

    Raises:
        UsageError: a path does not exist, or standard input is combined with other paths.
    """
    if "-" not in paths:
        if stdin_filename is not None:
            raise UsageError("--stdin-filename is for standard input; use it with the PATH -")
        return find(paths, suffixes=suffixes, others=others, follow_links=follow_links, warn=warn)
    if not stdin:
        raise UsageError("-: this command cannot read standard input; give files or folders")
    if len(paths) > 1:
        raise UsageError("-: standard input is one document; give it without other paths")
    return [read_standard_input(stdin_filename)]
