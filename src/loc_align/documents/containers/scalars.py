"""Decodes YAML scalars in runs, so that each character has an exact offset (YAML 1.1, chapters 5.7 and 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from loc_align.text.patterns import possessive

Run = tuple[str, int]
"""A decoded text, and the number of characters in the file."""

_ESCAPES: Mapping[str, str] = MappingProxyType(
    {
        "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
        "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
    }
)  # fmt: skip
_BREAKS = possessive(r"\r?\n[ \t]*+", "+")
_FIRST_INDENT = re.compile(possessive(r"[ ]*\r?\n") + "( *)")
_FOLD = rf"(?P<fold>(?<![ \t])[ \t]*+{_BREAKS})"
_FLOW = {
    "plain": re.compile(_FOLD),
    "single": re.compile(rf"{_FOLD}|(?P<quote>'')"),
    "double": re.compile(
        rf"\\(?:x(?P<x>[0-9A-Fa-f]{{2}})|u(?P<u>[0-9A-Fa-f]{{4}})|U(?P<U>[0-9A-Fa-f]{{8}})|(?P<char>[^xuU\r\n])"
        rf"|(?P<joined>{_BREAKS}))|{_FOLD}"
    ),
}
_HEADER = re.compile(r"[|>](?P<marks>[-+1-9]*)[ \t]*(?:#[^\n]*)?\r?\n")
_LINE = re.compile(r"( *)([^\r\n]*)(\r?\n|\Z)")
_LARGEST = 0x10FFFF


def flow_runs(raw: str, style: str) -> Iterator[Run]:
    """Yield the runs of a plain or quoted scalar.

    Args:
        raw: the scalar, between its quotes.
        style: ``plain``, ``single``, or ``double``.
    """
    done = 0
    for found in _FLOW[style].finditer(raw):
        if found.start() > done:
            yield raw[done : found.start()], found.start() - done
        yield _decoded(found), len(found[0])
        done = found.end()
    if done < len(raw):
        yield raw[done:], len(raw) - done


def _decoded(found: re.Match[str]) -> str:
    kind, value = found.lastgroup or "", found[found.lastgroup or 0]
    if kind == "fold":
        return "\n" * (value.count("\n") - 1) or " "
    if kind == "joined":
        return "\n" * (value.count("\n") - 1)
    if kind == "quote":
        return "'"
    if kind == "char":
        return _ESCAPES.get(value, "")
    number = int(value, 16)
    return chr(number) if number <= _LARGEST else ""


def block_header(raw: str) -> tuple[int, str] | None:
    """Return the length of the first line of a block scalar, and its indicators; ``None`` if it has no content."""
    found = _HEADER.match(raw)
    return (found.end(), found["marks"]) if found else None


def first_indent(raw: str, start: int) -> int:
    """Return the number of spaces before the first line of a block scalar that is not blank."""
    found = _FIRST_INDENT.match(raw, start)
    return len(found[1]) if found else 0


def block_runs(raw: str, start: int, indent: int, *, folded: bool) -> list[Run]:
    """Return the runs of a literal or folded block scalar. A line break and the indentation after it are one run.

    Args:
        raw: the scalar, starting with its indicator.
        start: the offset of its first line.
        indent: the indentation of its lines, in spaces.
        folded: whether single line breaks become spaces.
    """
    lines = [*_lines(raw, start, indent)]
    last = max((at for at, (_, content, _) in enumerate(lines) if content), default=-1)
    marks = raw[:start]
    runs: list[Run] = [("", start)]
    text_below = _text_below(lines)
    for at, (space, content, newline) in enumerate(lines):
        _add(runs, "", space)
        _add(runs, content, len(content))
        if at < last:
            _add(runs, _break(lines[at + 1][1], content, text_below=text_below[at]) if folded else "\n", len(newline))
        elif newline:
            kept = "-" not in marks if at == last else "+" in marks
            _add(runs, "\n" if kept else "", len(newline))
    return runs


def _lines(raw: str, start: int, indent: int) -> Iterator[tuple[int, str, str]]:
    """Yield the indentation, the content, and the newline of each line."""
    for found in _LINE.finditer(raw, start):
        if not found[0]:
            return
        space = min(len(found[1]), indent)
        yield space, found[1][space:] + found[2], found[3]


def _text_below(lines: Sequence[tuple[int, str, str]]) -> list[bool]:
    """Return for each line whether the next nonblank line starts without white space."""
    found: list[bool] = []
    text = False
    for _, content, _ in reversed(lines):
        found.append(text)
        text = content[0] not in " \t" if content else text
    return found[::-1]


def _break(below: str, content: str, *, text_below: bool) -> str:
    """Return the decoded line break of a folded scalar. It stays a newline unless both lines are text."""
    if not content or content[0] in " \t" or not text_below:
        return "\n"
    return "" if not below else " "


def _add(runs: list[Run], text: str, length: int) -> None:
    """Add a run. A run without text becomes part of the line break before it."""
    if not length:
        return
    if not text and runs[-1][0] in {"", "\n", " "}:
        runs[-1] = (runs[-1][0], runs[-1][1] + length)
    else:
        runs.append((text, length))
