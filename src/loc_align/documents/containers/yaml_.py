"""Reads the scalars with pairs of a YAML file, such as a hub or tutorial page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from loc_align.documents.containers.pieces import ID_MARK, Piece, unread
from loc_align.documents.containers.scalars import Run, block_header, block_runs, first_indent, flow_runs
from loc_align.model import Span

_STYLES: Mapping[str | None, str] = MappingProxyType(
    {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
)
_PROPERTIES = re.compile(r"(?:[&!][^\s]*\s+)*")
_METADATA = "metadata"
_DEPTH = 2
_UNREAD = "The markup of a pair is outside the YAML values; it was left in the text."
_INEXACT = "The offsets in the YAML value are unknown; its markup was left in the text."


class _Scalar(Struct, frozen=True):
    """A scalar as the parser reports it."""

    span: Span
    style: str
    value: str
    flow: bool


def read_yaml(text: str) -> tuple[list[Piece], Mapping[str, str]]:
    """Return the scalars and the other lines that contain IDs of pairs, and the metadata.

    Aliases are not expanded, because only the events of the parser are used.

    Args:
        text: the text of the file.
    """
    import yaml  # noqa: PLC0415 - takes a while to load, and most files are Markdown

    values: dict[str, str] = {}
    try:
        pieces = [_piece(text, scalar) for scalar in _scalars(text, values) if ID_MARK.search(scalar.value)]
    except (yaml.YAMLError, ValueError) as error:
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        return [unread(text, Span(0, len(text)), f"The YAML is not valid ({problem}); it was not read.")], {}
    return sorted([*pieces, *_left(text, pieces)], key=lambda piece: piece.span.start), MappingProxyType(values)


def _scalars(text: str, values: dict[str, str]) -> Iterator[_Scalar]:
    """Yield the scalars, and collect the metadata: the top-level keys, and the keys in ``metadata``."""
    import yaml  # noqa: PLC0415 - as above

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    nodes: list[list[str | bool | None]] = []  # for each open node: in flow style, a mapping, its key
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            flow = bool(event.flow_style) or bool(nodes and nodes[-1][0])
            nodes.append([flow, isinstance(event, yaml.MappingStartEvent), None])
        elif isinstance(event, yaml.CollectionEndEvent):
            nodes.pop()
            _value_done(nodes)
        elif isinstance(event, yaml.AliasEvent):
            _value_done(nodes)
        elif isinstance(event, yaml.ScalarEvent):
            span = Span(*[mark.index if mark else 0 for mark in (event.start_mark, event.end_mark)])
            yield _Scalar(span, _STYLES[event.style], event.value, bool(nodes and nodes[-1][0]))
            if nodes and nodes[-1][1] and nodes[-1][2] is None:
                nodes[-1][2] = event.value
                continue
            if len(nodes) == 1 or (len(nodes) == _DEPTH and nodes[0][2] == _METADATA):
                values[str(nodes[-1][2])] = event.value
            _value_done(nodes)


def _value_done(nodes: list[list[str | bool | None]]) -> None:
    if nodes:
        nodes[-1][2] = None


def _piece(text: str, scalar: _Scalar) -> Piece:
    """Return the piece of a scalar. Its runs must join to the value that the parser read; otherwise it is unread."""
    properties = _PROPERTIES.match(text, scalar.span.start, scalar.span.end)
    start = properties.end() if properties else scalar.span.start
    for span, style, runs, indent in _candidates(text, Span(start, scalar.span.end), scalar):
        if "".join([run for run, _ in runs]) == scalar.value and not _surrogates(scalar.value):
            return Piece(span, style, runs, indent)
    return unread(text, scalar.span, _INEXACT)


def _candidates(text: str, span: Span, scalar: _Scalar) -> Iterator[tuple[Span, str, list[Run], int]]:
    raw = span.of(text)
    if scalar.style == "plain":
        yield span, "plain-flow" if scalar.flow else "plain", [*flow_runs(raw, "plain")], 0
    elif scalar.style in {"single", "double"}:
        yield Span(span.start + 1, span.end - 1), scalar.style, [*flow_runs(raw[1:-1], scalar.style)], 0
    elif header := block_header(raw):
        raw = raw[: raw.rfind("\n") + 1] if not raw.rpartition("\n")[2].strip(" ") else raw
        start, marks = header
        indent = first_indent(raw, start)
        explicit = any(map(str.isdecimal, marks))
        for spaces in range(indent, max(indent - 9, -1) if explicit else indent - 1, -1):
            runs = block_runs(raw, start, spaces, folded=scalar.style == "folded")
            yield Span(span.start, span.start + len(raw)), scalar.style, runs, spaces


def _surrogates(value: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in value)


def _left(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the lines outside the scalars that contain IDs of pairs, such as comments."""
    done = 0
    for piece in [*pieces, None]:
        end = piece.span.start if piece else len(text)
        while found := ID_MARK.search(text, done, end):
            newline = text.find("\n", found.start(), end)
            stop = end if newline < 0 else newline
            yield unread(text, Span(max(done, text.rfind("\n", 0, found.start()) + 1), stop), _UNREAD)
            done = stop
        done = piece.span.end if piece else end
