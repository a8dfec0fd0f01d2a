"""Reads segmentation rules from a file."""

from __future__ import annotations

import os
from pathlib import Path

from loc_align.errors import InputError
from loc_align.files.io import os_message
from loc_align.segmentation import Rules, load_rules


def read_rules(path: str | os.PathLike[str]) -> Rules:
    """Read segmentation rules from an SRX file.

    Args:
        path: an SRX 2.0 file.

    Raises:
        InputError: the file cannot be read.
        FormatError: the file is not SRX 2.0, or breaks the rules of SRX.
    """
    name = os.fspath(path)
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise InputError(os_message(name, error)) from None
    return load_rules(data, name)
