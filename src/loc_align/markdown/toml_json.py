"""Front matter in TOML and JSON, as Hugo and others write it: its end, its values, and where its strings are."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from loc_align.model import FrontMatterForm, Span
from loc_align.text.patterns import possessive

_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?:[^\n]*\n)*?\+\+\+[ \t]*(?:\r?\n|\Z)")
_LONGEST = 1_000_000
"""The longest JSON front matter, in characters."""
_STRING = '"' + possessive(r"[^\"\\\n]|\\.") + r"\"|'[^'\n]*+'"
_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*([\w.\"' -]+?)[ \t]*\]\]?[ \t]*(?:#.*)?\Z")
_ENTRY = re.compile(rf"[ \t]*([\w.-]+)[ \t]*=[ \t]*(?:(?={_STRING})|(?=\[))(.*)")
_TOML_STRING = re.compile(_STRING)
_LONG_STRING = re.compile(
    '"""(?:\r?\n)?('
    + possessive(r'[^"\\]|\\.|"(?!"")')
    + ")\"\"\"|'''(?:\r?\n)?("
    + possessive("[^']|'(?!'')")
    + ")'''",
    re.DOTALL,
)
"""TOML 1.0.0: a string that can have several lines."""
_JSON_TOKEN = re.compile('"(' + possessive(r"[^\"\\]|\\.") + r")\"(\s*:)?|[{}\[\],]")


def front_matter_end(text: str, form: FrontMatterForm) -> int | None:
    """Return the offset after the front matter at the start of a text; ``None`` if there is none.

    Args:
        text: the text of the document.
        form: TOML or JSON.
    """
    if form == "toml":
        found = _TOML.match(text) if text.startswith("+++") else None
        return found.end() if found else None
    if not re.match(r"\{\s*\"", text):
        return None
    try:
        _, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return None
    line = text.find("\n", end)
    return None if text[end : line if line >= 0 else None].strip() else (len(text) if line < 0 else line + 1)


def load_values(raw: str, form: FrontMatterForm) -> dict[str, Any]:
    """Return the values of the front matter.

    Args:
        raw: the front matter, with its opening and closing line.
        form: TOML or JSON.

    Raises:
        ValueError: it is not valid.
        RecursionError: it is nested too deep for the parser.
    """
    if form == "json":
        loaded = json.loads(raw)
        return loaded if isinstance(loaded, dict) else {}
    return tomllib.loads(raw[raw.index("\n") + 1 : raw.rstrip().rfind("\n") + 1].replace("\r\n", "\n"))


def strings(raw: str, form: FrontMatterForm) -> Iterator[tuple[str, Span]]:
    """Yield the path of each string, and its span in the front matter without the quotes.

    Args:
        raw: the front matter.
        form: TOML or JSON.
    """
    yield from _toml_strings(raw) if form == "toml" else _json_strings(raw)


def _toml_strings(raw: str) -> Iterator[tuple[str, Span]]:
    table, start, done = "", 0, 0
    for line in raw.split("\n"):
        header, entry = (_TABLE.match(line), _ENTRY.match(line)) if start >= done else (None, None)
        if header:
            table = f"{header[1]}."
        elif entry and entry[2].startswith(('"""', "'''")):
            long = _LONG_STRING.match(raw, start + entry.start(2))
            if long:
                yield f"{table}{entry[1]}", Span(*long.span(long.lastindex or 0))
                done = long.end()
        elif entry:
            for found in _TOML_STRING.finditer(line, entry.start(2)):
                yield f"{table}{entry[1]}", Span(start + found.start() + 1, start + found.end() - 1)
        start += len(line) + 1


def _json_strings(raw: str) -> Iterator[tuple[str, Span]]:
    keys: list[str | None] = []
    key = ""
    for found in _JSON_TOKEN.finditer(raw):
        mark = found[0]
        if mark in {"{", "["}:
            keys.append(key if mark == "{" else None)
        elif mark in {"}", "]"}:
            if keys:
                keys.pop()
        elif found[2]:
            key = found[1]
        elif found[1] is not None:
            path = [*(name for name in keys[1:] if name), key]
            yield ".".join(path), Span(*found.span(1))
