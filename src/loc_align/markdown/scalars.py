"""The scalars of front matter, with their positions, and edits that keep them valid."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import yaml
from msgspec import Struct

from loc_align.markdown.bounded_yaml import compose, load
from loc_align.model import Edit, Span
from loc_align.text import apply_edits

_LINE = re.compile(r"^[ \t]*(?:-[ \t]+)*(?:[\w.-]+[ \t]*:[ \t]+)?([^\s#][^\n]*?)[ \t\r]*$", re.MULTILINE)
_FLOW = frozenset(",[]{}")
_DOUBLE = re.compile(r'\\.|"', re.DOTALL)


class Scalar(Struct, frozen=True, gc=False):
    """A scalar in the front matter."""

    span: Span
    """The span in the document, including quotes and indicators."""
    style: str
    """The first character of the scalar if it is a quotation mark, ``|`` or ``>``; empty for a plain scalar."""
    flow: bool = False
    """Whether it is in a flow collection, such as ``[a, b]``."""


def read_scalars(text: str, front_matter: Span) -> list[Scalar]:
    """Return the scalars of the front matter in document order. In invalid YAML, they are the values on each line.

    Args:
        text: the text of the document.
        front_matter: the span of its front matter, with the opening and the closing line.
    """
    raw = front_matter.of(text)
    start = raw.index("\n") + 1
    body = raw[start : raw.rstrip().rfind("\n") + 1]
    start += front_matter.start
    try:
        found = [*_scalars(compose(body), set(), flow=False)]
    except (yaml.YAMLError, ValueError, RecursionError):
        found = [*_values_by_line(body)]
    return sorted(
        (Scalar(Span(start + item.span.start, start + item.span.end), item.style, item.flow) for item in found),
        key=lambda item: item.span.start,
    )


def _scalars(node: yaml.Node | None, seen: set[int], *, flow: bool) -> Iterator[Scalar]:
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield Scalar(Span(node.start_mark.index, node.end_mark.index), node.style or "", flow)
        return
    if not isinstance(node, yaml.CollectionNode):
        return
    inside = flow or bool(node.flow_style)
    for item in node.value:
        for child in item if isinstance(node, yaml.MappingNode) else (item,):
            yield from _scalars(child, seen, flow=inside)


def _values_by_line(body: str) -> Iterator[Scalar]:
    for found in _LINE.finditer(body):
        value = found[1]
        quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
        yield Scalar(Span(*found.span(1)), value[0] if quoted else "")


def value_edits(text: str, front_matter: Span, edits: Sequence[Edit]) -> list[Edit]:
    """Return edits of the front matter that keep each edited scalar valid.

    If YAML would read an edited scalar differently, such as a plain scalar with a colon, the whole scalar is quoted.

    Args:
        text: the text of the document.
        front_matter: the span of its front matter.
        edits: the edits in the front matter, in order. In a quoted scalar, the new texts have the necessary escapes.
    """
    made: list[Edit] = []
    done = 0
    for scalar in read_scalars(text, front_matter) if edits else ():
        first = bisect_left(edits, scalar.span.start, lo=done, key=lambda edit: edit.span.start)
        last = bisect_left(edits, scalar.span.end, lo=first, key=lambda edit: edit.span.start)
        made += edits[done:first]
        done = last
        inside = edits[first:last]
        raw = edited(text, scalar.span, inside)
        made += [Edit(scalar.span, quote(raw, scalar))] if inside and not is_read(raw, scalar) else inside
    return [*made, *edits[done:]]


def edited(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """Return a span of a text after edits in it."""
    moved = [Edit(Span(edit.span.start - span.start, edit.span.end - span.start), edit.text) for edit in edits]
    return apply_edits(span.of(text), moved)


def is_read(raw: str, scalar: Scalar) -> bool:
    """Return whether YAML reads a text that replaces a scalar as a string, and for a plain scalar, as the same text."""
    if scalar.style in {"|", ">"}:
        return True
    try:
        value = load(f"k: {raw}\n")
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    if not isinstance(value, dict) or [*value] != ["k"] or not isinstance(value["k"], str):
        return False
    if scalar.style:
        return raw.startswith(scalar.style)
    return value["k"].split() == raw.split() and not (scalar.flow and _FLOW & {*raw})


def quote(raw: str, scalar: Scalar) -> str:
    """Return a text as a quoted scalar, with the quotes of the scalar that it replaces; by default, double quotes."""
    if scalar.style == "'":
        return "'" + raw[1:-1].replace("''", "'").replace("'", "''") + "'"
    if scalar.style == '"':
        return '"' + _DOUBLE.sub(lambda found: found[0] if len(found[0]) > 1 else '\\"', raw[1:-1]) + '"'
    return '"' + raw.replace("\\", "\\\\").replace('"', '\\"') + '"'
