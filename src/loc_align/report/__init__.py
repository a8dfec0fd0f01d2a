"""Reports on problems: one function per format, and the table of all formats."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from loc_align.report.base import ReportContext, Reporter
from loc_align.report.github import github_report
from loc_align.report.json_ import json_report
from loc_align.report.junit import junit_report
from loc_align.report.markdown import markdown_report
from loc_align.report.sarif import sarif_report
from loc_align.report.statistics import statistics_report
from loc_align.report.text import text_report

__all__ = ["FOR_PEOPLE", "REPORTERS", "ReportContext", "Reporter"]

REPORTERS: Mapping[str, Reporter] = MappingProxyType(
    {
        "text": text_report,
        "json": json_report,
        "sarif": sarif_report,
        "junit": junit_report,
        "github": github_report,
        "markdown": markdown_report,
        "statistics": statistics_report,
    }
)
"""Every report format, by its name."""

FOR_PEOPLE = frozenset((text_report, statistics_report))
"""The reports that a terminal shows. The others are data for programs."""
