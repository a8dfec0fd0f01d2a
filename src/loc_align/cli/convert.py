"""The command ``loc-align convert``."""

from __future__ import annotations

from typing import Literal

import click

from loc_align.cli.options import (
    input_,
    languages,
    level_option,
    output,
    provenance_option,
    quiet_option,
    strict_option,
)
from loc_align.cli.sections import Command
from loc_align.cli.session import Session
from loc_align.cli.types import FILE
from loc_align.formats import FORMATS
from loc_align.jobs.convert import ConvertOptions, run
from loc_align.text import counted


@click.command(cls=Command)
@click.argument("source", metavar="A", type=FILE)
@click.argument("target", metavar="B", type=FILE)
@input_("--from", "source_format", type=click.Choice([*FORMATS]), help="Format of A.  [default: detected]")
@output("--to", "target_format", type=click.Choice([*FORMATS]), help="Format of B.  [default: by its suffix]")
@level_option
@provenance_option
@languages(
    "--source-lang", metavar="TAG", help="Keep only units from this language; in TMX, any language can be the source."
)
@languages("--target-lang", metavar="TAG", help="Keep only units into this language.")
@strict_option
@quiet_option
def convert(
    source: str,
    target: str,
    source_format: str | None,
    target_format: str | None,
    source_lang: str | None,
    target_lang: str | None,
    level: Literal["1", "2"],
    provenance: tuple[str, ...],
    *,
    strict: bool,
    quiet: bool,
) -> None:
    """Convert the memory A to the format of the file B.

    A and B can be -, for standard input and standard output. B is written only after A was read without errors. Units
    that the format of B cannot contain are skipped and counted.

    \b
    Examples:
      loc-align convert memory.tmx memory.xlf
      loc-align convert memory.tmx german.csv --target-lang de
      loc-align convert table.tsv - --to jsonl --source-lang en --target-lang fr
      unzip -p memories.zip de.tmx | loc-align convert - de.jsonl
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    options = ConvertOptions(
        source,
        target,
        source_format,
        target_format,
        source_lang,
        target_lang,
        1 if level == "1" else 2,
        provenance,
        strict,
    )
    counts = run(options)
    session.notice(counts.notices)
    skipped = f"; {counted(counts.skipped, 'unit')} skipped: not possible in {counts.form.name}"
    name = "standard output" if target == "-" else target
    session.say(f"{name}: {counted(counts.written, 'unit')}{skipped if counts.skipped else ''}")
