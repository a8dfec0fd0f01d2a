"""Generates the JSON schemas of the package from the types that are written.

To write the schemas, run ``python tests/schemas.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

import loc_align
from loc_align.formats.json_ import Envelope
from loc_align.report.json_rows import ProblemList

_PACKAGE = Path(loc_align.__file__).parent


_URI = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[Path, str]:
    """Return each schema by its file."""
    units = _schema(Envelope, title="A translation memory of loc-align, version 1", **{"$id": "urn:loc-align:units:1"})
    # A reader accepts a missing side as null, but a written file always has both keys.
    units["$defs"]["UnitRow"]["required"] = ["id", "source", "target"]
    made = {
        _PACKAGE / "formats" / "schema" / "units-1.schema.json": units,
        _PACKAGE / "report" / "problems.schema.json": _schema(ProblemList, title="Problems that loc-align check found"),
    }
    return {path: f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n" for path, schema in made.items()}


def _schema(kind: type[Struct], **head: str) -> dict[str, Any]:
    """Return the schema of a type. Its parts keep the descriptions of their types."""
    _, parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    for part in parts.values():
        del part["title"]  # the name of the type, which is also the key of the part
    return {"$schema": _URI, **head, **parts.pop(kind.__name__), "$defs": parts}


if __name__ == "__main__":
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8")
