"""Problems to reports: one function a form, and the table of them all."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from loc_align.report.base import Reporter
from loc_align.report.json_ import json_report
from loc_align.report.text import text_report

__all__ = ["REPORTERS", "Reporter"]

REPORTERS: Mapping[str, Reporter] = MappingProxyType({"text": text_report, "json": json_report})
"""Every form of report, by its name."""
