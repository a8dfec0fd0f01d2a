"""Targets for documents. Each one reads, accounts, checks, splits, exports, and merges."""

from __future__ import annotations

from msgspec.structs import replace

import loc_align
from invariants import check_document, check_units
from loc_align.checks.fixes import choose_fixes
from loc_align.documents import parse
from loc_align.documents.accounting import account
from loc_align.errors import UsageError
from loc_align.formats import Returned
from loc_align.model import Document, Span
from loc_align.sxs.splitting import Side
from loc_align.text import edited_bytes
from round_trip import NAMES, back, exported

_ADDED = ((" mehr",), ("&",), (" <b>",), ("\n# a",), ("`",), (": '\"",), ("]]>",), ("|",), ("\u2028",), ("</span>",))


def markdown(data: bytes) -> None:
    """Process a Markdown document."""
    document = parse(data, "a.md")
    check_document(document, data)
    check_units(document)
    _process(document, data)


def front_matter(data: bytes) -> None:
    """Process the start of a Markdown document as its front matter."""
    markdown(data if data.startswith(b"---\n") else b"---\n" + data + b"\n---\n")


def yaml(data: bytes) -> None:
    """Process a YAML container."""
    _process(parse(data, "a.yml"), data)


def xml(data: bytes) -> None:
    """Process an XML container."""
    _process(parse(data, "a.xml"), data)


def _process(document: Document, data: bytes) -> None:
    assert account(document).unread == ()
    assert edited_bytes(document, ()) == data
    loc_align.coverage(document)
    problems = loc_align.check(document, target_lang="de-DE")
    edits, _ = choose_fixes(problems)
    parse(edited_bytes(document, edits), document.path)
    sides: tuple[Side, ...] = ("source", "target")
    for side in sides:
        parse(loc_align.split(document, side), document.path)
    bitext = loc_align.align(document, target_lang="de-DE")
    for name in NAMES:
        returned = back(exported(bitext, name))
        assert loc_align.merge(document, returned).data == data
        if returned:
            _edit(document, returned[len(data) % len(returned)], data)
    if not document.pairs:
        try:
            extracted = loc_align.extract(document, target_lang="de-DE")
        except UsageError:
            return
        loc_align.merge(document, back(exported(extracted, "xliff2")))


def _edit(document: Document, returned: Returned, data: bytes) -> None:
    """Change one target. If it is written, the other pairs are the same, and so are the bytes around it."""
    edited = replace(returned, target=(*(returned.target or ()), *_ADDED[len(data) % len(_ADDED)]))
    merged = loc_align.merge(document, [edited])
    if not merged.written:
        assert merged.data == data
        return
    after = parse(merged.data, document.path)
    changed = [at for at, pair in enumerate(document.pairs) if pair.target != after.pairs[at].target]
    assert [pair.source.text for pair in after.pairs] == [pair.source.text for pair in document.pairs]
    (at, *_) = [at for at in changed if document.pairs[at].target.text != after.pairs[at].target.text]
    old, new = (_place(item, item.pairs[at].span) for item in (document, after))
    assert document.file_text[: old.start] == after.file_text[: new.start]
    assert document.file_text[old.end :] == after.file_text[new.end :]


def _place(document: Document, span: Span) -> Span:
    """Return where the edit of a pair can change bytes: in a value of YAML, the quotation marks change too."""
    if document.container is not None:
        text = next(text for text in document.container.texts if span.start <= text.span.end)
        quote = int(text.style in {"single", "double"})
        return Span(text.file_span.start - quote, text.file_span.end + quote)
    if document.front_matter is not None and span.end <= document.front_matter.span.end:
        return document.front_matter.span
    return span
