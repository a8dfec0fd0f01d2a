"""The command ``loc-align align``."""

from __future__ import annotations

from typing import Literal

import click

from loc_align.cli.options import (
    common_options,
    flavour_option,
    level_option,
    output,
    pair_language_options,
    provenance_option,
)
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, one_thread_each
from loc_align.cli.types import FILE, ScoreType
from loc_align.formats import FORMATS

review = section("Review")
knowledge = section("Prior knowledge")


@click.command("align", cls=Command)
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@output(
    "--to",
    "format_name",
    type=click.Choice([*FORMATS, "sxs"]),
    help="Format of a memory, or sxs for side-by-side documents.",
)
@output(
    "-o",
    "--output",
    "output_path",
    default="-",
    show_default=True,
    type=FILE,
    metavar="FILE|DIR/",
    help="File to write; - is standard output. A folder, or a name that ends with a slash, gets one file per pair.",
)
@level_option
@output(
    "--min-confidence",
    type=ScoreType(),
    default=0.0,
    show_default=True,
    metavar="SCORE",
    help="Leave out beads with a lower confidence, from 0 to 1.",
)
@output(
    "--stale",
    type=click.Choice(["review", "omit"]),
    default="review",
    show_default=True,
    help="Targets whose source has changed, as far as it is known: write them with their old source, in need of "
    "review, or leave them out.",
)
@output(
    "--record",
    is_flag=True,
    help="Record that the targets were made from the current sources, in the folder .loc-align beside them, so that "
    "status and update know it.",
)
@review(
    "--review",
    "reviews",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Also write a review page (.html) or table (.tsv). Repeatable.",
)
@review(
    "--corrections",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Apply the corrections saved from a review page. Repeatable.",
)
@provenance_option
@knowledge(
    "--memory",
    "memories",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="Learn words from this translation memory first. Repeatable.",
)
@knowledge("--lexicon", type=FILE, metavar="FILE", help="Start with this saved lexicon.")
@knowledge("--save-lexicon", type=FILE, metavar="FILE", help="Save the lexicon that this run learns.")
@section("Segmentation")(
    "--srx", type=FILE, metavar="FILE", help="Segmentation rules (SRX 2.0).  [default: the built-in rules]"
)
@pair_language_options
@flavour_option
@common_options
def align_command(
    source: str,
    target: str,
    format_name: str | None,
    output_path: str,
    level: Literal["1", "2"],
    stale: Literal["review", "omit"],
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
    provenance: tuple[str, ...],
    *,
    record: bool,
    quiet: bool,
    follow_links: bool,
) -> None:
    """Align documents without IDs.

    SOURCE and TARGET are two files, two folders, or two patterns. Files in folders are paired by their relative paths,
    and page.md is paired with page.de.md. Files of patterns are paired by the text that the wildcards match. If a file
    is unpaired or cannot be read, the others are still aligned.

    \b
    Examples:
      loc-align align page.md page.de.md --to tmx -o memory.tmx
      loc-align align docs/en docs/de --to tmx -o memory.tmx --review review.html
      loc-align align 'docs/en/**' 'docs/de/**' --to sxs -o side-by-side/
    """  # noqa: D301 - click wants the character
    one_thread_each()
    from loc_align.jobs.align import AlignOptions, run  # noqa: PLC0415 - imports numpy

    session = Session(quiet)
    options = AlignOptions(
        source, target, format_name, output_path, 1 if level == "1" else 2, min_confidence, reviews, corrections,
        memories, lexicon, save_lexicon, srx, source_lang, target_lang, jobs, follow_links,
        provenance, stale, record,
    )  # fmt: skip
    run(session, options)
    session.end()
