"""The ICU regular expressions of SRX, translated to the syntax of ``regex``."""

from __future__ import annotations

import re

import regex

_BLANK = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_END = r"\n\x0b\f\r\x85\u2028\u2029"
_ESCAPES = {
    "h": f"[{_BLANK}]",
    "H": f"[^{_BLANK}]",
    "v": f"[{_LINE_END}]",
    "V": f"[^{_LINE_END}]",
    "R": rf"(?>\r\n|[{_LINE_END}])",
    "Z": rf"(?=(?:\r\n|[{_LINE_END}])?\Z)",
    "z": r"\Z",
    "e": r"\x1b",
}
"""ICU escapes that ``regex`` writes differently (ICU user guide, Regular Expressions, metacharacters)."""

_TOKEN = re.compile(
    r"""
      \\Q(?P<quoted>.*?)(?:\\E|\Z)
    | \\x\{(?P<point>[0-9A-Fa-f]{1,6})\}
    | \\(?P<kind>[pP])\{(?:Is|is)(?P<name>[^{}]*)\}
    | \\(?P<escape>.)
    | \(\?(?P<flags>[a-z]*)(?P<off>-[a-z]+)?(?P<end>[:)])
    """,
    re.VERBOSE | re.DOTALL,
)


def translate(pattern: str) -> str:
    """Translate an ICU regular expression to one that ``regex`` (version 1 behavior) reads in the same way.

    Args:
        pattern: a regular expression from a rule file. The syntax of Java is nearly the same.

    Returns:
        The translated regular expression.

    Raises:
        regex.error: the pattern is not a valid regular expression.
    """
    written = _TOKEN.sub(_token, pattern)
    regex.compile(f"(?V1)(?:{written})")
    return written


def _token(found: re.Match[str]) -> str:
    if found["quoted"] is not None:
        return regex.escape(found["quoted"], special_only=True)
    if found["point"]:
        return f"\\U{int(found['point'], 16):08x}"
    if found["kind"]:
        return f"\\{found['kind']}{{{found['name']}}}"
    if found["escape"]:
        return _ESCAPES.get(found["escape"], found[0])
    return _flags(found["flags"], found["off"] or "", found["end"])


def _flags(on: str, off: str, end: str) -> str:
    """Translate a group of flags. ``u`` and ``d`` are dropped, because ``regex`` behaves like that by default."""
    on = on.translate({ord("u"): None, ord("d"): None})
    off = off.translate({ord("u"): None, ord("d"): None}).removesuffix("-")
    return f"(?{on}{off}{end}" if on or off or end == ":" else "(?:)"
