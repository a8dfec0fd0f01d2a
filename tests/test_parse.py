"""Reading documents: each case in ``fixtures/parse`` is a Markdown file and a JSON file with the expected document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fixture_cases import FIXTURES, describe
from loc_align.documents import DEFECTS, parse
from loc_align.errors import DecodeError
from loc_align.text import encode

CASES = sorted((FIXTURES / "parse").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_document(case: Path) -> None:
    data = case.read_bytes()
    document = parse(data, case.name)
    assert describe(document) == json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    assert encode(document.text, bom=document.bom) == data


def test_every_defect_code_has_a_case() -> None:
    cases = [*CASES, FIXTURES / "containers" / "hub.yml"]
    found = {defect.code for case in cases for defect in parse(case.read_bytes(), case.name).defects}
    assert found == set(DEFECTS)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"page\.md:1: byte 3"):
        parse("abcä".encode("latin-1"), "page.md")


def test_values_of_the_front_matter_are_read_only() -> None:
    front_matter = parse(b"---\ntitle: x\n---\n").front_matter
    assert front_matter is not None
    with pytest.raises(TypeError):
        front_matter.values["title"] = "y"  # type: ignore[index]
