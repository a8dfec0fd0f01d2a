"""Aligns a batch of document pairs together, with one lexicon that is learned from all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, Literal, Protocol, TypeVar

from msgspec import Struct

from loc_align.alignment.by_content.borders import Borders
from loc_align.alignment.by_content.judge import judge
from loc_align.alignment.by_content.late import late_cuts
from loc_align.alignment.by_content.learn import learn
from loc_align.alignment.by_content.lexicon import Lexicon
from loc_align.alignment.by_content.links import Links, resolve
from loc_align.alignment.by_content.pairing import bind
from loc_align.alignment.by_content.rounds import Found, align_last, align_round, places_of
from loc_align.alignment.by_content.scorer import Scorer
from loc_align.alignment.by_content.side import Side, read_side
from loc_align.alignment.by_content.spaces import at_spaces
from loc_align.alignment.by_content.survey import Survey
from loc_align.alignment.by_content.taught import taught
from loc_align.alignment.by_content.units import bitext_of
from loc_align.alignment.by_content.weights import FEW, FIRST, LATE_ROUNDS, LATER
from loc_align.documents.metadata import canonical_lang, provenance
from loc_align.markdown.translatable import FRONT_MATTER_KEYS, Cut
from loc_align.model import Bitext, Document, Span
from loc_align.segmentation import Rules, cut

T = TypeVar("T")
R = TypeVar("R")
Sides = tuple[Side, Side]


class Run(Protocol):
    """Applies a function to many items: ``map``, or a function like it that uses a pool of processes."""

    def __call__(self, work: Callable[[Any], R], items: Iterable[Any], /) -> Iterable[R]:
        """Apply ``work`` to each item and return the results in the order of the items."""


class Aligned(Struct, frozen=True):
    """The result of aligning a batch."""

    bitexts: Iterator[Bitext]
    """A bitext for each item, in order. Each one is made when you iterate to it."""
    lexicon: Lexicon
    """The given lexicon, extended by what the batch adds."""


class _Settings(Struct, frozen=True):
    """What is the same for all pairs of a batch; picklable where ``load`` is."""

    load: Callable[[Any], tuple[Document, Document]]
    source_lang: str
    target_lang: str | None
    rules: Rules | None
    keys: tuple[str, ...]
    scorer: Scorer | None


def _itself(pair: tuple[Document, Document]) -> tuple[Document, Document]:
    return pair


def align_by_content(  # noqa: PLR0913 - independent options, all keyword-only
    items: Sequence[Any],
    *,
    source_lang: str = "en-US",
    target_lang: str | None = None,
    load: Callable[[Any], tuple[Document, Document]] = _itself,
    lexicon: Lexicon | None = None,
    scorer: Scorer | None = None,
    rules: Rules | None = None,
    links: Mapping[int, Links] | None = None,
    keys: Collection[str] = FRONT_MATTER_KEYS,
    run: Run = map,
) -> Aligned:
    """Align documents without ids.

    The function aligns all pairs twice: first by structure, length, and text that translations keep (numbers, code,
    names), then with a lexicon that it learns from the first alignment.

    Args:
        items: pairs of a source and a target document, or any values that ``load`` turns into such a pair.
        source_lang: the language of the sources, a BCP 47 tag.
        target_lang: the language of the targets, a BCP 47 tag. By default, the ``ms.contentlocale`` of each target.
        load: returns the documents of an item. It is called once in each stage, so that only the words of the
            documents stay in memory. It must be picklable if ``run`` uses processes.
        lexicon: a lexicon to start from, learned from an earlier batch or from a translation memory.
        scorer: adds further scores, for example :class:`.embeddings.EmbeddingScorer`. It must be picklable if ``run``
            uses processes.
        rules: the segmentation rules; by default, the rules of the package.
        links: corrections, by the index of the item.
        keys: the front-matter keys whose values to align.
        run: applies a stage to all items: ``map``, or a function like it that uses processes.

    Returns:
        Bitexts whose units cover every segment exactly once, and the lexicon. They do not depend on ``run``.

    Raises:
        UsageError: a language is not a BCP 47 tag.
    """
    settings = _Settings(
        load,
        canonical_lang(source_lang),
        canonical_lang(target_lang) if target_lang else None,
        rules,
        tuple(keys),
        scorer,
    )
    corrections = [(links or {}).get(number, Links()) for number in range(len(items))]
    known = lexicon or Lexicon()
    return _aligned(settings, items, corrections, known, run)


def _aligned(
    settings: _Settings, items: Sequence[Any], corrections: Sequence[Links], known: Lexicon, run: Run
) -> Aligned:
    """The stages, each of which all pairs pass before the next one."""
    sides = list(run(partial(_read, settings), items))
    survey = _survey(sides)
    for late in (side for side, is_one in enumerate(survey.late()) if is_one):
        sides = _recut(settings, items, sides, known, late, run)
        survey = _survey(sides)
    beads = list(run(partial(_first, settings.scorer, survey, known.slim()), zip(sides, corrections, strict=True)))
    rows = chain.from_iterable(taught(pair, found.beads) for pair, found in zip(sides, beads, strict=True))
    learned = learn(rows, known)
    if survey.source.total < FEW:
        beads = list(run(partial(_again, survey, learned.slim(), LATER), zip(sides, beads, strict=True)))
        learned = learn(chain.from_iterable(taught(p, f.beads) for p, f in zip(sides, beads, strict=True)), known)
    bitexts = run(partial(_last, settings, survey, learned.slim()), zip(items, sides, beads, corrections, strict=True))
    return Aligned(iter(bitexts), learned)


def _survey(sides: Iterable[Sides]) -> Survey:
    survey = Survey()
    for pair in sides:
        survey.add(*pair)
    return survey.slim()


def _recut(  # noqa: PLR0913, PLR0917 - a stage of its own
    settings: _Settings, items: Sequence[Any], sides: Sequence[Sides], known: Lexicon, late: int, run: Run
) -> list[Sides]:
    """Cut a side without sentence marks as the other one asks for it: first align whole blocks, then cut in them."""
    whole = list(run(partial(_read, settings, cutting="whole"), items))
    survey, lexicon = _survey(whole), known
    found = [Found(())] * len(items)
    for number in range(LATE_ROUNDS):
        weights = LATER if number or known else FIRST
        found = list(run(partial(_again, survey, lexicon.slim(), weights), zip(whole, found, strict=True)))
        lexicon = learn(chain.from_iterable(taught(p, f.beads) for p, f in zip(whole, found, strict=True)), known)
    pieces = list(run(partial(_pieces, settings, late), items))
    work = partial(_cut_late, settings, (survey, lexicon.slim(), Borders(pieces)), late)
    return list(run(work, zip(items, sides, pieces, whole, found, strict=True)))


def _pieces(settings: _Settings, late: int, item: T) -> Side:
    def everywhere(_: Span) -> Cut:
        return at_spaces

    return read_side(settings.load(item)[late], everywhere, settings.keys)


def _again(survey: Survey, lexicon: Lexicon, weights: Mapping[str, float], item: tuple[Sides, Found]) -> Found:
    sides, found = item
    pairing = bind(*sides, survey, lexicon)
    return align_round(pairing, weights, places_of(pairing, found.beads))


def _cut_late(
    settings: _Settings, known: tuple[Survey, Lexicon, Borders], late: int, item: tuple[Any, Sides, Side, Sides, Found]
) -> Sides:
    loaded, sides, pieces, whole, found = item
    cuts = late_cuts(sides[1 - late], pieces, whole, found.beads, known, late)

    def chosen(stretch: Span) -> Cut:
        return lambda _: tuple(at - stretch.start for at in cuts if stretch.start < at < stretch.end)

    side = read_side(settings.load(loaded)[late], chosen, settings.keys)
    return (side, sides[1]) if late == 0 else (sides[0], side)


def _read(settings: _Settings, item: T, cutting: Literal["sentences", "whole"] = "sentences") -> Sides:
    source, target = settings.load(item)
    target_lang = provenance(target, settings.source_lang, settings.target_lang).target_lang
    return _side(settings, source, settings.source_lang, cutting), _side(settings, target, target_lang, cutting)


def _side(settings: _Settings, document: Document, lang: str, cutting: Literal["sentences", "whole"]) -> Side:
    cutter: Cut | None = partial(cut, lang=lang, rules=settings.rules) if cutting == "sentences" else None

    def same(_: Span) -> Cut | None:
        return cutter

    return read_side(document, same, settings.keys)


def _first(scorer: Scorer | None, survey: Survey, lexicon: Lexicon, item: tuple[Sides, Links]) -> Found:
    sides, links = item
    return align_round(bind(*sides, survey, lexicon), LATER if lexicon else FIRST, None, resolve(links, *sides), scorer)


def _last(settings: _Settings, survey: Survey, lexicon: Lexicon, item: tuple[Any, Sides, Found, Links]) -> Bitext:
    loaded, sides, found, links = item
    source, target = settings.load(loaded)
    pairing = bind(*sides, survey, lexicon)
    found = align_last(pairing, LATER, places_of(pairing, found.beads), resolve(links, *sides), settings.scorer)
    origin = provenance(target, settings.source_lang, settings.target_lang)
    return bitext_of((source, target), sides, judge(sides, found), origin)
