"""Faults in the structure of a document that no rule was written for.

They are in a document in the target language alone, which is compared with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from random import Random
from types import MappingProxyType

from faults.injecting import Fault, Injector, in_text, put
from loc_align.model import Document, Span


def _lines_swapped(rng: Random, document: Document) -> Fault | None:
    """Swap two neighboring paragraphs."""
    blocks = [
        block for block in document.blocks if block.kind == "paragraph" and len(block.span.of(document.text)) > 40
    ]
    rows = [*pairwise(blocks)]
    if not rows:
        return None
    first, second = rng.choice(rows)
    text = document.text
    between = text[first.span.end : second.span.start]
    whole = Span(first.span.start, second.span.end)
    return put(document, whole, f"{second.span.of(text)}{between}{first.span.of(text)}")


IN_STRUCTURE: Mapping[str, Injector] = MappingProxyType(
    {
        "heading without its space": in_text(r"^(#+) (?=\w)", lambda _, found: found[1]),
        "heading without its mark": in_text(r"^#+ (?=\w)", lambda _, __: ""),
        "heading deeper": in_text(r"^#+ (?=\w)", lambda _, found: f"#{found[0]}"),
        "heading in bold": in_text(r"^##+ (\w.*)$", lambda _, found: f"**{found[1]}**"),
        "heading doubled": in_text(r"^##+ \w.*\n", lambda _, found: f"{found[0]}\n{found[0]}"),
        "list item without its mark": in_text(r"^ *[-*] (?=\w)", lambda _, __: ""),
        "list mark without its space": in_text(r"^( *[-*]) (?=\w)", lambda _, found: found[1]),
        "list item deeper": in_text(r"(?<=\n)[-*] (?=\w)", lambda _, found: f"        {found[0]}"),
        "number as a bullet": in_text(r"^\d+\. (?=\S)", lambda _, __: "- "),
        "number without its point": in_text(r"^(\d+)\. (?=\S)", lambda _, found: f"{found[1]} "),
        "list item dropped": in_text(r"^[-*] .*\n", lambda _, __: ""),
        "paragraph dropped": in_text(r"(?<=\n\n)\w[^\n|]{40,}\n\n", lambda _, __: ""),
        "paragraph doubled": in_text(r"(?<=\n\n)\w[^\n|]{40,}\n\n", lambda _, found: found[0] * 2),
        "paragraphs swapped": _lines_swapped,
        "paragraphs joined": in_text(r"(?<=[.。])\n\n(?=\w)", lambda _, __: "\n"),
        "paragraph joins a list": in_text(r"(?<=\n)([-*] [^\n]*\n)\n(?=\w)", lambda _, found: found[1]),
        "paragraph indented": in_text(r"(?<=\n\n)(?=\w)", lambda _, __: "    "),
        "delimiter row dropped": in_text(r"^\|? *:?-+:? *\|[-:| ]*\n", lambda _, __: ""),
        "delimiter cell dropped": in_text(
            r"^(\|? *:?-+:? *\|[-:| ]*?)-+ *\|? *$", lambda _, found: found[1].rstrip("| ")
        ),
        "table row dropped": in_text(r"(?<=\|\n)\|[^\n-]+\|\n(?=\|)", lambda _, __: ""),
        "table cell dropped": in_text(r"(?<=\|)[^|\n-]+\|(?=[^\n]*\n)", lambda _, __: ""),
        "quote mark dropped": in_text(r"^> (?=\w)", lambda _, __: ""),
        "alert without its quote": in_text(r"^> (?=\[!)", lambda _, __: ""),
        "alert of another type": in_text(r"\[!(?:NOTE|TIP)\]", lambda _, __: "[!WARNING]"),
        "alert dropped": in_text(r"^> \[!\w+\] *\n", lambda _, __: ""),
        "fence not closed": in_text(r"(?<=\n)```[ \t]*(?=\n\n)", lambda _, __: ""),
        "fence of another language": in_text(r"(?<=\n```)[a-z]\w+", lambda _, found: f"{found[0]}x"),
        "fence with a space": in_text(r"(?<=\n)```(?=\w)", lambda _, __: "`` `"),
        "code translated": in_text(r"(?<=\n```)(\w*\n\S*?)[A-Za-z]{4,}", lambda _, found: f"{found[1]}verbum"),
        "front matter not closed": in_text(r"(?<=[^-\n]\n)---\n(?=\n*#)", lambda _, __: ""),
        "front-matter key translated": in_text(r"^title(?=: )", lambda _, __: "titel"),
        "front-matter key dropped": in_text(r"^description: [^\n]*\n", lambda _, __: ""),
        "front-matter date changed": in_text(r"(?<=^ms\.date: )\d\d", lambda _, __: "31"),
        "directive not closed": in_text(r"^::: *\w+-end *$", lambda _, __: ""),
        "include dropped": in_text(r"^\[!INCLUDE [^\n]*\n", lambda _, __: ""),
        "definition dropped": in_text(r"^\[[^\]^\n]+\]: [^\n]*\n", lambda _, __: ""),
        "definition renamed": in_text(r"(?<=^\[)[^\]^\n]+(?=\]: )", lambda _, found: f"{found[0]}x"),
        "definition of another address": in_text(r"(?<=\]: )(\S+?)(\w)$", lambda _, found: f"{found[1]}q{found[2]}"),
        "comment not closed": in_text(r"-->", lambda _, __: "--"),
        "table tag dropped": in_text(r"</?t[dr]>", lambda _, __: ""),
        "image of another path": in_text(r"(?<=\]\()[^()\s]+(?=\.png)", lambda _, found: f"{found[0]}1"),
        "anchor renamed": in_text(r'(?<=<a name=")[^"]+(?=")', lambda _, found: f"{found[0]}x"),
    }
)
"""Faults in a document of one language, by their names."""
