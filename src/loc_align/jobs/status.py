"""The work of ``status``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.baselines import Given
from loc_align.files.finding import Found
from loc_align.files.overwriting import refuse_overwriting
from loc_align.files.pairing import Pairing, pair_files
from loc_align.files.rules import read_rules
from loc_align.files.sites import refuse_wrong_configurations
from loc_align.jobs.output import opened
from loc_align.jobs.session import Session
from loc_align.jobs.status_pair import StatusPair, label
from loc_align.jobs.update_pair import CURE
from loc_align.tracking.forms import FORMS
from loc_align.tracking.rows import Row
from loc_align.tracking.status import STATES, Status, TranslationState

_LIMIT = re.compile(r"([a-z-]+)(?::(\d+(?:\.\d+)?)(%?))?")


class StatusOptions(Struct, frozen=True):
    """The options of ``status``."""

    source: str
    targets: tuple[str, ...]
    given: Given
    form: str
    output: str
    limits: tuple[str, ...]
    srx: str | None
    source_lang: str | None
    jobs: int
    follow_links: bool = False


class Limit(Struct, frozen=True):
    """How many translations may be in a state."""

    state: TranslationState
    most: float
    percent: bool

    def is_exceeded(self, rows: Sequence[Row]) -> bool:
        """Return whether more translations are in the state."""
        number = sum(row.status.state == self.state for row in rows)
        return number > (self.most * len(rows) / 100 if self.percent else self.most)


def run(session: Session, options: StatusOptions) -> bool:
    """Write a report on translations.

    Args:
        session: reports progress and messages.
        options: the options of the command.

    Returns:
        Whether all limits are kept.

    Raises:
        UsageError: a limit isn't valid, a path doesn't exist, or the report would overwrite a document.
        InputError: a file can't be read or written.
    """
    limits = [read_limit(text) for text in options.limits]
    for target in options.targets:
        options.given.check(options.source, target)
    rows: list[Row] = []
    for target in options.targets:
        pairing = pair_files(options.source, target, follow_links=options.follow_links, warn=session.warn)
        refuse_overwriting([options.output], [path for pair in pairing.pairs for path in (pair.source, pair.target)])
        work = StatusPair(
            {pair.target: pair for pair in pairing.pairs},
            options.given,
            options.source_lang and canonical_lang(options.source_lang),
            read_rules(options.srx) if options.srx else None,
        )
        refuse_wrong_configurations(pair.source for pair in pairing.pairs)
        found = [Found(pair.target, pair.relative) for pair in pairing.pairs]
        known = [*session.work(found, work, options.jobs, streams=options.output == "-")]
        lang = known[0].lang if known else PurePosixPath(target).name
        rows += sorted([*known, *_unpaired(pairing, options.source, target, lang)], key=_place)
    if any(row.status.state == "unknown" for row in rows):
        session.say(CURE)
    with opened(options.output) as stream:
        stream.write(FORMS[options.form](rows))
    return not any(limit.is_exceeded(rows) for limit in limits)


def _place(row: Row) -> str:
    return row.relative


def _unpaired(pairing: Pairing, source: str, target: str, lang: str) -> Iterator[Row]:
    """Yield the sources without a target, and the targets without a source."""
    for path in pairing.unpaired:
        if Path(target).is_dir() and Path(path).is_relative_to(target):
            relative = PurePosixPath(path).relative_to(PurePosixPath(target)).as_posix()
            yield Row(label(path, source, target) if lang == "und" else lang, relative, "", Status("orphaned", path))
        else:
            inside = Path(source).is_dir() and Path(path).is_relative_to(source)
            relative = PurePosixPath(path).relative_to(PurePosixPath(source)).as_posix() if inside else path
            yield Row(lang, relative, path, Status("missing", path))


def read_limit(text: str) -> Limit:
    """Read a limit, such as ``outdated:10%``.

    Raises:
        UsageError: the text isn't a limit.
    """
    found = _LIMIT.fullmatch(text)
    state = next((state for state in STATES[1:] if found and state == found[1]), None)
    if found is None or state is None:
        message = f"--fail-on {text}: not a limit; give a state of {', '.join(STATES[1:])}, such as outdated:10%"
        raise UsageError(message)
    return Limit(state, float(found[2] or 0), bool(found[3]))
