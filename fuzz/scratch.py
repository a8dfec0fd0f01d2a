"""A folder for the files of the targets, which is deleted at the end of the process."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path

_FOLDER = tempfile.TemporaryDirectory(prefix="loc-align-fuzz-")
atexit.register(_FOLDER.cleanup)
FOLDER = Path(_FOLDER.name)
"""The folder."""
