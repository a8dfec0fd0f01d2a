"""The rule about entities that a space, a missing semicolon, or a translated name breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from loc_align.checks.base import Finding, Options, Pair, Rule
from loc_align.checks.comparison import codes_of_type
from loc_align.checks.regions import covers
from loc_align.model import Edit, Span

_ENTITY = re.compile(r"&(#?\w{1,31});")
_BROKEN = re.compile(r"(?:&|＆)[ \u00a0]*(#?\w{1,31})[ \u00a0]*(?:[;；]|(?=\W|\Z))|&[ \u00a0]?(#?[A-Za-z]{2,8})")


def code_entity_broken(pair: Pair, _: Options) -> Iterator[Finding]:
    r"""Checks for entities of the source that the target has in a broken form: ``& lt;``, ``&lt``, or ``&xlt;``.

    Why: Readers see the ampersand and the letters instead of the character.

    Fails:
        Enter &lt;name&gt;. → Saisissez & lt;nom& gt;.
        One&nbsp;and two → Un&nbsp et deux

    Passes:
        Enter &lt;name&gt;. → Saisissez &lt;nom&gt;.
        Enter &lt;name&gt;. → Saisissez \<nom\>.
        Ask A&T there. → Demandez A&T là-bas.
    """
    if "&" not in pair.source or ";" not in pair.source:
        return
    wanted = Counter(_ENTITY.findall(pair.source))
    left = wanted - Counter(_ENTITY.findall(pair.target))
    if not left:
        return
    code = [span for span, _ in codes_of_type(pair.target_inline, "code", "math", "html", "autolink")]
    for found in _BROKEN.finditer(pair.target):
        written = found[1] or found[2]
        name = written if written in left else _renamed(written, found[0], left)
        if name is None or found[0] == f"&{name};" or covers(code, found.start()):
            continue
        span = Span(*found.span())
        yield Finding(span, f'"{found[0]}" is a broken entity; write "&{name};"', (Edit(span, f"&{name};"),))
        left = left - Counter((name,))


def _renamed(written: str, text: str, left: Counter[str]) -> str | None:
    """Return the only missing entity, if a name in the form of an entity is none."""
    unknown = text.endswith(";") and not written.startswith("#") and f"{written};" not in html5
    return next(iter(left)) if unknown and len(left) == 1 else None


RULES = (
    Rule(
        "code-entity-broken",
        "error",
        "An entity is broken",
        code_entity_broken,
        fixable=True,
        triggers=frozenset("&"),
    ),
)
