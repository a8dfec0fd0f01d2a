"""The work of ``check``, from the files to the reports."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from loc_align.checks.rule_names import Side, names_on_side
from loc_align.checks.thresholds import FAILING_SEVERITIES, FailureCounter
from loc_align.config import ConfigFinder, layer_of_options
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.cache import Cache, cache_folder
from loc_align.files.finding import Found
from loc_align.files.overwriting import refuse_overwriting
from loc_align.jobs.baseline import BaselineFilter, baseline_path
from loc_align.jobs.check import CheckFile
from loc_align.jobs.check_plan import add_tasks, select_files, source_folder
from loc_align.jobs.check_stream import ProblemStream
from loc_align.jobs.reports import parse_report_options, write_reports
from loc_align.jobs.session import Session
from loc_align.report import ReportContext
from loc_align.text import counted


class CheckOptions(Struct, frozen=True):
    """The options of ``check``."""

    forms: tuple[str, ...]
    side: Side
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: tuple[str, ...]
    config_path: str | None
    use_config: bool
    fix: bool
    diff: bool
    baseline: str | None
    update_baseline: bool
    ref: str | None
    """Check only files that changed since this commit."""
    require_source: bool
    """Whether to refuse a run in which there is nothing to compare."""
    fail_on: str | None
    source_dir: str | None
    cache_dir: str | None
    use_cache: bool
    source_lang: str | None
    target_lang: str | None
    jobs: int
    color: bool
    follow_links: bool = False


class CheckSummary(Struct, frozen=True):
    """The result of a run."""

    fails: bool
    """Whether there are problems that fail the run."""
    fixed: int
    notes: tuple[str, ...]
    """A message about the baseline, and one about each budget in use."""


def run(session: Session, files: Sequence[Found], options: CheckOptions) -> CheckSummary:
    """Check files, and write the reports.

    Args:
        session: receives warnings and the report, and runs the work on each file.
        files: the files to check.
        options: the options of the command.

    Raises:
        UsageError: the options contradict each other, the configuration is invalid, or a report would overwrite a
            file that is checked.
        InputError: the baseline cannot be read, or a report cannot be written.
    """
    _refuse(files, options)
    configs = ConfigFinder(
        options.config_path,
        use=options.use_config,
        last=layer_of_options(*names_on_side(options.side, options.select, options.ignore), options.severity),
    )
    home = configs.config_for(".")
    sources = source_folder(options.source_dir, home)
    chosen = select_files(files, sources, options.ref, follow_links=options.follow_links)
    work = add_tasks(
        file_work(options, home.source_lang), chosen, configs, sources, session, follow_links=options.follow_links
    )
    stream = ProblemStream(session, work)
    failing = FAILING_SEVERITIES[options.fail_on or home.fail_on or "error"]
    unread: dict[str, str] = {}
    context = ReportContext(stream.paths, stream.uncompared, unread, options.color, failing)
    reports = parse_report_options(options.forms)
    read = (*(item.path for item in chosen), *(task.source for task in work.tasks.values() if task.source))
    refuse_overwriting((path for _, path in reports if path != "-"), read)
    rules = {active.rule.id for config in work.configs for active in config.settings}
    accepted = BaselineFilter(baseline_path(options.baseline, home), rules, update=options.update_baseline)
    counter = FailureCounter(context.failing, dict(home.budget))
    done = session.work(chosen, work, options.jobs, streams=True, unread=unread)
    problems = counter.counting(accepted.new_problems(stream.problems(done)))
    # With --diff, standard output contains the diff.
    write_reports(problems, [form for form in reports if form[1] != "-" or not options.diff], context, session)
    note = accepted.finish(context.paths)
    if options.require_source and (chosen or options.ref is None):
        _require_source(context, sources is not None)
    return CheckSummary(
        counter.exceeded() and not options.update_baseline,
        stream.fixed,
        (*((note,) if note else ()), *counter.budget_lines()),
    )


def _require_source(context: ReportContext, has_sources: bool) -> None:  # noqa: FBT001 - of this module alone
    """Refuse a run in which nothing could be compared."""
    if not context.paths:
        raise UsageError("no file was compared; name the translated files, not those in the folder of --source-dir")
    if len(context.uncompared) == len(context.paths):
        files = f"{counted(len(context.uncompared), 'file')}, such as {next(iter(context.uncompared))}"
        if has_sources:
            wrong = f"nothing to compare in {files}: no source document, or no sentence that surely matches one"
            raise UsageError(f"{wrong}; check the folder of --source-dir")
        raise UsageError(f"nothing to compare in {files}; give the source documents with --source-dir")


def _refuse(files: Sequence[Found], options: CheckOptions) -> None:
    """Refuse options that contradict each other, or that need files on disk, for standard input."""
    if options.config_path is not None and not options.use_config:
        raise UsageError("--config and --no-config contradict each other; remove one of them")
    if any(found.data is not None for found in files):
        if options.fix and not options.diff:
            raise UsageError("--fix changes files in place; for standard input, use --diff")
        if options.ref is not None:
            raise UsageError("--changed-since compares files with git, so it cannot be used with standard input")


def file_work(options: CheckOptions, source_lang: str | None) -> CheckFile:
    """Return the work on a file, still without configurations and tasks."""
    return CheckFile(
        canonical_lang(options.source_lang or source_lang or "en-US"),
        canonical_lang(options.target_lang) if options.target_lang else None,
        fix=options.fix,
        diff=options.diff,
        cache=Cache(options.cache_dir or str(cache_folder())) if options.use_cache else None,
    )
