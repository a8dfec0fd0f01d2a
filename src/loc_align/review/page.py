"""The review page: an HTML file that shows an alignment and saves corrections, without a network connection."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from loc_align.model import Bitext, TranslationUnit
from loc_align.review.corrections import VERSION, Correction
from loc_align.review.rows import direction, segments
from loc_align.text.json_ import to_json

_HEAD = """<!DOCTYPE html>
<html lang="en" data-theme="auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Alignment review</title>
<style>"""  # noqa: E501 - one policy is one line


def page_head() -> bytes:
    """Return the page up to the data."""
    style, script = _part("page.css"), _part("page.js")
    head = _HEAD.format(style=_hash(style), script=_hash(script))
    data = '<script type="application/json" id="data">{"files": ['
    return f"{head}{style}</style>\n</head>\n{_part('page.html')}{data}\n".encode()


def page_body(bitext: Bitext) -> bytes:
    """Return the beads of a document as data."""
    return _json(_file(bitext))


def page_tail(corrections: Iterable[Correction]) -> bytes:
    """Return the page after the data: the corrections that are already applied, and the script."""
    kept = _json([_saved(correction) for correction in corrections])
    end = b'\n], "version": %d, "corrections": %b}</script>\n' % (VERSION, kept)
    return end + f"<script>{_part('page.js')}</script>\n</body>\n</html>\n".encode()


@cache
def _part(name: str) -> str:
    return (files("loc_align.review") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the hash source that allows a script or a style (Content Security Policy Level 3, 2.3.1)."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _json(value: object) -> bytes:
    """Serialize a value as JSON for a script element: without characters that start a tag, lone surrogates escaped."""
    data = to_json(value, "backslashreplace").replace(b"<", b"\\u003c")
    return data.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")


def _file(bitext: Bitext) -> dict[str, Any]:
    return {
        "path": bitext.document.path,
        "source": bitext.source_document.path if bitext.source_document else "",
        "langs": [bitext.source_lang, bitext.target_lang],
        "dirs": [direction(bitext.source_lang), direction(bitext.target_lang)],
        "beads": [_bead(unit) for unit in bitext.units],
    }


def _bead(unit: TranslationUnit) -> list[Any]:
    """Return a bead as the script reads it: the segments of both sides with offsets, score, reasons, block, line."""
    sides = ([[item.text, item.span.start] for item in segments(unit, side)] for side in ("source", "target"))
    return [*sides, round(unit.score, 3), [*unit.reasons], unit.block, unit.line]


def _saved(correction: Correction) -> dict[str, Any]:
    """Return a correction in the format of a saved file."""
    return {
        "action": correction.action,
        "path": correction.path,
        "source": correction.source,
        "target": correction.target,
    }
