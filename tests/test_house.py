"""The house: who may import whom, and what every module is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import loc_align

_ROOT = Path(loc_align.__file__).parent
_MODULES = sorted(_ROOT.rglob("*.py"))

_MAY_IMPORT: dict[str, set[str]] = {
    "value": set(),
    "model": {"value"},
    "errors": set(),
    "text": {"errors", "model"},
    "xml_stream": {"errors"},
    "inline": {"errors", "model", "value"},
    "parse": {"errors", "inline", "model", "text", "value"},
    "words": {"errors", "inline", "model", "text", "value"},
    "align": {"errors", "inline", "model", "segmentation", "text", "value", "words"},
    "annotate": {"align", "errors", "inline", "model", "parse", "text", "value"},
    "extract": {"align", "errors", "inline", "model", "segmentation", "text", "words"},
    "formats": {"errors", "inline", "model", "text", "value", "xml_stream"},
    "segmentation": {"errors", "inline", "model", "text", "value", "xml_stream"},
    "checks": {"align", "errors", "inline", "model", "text", "value", "xml_stream"},
    "config": {"align", "checks", "errors", "model", "value"},
    "review": {"errors", "inline", "model", "segmentation", "text", "value"},
    "report": {"checks", "errors", "model", "text", "value"},
    "merge": {"align", "errors", "extract", "formats", "inline", "model", "parse", "text", "value"},
    "memory": {"errors", "formats", "inline", "model", "text", "value"},
    "gold": {"align", "inline", "model", "monolingual", "parse", "segmentation", "value"},
    "monolingual": {"errors", "model", "text"},
    "figures": {"align", "inline", "model"},
    "unique": {"model"},
    "corpus": {"errors", "formats", "memory", "model", "parse", "segmentation", "text", "value"},
    "cli": {
        "align",
        "annotate",
        "checks",
        "config",
        "corpus",
        "errors",
        "extract",
        "figures",
        "formats",
        "gold",
        "memory",
        "merge",
        "model",
        "monolingual",
        "parse",
        "report",
        "review",
        "segmentation",
        "text",
        "unique",
    },
    "__main__": {"cli"},
    "__init__": {
        "align",
        "annotate",
        "checks",
        "corpus",
        "errors",
        "extract",
        "figures",
        "formats",
        "memory",
        "merge",
        "model",
        "monolingual",
    },
}


def _part(path: Path) -> str:
    return path.relative_to(_ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("loc_align"):
            names = [node.module] if "." in node.module else [f"loc_align.{alias.name}" for alias in node.names]
            yield from (name.split(".")[1] for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("loc_align."))


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    part = _part(path)
    assert set(_imports(path)) - {part} <= _MAY_IMPORT[part]


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= 320


def test_public_names_change_only_on_purpose() -> None:
    assert " ".join(loc_align.__all__) == (
        "Annotated Bitext Block Code CodeRef Coverage DecodeError Defect Document Edit FormatError FrontMatter "
        "InputError LocAlignError Match Memory MemoryStats Merged PairStats Problem Provenance Refusal Returned "
        "Segment Span Stats SxsPair TranslationUnit UsageError align annotate build_memory check coverage extract "
        "merge pretranslate read read_returned read_units split stats write"
    )
    assert all(hasattr(loc_align, name) for name in loc_align.__all__)


def test_every_public_function_and_type_is_documented() -> None:
    for name in loc_align.__all__:
        assert getattr(loc_align, name).__doc__, name
