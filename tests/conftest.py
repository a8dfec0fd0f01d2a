"""Fixtures for all tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None)  # a deadline would measure how busy the machine is
settings.register_profile("ci", derandomize=True, deadline=None)
# Deterministic in CI; elsewhere, Hypothesis looks for new examples.
settings.load_profile("ci" if os.environ.get("CI") else "local")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts background jobs with interrupts ignored; the processes that the tests interrupt would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """Return the published side-by-side files; skip the test if they are absent."""
    files = sorted((SHARED / "corpus").glob("*/sxs/**/*.md"))
    if not files:
        pytest.skip(f"no corpus of published files in {SHARED / 'corpus'}")
    return files
