"""Type checking of user code: no errors in the documentation, and errors for wrong calls."""

from __future__ import annotations

import doctest
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import loc_align
from doc_blocks import PAGES, ROOT, blocks, run

_MISTAKES = """\
import io

import loc_align
from loc_align.alignment.by_content import Lexicon

document = loc_align.read(io.BytesIO(b"# One"))
loc_align.aligned(document)  # type: ignore[attr-defined]
loc_align.align("page.md")  # type: ignore[call-overload]
loc_align.align(document, lexicon=Lexicon())  # type: ignore[call-overload]
loc_align.read(open("page.md"))  # type: ignore[arg-type]
loc_align.write(document, "memory.tmx")  # type: ignore[arg-type]
loc_align.write([], b"memory.tmx")  # type: ignore[arg-type]
for unit in loc_align.align(document, document):
    print(unit.source.text)  # type: ignore[union-attr]
"""
"""Each of these is an error; an ignored line without one would be an error itself."""


def _python(page: str) -> Iterator[str]:
    for block in blocks(page):
        if block.language == "python":
            yield block.text
        elif block.language == "pycon":
            yield "".join(example.source for example in doctest.DocTestParser().get_examples(block.text))


def test_documentation_and_examples_pass_mypy_strict(tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    for page in PAGES:
        if code := "\n".join(_python(page.read_text(encoding="utf-8"))):
            name = page.relative_to(ROOT).with_suffix("").as_posix().translate(str.maketrans("/-", "__"))
            (modules / f"{name}.py").write_text(code, encoding="utf-8")
    for script in (ROOT / "examples").glob("*.py"):
        if "pyspark" in script.read_text(encoding="utf-8") and find_spec("pyspark") is None:
            continue  # without the extra, its types are unknown
        shutil.copy(script, modules / f"examples_{script.name}")
    (modules / "mistakes.py").write_text(_MISTAKES, encoding="utf-8")
    done = run("mypy --strict --config-file= --cache-dir=../cache .", modules)
    count = len(list(modules.iterdir()))
    assert done.stdout.splitlines()[-1] == f"Success: no issues found in {count} source files", done.stdout
    assert {"README.py", "docs_tutorial.py", "docs_howto_use_in_python.py"} <= {path.name for path in modules.iterdir()}


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(loc_align.__file__).parent / "py.typed").is_file()
