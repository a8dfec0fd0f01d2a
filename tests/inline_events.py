"""Describes inline markup as a list of events, from this package and from markdown-it-py, to compare the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from loc_align.markdown import inline
from loc_align.model import Code

Event = tuple[str, str]

_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("strikethrough")
setattr(_PARSER, "validateLink", lambda _: True)  # noqa: B010 - CommonMark knows no forbidden scheme
_NAMES = {"em": "emphasis", "strong": "strong", "s": "strikethrough", "link": "link"}


def mask(text: str) -> str:
    """Replace formulas and directives, which CommonMark does not have, with words."""
    parts = inline.parse(text)
    return "".join(
        part if isinstance(part, str) else "x" * len(part.data) if part.type in {"math", "directive"} else part.data
        for part in parts
    )


def ours(text: str, references: Iterable[str] = ()) -> list[Event]:
    """Return the events from this package."""
    events: list[Event] = []
    for part in inline.parse(text, frozenset(references)):
        if isinstance(part, str):
            events.append(("text", part))
        elif part.type in {"escape", "entity"}:
            events.append(("text", part.text))
        elif part.type == "xref":
            events.append(("autolink", ""))
        else:
            events.append(_event(part))
    return _normal(events)


def _event(code: Code) -> Event:
    if code.type == "html":
        return "html", code.data
    if code.kind == "standalone":
        return code.type, code.text if code.type in {"code", "break"} else ""
    return f"{code.type} {code.kind}", ""


def theirs(text: str, references: Iterable[str] = ()) -> list[Event]:
    """Return the events from markdown-it-py."""
    env = {"references": {label: {"href": "x", "title": ""} for label in references}}
    tokens = _PARSER.parseInline(text, env)[0].children or []
    return _normal(_events(tokens))


def _events(tokens: Sequence[Token]) -> list[Event]:
    events: list[Event] = []
    inside_autolink = False
    for token in tokens:
        if token.info == "auto":
            inside_autolink = token.nesting > 0
            events += [("autolink", "")] if inside_autolink else []
        elif inside_autolink:
            continue
        elif token.type in {"text", "text_special"}:
            events.append(("text", token.content))
        elif token.type == "softbreak":
            events.append(("text", "\n"))
        elif token.type == "hardbreak":
            events.append(("break", "\n"))
        elif token.type == "code_inline":
            events.append(("code", token.content))
        elif token.type == "html_inline":
            events.append(("html", token.content))
        elif token.type == "image":
            events += [("image open", ""), *_events(token.children or []), ("image close", "")]
        else:
            name, _, side = token.type.rpartition("_")
            events.append((f"{_NAMES[name]} {side}", ""))
    return events


def _normal(events: Iterable[Event]) -> list[Event]:
    """Join adjacent text, and remove white space at line ends, as a renderer does."""
    joined: list[Event] = []
    for kind, group in groupby(events, key=lambda event: event[0]):
        if kind == "text":
            text = "".join(value for _, value in group)
            text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
            if joined and joined[-1][0] == "break":
                text = text.lstrip(" \t")
            joined += [("text", text)] if text else []
        else:
            joined += group
    return joined
