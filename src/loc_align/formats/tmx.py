"""The format TMX 1.4b."""

from __future__ import annotations

import re

from loc_align.formats.base import Format
from loc_align.formats.tmx_read import read_tmx
from loc_align.formats.tmx_write import TAIL, tmx_body, tmx_head

_ROOT = re.compile(rb"<tmx[\s>]")


def _sniff(head: bytes) -> bool:
    return _ROOT.search(head.replace(b"\0", b"")) is not None


TMX = Format(
    "tmx",
    (".tmx",),
    tmx_head,
    tmx_body,
    b"",
    TAIL,
    read_tmx,
    _sniff,
    supports=lambda unit: unit.source is not None and unit.target is not None,
    read_from=read_tmx,
    is_tolerant=True,
)
