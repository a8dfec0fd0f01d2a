"""What each stage of an alignment does with one pair of documents: picklable functions, for worker processes.

Between two stages, a pair is kept as packed bytes, so that a batch of thousands of files fits into memory.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from msgspec import Struct

from loc_align.alignment.by_content.confidence import judge
from loc_align.alignment.by_content.late_segmentation.blocks import late_cuts
from loc_align.alignment.by_content.late_segmentation.borders import Borders
from loc_align.alignment.by_content.late_segmentation.spaces import at_spaces
from loc_align.alignment.by_content.lexicon.learning import Lesson
from loc_align.alignment.by_content.lexicon.lessons import taught
from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.pairing.pairing import bind
from loc_align.alignment.by_content.pairing.survey import Survey
from loc_align.alignment.by_content.parameters import FIRST, LATER
from loc_align.alignment.by_content.rounds.rounds import Found, align_last, align_round, places_of
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.segments.side import Side, read_side
from loc_align.alignment.by_content.units.links import Links, resolve
from loc_align.alignment.by_content.units.units import bitext_of
from loc_align.documents.metadata import provenance
from loc_align.errors import InputError
from loc_align.markdown.translatable import Cut, keys_of
from loc_align.model import Bitext, Document, Span
from loc_align.segmentation import Rules, cut

Sides = tuple[Side, Side]
Packed = bytes
_FASTEST = 1


class Settings(Struct, frozen=True):
    """What is the same for all pairs of a batch; picklable where ``load`` is."""

    load: Callable[[Any], tuple[Document, Document]]
    source_lang: str
    target_lang: str | None
    rules: Rules | None
    keys: tuple[str, ...] | None
    """The front-matter keys; ``None`` for those of the flavour of each source."""
    scorer: Scorer | None


class Read(Struct, frozen=True):
    """A pair that was read."""

    sides: Packed
    """The items of both documents, and a checksum of their texts."""
    survey: Packed
    """The counts of the pair."""


class Step(Struct, frozen=True):
    """A pair that a round has aligned."""

    found: Packed
    lessons: Packed
    """What its beads teach the lexicon."""


def read_pair(settings: Settings, cutting: Literal["sentences", "whole"], item: object) -> Read:
    """Read the items of a pair, in sentences or in whole blocks."""
    source, target = settings.load(item)
    target_lang = provenance(target, settings.source_lang, settings.target_lang).target_lang
    sides = (
        _side(settings, source, settings.source_lang, cutting, _keys(settings, source)),
        _side(settings, target, target_lang, cutting, _keys(settings, source)),
    )
    return _read(sides, _checksum(source, target))


def _keys(settings: Settings, source: Document) -> tuple[str, ...]:
    """Return the front-matter keys of both sides of a pair, which are in the flavour of the source."""
    return keys_of(source) if settings.keys is None else settings.keys


def _read(sides: Sides, checksum: int) -> Read:
    survey = Survey()
    survey.add(*sides)
    return Read(_pack((sides, checksum)), _pack(survey))


def _side(
    settings: Settings,
    document: Document,
    lang: str,
    cutting: Literal["sentences", "whole"],
    keys: tuple[str, ...],
) -> Side:
    cutter: Cut | None = partial(cut, lang=lang, rules=settings.rules) if cutting == "sentences" else None

    def same(_: Span) -> Cut | None:
        return cutter

    return read_side(document, same, keys)


def read_pieces(settings: Settings, late: int, item: object) -> Packed:
    """Read one side of a pair, cut at every space."""

    def everywhere(_: Span) -> Cut:
        return at_spaces

    documents = settings.load(item)
    return _pack(read_side(documents[late], everywhere, _keys(settings, documents[0])))


def first_round(scorer: Scorer | None, survey: Survey, lexicon: Lexicon, row: tuple[Read, Links]) -> Step:
    """Align a pair with what is known before the batch has taught anything."""
    read, links = row
    sides, _ = _sides(read)
    weights = LATER if lexicon else FIRST
    return _step(sides, align_round(bind(*sides, survey, lexicon), weights, None, resolve(links, *sides), scorer))


def later_round(survey: Survey, lexicon: Lexicon, weights: Mapping[str, float], row: tuple[Read, Step]) -> Step:
    """Align a pair with a lexicon, beside what an earlier round found."""
    read, step = row
    sides, _ = _sides(read)
    pairing = bind(*sides, survey, lexicon)
    return _step(sides, align_round(pairing, weights, places_of(pairing, _unpack(step.found).beads)))


def _step(sides: Sides, found: Found) -> Step:
    return Step(_pack(found), _pack([*taught(sides, found.beads)]))


def cut_late(
    settings: Settings, known: tuple[Survey, Lexicon, Borders], late: int, row: tuple[Any, Read, Packed, Read, Step]
) -> Read:
    """Cut the side without sentence marks as the other side asks for it."""
    item, read, pieces, whole, step = row
    sides, checksum = _sides(read)
    blocks, _ = _sides(whole)
    cuts = late_cuts(sides[1 - late], _unpack(pieces), blocks, _unpack(step.found).beads, known, late)

    def chosen(stretch: Span) -> Cut:
        return lambda _: tuple(at - stretch.start for at in cuts if stretch.start < at < stretch.end)

    documents = settings.load(item)
    side = read_side(documents[late], chosen, _keys(settings, documents[0]))
    return _read((side, sides[1]) if late == 0 else (sides[0], side), checksum)


def survey_of(read: Read) -> Survey:
    """The counts of a pair."""
    survey: Survey = _unpack(read.survey)
    return survey


def lessons_of(step: Step) -> list[Lesson]:
    """What the beads of a pair teach the lexicon."""
    lessons: list[Lesson] = _unpack(step.lessons)
    return lessons


def pieces_of(packed: Packed) -> Side:
    """The pieces that :func:`read_pieces` has packed."""
    side: Side = _unpack(packed)
    return side


def last_round(settings: Settings, survey: Survey, lexicon: Lexicon, row: tuple[Any, Read, Step, Links]) -> Bitext:
    """Align a pair for the last time, and make its bitext.

    Raises:
        InputError: a document is not the one that was read at first.
    """
    item, read, step, links = row
    source, target = settings.load(item)
    sides, checksum = _sides(read)
    if _checksum(source, target) != checksum:
        message = f"{target.path}: the file or its source was changed while it was aligned; run the command again"
        raise InputError(message)
    pairing = bind(*sides, survey, lexicon)
    places = places_of(pairing, _unpack(step.found).beads)
    found = align_last(pairing, LATER, places, resolve(links, *sides), settings.scorer)
    origin = provenance(target, settings.source_lang, settings.target_lang)
    return bitext_of((source, target), sides, judge(sides, found), origin)


def _sides(read: Read) -> tuple[Sides, int]:
    sides, checksum = _unpack(read.sides)
    return sides, checksum


def _checksum(source: Document, target: Document) -> int:
    data = (document.text.encode("utf-8", "surrogatepass") for document in (source, target))
    return zlib.crc32(next(data), zlib.crc32(next(data)))


def _pack(value: object) -> Packed:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FASTEST)


def _unpack(packed: Packed) -> Any:  # noqa: ANN401 - whatever was packed
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - never leaves the run
