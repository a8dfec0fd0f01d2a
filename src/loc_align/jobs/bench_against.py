"""Reads what another aligner made of documents: memories, and links between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from loc_align import formats
from loc_align.alignment.evaluation.linked import LinkGroup, are_links, read_links, read_sentences
from loc_align.alignment.evaluation.placing import place
from loc_align.alignment.evaluation.scoring import FoundBead
from loc_align.errors import InputError
from loc_align.files.io import read_units
from loc_align.files.streams import opened
from loc_align.jobs.align_group import language_of
from loc_align.model import Document

Beads = list[tuple[str, str]]
"""Source and target texts; an empty text for a missing side."""
_HEAD_BYTES = 1 << 16


def read_readings(path: str, languages: tuple[str, str]) -> list[Beads]:
    """Read the beads of another aligner.

    Args:
        path: a memory, or a file of links whose documents are beside it.
        languages: the languages of source and target, BCP 47 tags.

    Returns:
        The readings that come into question: one of a memory, and two of links, because either document may be the
        source.

    Raises:
        FormatError: a file breaks the rules of its format.
        InputError: a file cannot be read.
    """
    with opened(path) as stream:
        head = stream.read(_HEAD_BYTES)
        stream.seek(0)
        groups = read_links(stream, path) if are_links(head) else None
    if groups is None:
        units = formats.of_pair(read_units(path), *map(language_of, languages))
        return [[(unit.source.text if unit.source else "", unit.target.text if unit.target else "") for unit in units]]
    beads = list(chain.from_iterable(_beads(group, path) for group in groups))
    return [beads, [(other, own) for own, other in beads]]


def _beads(group: LinkGroup, path: str) -> Iterator[tuple[str, str]]:
    texts = [_sentences(path, name, group.ids(side)) for side, name in enumerate(group.documents)]
    for link in group.links:
        own, other = (
            " ".join(" ".join(sentences.get(key, "").split()) for key in keys)
            for sentences, keys in zip(texts, link, strict=True)
        )
        yield own, other


def _sentences(path: str, name: str, ids: frozenset[str]) -> dict[str, str]:
    """Read a document that links name: from the folder of the links, which may lack the folders of its path."""
    folder = Path(path).parent
    parts = PurePosixPath(name.replace("\\", "/")).parts
    inside = parts if parts and ".." not in parts and not PurePosixPath(*parts).is_absolute() else parts[-1:]
    candidates = [folder.joinpath(*inside), folder.joinpath(*parts[-1:])]
    for candidate in candidates:
        if candidate.is_file():
            with opened(candidate) as stream:
                return read_sentences(stream, candidate.as_posix(), ids)
    message = f"{path}: the links refer to {name!r}; put the document into the same folder"
    raise InputError(message)


def place_best(readings: Sequence[Beads], source: Document, target: Document) -> list[FoundBead]:
    """Find the beads of the reading that fits two documents best.

    Args:
        readings: the beads that come into question.
        source: the source document.
        target: the target document.
    """
    return max((list(place(beads, source, target)) for beads in readings), key=len)
