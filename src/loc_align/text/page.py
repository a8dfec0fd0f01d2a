"""Parts of self-contained HTML pages: hashes for a content security policy, and data for a script."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from loc_align.text.json_ import to_json

_POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
"""A content security policy that allows one style and one script, by their hashes, and nothing else."""


_HEAD = """<!DOCTYPE html>
<html lang="en" data-theme="auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>"""


def page_head(title: str, style: str, script: str) -> str:
    """Return an HTML page up to its body, with a policy that allows one style and one script and nothing else.

    Args:
        title: the title, as HTML.
        style: the style sheet, which becomes part of the page.
        script: the script, which the caller adds at the end of the body.
    """
    policy = _POLICY.format(style=_hash_source(style), script=_hash_source(script))
    return f"{_HEAD.format(policy=policy, title=title)}{style}</style>\n</head>\n"


def _hash_source(text: str) -> str:
    """Return the hash source that allows a script or a style (Content Security Policy Level 3, 2.3.1)."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def script_data(value: object) -> bytes:
    """Serialize a value as JSON for a script element: without characters that start a tag, lone surrogates escaped."""
    data = to_json(value, "backslashreplace").replace(b"<", b"\\u003c")
    return data.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")
