"""The values of attributes, parameters, and options in markup that are text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from loc_align.errors import UsageError
from loc_align.model import Span
from loc_align.text.patterns import possessive

_DOUBLE, _SINGLE, _TEMPLATE = (possessive(rf"[^{quote}\\]|\\.") for quote in ('"', "'", "`$"))
_PIECES = re.compile(
    rf"""
      (?: (?P<shortcode>\{{\{{[<%\#] | \{{%-?) | <(?=[A-Za-z]) | (?<![:`~])[:`~]{{3,}}+[ \t]*\{{? ) [ \t\n]*+
      (?P<element>[A-Za-z][\w./:-]*+)(?!=)
    | (?<=[\s{{,(\[]) (?P<name>[:@\#]?[A-Za-z][\w:.-]*+) [ \t]*=[ \t]*
      (?: \{{[ \t]*(?: \"(?P<braced>{_DOUBLE})\" | `(?P<template>{_TEMPLATE})` )[ \t]*\}}
        | \"(?P<double>{_DOUBLE})\" | '(?P<single>{_SINGLE})'
        | [^\s\"'{{}}<>]++ )
    | ^(?:[ \t]*:(?=[\w-]+:) | (?=[a-z]))(?P<option>[\w-]++):[ \t]++(?P<rest>[^\n]*\S)
    | (?<=[ \t\n])(?: \"(?P<text>{_DOUBLE})\" | (?P<word>[^\s\"'<>%{{}}=]++)(?!=) )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
"""The pieces of markup: the name of an element, a named value, an option of MyST, and a value without a name."""

_NO_TEXT = frozenset(("name", "word", "option"))
_LABEL = "label"
"""As an option of MyST, the name of a target."""
_NAME = re.compile(r"!?(?:[\w:/@-]+\.)?[\w:@-]+")


def attribute_spans(markup: str, start: int, names: Collection[str]) -> Iterator[Span]:
    """Yield the spans of the values of attributes, parameters, and options, without their quotes.

    Args:
        markup: a tag, a shortcode, a marker, or another piece of markup.
        start: its offset in the document.
        names: the names of the attributes whose values are text, as in
            :attr:`loc_align.model.Conventions.attributes`.
    """
    element, position, positional = "", 0, False
    for found in _PIECES.finditer(markup):
        kind = found.lastgroup
        if kind == "element":
            element, position, positional = found["element"], 0, found["shortcode"] is not None
            continue
        if kind in {"text", "word"}:
            position += 1
            name = str(position) if positional else ""
        else:
            name = found["option"] or found["name"]
        if kind in _NO_TEXT or (kind == "rest" and name == _LABEL) or not is_text(element, name, names):
            continue
        first, last = found.span(kind or 0)
        yield Span(start + first, start + last)


def is_text(element: str, name: str, names: Collection[str]) -> bool:
    """Return whether the value of an attribute is text. What names an element or excludes it takes precedence.

    Args:
        element: the name of the element; empty if it has none.
        name: the name of the attribute, or its number if it has no name.
        names: the names of the attributes whose values are text.
    """
    for form in (f"{element}.{name}", name):
        if f"!{form}" in names:
            return False
        if form in names:
            return True
    return False


@lru_cache(maxsize=64)
def joined_names(names: frozenset[str], others: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a flavour with those that a team has added. A team can exclude a name of the flavour.

    Args:
        names: the names of the flavour.
        others: the names that the team has added.
    """
    excluded = {other[1:] for other in others if other.startswith("!")}
    return (names - excluded) | set(others)


def check_attributes(found: object, where: str) -> tuple[str, ...]:
    """Return the names of the key ``text-attributes``.

    Args:
        found: the value of the key.
        where: what stands before the name of the key in messages, such as ``"loc-align.toml: overrides.1."``.

    Raises:
        UsageError: the value is not a list of names.
    """
    if not isinstance(found, list) or not all(isinstance(item, str) and _NAME.fullmatch(item) for item in found):
        message = (
            f"{where}text-attributes: must be a list of names, such as ['heading', 'tab.name', 'tab.1', '!title'], "
            f"not {found!r}"
        )
        raise UsageError(message)
    return tuple(found)
