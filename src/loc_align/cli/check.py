"""The command ``loc-align check``."""

from __future__ import annotations

import sys
from typing import get_args

import click

from loc_align.checks.rule_names import Side
from loc_align.cli.options import common_options, flavour_option, languages, paths_argument, suffix_option
from loc_align.cli.rules import explain
from loc_align.cli.sections import Command, section
from loc_align.cli.session import Session, find_files, one_thread_each
from loc_align.cli.streams import print_text
from loc_align.cli.terminal import shows_color
from loc_align.cli.types import FILE, FOLDER, Names
from loc_align.config import FAIL_ON
from loc_align.jobs.check_plan import is_memory
from loc_align.jobs.check_run import CheckOptions, run
from loc_align.jobs.suggestion import suggest
from loc_align.report import REPORTERS
from loc_align.text import counted

chosen_rules = section("Rules")
report = section("Report")
fixes = section("Fixes")
known = section("Known problems")
files = section("Files")
configuration = section("Configuration")
cache = section("Cache")


def _explain(context: click.Context, _: click.Parameter, rule: str | None) -> None:
    if rule is not None:
        print_text(explain(rule), end="")
        context.exit()


@click.command(cls=Command)
@paths_argument
@chosen_rules(
    "--select", multiple=True, type=Names("name"), metavar="RULE,...", help="Run only these rules and families."
)
@chosen_rules(
    "--ignore", multiple=True, type=Names("name"), metavar="RULE,...", help="Don't run these rules and families."
)
@chosen_rules(
    "--side",
    type=click.Choice(get_args(Side)),
    default="both",
    help="Report the problems of the targets, of the sources, or both.  [default: both]",
)
@chosen_rules(
    "--severity",
    multiple=True,
    type=Names("severity"),
    metavar="RULE=LEVEL",
    help="Set the severity of a rule or family: error, warning, info, or off.",
)
@chosen_rules(
    "--explain",
    type=Names("rule"),
    metavar="RULE",
    callback=_explain,
    is_eager=True,
    expose_value=False,
    help="Print the page of a rule and exit.",
)
@report(
    "--format",
    "forms",
    multiple=True,
    default=["text"],
    show_default=True,
    type=Names("report"),
    metavar="FORMAT[=FILE]",
    help=f"Format of the report, optionally with an output file: {', '.join(REPORTERS)}. Repeatable.",
)
@report("--fail-on", type=click.Choice(FAIL_ON), help="Lowest severity that fails the run.  [default: error]")
@fixes("--fix", is_flag=True, help="Apply all safe fixes to the files.")
@fixes("--diff", is_flag=True, help="Show what --fix would change, without writing anything.")
@known("--baseline", type=FILE, metavar="FILE", help="Don't report the problems in this baseline.")
@known("--update-baseline", is_flag=True, help="Write all current problems to the baseline.")
@files("--source-dir", type=FOLDER, metavar="DIR", help="Folder with the source documents.")
@files(
    "--require-source",
    is_flag=True,
    help="Leave with 2 if nothing can be compared: no file has pairs or a source document.",
)
@files(
    "--changed-since",
    "ref",
    metavar="REF",
    help="Check only files that are new or changed since this commit.",
)
@files(
    "--stdin-filename",
    type=FILE,
    metavar="PATH",
    help="For the PATH -: treat standard input as the file at this path.",
)
@configuration(
    "--config",
    "config_path",
    type=FILE,
    metavar="FILE",
    help="Configuration of all files.  [default: the nearest]",
)
@configuration("--no-config", is_flag=True, help="Use no configuration.")
@configuration("--suggest-config", is_flag=True, help="Print a configuration that fits the files, and check nothing.")
@cache(
    "--cache-dir", type=FOLDER, metavar="DIR", help="Folder to keep results in.  [default: the system's cache folder]"
)
@cache("--no-cache", is_flag=True, help="Neither keep nor use cached results.")
@languages("--source-lang", metavar="TAG", help="Language of the sources (BCP 47).  [default: en-US]")
@languages(
    "--target-lang", metavar="TAG", help="Language of the targets.  [default: from the configuration or the file]"
)
@suffix_option
@flavour_option
@common_options
def check(
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    side: Side,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[str, ...],
    config_path: str | None,
    baseline: str | None,
    ref: str | None,
    fail_on: str | None,
    source_dir: str | None,
    cache_dir: str | None,
    target_lang: str | None,
    source_lang: str | None,
    stdin_filename: str | None,
    jobs: int,
    *,
    no_config: bool,
    fix: bool,
    diff: bool,
    update_baseline: bool,
    require_source: bool,
    suggest_config: bool,
    no_cache: bool,
    quiet: bool,
    suffixes: tuple[str, ...],
    follow_links: bool,
) -> None:
    """Report problems in localized documents.

    The exit code is 0 if no problem fails the run, 1 if one does, and 2 if the command line or the configuration is
    wrong. The PATH - is standard input.

    \b
    Examples:
      loc-align check docs/fr-fr
      loc-align check docs --format github --format sarif=loc-align.sarif
      loc-align check docs --select links,codes --fail-on warning
      loc-align check docs/fr-fr --source-dir docs/en-us
      loc-align check docs --side source
      loc-align check docs --fix
      loc-align check docs --suggest-config
      loc-align check --explain link-destination
    """  # noqa: D301 - click wants the character
    one_thread_each()
    session = Session(quiet)
    options = CheckOptions(
        forms, side, select, ignore, severity, config_path, not no_config, fix, diff, baseline, update_baseline, ref,
        require_source, fail_on, source_dir, cache_dir, not no_cache, source_lang, target_lang, jobs,
        shows_color(sys.stdout), follow_links,
    )  # fmt: skip
    found = find_files(
        paths, stdin_filename, stdin=True, suffixes=suffixes, others=is_memory, follow_links=follow_links
    )
    if suggest_config:
        session.out(suggest(session, found, options).encode())
        session.end()
        return
    summary = run(session, found, options)
    if diff:
        session.say(f"{counted(summary.fixed, 'problem')} would be fixed")
    elif fix:
        session.say(f"{counted(summary.fixed, 'problem')} fixed")
    for note in summary.notes:
        session.say(note)
    session.failed += summary.fails
    session.end()
