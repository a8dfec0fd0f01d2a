"""Licenses as Hugging Face names them (https://huggingface.co/docs/hub/repositories-licenses)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_IDENTIFIERS = frozenset(
    """
    afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 cc cc-by-2.0
    cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0
    cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 ecl-2.0 epl-1.0
    epl-2.0 eupl-1.1 eupl-1.2 gfdl gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1 lgpl-3.0 lppl-1.3c mit mpl-2.0 ms-pl ncsa
    odbl odc-by ofl-1.1 osl-3.0 pddl postgresql unlicense wtfpl zlib
    """.split()  # noqa: SIM905 - legible
)
_VERSIONS = re.compile(r"-(?:only|or-later)$")
"""What SPDX adds to the licenses of GNU."""
_NAMES = {"odbl-1.0": "odbl", "odc-by-1.0": "odc-by", "pddl-1.0": "pddl"}
"""Identifiers of SPDX that Hugging Face shortens."""
OTHER = "other"
UNKNOWN = "unknown"


def identifier(name: str) -> str:
    """Return the identifier of a license on Hugging Face; ``other`` if it has none.

    Args:
        name: the license as the units state it, usually an identifier of SPDX.
    """
    key = _VERSIONS.sub("", name.strip().lower())
    key = "gfdl" if key.startswith("gfdl-") else _NAMES.get(key, key)
    return key if key in _IDENTIFIERS else OTHER


def fields(names: Iterable[str | None]) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the fields of a data card about licenses.

    Args:
        names: the licenses that the units state; ``None`` if some state none.
    """
    stated = sorted(name for name in names if name)
    found = sorted({UNKNOWN if name is None else identifier(name) for name in names if name is None or name})
    others = [name for name in stated if identifier(name) == OTHER]
    yield "license", found[0] if len(found) == 1 else found
    if len(others) == 1:
        yield "license_name", re.sub(r"[^a-z0-9.]+", "-", others[0].lower()).strip("-") or OTHER
        if others[0].startswith(("https://", "http://")):
            yield "license_link", others[0]
