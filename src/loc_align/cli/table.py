"""The commands, and a group that loads one of them when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

import click


class Entry(NamedTuple):
    """Where a command is, and its help in one sentence."""

    module: str
    function: str
    help: str


ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {
        "align": Entry("align", "align_command", "Align documents that carry no ids."),
        "bench": Entry("bench", "bench", "Measure on side-by-side documents how good alignment by content is."),
        "check": Entry("check", "check", "Find faults in localized documents."),
        "convert": Entry("convert", "convert", "Write the memory A in another format, to the file B."),
        "export": Entry("export", "export", "Write a translation memory, or files for translators."),
        "memory": Entry("memory", "memory_command", "Build the index of a memory, count what it holds, ask it."),
        "merge": Entry("merge", "merge_command", "Put the targets of XLIFF files into their documents."),
        "rules": Entry("rules", "rules", "List the rules of `check`, family by family."),
        "split": Entry("split", "split", "Write the source and the target of side-by-side documents."),
        "stats": Entry("stats", "stats", "Count files, units, words, characters and defects, by language."),
    }
)
"""Every command by name; the help of the whole is made of this, for loading them all takes a while."""


class _Commands(Mapping[str, click.Command]):
    def __getitem__(self, name: str) -> click.Command:
        entry = ENTRIES[name]
        command: click.Command = getattr(import_module(f"loc_align.cli.{entry.module}"), entry.function)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(ENTRIES)

    def __len__(self) -> int:
        return len(ENTRIES)


COMMANDS: Mapping[str, click.Command] = _Commands()
"""The commands themselves; one is loaded when it is looked up."""


class LazyGroup(click.Group):
    """A group of :data:`COMMANDS` that tells them without loading them."""

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, with a sentence each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in ENTRIES.items()])
