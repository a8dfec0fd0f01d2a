"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")  # there the same commit gives the same answer; new examples are sought elsewhere

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """The published side-by-side files; the test is skipped where they are absent."""
    files = sorted((SHARED / "corpus").glob("*/sxs/**/*.md"))
    if not files:
        pytest.skip(f"no corpus of published files in {SHARED / 'corpus'}")
    return files
