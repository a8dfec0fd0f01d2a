"""The command ``loc-align export``."""

from __future__ import annotations

from typing import Literal

import click

from loc_align.cli.options import (
    common_options,
    flavour_option,
    language_options,
    level_option,
    leverage,
    memory_threshold_option,
    output,
    paths_argument,
    provenance_option,
    stdin_option,
    suffix_option,
)
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, find_files, one_thread_each
from loc_align.cli.types import FILE
from loc_align.errors import UsageError
from loc_align.formats import FORMATS
from loc_align.jobs.export import ExportCounts, ExportOptions, MonolingualOptions, run
from loc_align.text import counted

monolingual = section("Monolingual documents")


@click.command(cls=Command)
@paths_argument
@output("--to", "format_name", type=click.Choice([*FORMATS]), required=True, help="Format to write.")
@output(
    "-o",
    "--output",
    "output_path",
    default="-",
    show_default=True,
    type=FILE,
    metavar="FILE|DIR/",
    help="File to write; - is standard output. A folder, or a name that ends with a slash, gets one file per document.",
)
@level_option
@output(
    "--by-language",
    is_flag=True,
    help="For Parquet: write a folder with files by target language, language=TAG/part-N.parquet.",
)
@provenance_option
@output("--unique", is_flag=True, help="Write each pair of source and target once, with its count.")
@monolingual(
    "--source-only",
    is_flag=True,
    help="Export documents in one language as segments to be translated, without targets.",
)
@monolingual(
    "--segment",
    type=click.Choice(["sentence", "paragraph"]),
    default="sentence",
    show_default=True,
    help="What a unit is.",
)
@monolingual(
    "--front-matter",
    "keys",
    metavar="KEY,...",
    help="Front-matter keys whose values to translate; seo.title is a key inside another one.  [default: the keys of "
    "the flavour, such as title and description]",
)
@monolingual("--srx", type=FILE, metavar="FILE", help="Segmentation rules (SRX 2.0).  [default: the built-in rules]")
@leverage(
    "--memory",
    "memories",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="With --source-only: fill the targets from this memory or index, and offer fuzzy matches. Repeatable; the "
    "first memory takes precedence.",
)
@memory_threshold_option
@leverage(
    "--copy-source",
    is_flag=True,
    help="With --source-only: fill the targets that are still empty with their sources, for tools that show nothing "
    "otherwise.",
)
@language_options
@stdin_option
@suffix_option
@flavour_option
@common_options
def export(
    paths: tuple[str, ...],
    format_name: str,
    output_path: str,
    level: Literal["1", "2"],
    source_lang: str,
    target_lang: str | None,
    jobs: int,
    segment: Literal["sentence", "paragraph"],
    keys: str | None,
    srx: str | None,
    memories: tuple[str, ...],
    memory_threshold: float,
    stdin_filename: str | None,
    provenance: tuple[str, ...],
    *,
    unique: bool,
    by_language: bool,
    source_only: bool,
    copy_source: bool,
    quiet: bool,
    suffixes: tuple[str, ...],
    follow_links: bool,
) -> None:
    """Write a translation memory, or files for translators.

    The documents are side by side. With --source-only, they are monolingual, and the units have no targets. The PATH -
    is standard input. If a file cannot be read, the others are still exported, and the exit code is 1.

    \b
    Examples:
      loc-align export docs/fr-fr --to tmx -o memory.tmx
      loc-align export docs/fr-fr --to xliff -o to-translators/
      loc-align export docs/en-us --source-only --target-lang fr --to xliff2 -o to-translators/
      loc-align export docs/en-us --source-only --target-lang fr --memory old.tmx --to xliff -o to-translators/
      loc-align export page.md --to jsonl | head
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    one_thread_each()
    for option, given in (("--srx", srx), ("--memory", memories), ("--copy-source", copy_source)):
        if given and not source_only:
            raise UsageError(f"{option} is for monolingual documents; add --source-only")
    names = None if keys is None else tuple(key.strip() for key in keys.split(",") if key.strip())
    texts = MonolingualOptions(segment, names, srx, memories, memory_threshold, copy_source) if source_only else None
    options = ExportOptions(
        format_name, output_path, 1 if level == "1" else 2, unique, texts, source_lang, target_lang, jobs, by_language,
        provenance,
    )  # fmt: skip
    counts = run(
        session, find_files(paths, stdin_filename, stdin=True, suffixes=suffixes, follow_links=follow_links), options
    )
    _summarize(session, counts, options)
    session.end()


def _summarize(session: Session, counts: ExportCounts, options: ExportOptions) -> None:
    name = "standard output" if options.output == "-" else options.output
    units = counted(counts.units, "unit")
    if options.unique:
        units = f"{counted(counts.written, 'unit')} for {units}"
    session.say(f"{name}: {units} from {counted(counts.files, 'file')}, {counted(counts.defects, 'defect')}")
    if counts.empty and not options.monolingual:
        advice = "use `loc-align align` for documents without IDs, or --source-only"
        session.say(f"{counted(counts.empty, 'file')} without pairs; {advice}")
    if options.monolingual and options.monolingual.memories:
        session.say(f"{counted(counts.filled, 'unit')} filled from memories, {counts.offered:,} with fuzzy matches")
