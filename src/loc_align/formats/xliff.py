"""The formats XLIFF 1.2 and XLIFF 2."""

from __future__ import annotations

import re

from loc_align.formats import xliff2_read, xliff2_write, xliff12_read, xliff12_write
from loc_align.formats.base import Format

_ROOT = re.compile(rb"<(?:[\w.-]+:)?xliff\b[^>]*")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_NAMESPACE = re.compile(rb"[\"']urn:oasis:names:tc:xliff:document:([12]\.)")
_VERSION = re.compile(rb"\sversion\s*=\s*[\"']([^\"']*)")


def _version(head: bytes) -> bytes:
    """Return the version in the namespace of the root element, or else in its attribute."""
    root = _ROOT.search(_COMMENT.sub(b"", head.replace(b"\0", b"")))
    if root is None:
        return b""
    found = _NAMESPACE.search(root[0]) or _VERSION.search(root[0])
    return found[1] if found else b"1."


XLIFF12 = Format(
    "xliff",
    (".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"),
    xliff12_write.xliff12_head,
    xliff12_write.xliff12_body,
    b"",
    xliff12_write.TAIL,
    xliff12_read.read_xliff12,
    lambda head: _version(head).startswith(b"1."),
    xliff12_read.read_returned,
    xliff12_write.EMPTY,
    supports=lambda unit: unit.source is not None,
    is_tolerant=True,
)
XLIFF2 = Format(
    "xliff2",
    (".xlf", ".xlf2"),  # tools look for .xlf, whatever the version
    xliff2_write.xliff2_head,
    xliff2_write.xliff2_body,
    b"",
    xliff2_write.TAIL,
    xliff2_read.read_xliff2,
    lambda head: _version(head).startswith(b"2."),
    xliff2_read.read_returned,
    xliff2_write.EMPTY,
    supports=lambda unit: unit.source is not None,
    is_tolerant=True,
    one_target_lang=True,
)
