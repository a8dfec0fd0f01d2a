"""``loc-align check``: faults in localized documents."""

from __future__ import annotations

import sys

import click

from loc_align.checks.thresholds import FAILING_SEVERITIES, FailureCounter
from loc_align.cli.options import common_options
from loc_align.cli.rules import explain
from loc_align.cli.session import Session, find_files, user_errors
from loc_align.cli.terminal import shows_color
from loc_align.config import FAIL_ON, ConfigFinder, layer_of_options
from loc_align.documents import canonical_lang
from loc_align.files.cache import Cache, cache_folder
from loc_align.jobs.baseline import BaselineFilter, baseline_path
from loc_align.jobs.check import CheckFile
from loc_align.jobs.check_plan import add_tasks, select_files, source_folder
from loc_align.jobs.check_stream import ProblemStream
from loc_align.jobs.reports import parse_report_options, write_reports
from loc_align.report import REPORTERS, ReportContext


def _explain(context: click.Context, _: click.Parameter, rule: str | None) -> None:
    if rule is not None:
        with user_errors():
            click.echo(explain(rule), nl=False)
        context.exit()


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "forms",
    multiple=True,
    default=["text"],
    show_default=True,
    metavar="FORM[=FILE]",
    help=f"Form of the report, and the file it goes to: {', '.join(REPORTERS)}. May be given several times.",
)
@click.option("--select", multiple=True, metavar="RULE,...", help="Run these rules and families only.")
@click.option("--ignore", multiple=True, metavar="RULE,...", help="Do not run these rules and families.")
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Take a rule for error, warning, info or off.")
@click.option("--config", "config_path", metavar="FILE", help="Configuration; else it is looked for upwards.")
@click.option("--no-config", is_flag=True, help="Use no configuration.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--baseline", metavar="FILE", help="Problems that were accepted; they are not reported.")
@click.option("--update-baseline", is_flag=True, help="Accept the problems there are: write them to the baseline.")
@click.option(
    "--changed-since", "ref", metavar="REF", help="Check only files that changed since a git commit or branch."
)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="The mildest severity that fails; error by default.")
@click.option(
    "--explain", metavar="RULE", callback=_explain, is_eager=True, expose_value=False, help="Explain a rule, and leave."
)
@click.option("--source-dir", metavar="DIR", help="Folder with the documents in the source language.")
@click.option("--cache-dir", metavar="DIR", help="Where results are kept for the next run; else where the system says.")
@click.option("--no-cache", is_flag=True, help="Keep no results, and use none.")
@click.option("--target-lang", metavar="TAG", help="Language of the targets; else configuration or file say it.")
@click.option("--source-lang", metavar="TAG", help="Language of the sources (BCP 47); en-US by default.")
@common_options
def check(
    paths: tuple[str, ...],
    forms: tuple[str, ...],
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
    jobs: int,
    *,
    no_config: bool,
    fix: bool,
    diff: bool,
    update_baseline: bool,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Find faults in localized documents.

    The exit code is 0 where there is none that matters, 1 where there is, and 2 where the call or the configuration is
    wrong.

    \b
    Examples:
      loc-align check docs/fr-fr
      loc-align check docs --format github --format sarif=loc-align.sarif
      loc-align check docs --select links,codes --fail-on warning
      loc-align check docs/fr-fr --source-dir docs/en-us
      loc-align check docs --fix
      loc-align check --explain link-destination
    """  # noqa: D301 - click wants the character
    session = Session(quiet)
    with user_errors():
        configs = ConfigFinder(config_path, use=not no_config, last=layer_of_options(select, ignore, severity))
        home = configs.config_for(".")
        sources = source_folder(source_dir, home)
        files = select_files(find_files(paths), sources, ref)
        source = canonical_lang(source_lang or home.source_lang or "en-US")
        lang = canonical_lang(target_lang) if target_lang else None
        cache = None if no_cache else Cache(cache_dir or str(cache_folder()))
        check_file = CheckFile(source, lang, fix=fix, diff=diff, cache=cache)
        work = add_tasks(check_file, files, configs, sources, session)
        stream = ProblemStream(session, work)
        context = ReportContext(
            stream.paths, shows_color(sys.stdout), FAILING_SEVERITIES[fail_on or home.fail_on or "error"]
        )
        reports = parse_report_options(forms)
        accepted = BaselineFilter(baseline_path(baseline, home), update=update_baseline)
        gate = FailureCounter(context.failing, dict(home.budget))
        problems = stream.problems(session.work(files, work, jobs, bar=not sys.stdout.isatty()))
        new = gate.counting(accepted.new_problems(problems))
        write_reports(new, [report for report in reports if report[1] != "-" or not diff], context)
        notes = [accepted.finish(context.paths), *gate.budget_lines()]
    stream.report_fixes()
    for note in filter(None, notes):
        session.say(note)
    session.failed += gate.exceeded() and not update_baseline
    session.end()
