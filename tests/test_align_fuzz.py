"""Random pairs of documents: cut, shuffled, doubled, in other languages, broken, or empty. Nothing may fail."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from loc_align.alignment.by_content import Failure, align_by_content
from loc_align.documents import parse
from loc_align.model import Bitext, Document

_PAIRS = 200
_BLOCKS = (
    "# The {0} gate {1}",
    "The {0} guard opens gate {1} at dawn. Nobody else may touch the `{0}.key` of the gate.",
    "- Count the {0} lamps.\n- Fill lamp {1} with oil.\n  1. Wait {1} minutes.",
    "| {0} | Height |\n|---|---|{2}\n| North {1} | 4 m |\n| South | <ul><li>6 m</li><li>{0}</li></ul> |",
    "```sh\nopen --gate {1}\n```",
    "> [!NOTE]\n> The {0} gate is closed.",
    "::: warning {0}\nMind the {0} step {1}.\n:::",
    "The guard sleeps.## The {0} tower\nIt has {1} steps.",
    'See [the {0} list](list.md#{0}) and ![{0}](a{1}.png "{0}").',
    "{{{{< note >}}}}\nThe {0} bell rings {1} times.\n{{{{< /note >}}}}",
    "同じ{0}の門。門は{1}つです。",
    "ประตู{0} เปิด{1} ปิดแล้ว",
    "<table><tr><td>{0}</td><td>{1}</td></tr></table>",
    "\\ * _ ` [ {0} ]( < > & \u200b \ufeff",
    "---",
    'The <abbr title="{0} key {1}">{0}K</abbr> hangs here.\n\n- <abbr title="{0} lock">L{1}</abbr>',
    "{0}",
)
_WORDS = ("north", "south", "old", "røde", "große", "новый", "שער", "門", "ประตู", "", "A", "\u0301", "  ")


def _document(chance: Random) -> list[str]:
    return [
        chance.choice(_BLOCKS).format(chance.choice(_WORDS), chance.randrange(40), chance.choice(["", "---|"]))
        for _ in range(chance.randrange(14))
    ]


def _changed(blocks: list[str], chance: Random) -> list[str]:
    """A target: the same blocks cut, shuffled, doubled, cut in the middle, or other ones."""
    blocks = [block for block in blocks if chance.random() > 0.1]
    how = chance.randrange(6)
    if how == 0:
        chance.shuffle(blocks)
    elif how == 1:
        blocks = blocks * 2
    elif how == 2:
        blocks = [block[: chance.randrange(len(block) + 1)] for block in blocks]
    elif how == 3:
        blocks = _document(chance)
    return blocks


def _check(bitext: Bitext, source: Document, target: Document) -> None:
    assert bitext.source_document == source
    assert bitext.document == target
    for side, document in (("source", source), ("target", target)):
        units = [unit for unit in bitext.units if getattr(unit, side)]
        segments = [getattr(unit, side) for unit in units]
        assert all(segment.span.of(document.text) == segment.text for segment in segments)
        # Titles and alternative texts are inside of another segment.
        outer = [getattr(unit, side) for unit in units if unit.block not in {"attribute", "directive"}]
        spans = sorted((segment.span.start, segment.span.end) for segment in outer)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    starts = [unit.source.span.start for unit in bitext.units if unit.source]
    assert starts == sorted(starts)
    assert all(0 <= unit.score <= 1 and unit.reasons and (unit.source or unit.target) for unit in bitext.units)


@pytest.mark.parametrize("seed", range(4))
def test_random_pairs_are_aligned_without_an_error(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - only for test data
    pairs = []
    for _ in range(_PAIRS // 4):
        blocks = _document(chance)
        texts = ("\n\n".join(side) for side in (blocks, _changed(blocks, chance)))
        pairs.append(tuple(parse(text.encode("utf-8", "replace"), "a.md") for text in texts))
    for one, (source, target) in zip(align_by_content(pairs, target_lang="de").outcomes, pairs, strict=True):
        assert not isinstance(one, Failure), one
        _check(one, source, target)
