"""Translatable front-matter values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

import yaml

from loc_align.markdown.bounded_yaml import compose
from loc_align.markdown.flavours import FLAVOURS
from loc_align.markdown.inline.values import parse_value
from loc_align.markdown.toml_json import strings
from loc_align.model import Document, Span

_LETTER = re.compile(r"[^\W\d_]")


def keys_of(document: Document) -> tuple[str, ...]:
    """Return the front-matter keys whose values are text for readers: those of the team, or of the flavour."""
    keys = document.references.conventions.keys
    return FLAVOURS[document.flavour].keys if keys is None else keys


def value_spans(document: Document, keys: Collection[str]) -> Iterator[Span]:
    """Yield the spans of the values of front-matter keys, without their quotes.

    Args:
        document: a document, as :func:`~loc_align.read` returns it. Invalid front matter has no values.
        keys: the keys; ``seo.title`` names the key ``title`` inside ``seo``, or inside each item of the list ``seo``,
            and ``seo.*`` each key inside ``seo``. Each string of a list is a value.
    """
    if document.front_matter is None or not document.front_matter.values:
        return
    raw = document.front_matter.span.of(document.text)
    if document.front_matter.form != "yaml":
        for path, text in strings(raw, document.front_matter.form):
            if _is_one_of(path, keys) and _has_text(text.of(raw)):
                yield text
        return
    start = raw.index("\n") + 1
    body = raw[start : raw.rstrip().rfind("\n") + 1]
    docfx = document.flavour == "docfx"
    for node in _nodes(_root(body), "", frozenset(keys)):
        span = _inner(node, body)
        if span is not None and (_LETTER.search(span.of(body)) if docfx else _has_text(span.of(body))):
            yield Span(start + span.start, start + span.end)


@lru_cache(maxsize=8)
def _root(body: str) -> yaml.Node | None:
    """Return the nodes of YAML; ``None`` if it is invalid. Callers ask for the values of one key after the other."""
    try:
        return compose(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _has_text(value: str) -> bool:
    """Return whether a value has a letter outside its codes."""
    return any(isinstance(part, str) and _LETTER.search(part) for part in parse_value(value, codes=True))


def _is_one_of(path: str, keys: Collection[str]) -> bool:
    return path in keys or any("*" in key and _matches(path, key) for key in keys)


def _matches(path: str, key: str) -> bool:
    names, wanted = path.split("."), key.split(".")
    return len(names) == len(wanted) and all(item in {name, "*"} for name, item in zip(names, wanted, strict=True))


def _nodes(node: yaml.Node | None, path: str, keys: frozenset[str]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _nodes(value, f"{path}.{key.value}" if path else key.value, keys)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes(item, path, keys)
    elif _is_one_of(path, keys) and isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        yield node


def _inner(node: yaml.ScalarNode, body: str) -> Span | None:
    """Return the span of a scalar without quotes, indicators, and surrounding white space."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in {'"', "'"}:
        return Span(start + 1, end - 1)
    if node.style in {"|", ">"}:
        start = body.find("\n", start, end) + 1
    text = body[start:end]
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip())) if text.strip() else None
