"""Reads the YAML front matter of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from loc_align.markdown.flat_yaml import read_flat, read_unambiguous_lines
from loc_align.markdown.toml_json import front_matter_end, load_values
from loc_align.model import Defect, FrontMatter, FrontMatterForm, Span

_OPEN = re.compile(r"---[ \t]*(?:\r?\n|$)")
_KEYS = re.compile(r"[\w.-]+:(?:\s|$)|(?:[\w.-]+(?: [\w.-]+){0,3}:(?:[ \t][^\n]*)?(?:\r?\n|$)){2}")
"""A key at the start of front matter, or two keys that have spaces, as no prose has."""
_CLOSE = re.compile(r"\n((?:---|\.\.\.)[ \t]*(?:\r?\n|\r?\Z))")


def read_front_matter(
    text: str, forms: Iterable[FrontMatterForm] = ("yaml",)
) -> tuple[FrontMatter | None, list[Defect]]:
    """Find and read the front matter.

    YAML starts with ``---`` on the first line, and ends with a line ``---`` or ``...``. TOML is between lines ``+++``,
    and JSON is an object at the start of the document.

    Args:
        text: the text of the document.
        forms: the languages that the flavour of the document allows.

    Returns:
        The front matter, or ``None``; and the defects in it.
    """
    opening = _OPEN.match(text)
    if opening is None:
        other = [(form, end) for form in forms if form != "yaml" and (end := front_matter_end(text, form))]
        return _other(text, *other[0]) if other else (None, [])
    closing = _CLOSE.search(text, opening.end() - 1)
    if closing is None:
        return None, _unclosed(text, opening)
    span = Span(0, closing.end())
    values, defect = _values(text, Span(opening.end(), closing.start(1)), span)
    return FrontMatter(span, MappingProxyType(values)), [defect] if defect else []


def _other(text: str, form: FrontMatterForm, end: int) -> tuple[FrontMatter, list[Defect]]:
    span = Span(0, end)
    try:
        return FrontMatter(span, MappingProxyType(load_values(text[:end], form)), form), []
    except (ValueError, RecursionError) as error:
        detail = f"The front matter is not valid {form.upper()} ({error}); it was not used."
        return FrontMatter(span, MappingProxyType({}), form), [Defect(span, "front-matter-yaml", detail)]


def _unclosed(text: str, opening: re.Match[str]) -> list[Defect]:
    """Return a defect if a key follows. Otherwise, ``---`` is a thematic break."""
    if _KEYS.match(text, opening.end()) is None:
        return []
    detail = "The front matter has no closing '---'; it was read as text."
    return [Defect(Span(0, opening.end()), "front-matter-unclosed", detail)]


def _values(text: str, inner: Span, span: Span) -> tuple[Mapping[str, Any], Defect | None]:
    flat = read_flat(inner.of(text))
    return _any_values(text, inner, span) if flat is None else (flat, None)


def _any_values(text: str, inner: Span, span: Span) -> tuple[Mapping[str, Any], Defect | None]:
    import yaml  # noqa: PLC0415 - most files do not need it, and it takes a while to load

    from loc_align.markdown.bounded_yaml import load  # noqa: PLC0415 - as above

    try:
        loaded = load(inner.of(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        defect = Defect(_line(error, text, inner), "front-matter-yaml", _sentence(error))
        return read_unambiguous_lines(inner.of(text)), defect
    if loaded is None:
        return {}, None
    if not isinstance(loaded, dict):
        detail = f"The front matter is a {type(loaded).__name__}, not a mapping; it was not used."
        return {}, Defect(span, "front-matter-shape", detail)
    return {str(key): value for key, value in loaded.items()}, None


def _line(error: Exception, text: str, inner: Span) -> Span:
    """Return the line with the error; if it is the end of the front matter, the line that opened the construct."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return inner
    lines = inner.of(text).split("\n")
    line = min(int(mark.line), len(lines) - 1)
    if not lines[line].strip() and opened is not None:
        line = min(int(opened.line), line)
    start = inner.start + sum(len(item) + 1 for item in lines[:line])
    return Span(start, start + len(lines[line]))


def _sentence(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    reason = " ".join(str(problem).split())
    return f"The front matter is not valid YAML ({reason}); only unambiguous lines were used."
