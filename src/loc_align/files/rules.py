"""Reads segmentation rules from a file."""

from __future__ import annotations

import os

from loc_align.files.streams import content_of
from loc_align.segmentation import Rules, load_rules


def read_rules(path: str | os.PathLike[str]) -> Rules:
    """Read segmentation rules from an SRX file.

    Args:
        path: an SRX 2.0 file.

    Raises:
        InputError: the file cannot be read.
        FormatError: the file is not SRX 2.0, or breaks the rules of SRX.
    """
    return load_rules(content_of(path), os.fspath(path))
