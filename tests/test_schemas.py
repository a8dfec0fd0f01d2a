"""The JSON schemas in the package match the types that it writes."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import msgspec
import pytest

from schemas import schemas


@pytest.mark.parametrize("path", schemas(), ids=lambda path: path.name)
def test_a_shipped_schema_is_that_of_its_types(path: Path) -> None:
    """To update the schemas, run ``python tests/schemas.py``."""
    made = schemas()[path]
    assert path.read_text(encoding="utf-8") == made
    jsonschema.Draft202012Validator.check_schema(msgspec.json.decode(made))
