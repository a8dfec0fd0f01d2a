"""Records which source each aligned target was made from."""

from __future__ import annotations

from loc_align.files.baselines import Given, baseline
from loc_align.files.io import read, read_bytes
from loc_align.files.records import load_record, save_record, target_root
from loc_align.jobs.align_group import AlignedPair
from loc_align.jobs.session import Session
from loc_align.updating.record import blob_name, make_record, sentence_hash


def record_alignment(session: Session, aligned: AlignedPair) -> bool:
    """Record that a target was made from the current source, if nothing says something else.

    A side-by-side document contains its source, and needs no record. A record that exists stays, unless its target
    doesn't show what awaits translation: nobody else can say that it has been translated.

    Args:
        session: reports targets that were made from another source.
        aligned: the pair.

    Returns:
        Whether there is a new record.

    Raises:
        InputError: a file can't be read or written.
    """
    pair = aligned.prepared.pair
    root = target_root(pair.target, pair.relative)
    data, before = read_bytes(pair.source), load_record(root, pair.relative)
    hidden = before.hidden if before is not None and before.source == blob_name(data) else frozenset()
    if aligned.prepared.known is not None or (before is not None and not hidden):
        return False
    new = read(pair.source)
    base = baseline(pair, read(pair.target, source=new), new, data, Given(), aligned.prepared.source_lang)
    if base.data is not None and not base.current:
        session.warn(f"{pair.target}: not recorded, because the source has changed since ({base.reason}); update it")
        return False
    rows = [(unit.source.text, unit.target is None) for unit in aligned.bitext.units if unit.source is not None]
    left = hidden.intersection(sentence_hash(text) for text, missing in rows if missing)
    save_record(root, pair.relative, make_record(data, rows, left), data)
    return True
