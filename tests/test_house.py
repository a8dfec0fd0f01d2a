"""The structure of the package: allowed imports, sizes of modules and functions, and unique names."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import loc_align

_ROOT = Path(loc_align.__file__).parent
_MODULES = sorted(_ROOT.rglob("*.py"))

_MAY_IMPORT: dict[str, set[str]] = {
    "__about__": set(),
    "model": set(),
    "errors": set(),
    "text": {"errors", "model"},
    "markdown": {"errors", "model", "text"},
    "sxs": {"errors", "markdown", "model", "text"},
    "documents": {"errors", "markdown", "model", "sxs", "text"},
    "segmentation": {"errors", "markdown", "model", "text"},
    "alignment": {"documents", "errors", "markdown", "model", "segmentation", "sxs", "text"},
    "updating": {"alignment", "documents", "errors", "markdown", "model", "segmentation", "sxs", "text"},
    "tracking": {"alignment", "documents", "errors", "markdown", "model", "segmentation", "text", "updating"},
    "formats": {"__about__", "errors", "markdown", "model", "text"},
    "merging": {"alignment", "documents", "errors", "formats", "markdown", "model", "sxs", "text", "updating"},
    "files": {"__about__", "documents", "errors", "formats", "markdown", "model", "segmentation", "text", "updating"},
    "rows": {"__about__", "errors", "formats", "model"},
    "memory": {"errors", "files", "formats", "markdown", "model", "text"},
    "checks": {"alignment", "documents", "errors", "markdown", "model", "sxs", "text", "updating"},
    "config": {"checks", "documents", "errors", "markdown", "model", "text"},
    "report": {"__about__", "checks", "errors", "model", "text"},
    "review": {"errors", "markdown", "model", "segmentation", "text"},
    "corpora": {"__about__", "checks", "documents", "errors", "files", "formats", "markdown", "model", "text"},
    "jobs": {
        "alignment",
        "checks",
        "config",
        "corpora",
        "documents",
        "errors",
        "files",
        "formats",
        "markdown",
        "memory",
        "merging",
        "model",
        "report",
        "review",
        "segmentation",
        "sxs",
        "text",
        "tracking",
        "updating",
    },
    "spark": {"alignment", "checks", "corpora", "documents", "errors", "files", "formats", "jobs", "model"},
    "cli": {
        "__about__",
        "alignment",
        "checks",
        "config",
        "corpora",
        "documents",
        "errors",
        "files",
        "formats",
        "jobs",
        "markdown",
        "memory",
        "merging",
        "model",
        "report",
        "text",
    },
    "__main__": {"cli"},
    "__init__": {
        *("__about__", "alignment", "checks", "errors", "files", "formats", "memory", "merging", "model", "sxs"),
        *("tracking", "updating"),
    },
}
"""The packages from bottom to top. A package imports only packages that are listed before it."""

_LONGEST_MODULE = 300
_MEDIAN_MODULE = 90
_LONGEST_FUNCTION = 50
_FIRST_FLOOR = 23


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _part(path: Path) -> str:
    return path.relative_to(_ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("loc_align"):
            names = [node.module] if "." in node.module else [f"loc_align.{alias.name}" for alias in node.names]
            yield from (name.split(".")[1] for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("loc_align."))


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_imports_go_one_way(path: Path) -> None:
    part = _part(path)
    assert set(_imports(path)) - {part} <= _MAY_IMPORT[part]


@pytest.mark.parametrize("path", [path for path in _MODULES if _part(path) != "cli"], ids=_name)
def test_only_the_command_prints(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not names & {"print", "input"}
    assert not {module.partition(".")[0] for module in modules} & {"click"}


def test_parts_stand_on_those_before_them() -> None:
    order = [*_MAY_IMPORT]
    assert {part: sorted(may - {*order[: order.index(part)]}) for part, may in _MAY_IMPORT.items()} == {
        part: [] for part in order
    }


def test_every_part_is_there_and_no_other() -> None:
    parts = {_part(path) for path in _MODULES}
    assert parts == {*_MAY_IMPORT}
    assert sum(not part.startswith("__") for part in parts) <= _FIRST_FLOOR


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= _LONGEST_MODULE


def test_half_of_the_modules_fit_a_screen() -> None:
    assert statistics.median(path.read_text(encoding="utf-8").count("\n") for path in _MODULES) <= _MEDIAN_MODULE


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_functions_are_small(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    # The decorators, parameters, and help text of a command are not counted, because its options require them.
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in functions
        if node.end_lineno and not _is_command(node) and node.end_lineno - node.lineno + 1 > _LONGEST_FUNCTION
    }
    assert long == {}


def _is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("click.") for decorator in function.decorator_list)


@pytest.mark.parametrize("path", [path for path in _MODULES if path.name == "__init__.py"], ids=_name)
def test_no_name_hides_a_module(path: Path) -> None:
    package = import_module(".".join(("loc_align", *path.parent.relative_to(_ROOT).parts)))
    inside = {item.stem for item in path.parent.glob("*.py")} | {
        item.parent.name for item in path.parent.glob("*/__init__.py")
    }
    taken = {name for name in inside - {"__init__"} if not isinstance(getattr(package, name, path), ModuleType | Path)}
    assert taken == set()


def test_public_names_change_only_on_purpose() -> None:
    assert " ".join(loc_align.__all__) == (
        "Annotated Bitext Block BlockChange Change Code CodeRef Comparison Coverage DecodeError Defect Document Edit "
        "FormatError FrontMatter InputError LocAlignError Match Memory MemoryStats Merged PairStats Problem "
        "Provenance Refusal Returned Segment Span Stats Status SxsPair TranslationUnit Updated UpdatedUnit UsageError "
        "align annotate build_memory check compare coverage extract merge pretranslate read read_returned read_units "
        "split stats status update write"
    )
    assert all(hasattr(loc_align, name) for name in loc_align.__all__)


def test_every_public_function_and_type_is_documented() -> None:
    for name in loc_align.__all__:
        assert getattr(loc_align, name).__doc__, name
