"""Parses values that are not Markdown into text and inline codes: front-matter values, and text inside markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loc_align.model import Code, CodeType, Inline

_YAML = re.compile(r"''|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])|(?:\r?\n[ \t]*)+")
_YAML_WITH_CODES = re.compile(
    rf"{_YAML.pattern}|</?[A-Za-z](?:[\w:-]*+)(?:\s[^<>]*)?/?>|`[^`\n]+`|\{{\{{[^{{}}\n]*\}}\}}|\{{%[^{{}}\n]*%\}}"
)
"""Makers often render the Markdown and the HTML in their front matter, such as in a banner."""
_ATTRIBUTE = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE_WITH_CODES = re.compile(
    rf"{_ATTRIBUTE.pattern}|`[^`\n]+`|\{{\{{[^{{}}\n]*\}}\}}|\{{%[^{{}}\n]*%\}}|:(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]+:(?!\w)"
)
"""Components often render the Markdown in their attributes, such as ``caption``."""
_SHOWN = {"''": "'", '\\"': '"', "\\\\": "\\", "&quot;": '"', "&amp;": "&"}


def parse_value(text: str, *, codes: bool = False) -> Inline:
    """Parse a YAML scalar into text, escapes, and line folds (YAML 1.2.2, 5.7 and 7.3).

    Args:
        text: the scalar as in the document, without its quotes.
        codes: whether code spans, tags, and template elements in it are codes.
    """
    return tuple(_parts(text, _YAML_WITH_CODES if codes else _YAML))


def parse_attribute(text: str, *, codes: bool = False) -> Inline:
    """Parse a title or an attribute value into text, escapes, and entities (CommonMark 0.31.2, 2.4 and 2.5).

    Args:
        text: the value as in the document, without its quotes.
        codes: whether code spans and template elements in it are codes.
    """
    return tuple(_parts(text, _ATTRIBUTE_WITH_CODES if codes else _ATTRIBUTE))


def _kind(data: str) -> CodeType:
    if data[0] == "<":
        return "html"
    if data[0] in "`{:":
        return "code" if data[0] == "`" else "directive"
    return "entity" if data[0] == "&" else "escape"


def _parts(text: str, codes: re.Pattern[str]) -> Iterator[str | Code]:
    done = 0
    for found in codes.finditer(text):
        if done < found.start():
            yield text[done : found.start()]
        if "\n" in found[0]:
            yield Code("standalone", "break", found[0], text=" ")
        else:
            yield Code("standalone", _kind(found[0]), found[0], text=_SHOWN.get(found[0], found[0]))
        done = found.end()
    if done < len(text):
        yield text[done:]
