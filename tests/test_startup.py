"""Start-up: a run that reads no document does not load the libraries that read documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_HEAVY = {
    "babel", "concurrent.futures", "importlib.metadata", "langcodes", "lxml", "markdown_it", "msgspec", "numpy",
    "multiprocessing", "rapidfuzz", "regex", "rich", "rich.console", "sqlite3", "ssl", "tempfile", "yaml",
}  # fmt: skip
"""The modules that are slowest to import."""
_READING = {"lxml", "markdown_it", "msgspec", "yaml"}
"""Those that a side-by-side document cannot be read without."""
_PROGRAM = f"""\
import sys
from loc_align.cli import main
try:
    main(sys.argv[1:])
finally:
    loaded = sorted({_HEAVY!r} & {{*sys.modules}})
    own = sorted(name for name in sys.modules if name.startswith("loc_align."))
    print(*loaded, "|", *own, file=sys.stderr)
"""
_PAIR = (
    '---\nms.contentlocale: fr-fr\n---\n<span data-ttu-id="1a2b3-101">Oui</span>'
    '<span class="sxs-lookup"><span data-stu-id="1a2b3-101">Yes</span></span>\n'
)


def _loaded(*arguments: str) -> tuple[set[str], set[str]]:
    """Return the large modules, and the modules of the package, that a run of the command has loaded."""
    command = [sys.executable, "-c", _PROGRAM, *arguments]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    heavy, _, own = result.stderr.splitlines()[-1].partition("|")
    return {*heavy.split()}, {*own.split()}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_no_library_but_click(option: str) -> None:
    heavy, own = _loaded(option)
    assert heavy == set()
    assert {name.split(".")[1] for name in own} == {"__about__", "cli", "errors"}


@pytest.mark.parametrize("form", ["tmx", "xliff", "xliff2", "po", "json", "jsonl", "csv", "tsv"])
def test_the_export_of_a_document_loads_what_reads_documents(form: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(_PAIR, encoding="utf-8")
    heavy, own = _loaded("export", str(page), "--to", form, "-o", str(tmp_path / "out"))
    assert heavy - ({"babel"} if form == "po" else set()) <= _READING
    assert not {name for name in own if name.startswith(("loc_align.memory", "loc_align.segmentation"))}


@pytest.mark.parametrize("command", ["export", "merge", "split", "convert", "stats", "check", "memory", "rules"])
def test_the_help_of_a_command_loads_no_table_of_languages_or_numbers(command: str) -> None:
    assert not _loaded(command, "--help")[0] & {"babel", "langcodes", "numpy", "rich.console", "concurrent.futures"}
