"""Writes a proposed configuration as TOML."""

from __future__ import annotations

import json

from loc_align.checks.links.sites import Locales

_NOTHING = "# loc-align found nothing to configure.\n"


def proposal(locales: Locales) -> str:
    """Return the content of a ``loc-align.toml``.

    Args:
        locales: the marks of the pages in each language.
    """
    if not locales:
        return _NOTHING
    rows = (f"{lang} = {json.dumps([*marks], ensure_ascii=False)}\n" for lang, marks in locales)
    return "# loc-align.toml. In pyproject.toml, write [tool.loc-align.links.locales].\n[links.locales]\n" + "".join(
        rows
    )
