"""The table of commands, and a group that imports a command on first use."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from loc_align.cli.failures import reported_errors
from loc_align.cli.interrupts import ending_on_signals
from loc_align.cli.streams import prepare_streams


class Entry(NamedTuple):
    """The module and function of a command, and the first sentence of its help."""

    module: str
    function: str
    help: str


SECTIONS: Mapping[str, Mapping[str, Entry]] = MappingProxyType(
    {
        "Translation": {
            "export": Entry("export", "export", "Write a translation memory, or files for translators."),
            "merge": Entry(
                "merge", "merge_command", "Merge the targets of returned XLIFF and PO files into their documents."
            ),
            "update": Entry("update", "update_command", "Update translations to the current version of their source."),
        },
        "Quality": {
            "check": Entry("check", "check", "Report problems in localized documents."),
            "status": Entry(
                "status", "status_command", "Tell which translations are behind their source, and by how much."
            ),
            "rules": Entry("rules", "rules", "List the rules of `check` by family."),
            "stats": Entry("stats", "stats", "Count files, units, words, characters, and defects, by language."),
        },
        "Documents without IDs": {
            "align": Entry("align", "align_command", "Align documents without IDs."),
            "bench": Entry("bench", "bench", "Measure alignment by content on side-by-side documents."),
        },
        "Files and memories": {
            "split": Entry("split", "split", "Write the source and target documents of side-by-side documents."),
            "convert": Entry("convert", "convert", "Convert the memory A to the format of the file B."),
            "corpus": Entry("corpus", "corpus_command", "Build a clean parallel corpus from memories of any size."),
            "memory": Entry("memory", "memory_command", "Build and search the index of a translation memory."),
        },
    }
)
"""The commands by purpose and by name, in the order of a working day.

``loc-align --help`` prints this table, because importing the commands is slow.
"""

ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {name: entry for entries in SECTIONS.values() for name, entry in entries.items()}
)


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
"""The commands. A lookup imports the module of the command."""


class LazyGroup(click.Group):
    """A group that lists :data:`COMMANDS` without importing them."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - the signature is click's
        **extra: Any,  # noqa: ANN401 - as above
    ) -> Any:  # noqa: ANN401 - as above
        """Run the command. Signals end it cleanly, and errors are printed as one line."""
        prepare_streams()
        with ending_on_signals():
            if not standalone_mode:
                return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            with reported_errors():
                code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.exit(code if isinstance(code, int) else 0)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by purpose."""
        width = max(map(len, ENTRIES))
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), entry.help) for name, entry in entries.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option."""
        if not incomplete.startswith("-"):
            found = ((name, entry.help) for name, entry in ENTRIES.items() if name.startswith(incomplete))
            return [CompletionItem(name, help=said) for name, said in found]
        return super().shell_complete(ctx, incomplete)
