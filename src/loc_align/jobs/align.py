"""The work of ``align``, from the paths to the output files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from loc_align import formats
from loc_align.alignment.by_content import Lexicon, Run
from loc_align.alignment.by_source import with_old_sources
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.finding import Found
from loc_align.files.io import atomic, read, read_bytes
from loc_align.files.overwriting import refuse_collisions, refuse_overwriting
from loc_align.files.pairing import FilePair, Pairing, pair_files, refuse_one_language
from loc_align.files.sites import refuse_wrong_configurations
from loc_align.files.workers import sharing
from loc_align.formats import WriteOptions
from loc_align.jobs.align_group import AlignedPair, LexiconSources, align_group
from loc_align.jobs.align_output import Output, SideBySide, memory_file, memory_folder, review_file
from loc_align.jobs.align_prepare import LanguageGroup, Prepare, PreparedPair, group_by_language
from loc_align.jobs.align_record import record_alignment
from loc_align.jobs.align_summary import Summary
from loc_align.jobs.output import is_folder
from loc_align.jobs.publication import given_publication
from loc_align.jobs.session import Session
from loc_align.review import Correction, read_corrections, review_form
from loc_align.segmentation import Rules, load_rules
from loc_align.text import counted
from loc_align.updating.hidden_places import without_hidden
from loc_align.updating.stale_units import with_current_source

R = TypeVar("R")


class AlignOptions(Struct, frozen=True):
    """The options of ``align``."""

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
    follow_links: bool = False
    provenance: tuple[str, ...] = ()
    """The repository, revision, and license, as KEY=VALUE."""
    stale: Literal["review", "omit"] = "review"
    """What to do with side-by-side targets whose source has changed."""
    record: bool = False
    """Whether to record that the targets were made from the current sources."""

    @property
    def folder(self) -> bool:
        """Whether to write a file for each pair."""
        return is_folder(self.output)


def run(session: Session, options: AlignOptions) -> None:
    """Align documents and write the requested files.

    Args:
        session: reports progress and messages.
        options: the options of the command.

    Raises:
        UsageError: the options exclude each other, or a file does not exist.
        InputError: a file that all pairs need cannot be read, or an output file cannot be written.
    """
    if not (options.format_name or options.reviews or options.save_lexicon or options.record):
        message = "there is no output; add --to FORMAT, --review FILE, --save-lexicon FILE, or --record"
        raise UsageError(message)
    for path in options.reviews:
        review_form(path)
    pairing = pair_files(options.source, options.target, follow_links=options.follow_links, warn=session.warn)
    _check_outputs(options, pairing.pairs)
    refuse_one_language(pairing.pairs, options.target_lang)
    corrections = tuple(item for path in options.corrections for item in read_corrections(read_bytes(path), path))
    rules = load_rules(read_bytes(options.srx), options.srx) if options.srx else None
    groups = group_by_language(_prepared(session, options, pairing, corrections, rules))
    summary = Summary(session, options.min_confidence, by_file=len(pairing.pairs) > 1)
    recorded = 0
    with ExitStack() as stack:
        outputs = [*_outputs(stack, options, groups)]
        reviews = [stack.enter_context(review_file(path, corrections)) for path in options.reviews]
        for aligned in _align_groups(session, options, groups, rules):
            recorded += options.record and record_alignment(session, aligned)
            confident = summary.add(_with_old_sources(aligned, options))
            for output in outputs:
                output(aligned.prepared.pair, confident)
            for output in reviews:
                output(aligned.prepared.pair, aligned.bitext)
    summary.report(len(pairing.unpaired))
    if options.record:
        session.say(f"{counted(recorded, 'record')} written")
    for output in outputs:
        if isinstance(output, SideBySide):
            _report_side_by_side(session, output)


def _check_outputs(options: AlignOptions, pairs: Sequence[FilePair]) -> None:
    inputs = [path for pair in pairs for path in (pair.source, pair.target)]
    refuse_overwriting([options.output, *options.reviews], [*inputs, *options.memories])
    if options.format_name == "sxs" and not options.folder and len(pairs) > 1:
        message = "side-by-side Markdown needs a file for each pair; give a folder with -o DIR/"
        raise UsageError(message)
    if options.format_name and options.folder:
        suffix = "" if options.format_name == "sxs" else formats.by_name(options.format_name).suffixes[0]
        targets = [Found(pair.target, pair.relative) for pair in pairs]
        refuse_collisions(targets, [options.output], suffix, others=[pair.source for pair in pairs])


def _prepared(
    session: Session, options: AlignOptions, pairing: Pairing, corrections: Iterable[Correction], rules: Rules | None
) -> Iterator[PreparedPair]:
    """Yield the pairs that can be read. Report unpaired files and corrections that do not apply."""
    for path in pairing.unpaired:
        session.say(f"{path}: no matching file on the other side")
    pairs = {pair.target: pair for pair in pairing.pairs}
    by_path: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_path.setdefault(correction.path, []).append(correction)
    for path in sorted({*by_path} - {*pairs}):
        session.warn(f"{path}: {counted(len(by_path[path]), 'correction')} ignored; this run does not align the file")
    prepare = Prepare(
        pairs,
        canonical_lang(options.source_lang) if options.source_lang else None,
        canonical_lang(options.target_lang) if options.target_lang else None,
        {path: tuple(items) for path, items in by_path.items()},
        rules,
    )
    refuse_wrong_configurations(pair.source for pair in pairing.pairs)
    found = [Found(pair.target, pair.relative) for pair in pairing.pairs]
    for prepared in session.work(found, prepare, options.jobs):
        _report_pair(session, prepared)
        yield prepared


def _report_pair(session: Session, prepared: PreparedPair) -> None:
    for line in prepared.warnings:
        session.say(f"warning: {line}")
    for correction in prepared.lost:
        text = next(quote.text for quote in (*correction.source, *correction.target))
        session.warn(f"{correction.path}: correction ignored; its text was not found: {' '.join(text.split())[:60]!r}")
    known = prepared.known
    if prepared.old is not None:
        session.say(f"{prepared.pair.target}: the source has changed since; aligned with the one it was made from")
    if known is not None and (known.stale or known.removed):
        kept = f"{counted(len(known.found), 'pair')} kept by ID, {known.stale} of them with a changed source"
        session.say(f"{prepared.pair.target}: {kept}; {known.removed} not found in the source")


def _align_groups(
    session: Session, options: AlignOptions, groups: Sequence[LanguageGroup], rules: Rules | None
) -> Iterator[AlignedPair]:
    """Align all pairs by language pair, then save the lexicon."""
    sources = LexiconSources(options.lexicon, options.memories)
    if options.save_lexicon and len(groups) > 1:
        message = "--save-lexicon saves one language pair; align each language in a run of its own"
        raise UsageError(message)
    learned: Lexicon | None = None
    with sharing(options.jobs) as share:
        for group in groups:
            lexicon = sources.load(group.source_lang, group.target_lang)
            found, learned = align_group(group, lexicon, rules, _with_progress(session, share), session.fail)
            yield from found
    if options.save_lexicon and learned is not None:
        with atomic(options.save_lexicon) as stream:
            stream.write(learned.to_bytes())


def _with_progress(session: Session, share: Run) -> Run:
    """Return a function like ``share`` that shows the progress."""

    def run(work: Callable[[Any], R], items: Iterable[Any], /) -> Iterable[R]:
        rows = list(items)
        return session.watched(share(work, rows), len(rows))

    return run


def _outputs(stack: ExitStack, options: AlignOptions, groups: Sequence[LanguageGroup]) -> Iterator[Output]:
    if options.format_name is None:
        return
    if options.format_name == "sxs":
        yield SideBySide(options.output, options.folder)
        return
    form = formats.by_name(options.format_name)
    first = groups[0] if groups else LanguageGroup(options.source_lang or "en-US", options.target_lang or "und", ())
    write_options = WriteOptions(
        source_lang=first.source_lang,
        target_lang=first.target_lang,
        level=options.level,
        publication=given_publication(options.provenance),
    )
    if options.folder:
        yield memory_folder(options.output, form, write_options)
        return
    if form.one_target_lang and len(groups) > 1:
        message = f"a {form.name} file can contain one language pair; give a folder with -o DIR/"
        raise UsageError(message)
    yield stack.enter_context(memory_file(options.output, form, write_options))


def _with_old_sources(aligned: AlignedPair, options: AlignOptions) -> AlignedPair:
    """Return an aligned pair as it is written, with the old sources of stale targets. A review shows the new ones."""
    known, omit = aligned.prepared.known, options.stale == "omit"
    aligned = replace(aligned, bitext=without_hidden(aligned.bitext, aligned.prepared.hidden))
    if aligned.prepared.old is not None:
        source = read(aligned.prepared.pair.source)
        return replace(aligned, bitext=with_current_source(aligned.bitext, source, omit=omit))
    if known is None:
        return aligned
    return replace(aligned, bitext=with_old_sources(aligned.bitext, known, omit=omit))


def _report_side_by_side(session: Session, output: SideBySide) -> None:
    reasons = "".join(f", {number:,} {reason}" for reason, number in sorted(output.skipped.items()))
    skipped = f"; skipped: {reasons[2:]}" if reasons else ""
    session.say(f"{counted(output.pairs, 'pair')} written side by side{skipped}")
