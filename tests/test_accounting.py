"""Accounting: no ID in a document is neither in a pair nor reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fixture_cases import FIXTURES
from loc_align.documents import parse
from loc_align.documents.accounting import LeftOut, account
from loc_align.model import Span
from side_by_side import pair

_RAW = re.compile(r"data-[ts]tu-id", re.IGNORECASE)
_CASES = sorted((FIXTURES / "parse").glob("*.md"))

_PIECES = st.sampled_from(
    [
        pair("1a2b3-101", "Ja", "Yes"),
        pair("1a2b3-102", "`x`", "`x`", "'"),
        pair("1a2b3-103", "A\nB", "C", '\\"'),
        pair("1a2b3-104", "", "D", "&quot;"),
        '<span data-ttu-id="1a2b3-105">',
        '<span data-stu-id="1a2b3-106">E</span></span>',
        '<span class="sxs-lookup">',
        "</span>",
        "<span data-ttu-id=",
        "data-stu-id",
        "`",
        "```",
        "~~~",
        "```sh\n",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\n```\n",
        "- ",
        "2.  ",
        "> ",
        "# ",
        "| a |\n|---|\n| ",
        "<!-- ",
        "-->",
        "<pre>\n",
        ":::column:::\n",
        "    :::column-end:::\n",
        "---\n",
        "title: ",
        'title: "',
        "'",
        "word",
    ]
)


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.stem)
def test_every_id_of_a_fixture_is_accounted_for(path: Path) -> None:
    document = parse(path.read_bytes())
    found = account(document)
    assert found.unread == ()
    assert found.paired == 2 * len(document.pairs)
    assert found.paired + found.quoted + len(found.reported) == len(_RAW.findall(document.text))


_MISSED = {
    "upper.md": pair("1a2b3-101", "Ja", "Yes").upper(),
    "upper-in-a-fence.md": "```\n" + pair("1a2b3-101", "Ja", "Yes").upper(),
    "anchor.yml": "a: &x " + pair("1a2b3-101", "Ja", "Yes") + "\nb: *x\n",
    "tag.yml": "a: !!str " + pair("1a2b3-101", "Ja", "Yes") + "\n",
    "code.md": "<!--`<span data-ttu-id=1a2b3-102><span data-stu-id=1a2b3-102></span>`<span data-ttu-id=-->>"
    "<span class=sxs-lookup><span data-stu-id=4></span>",
    "name.xml": "data-ttu-id",
    "name.yml": '">data-stu-id',
    "comment.yml": "# DATA-TTU-ID=x\na: 1\n",
    "scalar.yml": "a: DATA-TTU-ID=x\n",
    "upper.xml": "<a><SPAN DATA-TTU-ID='x'>a</SPAN></a>",
    "attribute.xml": "<a b='DATA-STU-ID'/>",
}


@pytest.mark.parametrize("name", _MISSED)
def test_an_id_without_a_value_or_in_other_letters_is_accounted_for(name: str) -> None:
    text = _MISSED[name]
    document = parse(text.encode(), name)
    found = account(document)
    assert found.unread == ()
    assert found.paired + found.quoted + len(found.reported) == len(_RAW.findall(text))


@pytest.mark.parametrize("folder", ["corpus", "wider"])
def test_every_id_of_the_published_files_is_accounted_for(folder: str) -> None:
    root = Path(__file__).parents[2] / "shared" / folder
    if not root.is_dir():
        pytest.skip(f"the files of ../shared/{folder} are not there")
    for path in sorted(root.glob("**/*.md")):
        document = parse(path.read_bytes())
        found = account(document)
        assert found.unread == (), path
        assert found.paired + found.quoted + len(found.reported) == len(_RAW.findall(document.text)), path


@example(pieces=["- ", "```", pair("1a2b3-101", "Ja", "Yes")], front_matter=False)
@example(pieces=["<span data-ttu-id=", "data-stu-id"], front_matter=False)
@example(pieces=["data-stu-id", "\n---\n"], front_matter=True)
@example(
    pieces=['<span data-ttu-id="1a2b3-105">', "\n```\n", '<span data-stu-id="1a2b3-106">E</span></span>'],
    front_matter=False,
)
@given(st.lists(_PIECES, max_size=24), st.booleans())
def test_every_id_of_any_text_is_accounted_for(pieces: list[str], front_matter: bool) -> None:
    text = "".join(["---\ntitle: "] * front_matter + pieces)
    document = parse(text.encode())
    found = account(document)
    assert found.unread == ()
    assert found.paired + found.quoted + len(found.reported) == len(_RAW.findall(text))


def test_what_was_left_out_is_named() -> None:
    damaged = "<span data-ttu-id=&quot;1a2b3-102&quot;>Nein</span>\n\n<span data-stu-id\n"
    text = f"{pair('1a2b3-101', 'Ja', 'Yes')}\n\n{damaged}"
    found = account(parse(text.encode()))
    first, second = text.index("data-ttu-id=&"), text.rindex("data-stu-id")
    assert found.left_out == (
        LeftOut(Span(first, first + len("data-ttu-id=&quot;1a2b3-102")), "1a2b3-102"),
        LeftOut(Span(second, second + len("data-stu-id")), ""),
    )
