"""The public names of the package: all exist, none hides another, and none is loaded before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

import loc_align

_SOURCE = Path(loc_align.__file__).read_text(encoding="utf-8")
_HEAVY = {
    "babel",
    "click",
    "concurrent",
    "frontmatter",
    "importlib.metadata",
    "langcodes",
    "lxml",
    "markdown_it",
    "msgspec",
    "multiprocessing",
    "numpy",
    "rapidfuzz",
    "regex",
    "rich",
    "sqlite3",
    "tomllib",
    "xml",
    "yaml",
}
_NEED_EXTRAS = {
    "loc_align.alignment.by_content.embeddings",
    "loc_align.spark.corpora",
    "loc_align.spark.sources",
}


def _loaded_by(code: str) -> set[str]:
    """Return the modules that a new interpreter has loaded after some code."""
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return set(done.stdout.split())


def _typed_imports() -> dict[str, str]:
    """Return the names that type checkers see, with their modules."""
    block = next(node for node in ast.parse(_SOURCE).body if isinstance(node, ast.If))
    found = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: node.module or "" for node in found for alias in node.names}


def test_import_loads_nothing_heavy() -> None:
    loaded = _loaded_by("import loc_align")
    assert {name for name in loaded if name in _HEAVY or name.partition(".")[0] in _HEAVY} == set()
    assert {name for name in loaded if name.startswith("loc_align")} == {"loc_align", "loc_align.__about__"}


def test_a_value_loads_the_model_alone() -> None:
    loaded = _loaded_by("from loc_align import Span, TranslationUnit, UsageError")
    assert {name.split(".")[1] for name in loaded if name.startswith("loc_align.")} == {"__about__", "errors", "model"}


def test_type_checkers_see_the_names_that_load() -> None:
    typed = _typed_imports()
    assert sorted(typed) == loc_align.__all__
    for name, module in typed.items():
        assert getattr(loc_align, name) is getattr(import_module(module), name)


def test_functions_do_not_hide_packages() -> None:
    code = """
import loc_align.alignment.by_content as a, loc_align.merging as m
import loc_align
assert a.__name__ == "loc_align.alignment.by_content" and m.__name__ == "loc_align.merging"
from types import FunctionType
for function in (loc_align.align, loc_align.merge, loc_align.extract, loc_align.annotate):
    assert type(function) is FunctionType
"""
    assert "loc_align.alignment.by_content" in _loaded_by(code)


def test_every_module_is_reached_by_its_path() -> None:
    root = Path(loc_align.__file__).parent
    for path in sorted(root.rglob("*.py")):
        parts = ("loc_align", *path.relative_to(root).with_suffix("").parts)
        name = ".".join(part for part in parts if part != "__init__")
        if parts[-1] == "__main__" or name in _NEED_EXTRAS:
            continue
        module: object = import_module(name)
        reached: object = loc_align
        for part in name.split(".")[1:]:
            reached = getattr(reached, part)
        assert isinstance(reached, ModuleType)
        assert reached is module


def test_version() -> None:
    assert loc_align.__version__ == version("loc-align")
    assert "__version__" in dir(loc_align)


def test_dir_has_all_names() -> None:
    shown = {name for name in dir(loc_align) if not name.startswith("_")}
    assert {*loc_align.__all__} <= shown
    assert all(isinstance(getattr(loc_align, name), ModuleType) for name in shown - {*loc_align.__all__})


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'loc_align' has no attribute 'nothing'$"):
        _ = loc_align.nothing  # type: ignore[attr-defined]
