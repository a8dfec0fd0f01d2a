"""Values of the wrong type, such as a path instead of a document: the error says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import loc_align

PAGE = Path(__file__).resolve().parents[1] / "examples" / "docs" / "fr-FR" / "overview.md"
DOCUMENT: Any = loc_align.read(PAGE)
BITEXT: Any = loc_align.align(DOCUMENT)
PATH: Any = str(PAGE)

READ = r"loc_align\.read\(path\) returns one"
ALIGN = r"loc_align\.align\(document\) returns one"
UNITS = r"loc_align\.align and loc_align\.read_units return them"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda _: loc_align.check(PATH), f"expected a Document, not str; {READ}"),
        (lambda _: loc_align.check(BITEXT), f"expected a Document, not Bitext; {READ}"),
        (lambda _: loc_align.coverage(PATH), f"expected a Document, not str; {READ}"),
        (lambda _: loc_align.extract(PATH), f"expected a Document, not str; {READ}"),
        (lambda _: loc_align.merge(PATH, ()), f"expected a Document, not str; {READ}"),
        (lambda _: loc_align.split(PATH, "source"), f"expected a Document, not str; {READ}"),
        (lambda _: loc_align.annotate(DOCUMENT), f"expected a Bitext, not Document; {ALIGN}"),
        (lambda _: loc_align.pretranslate(DOCUMENT, []), f"expected a Bitext, not Document; {ALIGN}"),
        (lambda _: loc_align.stats(DOCUMENT), f"expected a Bitext, not Document; {ALIGN}"),
        (
            lambda _: loc_align.merge(DOCUMENT, BITEXT),
            r"expected a Returned, not TranslationUnit; loc_align\.read_returned\(path\) returns them",
        ),
        (
            lambda folder: loc_align.write([BITEXT, BITEXT], folder / "memory.tmx"),
            f"expected a TranslationUnit, not Bitext; {UNITS}",
        ),
        (
            lambda folder: loc_align.build_memory(PATH, folder / "memory.sqlite"),
            f"expected a TranslationUnit, not str; {UNITS}",
        ),
    ],
)
def test_the_error_names_the_cure(call: Callable[[Path], object], message: str, tmp_path: Path) -> None:
    with pytest.raises(loc_align.UsageError, match=f"^{message}$"):
        call(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_generator_of_returned_units_can_be_merged() -> None:
    stream = io.BytesIO()
    loc_align.write(BITEXT, stream, "xliff")
    changed = stream.getvalue().replace(b"Restaurer des fichiers", "Rétablir des fichiers".encode())
    merged = loc_align.merge(DOCUMENT, loc_align.read_returned(changed))
    assert (merged.written, merged.unchanged, merged.refusals) == (1, 23, ())
