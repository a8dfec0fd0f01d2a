"""Measure how the time of each stage grows with hostile input: one token, repeated.

Usage: python benchmarks/hostile_tokens.py [--kilobytes N] [--limit SECONDS] [STAGE…]

Each input repeats a token, as a document, as the target of one pair, or as the content of a memory. The script prints
the seconds at 1, 2, and 4 times the size, and the growth from 2 to 4 times. A linear stage grows by 2, a quadratic one
by 4. It prints only the inputs that grow by more than 2.7 and take more than 0.2 seconds, and the slowest one of each
stage, and exits with 1 if there were any of the former.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping

import loc_align
from loc_align.errors import LocAlignError
from loc_align.formats import Returned, load_returned, text_of

_TOKENS = (
    *(
        "[",
        "![",
        "](",
        "[a](",
        "[a]",
        "[a]: b\n",
        ">",
        "> ",
        "*",
        "**a",
        "_",
        "`",
        "`` ` ",
        "<",
        "<a",
        "<!--",
        "<a href='",
    ),
    *(
        "</span>",
        "<span>",
        '<span class="sxs-lookup">',
        '<span data-ttu-id="a1b2c-101">',
        "&",
        "&amp;",
        "&#",
        "$",
        "$$",
        "\\",
    ),
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "    a\n",
        "- ",
        "- a\n",
        "  - a\n    ",
        "1. a\n",
        "# a\n",
        "#",
        "a\n===\n",
        "---\n",
        "a: b\n",
    ),
    *(
        "```\n",
        "```\n\n",
        "~~~",
        ":::",
        "::: a\n",
        ":::row:::\n",
        ":::column:::\n",
        "|",
        "| a |\n",
        "|-|\n",
        "[^1]",
        "[^1]: a\n",
    ),
    *(
        "{{",
        "{{ a }}",
        "{% a %}",
        "{#",
        "<xref:",
        "https://",
        "a@",
        "a.",
        "a. ",
        "1,",
        "1 ",
        "(",
        ")",
        '"',
        "'",
        "«",
        "a-",
        "a_b ",
    ),
    *(
        "%",
        "%s",
        "\u3002",
        "\u0e01",
        "a\u0301",
        "\u200b",
        "a ",
        "A",
        "字",
        "<pre>\n",
        "<div>\n",
        "<!-- loc-align: disable=a -->\n",
        "-",
        "~~~",
        "```{a}\n",
        "{{< a ",
        "{{% a %}}\n",
        "<A b=",
        '{a="',
        "{/*",
        "<!-- a -->\n\n",
        "!!! a\n",
        "=== a\n",
        "/// a\n",
        "{: ",
        "{#a} ",
        "?? ",
    ),
)


def pair(number: int, target: str, source: str) -> str:
    """Return a pair of the side-by-side format."""
    return (
        f'<span data-ttu-id="a1b2c-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="a1b2c-{number}">{source}</span></span>'
    )


def read(text: str) -> object:
    """Read a document."""
    return loc_align.read(text.encode(), path="a.md")


def read_front_matter(text: str) -> object:
    """Read a document with the text in its front matter."""
    return loc_align.read(f"---\na: 1\n{text}\n---\n".encode(), path="a.md")


def read_yaml(text: str) -> object:
    """Read a YAML container."""
    return loc_align.read(f"a: |\n  {pair(101, 'a', 'b')}\n  {text}\n".encode(), path="a.yml")


def read_xml(text: str) -> object:
    """Read an XML container."""
    return loc_align.read(f"<a>{pair(101, 'a', 'b')}<![CDATA[{text}]]></a>".encode(), path="a.xml")


def check(text: str) -> object:
    """Check a document."""
    return loc_align.check(loc_align.read(text.encode(), path="a.md"), target_lang="de-DE")


def check_pair(text: str) -> object:
    """Check a document of one pair."""
    return check(pair(101, text, text))


def check_pairs(text: str) -> object:
    """Check a document of many pairs, each of which has a prefix of its own."""
    made = (pair(101, text[:20], "A word.").replace("a1b2c", f"{at:05x}") for at in range(len(text) // 100))
    return check("\n\n".join(made))


def align(text: str) -> object:
    """Align two documents by content."""
    document = loc_align.read(text.encode(), path="a.md")
    return loc_align.align(document, document, target_lang="de-DE")


def check_source(text: str) -> object:
    """Check a document against its source document."""
    source = loc_align.read(f"# Word\n\n{text}".encode(), path="a.md")
    target = loc_align.read(f"# Wort\n\n{text}a".encode(), path="a.md")
    return loc_align.check(target, source, target_lang="de-DE")


def update(text: str) -> object:
    """Update a translation after a word of the source has changed."""
    old, target, new = (
        loc_align.read(f"# {title}\n\n{text}\n\n<!-- {text} -->\n".encode(), path="a.md")
        for title in ("Word", "Wort", "Words")
    )
    return loc_align.update(old, target, new, target_lang="de-DE")


def extract_flavours(text: str) -> object:
    """Extract a document of each flavour."""
    from loc_align.markdown.flavours import FLAVOURS  # noqa: PLC0415 - one stage of many

    for flavour in FLAVOURS:
        loc_align.extract(loc_align.read(text.encode(), path="a.md", flavour=flavour), target_lang="de-DE")
    return None


def extract(text: str) -> object:
    """Extract a document for a first translation."""
    return loc_align.extract(loc_align.read(text.encode(), path="a.md"), target_lang="de-DE")


def merge(text: str) -> object:
    """Export a document of one pair, and merge another target."""
    document = loc_align.read(f"# {pair(101, 'Wort', 'Word')}\n\n{pair(102, text, text)}\n".encode(), path="a.md")
    return loc_align.merge(document, _returned(document, "neu"))


def merge_typed(text: str) -> object:
    """Merge a target that a translator typed."""
    document = loc_align.read(f"# {pair(101, 'Wort', 'Word')}\n".encode(), path="a.md")
    return loc_align.merge(document, _returned(document, text))


def _returned(document: loc_align.Document, new: str) -> Iterator[Returned]:
    import io  # noqa: PLC0415 - one stage of many

    from msgspec.structs import replace  # noqa: PLC0415 - as above

    out = io.BytesIO()
    loc_align.write(loc_align.align(document, target_lang="de-DE"), out, "xliff2")
    for item in load_returned(io.BytesIO(out.getvalue()), "a.xlf"):
        target = (*(item.target or ()), new)
        yield replace(item, target=target) if text_of(target) else item


def units(text: str) -> object:
    """Read a table, a JSON file, and XML files that contain the text."""
    import json  # noqa: PLC0415 - as above
    from xml.sax.saxutils import escape  # noqa: PLC0415 - as above

    line = json.dumps({"source": text, "target": text})
    tmx = f'<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>{escape(text)}</seg></tuv></tu></body></tmx>'
    for name, data in (
        ("jsonl", line),
        ("tsv", f"source\ttarget\n{text}\n"),
        ("tmx", tmx),
        ("json", text),
        ("csv", text),
    ):
        _read_units(name, data.encode())
    return None


def _read_units(name: str, data: bytes) -> None:
    try:
        for _ in loc_align.read_units(data, name):
            pass
    except LocAlignError:
        return


_STAGES: Mapping[str, Callable[[str], object]] = {
    stage.__name__: stage
    for stage in (
        *(read, read_front_matter, read_yaml, read_xml, check, check_pair, check_pairs, check_source),
        *(align, extract, extract_flavours, update, merge, merge_typed, units),
    )
}
_SLOW = 0.2
_GROWTH = 2.7


class TooSlow(Exception):  # noqa: N818 - it names what happened
    """A run took too long."""


def main() -> int:
    """Measure the stages, and print what is slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=50, help="the smallest size")
    parser.add_argument("--limit", type=int, default=20, help="the most seconds of processor time for one run")
    parser.add_argument("stages", nargs="*", metavar="STAGE", default=[*_STAGES], help=f"one of {', '.join(_STAGES)}")
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, _interrupt)
    bad = 0
    for name in options.stages:
        rows = [(token, _times(name, token, options.kilobytes * 1000, options.limit)) for token in _TOKENS]
        slow = [row for row in rows if row[1][2] > _SLOW and row[1][2] > _GROWTH * row[1][1]]
        for token, times in slow or [max(rows, key=lambda row: row[1][2])]:
            growth = times[2] / max(times[1], 1e-9)
            shown = "  ".join(f"{seconds:7.2f}" for seconds in times)
            print(f"{name:18} {token!r:34} {shown} s   growth {growth:4.1f}{'  SLOW' if slow else ''}", flush=True)
        bad += len(slow)
    return 1 if bad else 0


def _interrupt(*_: object) -> None:
    raise TooSlow


def _times(name: str, token: str, size: int, limit: int) -> list[float]:
    times: list[float] = []
    for factor in (1, 2, 4):
        text = token * (size * factor // len(token.encode()))
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            _STAGES[name](text)
        except LocAlignError:
            pass
        except TooSlow:
            return [*times, *[float("inf")] * (3 - len(times))]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        times.append(time.process_time() - started)
    return times


if __name__ == "__main__":
    sys.exit(main())
