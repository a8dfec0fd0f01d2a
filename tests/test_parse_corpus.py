"""Reading published files, compared with an independent reader for each aspect."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from invariants import check_document, check_units
from loc_align.documents import parse
from loc_align.sxs.extraction import extract
from loc_align.sxs.splitting import split
from loc_align.text import decode
from side_by_side import PAIR


def test_every_pair_is_found_exactly(corpus: list[Path]) -> None:
    found = 0
    for path in corpus:
        data = path.read_bytes()
        document = parse(data, path.name)
        expected = [
            (item[1], item[2], item[3], item[4], item.span(), item.span(2), item.span(4))
            for item in PAIR.finditer(data.decode())
        ]
        assert expected == [
            (
                pair.target_id,
                pair.target.text,
                pair.source_id,
                pair.source.text,
                (pair.span.start, pair.span.end),
                (pair.target.span.start, pair.target.span.end),
                (pair.source.span.start, pair.source.span.end),
            )
            for pair in document.pairs
        ]
        found += len(expected)
    assert found == 22_587


def test_documents_and_units_keep_their_invariants(corpus: list[Path]) -> None:
    for path in corpus:
        data = path.read_bytes()
        document = parse(data, path.name)
        check_document(document, data)
        check_units(document)


def test_the_careful_way_finds_what_the_quick_one_finds(corpus: list[Path]) -> None:
    for path in corpus:
        text, _ = decode(path.read_bytes())
        whole = len(text)
        # A span of another kind at the end selects the full extractor.
        assert extract(text + "<span></span>").pairs == extract(text).pairs
        assert len(text) == whole


def test_blocks_are_those_of_the_published_text(corpus: list[Path]) -> None:
    """markdown-it-py finds the same number of blocks of each kind in the whole target text, on the same lines."""
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    for path in corpus:
        document = parse(path.read_bytes(), path.name)
        body = document.text[document.front_matter.span.end if document.front_matter else 0 :]
        tokens = parser.parse(PAIR.sub(lambda item: item[2], body))
        for kind, token_type in (("heading", "heading_open"), ("html", "html_block"), ("thematic_break", "hr")):
            blocks = [block for block in document.blocks if block.kind == kind]
            assert len(blocks) == sum(token.type == token_type for token in tokens)
        code = [token for token in tokens if token.type in {"fence", "code_block"}]
        assert sum(block.kind == "code" for block in document.blocks) == len(code)


def _body(data: bytes) -> bytes:
    document = parse(data)
    return data[len(document.text[: document.front_matter.span.end].encode()) if document.front_matter else 0 :]


def _hash(data: bytes) -> object:
    front_matter = parse(data).front_matter
    return front_matter.values.get("ms.openlocfilehash") if front_matter else None


@pytest.mark.parametrize(("published", "equal"), [(False, 326), (True, 346)])
def test_targets_are_the_published_documents(corpus: list[Path], published: bool, equal: int) -> None:
    same = files = 0
    for path in corpus:
        live = Path(str(path).replace("/sxs/", "/live/", 1)).read_bytes()
        data = path.read_bytes()
        if _hash(data) is None or _hash(data) != _hash(live):
            continue
        files += 1
        target = split(parse(data), "target", published=published)
        same += _body(target) == _body(live)
    assert (files, same) == (348, equal)
