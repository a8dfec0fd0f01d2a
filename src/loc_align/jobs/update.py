"""The work of ``update``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePath

from msgspec import Struct

from loc_align import formats
from loc_align.documents import canonical_lang
from loc_align.errors import UsageError
from loc_align.files.baselines import Given
from loc_align.files.finding import Found
from loc_align.files.io import atomic
from loc_align.files.overwriting import place_in, refuse_collisions, refuse_overwriting
from loc_align.files.pairing import FilePair, pair_files, refuse_one_language
from loc_align.files.records import save_record, target_root
from loc_align.files.rules import read_rules
from loc_align.files.sites import refuse_wrong_configurations
from loc_align.formats import Format, WriteOptions
from loc_align.jobs.memories import Memories
from loc_align.jobs.session import Session
from loc_align.jobs.update_pair import CURE, UpdatedPair, UpdatePair
from loc_align.memory.index import cached_memory
from loc_align.text import counted
from loc_align.text.diff import difference
from loc_align.updating.block_text import Pending
from loc_align.updating.values import KINDS

_RECORDED = "up to date already, according to its record in .loc-align; remove the record if that is wrong"


class UpdateOptions(Struct, frozen=True):
    """The options of ``update``."""

    source: str
    target: str
    output: str | None
    in_place: bool
    given: Given
    policy: Pending
    work: str | None
    dry_run: bool
    diff: bool
    record: bool
    srx: str | None
    source_lang: str | None
    target_lang: str | None
    jobs: int
    follow_links: bool = False
    memories: tuple[str, ...] = ()
    """The memories that fill the work file."""
    threshold: float = 0.75
    """The lowest score of a match, from 0 to 1."""
    everything: bool = False
    """Whether the work file also has what is up to date, locked."""


class UpdateCounts(Struct):
    """What an update did, in numbers of documents and sentences."""

    documents: int = 0
    changed: int = 0
    unknown: int = 0
    pending: int = 0
    unclear: int = 0


def run(session: Session, options: UpdateOptions) -> UpdateCounts:
    """Update target documents, and write a file with what awaits translation.

    Args:
        session: reports progress and messages.
        options: the options of the command.

    Raises:
        UsageError: the options exclude each other, or a path doesn't exist.
        InputError: a file can't be read or written.
    """
    if options.policy in {"old", "omit"} and not options.record and not options.dry_run:
        message = f"only the record says what awaits translation with --pending {options.policy}; leave out --no-record"
        raise UsageError(message)
    form = _checked(options)
    pairing = pair_files(options.source, options.target, follow_links=options.follow_links, warn=session.warn)
    _check_outputs(options, pairing.pairs)
    refuse_one_language(pairing.pairs, options.target_lang)
    for path in pairing.unpaired:
        session.say(f"{path}: no matching file on the other side")
    refuse_wrong_configurations(pair.source for pair in pairing.pairs)
    found = [Found(pair.target, pair.relative) for pair in pairing.pairs]
    work = UpdatePair(
        {pair.target: pair for pair in pairing.pairs},
        options.given,
        options.source_lang and canonical_lang(options.source_lang),
        options.target_lang and canonical_lang(options.target_lang),
        options.policy,
        form.name if form else None,
        read_rules(options.srx) if options.srx else None,
        Memories(tuple(map(cached_memory, options.memories)), options.threshold) if options.memories else None,
        options.everything,
    )
    counts = UpdateCounts()
    results = session.work(found, work, options.jobs, streams=options.diff)
    bodies = (_one(session, options, counts, result) for result in results)
    if form is None or options.work is None or options.dry_run:
        for _ in bodies:
            pass
    else:
        _write_work(options.work, form, bodies)
    if counts.unknown:
        session.say(CURE)
    return counts


def _checked(options: UpdateOptions) -> Format | None:
    """Check options that exclude each other; return the format of the work file."""
    if options.output is None and not (options.in_place or options.dry_run or options.diff):
        raise UsageError("there is no output; add -o DIR, --in-place, --dry-run, or --diff")
    if options.output is not None and options.in_place:
        raise UsageError("-o and --in-place exclude each other")
    if options.given.old_source is not None and options.given.revision is not None:
        raise UsageError("--old-source and --rev exclude each other")
    options.given.check(options.source, options.target)
    if options.work is None:
        if options.memories:
            raise UsageError("--memory fills the work file; add --work FILE")
        if options.everything:
            raise UsageError("--all is about the work file; add --work FILE")
        return None
    suffix = PurePath(options.work).suffix.lower()
    form = next((form for form in formats.FORMATS.values() if suffix in form.suffixes and form.read_returned), None)
    if form is None:
        message = f"{options.work}: files with this suffix can't be merged; use one of .xlf, .xlf2, or .po"
        raise UsageError(message)
    if options.policy in {"old", "omit"}:
        message = f"--work needs the new source in the documents; leave out --pending {options.policy}"
        raise UsageError(message)
    return form


def _check_outputs(options: UpdateOptions, pairs: Sequence[FilePair]) -> None:
    inputs = [path for pair in pairs for path in (pair.source, pair.target)]
    if options.work is not None:
        refuse_overwriting([options.work], inputs)
    if options.output is not None:
        targets = [Found(pair.target, pair.relative) for pair in pairs]
        refuse_collisions(targets, [options.output], others=[pair.source for pair in pairs])


def _one(session: Session, options: UpdateOptions, counts: UpdateCounts, result: UpdatedPair) -> UpdatedPair:
    """Report and write the result for a document."""
    counts.documents += 1
    if result.unknown:
        counts.unknown += 1
        session.warn(f"{result.pair.target}: not updated, because {result.unknown}")
    counts.pending += result.pending
    counts.unclear += len(result.unclear)
    text = result.data.decode("utf-8").removeprefix("\ufeff")
    changed = text != result.before
    counts.changed += changed
    if changed and not result.unknown:
        session.say(f"{result.pair.target}: {_summary(result)}")
    if result.recorded and options.given != Given():
        session.say(f"{result.pair.target}: {_RECORDED}")
    _warn(session, result)
    if result.missing:
        session.say(f"{result.pair.target}: {counted(result.missing, 'block')} of the source missing before already")
    if options.diff and changed:
        session.out(difference(result.before, text, result.pair.relative).encode())
    if not options.dry_run and (options.in_place or options.output is not None):
        _write(options, result, changed=changed)
    return result


def _warn(session: Session, result: UpdatedPair) -> None:
    """Report the blocks and the sentences that a person must look at."""
    for line in dict.fromkeys(result.unclear):
        session.warn(f"{result.pair.source}:{line}: the block stays as it was, because its translation isn't clear")
    for line in result.restored:
        session.warn(
            f"{result.pair.source}:{line}: the block is in the source language, because no translation fits it"
        )
    for line in result.left_out:
        why = "the markup around its pair has changed; translate it in the document"
        session.warn(f"{result.pair.source}:{line}: the sentence isn't in the work file, because {why}")
    for line in result.unsure:
        session.warn(f"{result.pair.target}:{line}: the block stays as it was, because no comment has its source")
    for line in result.joined:
        why = "the source has one for both"
        session.warn(f"{result.pair.target}:{line}: the paragraph is joined with the one before, because {why}")
    for line in result.dropped:
        session.warn(f"{result.pair.target}:{line}: the block is left out, because the source has none for it")


def _summary(result: UpdatedPair) -> str:
    counts = ", ".join(f"{result.counts[kind]:,} {kind}" for kind in KINDS if result.counts.get(kind))
    return f"{counts}; {counted(result.pending, 'sentence')} pending"


def _write(options: UpdateOptions, result: UpdatedPair, *, changed: bool) -> None:
    root = options.output or target_root(result.pair.target, result.pair.relative)
    path = place_in(root, result.pair.relative)
    if changed or options.output is not None:
        with atomic(path) as stream:
            stream.write(result.data)
    if options.record and result.record is not None:
        save_record(root, result.pair.relative, result.record, result.source)


def _write_work(path: str, form: Format, results: Iterator[UpdatedPair]) -> None:
    pending = (result for result in results if result.work)
    first = next(pending, None)
    options = first.options if first is not None else WriteOptions()
    bodies = _bodies(chain([first], pending), form, options.target_lang) if first is not None else iter(())
    with atomic(path) as stream:
        stream.writelines(formats.assembled(bodies, form, options))


def _bodies(results: Iterable[UpdatedPair], form: Format, lang: str) -> Iterator[bytes]:
    for result in results:
        if form.one_target_lang and result.options.target_lang != lang:
            message = (
                f"a {form.name} file can contain only one target language; {result.pair.target} is in "
                f"{result.options.target_lang}, and others are in {lang}; update one language at a time"
            )
            raise UsageError(message)
        yield result.work
