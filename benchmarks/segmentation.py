"""Compare the segmentation with the segments of side-by-side documents, and with splitting at punctuation.

Usage: python benchmarks/segmentation.py [FOLDER] [--rounds N] [--errors LANGUAGE]

The publisher of a side-by-side document has segmented its English text. Each segment is a pair. The benchmark segments
the source side and the target side of each block like an export. A boundary between two segments is found if the
segmentation breaks in the white space or the codes between them. A break inside a segment is wrong, also where the
translation has two sentences for one. Text outside pairs is ignored. Blocks with one segment count, because they must
not be broken. Blocks with a pair for a whole paragraph (`-p` in its ID) are ignored, because they were not segmented.

The columns "all" count the end of each block as a boundary, which is trivial to find. The columns "inside" do not.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal

from loc_align import Block, Document, Span, SxsPair, align, read
from loc_align.files.finding import find
from loc_align.markdown import inline
from loc_align.markdown.translatable.html import text_spans
from loc_align.markdown.translatable.ranges import content_span
from loc_align.model import Inline
from loc_align.segmentation import cut

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_PARAGRAPH = re.compile(r"-p\d+\Z")
_PLAIN = re.compile(r"[.!?][\"')\]]*\s+|[。！？]\s*")
_OTHER_KINDS = frozenset(("code", "thematic_break", "directive"))

Cutter = Callable[[Inline, str], Iterable[int]]


@dataclass(frozen=True)
class Flow:
    """Running text, and the publisher's segments in it."""

    parts: Inline
    text: str
    segments: tuple[Span, ...]
    lang: str


@dataclass
class Count:
    """The boundaries that were found or missed, and wrong breaks; `blocks` counts the trivial boundaries."""

    blocks: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def scores(self, ends: int) -> tuple[float, float, float]:
        """Return precision, recall and F1, with a number of trivial boundaries."""
        right = self.found + ends
        precision = right / ((right + len(self.wrong)) or 1)
        recall = right / ((right + len(self.missed)) or 1)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def flows(document: Document, side: Literal["source", "target"]) -> Iterator[Flow]:
    """Yield the blocks of one side of a document that contain segments.

    Args:
        document: a side-by-side document.
        side: the side.
    """
    lang = getattr(align(document), f"{side}_lang")
    pairs: dict[int, list[SxsPair]] = defaultdict(list)
    for place, pair in zip(document.pair_blocks, document.pairs, strict=True):
        pairs[place].append(pair)
    for place, inside in pairs.items():
        block = document.blocks[place]
        if place < 0 or block.kind in _OTHER_KINDS or inside[-1].span.end > block.span.end:
            continue
        if any(_PARAGRAPH.search(pair.source_id) for pair in inside):
            continue
        text, segments = _one_side(document.text, block.span, inside, side)
        for span in _running(block, text):
            held = tuple(
                Span(item.start - span.start, item.end - span.start)
                for item in segments
                if span.start <= item.start and item.end <= span.end
            )
            if held:
                yield Flow(inline.parse(span.of(text), document.references), span.of(text), held, lang)


def _one_side(text: str, block: Span, pairs: Iterable[SxsPair], side: str) -> tuple[str, list[Span]]:
    """Return a block with one side in place of each pair, and the spans of the segments in it."""
    written, segments, done = "", [], block.start
    for pair in pairs:
        segment = getattr(pair, side).text
        written += text[done : pair.span.start]
        start = len(written) + len(segment) - len(segment.lstrip())
        segments.append(Span(start, start + len(segment.strip())))
        written += segment
        done = pair.span.end
    return written + text[done : block.end], segments


def _running(block: Block, text: str) -> Iterable[Span]:
    if block.kind == "html":
        return text_spans(text, 0, len(text))
    return [content_span(Block(block.kind, Span(0, len(text)), block.level), text)]


def count(found: Iterable[Flow], cutter: Cutter) -> Count:
    """Compare a segmentation with the publisher's segments.

    Args:
        found: the blocks.
        cutter: returns the offsets of sentence starts in text and codes of a language.
    """
    total = Count()
    for flow in found:
        cuts = list(cutter(flow.parts, flow.lang))
        total.blocks += 1
        for before, after in pairwise(flow.segments):
            if any(before.end <= place <= after.start for place in cuts):
                total.found += 1
            else:
                total.missed.append(_shown(flow.text, before.end))
        total.wrong += [
            _shown(flow.text, at) for at in cuts if any(item.start < at < item.end for item in flow.segments)
        ]
    return total


def _shown(text: str, at: int) -> str:
    return f"{text[max(0, at - 50) : at]}|{text[at : at + 40]}".replace("\n", " ")


def plain(parts: Inline, _lang: str) -> Iterator[int]:
    """Yield the boundaries that splitting at punctuation gives."""
    return (found.end() for found in _PLAIN.finditer(inline.join(parts)))


def speed(texts: Sequence[Flow], cutter: Cutter, rounds: int) -> float:
    """Return the megabytes of UTF-8 per second, in the best of some rounds."""
    size = sum(len(flow.text.encode()) for flow in texts)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for flow in texts:
            for _place in cutter(flow.parts, flow.lang):
                pass
        best = min(best, time.process_time() - start)
    return size / 1e6 / best


def read_flows(folder: Path) -> dict[tuple[str, str], list[Flow]]:
    """Return the blocks of all documents in a folder, by language and repository."""
    found: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for item in find([str(folder)]):
        document = read(item.path)
        name = Path(item.path).relative_to(folder).parts[0]
        for side in ("source", "target"):
            for flow in flows(document, side):
                found[flow.lang, name].append(flow)
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=_DEFAULT, type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--errors", metavar="LANGUAGE", help="show each wrong and each missed boundary in a language")
    arguments = parser.parse_args()
    found = read_flows(arguments.folder)
    by_lang: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for (lang, _), texts in found.items():
        by_lang[lang, "all"] += texts
    print("                             boundaries    all: precision recall   F1    inside: F1    plain: all    inside")
    for (lang, name), texts in sorted({**found, **by_lang}.items()):
        ours, theirs = count(texts, cut), count(texts, plain)
        row = [*ours.scores(ours.blocks), ours.scores(0)[2], theirs.scores(theirs.blocks)[2], theirs.scores(0)[2]]
        boundaries = ours.blocks + ours.found + len(ours.missed)
        print(f"{lang:6} {name:20} {boundaries:11}         ", *(f"{score:9.4f}" for score in row))
        if arguments.errors == lang and name == "all":
            print(*(f"  wrong  {shown}" for shown in ours.wrong), sep="\n")
            print(*(f"  missed {shown}" for shown in ours.missed), sep="\n")
    everything = [flow for texts in found.values() for flow in texts]
    words = [Flow((shown,), shown, (), flow.lang) for flow in everything if (shown := inline.plain(flow.text))]
    for name, texts in (("Markdown, parsed", everything), ("plain text", words)):
        ours_speed, plain_speed = (speed(texts, cutter, arguments.rounds) for cutter in (cut, plain))
        print(f"{name:27} {ours_speed:5.1f} MB/s, plain splitting {plain_speed:5.1f} MB/s")


if __name__ == "__main__":
    main()
