"""The options that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from loc_align.cli.sections import general, section
from loc_align.cli.types import FILE, ScoreType

CONTAINERS = (".yml", ".yaml", ".xml")
"""The suffixes of containers, a copy that loads no library."""
FLAVOURS = (
    "commonmark", "gfm", "docfx", "mkdocs", "docusaurus", "vitepress", "starlight", "hugo", "jekyll", "mdbook", "myst",
)  # fmt: skip
"""The names of the flavours, a copy that loads no library."""
F = TypeVar("F", bound=Callable[..., Any])

input_ = section("Input")
languages = section("Languages")
leverage = section("Translation memories")
old_source = section("Old source")
output = section("Output")
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=FILE)
quiet_option = general("-q", "--quiet", is_flag=True, help="Print only errors.")


def common_options(command: F) -> F:
    """Add the options of all commands that process many files."""
    links = input_(
        "--follow-links",
        is_flag=True,
        help="Follow symbolic links to folders, and to files outside the folder that is searched.",
    )
    return links(jobs_option(quiet_option(command)))


def jobs_option(command: F) -> F:
    """Add the option for the number of processes."""
    option = general(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        show_default="processors",
        metavar="N",
        help="Number of processes. The output is the same for any number.",
    )
    return option(command)


def flavour_option(command: F) -> F:
    """Add the option for the flavour of all documents."""
    option = input_(
        "--flavour",
        type=click.Choice(FLAVOURS),
        callback=_use_flavour,
        expose_value=False,
        metavar="NAME",
        help=f"Flavour of the Markdown: {', '.join(FLAVOURS)}.  [default: from the configuration, the files of the "
        "site, or the content]",
    )
    return option(command)


def _use_flavour(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name is not None:
        from loc_align.files.sites import reading_as  # noqa: PLC0415 - slow to import

        context.with_resource(reading_as(name))


def suffix_option(command: F) -> F:
    """Add the option for the containers in folders."""
    option = input_(
        "--suffix",
        "suffixes",
        type=click.Choice(CONTAINERS, case_sensitive=False),
        multiple=True,
        metavar="SUFFIX",
        help="Read YAML or XML files in folders, too: .yml, .yaml, or .xml. Can be repeated.",
    )
    return option(command)


def language_options(command: F) -> F:
    """Add the options for the languages of the two sides."""
    source = languages(
        "--source-lang", default="en-US", show_default=True, metavar="TAG", help="Language of the sources (BCP 47)."
    )
    target = languages(
        "--target-lang", metavar="TAG", help="Language of the targets.  [default: from ms.contentlocale]"
    )
    return source(target(command))


def pair_language_options(command: F) -> F:
    """Add the options for the languages of documents that are paired."""
    return source_language_option(
        languages(
            "--target-lang",
            metavar="TAG",
            help="Language of the targets.  [default: from front matter or path, or und]",
        )(command)
    )


def source_language_option(command: F) -> F:
    """Add the option for the language of the sources of documents that are paired."""
    option = languages(
        "--source-lang",
        metavar="TAG",
        help="Language of the sources (BCP 47).  [default: from front matter or path, or en-US]",
    )
    return option(command)


def old_source_options(command: F) -> F:
    """Add the options for the source that was translated."""
    path = old_source(
        "--old-source",
        type=FILE,
        metavar="PATH",
        help="The source that was translated: a file, or a folder with the paths of SOURCE.  [default: from the "
        "record, or from a note in the target and git]",
    )
    revision = old_source(
        "--rev", "revision", metavar="REV", help="The commit, branch, or tag with the source that was translated."
    )
    return path(revision(command))


def memory_threshold_option(command: F) -> F:
    """Add the option for the lowest score of a match."""
    option = leverage(
        "--memory-threshold",
        type=ScoreType(),
        default=0.75,
        show_default=True,
        metavar="SCORE",
        help="Lowest score of a match, from 0 to 1.",
    )
    return option(command)


def table_or_json(command: F) -> F:
    """Add the option for the format of the output."""
    option = output(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        default="table",
        show_default=True,
        help="Format of the output.",
    )
    return option(command)


def strict_option(command: F) -> F:
    """Add the option for refusing every deviation from the rules of a format."""
    option = input_(
        "--strict",
        is_flag=True,
        help="Refuse files that break any rule of their format, even if nothing would be lost.",
    )
    return option(command)


def level_option(command: F) -> F:
    """Add the option for the level of TMX."""
    option = output(
        "--level",
        type=click.Choice(["1", "2"]),
        default="2",
        show_default=True,
        help="For TMX: 2 writes inline codes as elements, 1 writes plain text.",
    )
    return option(command)


def provenance_option(command: F) -> F:
    """Add the option for where the documents were published."""
    option = output(
        "--provenance",
        multiple=True,
        metavar="KEY=VALUE",
        help="For Parquet: the repository, revision, or license to state in each row. By default, git tells the first "
        "two. Can be repeated.",
    )
    return option(command)


def stdin_option(command: F) -> F:
    """Add the option for the path of standard input."""
    option = input_(
        "--stdin-filename",
        type=FILE,
        metavar="PATH",
        help="For the PATH -: treat standard input as the file at this path.",
    )
    return option(command)
