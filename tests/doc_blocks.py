"""Finds the code blocks of the documentation, runs them, and updates their output.

A page is one session: its commands and its Python code run in one folder, from top to bottom. A comment, which the page
does not show, describes an edit that a reader makes in an editor or a translation tool::

    <!-- edit FILE: OLD → NEW -->

To update the output in the pages, run ``python tests/doc_blocks.py``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).resolve().parents[1]
_GENERATED = ROOT / "docs" / "rules"
PAGES = sorted(
    page
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
    if page.parent != _GENERATED
)

_EDIT = re.compile(r"^ *<!-- edit (?P<file>\S+): (?P<old>.+) → (?P<new>.*) -->$", re.MULTILINE)
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the position of the text in the page."""

    language: str
    text: str
    indent: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Edit:
    """An edit by hand: replaces a text in a file."""

    file: str
    old: str
    new: str
    start: int

    def make(self, place: Path) -> None:
        """Change the file, which must contain the old text exactly once."""
        path = place / self.file
        text = path.read_bytes().decode()
        assert text.count(self.old) == 1, f"{self.file}: {self.old}"
        path.write_bytes(text.replace(self.old, self.new).encode())


@dataclass(frozen=True)
class Command:
    """A command line after ``$``, and the output below it."""

    text: str
    shown: str


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page that have a language."""
    for found in _BLOCK.finditer(page):
        lines = [line.removeprefix(found["indent"]) for line in found["body"].splitlines(keepends=True)]
        line = page.count("\n", 0, found.start()) + 1
        yield Block(found["language"], "".join(lines), found["indent"], line, found.start("body"), found.end("body"))


def steps(page: str) -> list[Block | Edit]:
    """Return the blocks and the edits of a page, in order."""
    edits = (Edit(found["file"], found["old"], found["new"], found.start()) for found in _EDIT.finditer(page))
    return sorted([*blocks(page), *edits], key=lambda step: step.start)


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a ``console`` block. A backslash at the end of a line continues a command."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        count = 1 + next(at for at, line in enumerate(lines) if not line.endswith("\\"))
        yield Command("\n".join(lines[:count]), tidy("\n".join(lines[count:])))


def tidy(output: str) -> str:
    """Return output as a page shows it, without white space at the end of each line and of the whole."""
    return "\n".join(line.rstrip() for line in output.splitlines()).rstrip()


def make_place(folder: Path) -> Path:
    """Create the folder that the pages assume, with the examples in it."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line of a page in the shell, with the commands of this interpreter and the sources of this project.

    The output includes standard error.
    """
    scripts = Path(sys.executable).parent
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST", "PYTHON"))},
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def refreshed(page: str, place: Path) -> str:
    """Return a page with the current output of its commands."""
    parts: list[str] = []
    done = 0
    for step in steps(page):
        if isinstance(step, Edit):
            step.make(place)
        elif step.language == "console":
            parts += (page[done : step.start], indent("".join(_rerun(step, place)), step.indent))
            done = step.end
    return "".join([*parts, page[done:]])


def _rerun(block: Block, place: Path) -> Iterator[str]:
    for command in commands(block):
        output = tidy(run(command.text, place).stdout)
        yield f"$ {command.text}\n"
        if command.shown:
            yield f"{output}\n"


def main() -> None:
    """Update all pages."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(refreshed(page, make_place(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
