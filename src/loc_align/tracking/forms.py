"""The table of the forms of a status report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from loc_align.tracking.page import as_page
from loc_align.tracking.rows import Row
from loc_align.tracking.text_forms import as_csv, as_json, as_markdown, as_text

FORMS: Mapping[str, Callable[[Sequence[Row]], bytes]] = MappingProxyType(
    {"text": as_text, "json": as_json, "csv": as_csv, "markdown": as_markdown, "html": as_page}
)
"""The forms by name."""
