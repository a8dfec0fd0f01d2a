"""``loc-align align``: documents of two languages that carry no ids."""

from __future__ import annotations

from typing import Literal

import click

from loc_align import formats
from loc_align.cli.options import common_options, level_option
from loc_align.cli.session import Session, one_thread_each, user_errors


@click.command("align")
@click.argument("source")
@click.argument("target")
@click.option(
    "--to",
    "format_name",
    type=click.Choice(sorted([*formats.FORMATS, "sxs"])),
    help="Format to write: a memory, or sxs, the target documents with their sources beside.",
)
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    metavar="FILE|DIR/",
    help="File to write; - is stdout. A folder, or a name with a slash at its end, gets a file for each pair.",
)
@level_option
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    metavar="P",
    help="Leave out what is less likely to be right.",
)
@click.option("--review", "reviews", multiple=True, metavar="FILE", help="Write a page (.html) or a table (.tsv) too.")
@click.option("--corrections", multiple=True, metavar="FILE", help="Obey what was saved from a review page.")
@click.option(
    "--memory", "memories", multiple=True, metavar="FILE", help="Learn words from a translation memory first."
)
@click.option("--lexicon", metavar="FILE", help="Begin with a lexicon that was saved.")
@click.option("--save-lexicon", metavar="FILE", help="Save the lexicon that was learned.")
@click.option("--srx", metavar="FILE", help="Cut sentences by the rules of an SRX file.")
@click.option("--source-lang", metavar="TAG", help="Language of the sources; else front matter or path, or en-US.")
@click.option("--target-lang", metavar="TAG", help="Language of the targets; else front matter or path, or und.")
@common_options
def align_command(
    source: str,
    target: str,
    format_name: str | None,
    output: str,
    level: Literal["1", "2"],
    min_confidence: float,
    reviews: tuple[str, ...],
    corrections: tuple[str, ...],
    memories: tuple[str, ...],
    lexicon: str | None,
    save_lexicon: str | None,
    srx: str | None,
    source_lang: str | None,
    target_lang: str | None,
    jobs: int,
    *,
    quiet: bool,
) -> None:
    """Align documents that carry no ids.

    SOURCE and TARGET are files, folders, or patterns. Folders are paired by relative path, and page.md with page.de.md;
    of patterns, what the wildcards stand for must be the same. A file without a partner, or one that cannot be read, is
    reported and the others are done.

    \b
    Examples:
      loc-align align page.md page.de.md --to tmx -o memory.tmx
      loc-align align docs/en docs/de --to tmx -o memory.tmx --review review.html
      loc-align align 'docs/en/**' 'docs/de/**' --to sxs -o side-by-side/
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.jobs.align import AlignOptions, run  # noqa: PLC0415 - numpy is loaded by those who align

    session = Session(quiet)
    options = AlignOptions(
        source, target, format_name, output, 1 if level == "1" else 2, min_confidence, reviews, corrections, memories,
        lexicon, save_lexicon, srx, source_lang, target_lang, jobs,
    )  # fmt: skip
    with user_errors():
        run(session, options)
    session.end()
