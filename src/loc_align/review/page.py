"""The review page: an HTML file that shows an alignment and saves corrections, without a network connection."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from loc_align.model import Bitext, TranslationUnit
from loc_align.review.corrections import VERSION, Correction
from loc_align.review.rows import direction, segments
from loc_align.text import page
from loc_align.text.page import script_data


def page_head() -> bytes:
    """Return the page up to the data."""
    style, script = _part("page.css"), _part("page.js")
    head = page.page_head("Alignment review", style, script)
    data = '<script type="application/json" id="data">{"files": ['
    return f"{head}{_part('page.html')}{data}\n".encode()


def page_body(bitext: Bitext) -> bytes:
    """Return the beads of a document as data."""
    return script_data(_file(bitext))


def page_tail(corrections: Iterable[Correction]) -> bytes:
    """Return the page after the data: the corrections that are already applied, and the script."""
    kept = script_data([_saved(correction) for correction in corrections])
    end = b'\n], "version": %d, "corrections": %b}</script>\n' % (VERSION, kept)
    return end + f"<script>{_part('page.js')}</script>\n</body>\n</html>\n".encode()


@cache
def _part(name: str) -> str:
    return (files("loc_align.review") / name).read_text(encoding="utf-8")


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
