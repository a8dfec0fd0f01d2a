"""Blocks: parsing the skeleton by passages gives the same blocks as markdown-it does for the whole text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from loc_align.documents import parse
from loc_align.markdown import leaves, skeleton
from loc_align.sxs.splitting import split

_Row = tuple[str, int, int, int, int]

_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "",
            "",
            "Words and `code`.",
            "2 words",
            "x",
            "# Title #",
            "## Title",
            "#hashtag",
            "- item",
            "- ",
            "* item",
            "+ item",
            "1. item",
            "2. item",
            "10) item",
            "  continued",
            "    indented",
            "\tindented",
            "> quote",
            "> - item in quote",
            ">",
            "- > quote in item",
            "- # title in item",
            "  - deeper",
            "  ```",
            "- ```",
            "```",
            "```python",
            "``` not `a fence",
            "````",
            "~~~",
            "~~~ info ```",
            "---",
            "***",
            "===",
            "| a | b |",
            "|---|:-:|",
            "a | b",
            "--|--",
            "| a \\| b | `c|d` |",
            "<div>",
            "<div class='a b'>",
            "</div>",
            "<a name='x'></a>",
            "<a name='x'></a>Title",
            "<!-- comment",
            "end of comment -->",
            "<?php",
            "?> after",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE html",
            "<pre>",
            "</pre> text",
            "<script>var a",
            "text </script>",
            "[label]: https://example.org 'Title'",
            "[label]: two words",
            "[label]:",
            "'title on its own line'",
            "[!NOTE]",
            "> [!NOTE]",
            ":::row:::",
            "**Bold** text",
            "* * *",
            "- - -",
            "![image](a.png)",
            "$x$",
            "\\# escaped",
            "&nbsp;",
            "日本語の文。",
            "“Quoted” words",
            "(in brackets)",
            "*emphasis* first",
            "** x",
            "`code` first",
            "``` text ``",
            "text ```",
            "64 words",
            "1.5 words",
            "3. item",
            "1234567890. words",
            "1.  item",
            "-   item",
            "- |",
            "|-|",
            "- a | b",
            "| 2 | [a](b) |",
            "|------|:-----|",
            "|  |  |",
            "a \\\\| b",
            "[a\\]b]: https://example.org",
            "[over two",
            "lines]: https://example.org",
            "> [label]: https://example.org",
            "- > [label]: https://example.org",
            "[!INCLUDE [name](path)]",
            "[!INCLUDE [a|b](path)]",
            "[!a | b]",
            "> [!NOTE] and [b]",
            "<td class='a'>x | y -->",
            "<td/x",
            "</ul>",
            "<STYLE>",
            "words </style>",
        ]
    ),
    max_size=14,
)


def _folded(text: str) -> tuple[list[_Row], frozenset[str]]:
    rows: list[_Row] = []
    references: frozenset[str] = frozenset()
    for line, passage in leaves.read_passages(skeleton.fold(text)):
        rows += [
            (kind, level, line + first, column, line + last) for kind, level, first, column, last in passage.leaves
        ]
        references |= passage.references
    return rows, references


def _whole(text: str) -> tuple[list[_Row], frozenset[str]]:
    passage = leaves.read_passage(text)
    return [*passage.leaves], passage.references


@settings(max_examples=1500, deadline=None)
@given(_LINES.map(lambda lines: "\n".join([*lines, ""])))
@example("```\n\n# x\n\n- y\n\n```\n\nz\n")
@example("<!--\n\n```\n\n-->\n\n```\n")
@example("- a\n\n```\nb\n```\n\n- c\n")
def test_folding_changes_no_block(text: str) -> None:
    assert _folded(text) == _whole(text)


def test_folding_changes_no_block_of_the_published_files(corpus: list[Path]) -> None:
    seen = 0
    for path in corpus:
        text = split(parse(path.read_bytes()), "target").decode()
        whole = _whole(text)
        assert _folded(text) == whole
        seen += len(whole[0])
    assert seen == 19_167
