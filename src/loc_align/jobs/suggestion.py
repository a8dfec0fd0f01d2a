"""The work of ``check --suggest-config``."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from loc_align.checks.links.learning import SiteMark, learn, site_marks
from loc_align.config import ConfigFinder
from loc_align.config.proposal import proposal
from loc_align.files.finding import Found
from loc_align.jobs.check import CheckFile
from loc_align.jobs.check_plan import add_tasks, select_files, source_folder
from loc_align.jobs.check_run import CheckOptions, file_work
from loc_align.jobs.session import Session


class LearnFromFile(Struct, frozen=True):
    """Looks at the links of a file. Picklable, for worker processes."""

    work: CheckFile

    def __call__(self, found: Found) -> tuple[SiteMark, ...]:
        """Return what the links show, each once."""
        bitext = self.work.aligned(found)
        return tuple(dict.fromkeys(site_marks(bitext))) if bitext is not None else ()


def suggest(session: Session, files: Sequence[Found], options: CheckOptions) -> str:
    """Return a configuration for files, learned from them, as TOML.

    Args:
        session: receives warnings, and runs the work on each file.
        files: the files to learn from.
        options: the options of the command.

    Raises:
        UsageError: a configuration is invalid.
    """
    configs = ConfigFinder(options.config_path, use=options.use_config)
    home = configs.config_for(".")
    sources = source_folder(options.source_dir, home)
    chosen = select_files(files, sources, options.ref, follow_links=options.follow_links)
    work = file_work(options, home.source_lang)
    work = add_tasks(work, chosen, configs, sources, session, follow_links=options.follow_links)
    marks = session.work(chosen, LearnFromFile(work), options.jobs, streams=True)
    return proposal(learn(mark for found in marks for mark in found))
