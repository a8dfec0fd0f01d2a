"""What ``align`` does, from the paths to the files that it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.by_content import Lexicon, Run
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.io import atomic, read_bytes
from loc_align.files.overwriting import refuse_collisions, refuse_overwriting
from loc_align.files.pairing import FilePair, Pairing, pair_files
from loc_align.files.workers import sharing
from loc_align.formats import WriteOptions
from loc_align.jobs.align_group import Done, Teachers, aligned
from loc_align.jobs.align_output import SideBySide, Sink, memory_file, memory_folder, review_file
from loc_align.jobs.align_prepare import Group, Prepare, Prepared, grouped
from loc_align.jobs.output import is_folder
from loc_align.jobs.session import Session
from loc_align.model import Bitext, TranslationUnit
from loc_align.review import Correction, read_corrections, review_form
from loc_align.segmentation import Rules, load_rules
from loc_align.text import counted

R = TypeVar("R")


class Choices(Struct, frozen=True):
    """What the caller chose."""

    source: str
    target: str
    format_name: str | None
    output: str
    level: Literal[1, 2]
    min_confidence: float
    reviews: tuple[str, ...]
    corrections: tuple[str, ...]
    memories: tuple[str, ...]
    lexicon: str | None
    save_lexicon: str | None
    srx: str | None
    source_lang: str | None
    target_lang: str | None
    jobs: int

    @property
    def folder(self) -> bool:
        """Whether each pair gets a file of its own."""
        return is_folder(self.output)


def run(session: Session, choices: Choices) -> None:
    """Align, and write what was asked for.

    Raises:
        UsageError: the choices do not go together, or name what does not exist.
        InputError: a file that all pairs need cannot be used, or nothing can be written.
    """
    if not (choices.format_name or choices.reviews or choices.save_lexicon):
        message = "nothing to write: give --to FORMAT, --review FILE or --save-lexicon FILE"
        raise UsageError(message)
    for path in choices.reviews:
        review_form(path)
    pairing = pair_files(choices.source, choices.target)
    _refuse(choices, pairing.pairs)
    corrections = tuple(item for path in choices.corrections for item in read_corrections(read_bytes(path), path))
    rules = load_rules(read_bytes(choices.srx), choices.srx) if choices.srx else None
    groups = grouped(_prepared(session, choices, pairing, corrections, rules))
    tally = _Tally(session, choices.min_confidence)
    with ExitStack() as stack:
        sinks = [*_sinks(stack, choices, groups)]
        reviews = [stack.enter_context(review_file(path, corrections)) for path in choices.reviews]
        for done in _all(session, choices, groups, rules):
            kept = tally.count(done)
            for sink in sinks:
                sink(done.prepared.pair, kept)
            for sink in reviews:
                sink(done.prepared.pair, done.bitext)
    tally.tell(len(pairing.unpaired))
    for sink in sinks:
        if isinstance(sink, SideBySide):
            _tell_side_by_side(session, sink)


def _refuse(choices: Choices, pairs: Sequence[FilePair]) -> None:
    """Refuse what could not be written as it was asked for."""
    inputs = [path for pair in pairs for path in (pair.source, pair.target)]
    refuse_overwriting([choices.output, *choices.reviews], [*inputs, *choices.memories])
    if choices.format_name == "sxs" and not choices.folder and len(pairs) > 1:
        message = "side-by-side Markdown is a file for each pair; give a folder with -o DIR/"
        raise UsageError(message)
    if choices.format_name and choices.folder:
        suffix = "" if choices.format_name == "sxs" else formats.by_name(choices.format_name).suffixes[0]
        targets = [Found(pair.target, pair.relative) for pair in pairs]
        refuse_collisions(targets, [choices.output], suffix, others=[pair.source for pair in pairs])


def _prepared(
    session: Session, choices: Choices, pairing: Pairing, corrections: Iterable[Correction], rules: Rules | None
) -> Iterator[Prepared]:
    """The pairs that can be read; what is to be said of files and corrections is said."""
    for path in pairing.unpaired:
        session.say(f"{path}: no partner on the other side")
    pairs = {pair.target: pair for pair in pairing.pairs}
    by_path: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_path.setdefault(correction.path, []).append(correction)
    for path in sorted({*by_path} - {*pairs}):
        session.warn(f"{path}: {counted(len(by_path[path]), 'correction')} for a file that is not aligned in this run")
    prepare = Prepare(
        pairs,
        canonical_lang(choices.source_lang) if choices.source_lang else None,
        canonical_lang(choices.target_lang) if choices.target_lang else None,
        {path: tuple(items) for path, items in by_path.items()},
        rules,
    )
    found = [Found(pair.target, pair.relative) for pair in pairing.pairs]
    for prepared in session.work(found, prepare, choices.jobs):
        _tell(session, prepared)
        yield prepared


def _tell(session: Session, prepared: Prepared) -> None:
    for line in prepared.warnings:
        session.say(f"warning: {line}")
    for correction in prepared.lost:
        text = next(quote.text for quote in (*correction.source, *correction.target))
        session.warn(f"{correction.path}: a correction has lost its text: {' '.join(text.split())[:60]!r}")
    known = prepared.known
    if known is not None and (known.stale or known.removed):
        stale = f"{known.stale} whose source has changed since, {known.removed} whose source is gone"
        session.say(f"{prepared.pair.target}: {counted(len(known.found), 'pair')} kept by id, {stale}")


def _all(session: Session, choices: Choices, groups: Sequence[Group], rules: Rules | None) -> Iterator[Done]:
    """All pairs, aligned, language by language; then the lexicon is saved."""
    teachers = Teachers(choices.lexicon, choices.memories)
    if choices.save_lexicon and len(groups) > 1:
        message = "--save-lexicon: a lexicon is of one pair of languages; align each language by itself"
        raise UsageError(message)
    learned: Lexicon | None = None
    with sharing(choices.jobs) as share:
        for group in groups:
            teacher = teachers(group.source_lang, group.target_lang)
            found, learned = aligned(group, teacher, rules, _watched(session, share))
            yield from found
    if choices.save_lexicon and learned is not None:
        with atomic(choices.save_lexicon) as stream:
            stream.write(learned.to_bytes())


def _watched(session: Session, share: Run) -> Run:
    """Shared work that shows how far it has come."""

    def run(work: Callable[[Any], R], items: Iterable[Any], /) -> Iterable[R]:
        rows = list(items)
        return session.watched(share(work, rows), len(rows))

    return run


def _sinks(stack: ExitStack, choices: Choices, groups: Sequence[Group]) -> Iterator[Sink]:
    if choices.format_name is None:
        return
    if choices.format_name == "sxs":
        yield SideBySide(choices.output, choices.folder)
        return
    form = formats.by_name(choices.format_name)
    first = groups[0] if groups else Group(choices.source_lang or "en-US", choices.target_lang or "und", ())
    options = WriteOptions(source_lang=first.source_lang, target_lang=first.target_lang, level=choices.level)
    if choices.folder:
        yield memory_folder(choices.output, form, options)
        return
    if form.one_target_lang and len(groups) > 1:
        message = f"a {form.name} file holds one pair of languages; give a folder with -o DIR/"
        raise UsageError(message)
    yield stack.enter_context(memory_file(choices.output, form, options))


class _Tally:
    """Counts beads, and leaves out those that are too unsure."""

    def __init__(self, session: Session, least: float) -> None:
        self._session = session
        self._least = least
        self.pairs = self.beads = self.left_out = self.alone = self.moved = 0

    def count(self, done: Done) -> Bitext:
        """Count a document's beads; returns it with those that are sure enough."""
        units = done.bitext.units
        kept = tuple(unit for unit in units if unit.score >= self._least)
        self.pairs += 1
        self.beads += len(units)
        self.left_out += len(units) - len(kept)
        self.alone += sum(map(_is_alone, units))
        self.moved += sum("moved" in unit.reasons for unit in units)
        return replace(done.bitext, units=kept)

    def tell(self, unpaired: int) -> None:
        """Say what was found."""
        parts = [f"{counted(self.beads, 'bead')} from {counted(self.pairs, 'pair')} of files"]
        parts.append(f"{self.alone:,} without a partner")
        if self.moved:
            parts.append(f"{self.moved:,} moved")
        if self.left_out:
            parts.append(f"{self.left_out:,} below {self._least:g} left out")
        if unpaired:
            parts.append(f"{counted(unpaired, 'file')} without a partner")
        self._session.say(", ".join(parts))


def _is_alone(unit: TranslationUnit) -> bool:
    return unit.source is None or unit.target is None


def _tell_side_by_side(session: Session, sink: SideBySide) -> None:
    reasons = "".join(f", {number:,} {reason}" for reason, number in sorted(sink.skipped.items()))
    skipped = f"; skipped: {reasons[2:]}" if reasons else ""
    session.say(f"{counted(sink.pairs, 'pair')} written side by side{skipped}")
