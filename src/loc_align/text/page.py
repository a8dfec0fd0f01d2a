"""Parts of self-contained HTML pages: hashes for a content security policy, and data for a script."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from loc_align.text.json_ import to_json

POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
"""A content security policy that allows one style and one script, by their hashes, and nothing else."""


def hash_source(text: str) -> str:
    """Return the hash source that allows a script or a style (Content Security Policy Level 3, 2.3.1)."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def script_data(value: object) -> bytes:
    """Serialize a value as JSON for a script element: without characters that start a tag, lone surrogates escaped."""
    data = to_json(value, "backslashreplace").replace(b"<", b"\\u003c")
    return data.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")
