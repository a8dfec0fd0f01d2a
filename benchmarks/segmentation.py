"""How well sentences are cut, beside splitting at punctuation, against the segments of side-by-side documents.

Usage: python benchmarks/segmentation.py [FOLDER] [--rounds N] [--errors LANGUAGE]

The publisher of a side-by-side document has cut its English into segments; each is a pair, with its translation. A
boundary is the end of a segment. Each block is cut as the export would cut it, on the source side and on the target
side, and a place between two segments is found if a cut falls into the white space and the codes between them. A cut
inside a segment is wrong. Text outside of pairs does not count; a block with one segment does, for nothing is to be cut
in it. A translation that makes two sentences of one is counted as wrong, for its segment is one.

Blocks with a pair that holds a whole paragraph (`-p` in its id) are left out: there the publisher did not cut.

"all" counts the last segment of each block, too, whose end anybody finds; "inside" leaves these out.
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
from loc_align.files import find
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
    """A stretch of running text and the publisher's segments in it."""

    parts: Inline
    text: str
    segments: tuple[Span, ...]
    lang: str


@dataclass
class Count:
    """Boundaries found, missed, and cuts where there is none; `blocks` are the ends that anybody finds."""

    blocks: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def figures(self, ends: int) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        right = self.found + ends
        precision = right / ((right + len(self.wrong)) or 1)
        recall = right / ((right + len(self.missed)) or 1)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def flows(document: Document, side: Literal["source", "target"]) -> Iterator[Flow]:
    """The blocks of one side of a document that hold segments.

    Args:
        document: a side-by-side document.
        side: which side.
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
    """A block with one side in the place of each pair, and the segments' spans in it."""
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
    """Compare a cutter with the publisher's segments.

    Args:
        found: blocks.
        cutter: where sentences start in text and codes of a language.
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
    """Where plain splitting at punctuation cuts."""
    return (found.end() for found in _PLAIN.finditer(inline.join(parts)))


def speed(texts: Sequence[Flow], cutter: Cutter, rounds: int) -> float:
    """Megabytes of UTF-8 a second, the best of some rounds."""
    size = sum(len(flow.text.encode()) for flow in texts)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for flow in texts:
            for _place in cutter(flow.parts, flow.lang):
                pass
        best = min(best, time.perf_counter() - start)
    return size / 1e6 / best


def read_flows(folder: Path) -> dict[tuple[str, str], list[Flow]]:
    """The blocks of all documents of a folder, by language and repository."""
    found: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for item in find([str(folder)]):
        document = read(item.path)
        name = Path(item.path).relative_to(folder).parts[0]
        for side in ("source", "target"):
            for flow in flows(document, side):
                found[flow.lang, name].append(flow)
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=_DEFAULT, type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--errors", metavar="LANGUAGE", help="show each wrong and each missed boundary of a language")
    arguments = parser.parse_args()
    found = read_flows(arguments.folder)
    by_lang: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for (lang, _), texts in found.items():
        by_lang[lang, "all"] += texts
    print("                             boundaries    all: precision recall   F1    inside: F1    plain: all    inside")
    for (lang, name), texts in sorted({**found, **by_lang}.items()):
        ours, theirs = count(texts, cut), count(texts, plain)
        row = [*ours.figures(ours.blocks), ours.figures(0)[2], theirs.figures(theirs.blocks)[2], theirs.figures(0)[2]]
        boundaries = ours.blocks + ours.found + len(ours.missed)
        print(f"{lang:6} {name:20} {boundaries:11}         ", *(f"{figure:9.4f}" for figure in row))
        if arguments.errors == lang and name == "all":
            print(*(f"  wrong  {shown}" for shown in ours.wrong), sep="\n")
            print(*(f"  missed {shown}" for shown in ours.missed), sep="\n")
    everything = [flow for texts in found.values() for flow in texts]
    words = [Flow((shown,), shown, (), flow.lang) for flow in everything if (shown := inline.plain(flow.text))]
    for name, texts in (("Markdown, its codes known", everything), ("plain text", words)):
        ours_speed, plain_speed = (speed(texts, cutter, arguments.rounds) for cutter in (cut, plain))
        print(f"{name:27} {ours_speed:5.1f} MB/s, plain splitting {plain_speed:5.1f} MB/s")


if __name__ == "__main__":
    main()
