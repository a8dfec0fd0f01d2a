"""Reads and writes the texts with pairs in an XML file, such as ECMA documentation of an API.

If the tags of pairs are elements, the text is read as Markdown with HTML, and other elements are inline codes. If the
tags are escaped, the text is decoded. A CDATA section is read verbatim (XML 1.0, 2.4 and 2.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from loc_align.documents.containers.edits import edits_by_text
from loc_align.documents.containers.pieces import ID_MARK, Piece, unread, verbatim
from loc_align.model import Document, Edit, EmbeddedText, Span
from loc_align.text import apply_edits
from loc_align.text.patterns import possessive

_ENCODING = re.compile(r"""<\?xml\s[^<>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
_UTF_8 = frozenset(("utf-8", "utf8"))
_REFERENCE = r"(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);"
_ATTRIBUTES = possessive(r"""[^<>"']|"[^"]*+"|'[^']*+'""")
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?(?P<instruction>.*?)\?>"
    rf"|<(?P<close>/?)(?P<name>[^\s<>/!?]++)(?P<rest>{_ATTRIBUTES})>",
    re.DOTALL,
)
_READ_AS_HTML = re.compile(rf"(?P<amp>&amp;(?!{_REFERENCE}))|(?P<lt>&lt;(?=[\s\d=]))")
_WRITTEN_AS_HTML = re.compile(rf"(?P<amp>&(?!{_REFERENCE}))|(?P<lt><(?=[\s\d=]|\Z))")
_ESCAPED = re.compile(r"&(?:(?P<name>amp|lt|gt|quot|apos)|#(?P<number>[0-9]{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6}));")
_NAMES: Mapping[str, str] = MappingProxyType({"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"})
_UNREAD = "The markup of a pair is outside the text of elements; it was left in the text."
_ENTITIES = "The XML declares entities; it was not read."


def read_xml(text: str) -> tuple[list[Piece], Mapping[str, str]]:
    """Return the texts and the other markup that contain IDs of pairs, and no metadata.

    Args:
        text: the text of the file.
    """
    problem = _problem(text)
    if problem:
        return [unread(text, Span(0, len(text)), problem)], {}
    return [*_pieces(text)], {}


def _problem(text: str) -> str:
    """Return why a file cannot be read as XML; empty if it can. Entities are not expanded, and no file is loaded."""
    if "<!ENTITY" in text:
        return _ENTITIES
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in _UTF_8:
        return f"The XML declares the encoding {declared[1]}; convert the file and its declaration to UTF-8."
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"The XML is not well-formed ({' '.join(str(error).split())}); it was not read."
    return ""


def _pieces(text: str) -> Iterator[Piece]:
    done, start, depth = 0, -1, 0  # start: the start of the current markup with pairs; depth: its open elements
    for token in _TOKEN.finditer(text):
        if start < 0:
            if ID_MARK.search(text, done, token.start()):
                yield _decoded(text, Span(done, token.start()))
            if token["name"] == "span" and not token["close"] and ID_MARK.search(token["rest"]):
                start, depth = token.start(), 0
            elif ID_MARK.search(token[0]):
                yield _section(text, token)
        if start >= 0 and token["name"]:
            depth += -1 if token["close"] else not token["rest"].endswith("/")
        if start >= 0 and (depth < 0 or (depth == 0 and token["cdata"] is not None)):
            yield _markup(text, start, token.start())
            start = -1
            if token["cdata"] is not None and ID_MARK.search(token[0]):
                yield _section(text, token)
        done = token.end()


def _section(text: str, token: re.Match[str]) -> Piece:
    if token["cdata"] is not None:
        return verbatim(text, Span(*token.span("cdata")), "cdata")
    return unread(text, Span(*token.span()), _UNREAD)


def _markup(text: str, start: int, end: int) -> Piece:
    end = start + len(text[start:end].rstrip())
    return Piece(Span(start, end), "markup", [*_runs(_READ_AS_HTML, text, Span(start, end))])


def _decoded(text: str, span: Span) -> Piece:
    return Piece(span, "text", [*_runs(_ESCAPED, text, span)])


def _runs(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[tuple[str, int]]:
    done = span.start
    for found in pattern.finditer(text, span.start, span.end):
        if found.start() > done:
            yield text[done : found.start()], found.start() - done
        yield _character(found), found.end() - found.start()
        done = found.end()
    if done < span.end:
        yield text[done : span.end], span.end - done


def _character(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind in {"number", "hex"}:
        return chr(int(found[kind], 16 if kind == "hex" else 10))
    return _NAMES[found["name"] if kind == "name" else kind]


def write_xml(document: Document, edits: Sequence[Edit]) -> str:
    """Return the text of an XML file after edits of the texts in it. All other characters are unchanged.

    Args:
        document: the container.
        edits: edits of the text of the document that do not overlap.
    """
    assert document.container is not None  # noqa: S101 - the caller passes only containers
    made = [
        Edit(embedded.file_range(edit.span.start, edit.span.end), _written(edit.text, embedded))
        for embedded, own in edits_by_text(document.container, edits)
        for edit in own
    ]
    return apply_edits(document.container.text, made)


def _written(text: str, embedded: EmbeddedText) -> str:
    if embedded.style == "markup":
        return _WRITTEN_AS_HTML.sub(lambda found: f"&{found.lastgroup};", text)
    if embedded.style == "text":
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("]]>", "]]]]><![CDATA[>")
