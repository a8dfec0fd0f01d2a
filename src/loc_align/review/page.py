"""The review page: an HTML file that shows an alignment and saves corrections, without a network connection."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from loc_align.model import Bitext, TranslationUnit
from loc_align.review.corrections import VERSION, Correction
from loc_align.review.rows import direction, segments

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
    return _json(_file(bitext)).encode()


def page_tail(corrections: Iterable[Correction]) -> bytes:
    """Return the page after the data: the corrections that are already applied, and the script."""
    kept = [_saved(correction) for correction in corrections]
    end = f'\n], "version": {VERSION}, "corrections": {_json(kept)}}}</script>\n'
    return f"{end}<script>{_part('page.js')}</script>\n</body>\n</html>\n".encode()


@cache
def _part(name: str) -> str:
    return (files("loc_align.review") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the hash source that allows a script or a style (Content Security Policy Level 3, 2.3.1)."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _json(value: object) -> str:
    """Serialize a value as JSON for a script element: without characters that start a tag, lone surrogates escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "backslashreplace").decode()


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
    sides = {"source": correction.source, "target": correction.target}
    return {
        "action": correction.action,
        "path": correction.path,
        **{
            side: [
                {"text": item.text, "start": item.start, "before": item.before, "after": item.after} for item in quotes
            ]
            for side, quotes in sides.items()
        },
    }
