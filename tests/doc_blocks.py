"""The code blocks of the documentation: found, run, and held against what they show.

Run as a script, it writes what the commands print now into the pages: ``python tests/doc_blocks.py``.
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

ROOT = Path(__file__).resolve().parents[1]
_GENERATED = ROOT / "docs" / "rules"
PAGES = sorted(
    page
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
    if page.parent != _GENERATED
)

_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and where that stands in the page."""

    language: str
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Command:
    """A line after ``$`` and the output that follows it."""

    text: str
    shown: str


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page that name a language."""
    for found in _BLOCK.finditer(page):
        lines = [line.removeprefix(found["indent"]) for line in found["body"].splitlines(keepends=True)]
        line = page.count("\n", 0, found.start()) + 1
        yield Block(found["language"], "".join(lines), line, found.start("body"), found.end("body"))


def commands(block: Block) -> Iterator[Command]:
    """The commands of a ``console`` block; one goes on over lines that end with a backslash."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        count = 1 + next(at for at, line in enumerate(lines) if not line.endswith("\\"))
        yield Command("\n".join(lines[:count]), tidy("\n".join(lines[count:])))


def tidy(output: str) -> str:
    """Output as a page shows it: without white space at the ends of lines and of the whole."""
    return "\n".join(line.rstrip() for line in output.splitlines()).rstrip()


def make_place(folder: Path) -> Path:
    """A folder as the pages take it for given: with the examples in it."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a page in the shell, with this interpreter's commands first; errors come with the output."""
    scripts = Path(sys.executable).parent
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST", "PYTHON"))},
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
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
    """A page with what its commands print now, where it shows output."""
    parts: list[str] = []
    done = 0
    for block in blocks(page):
        if block.language != "console":
            continue
        lines = []
        for command in commands(block):
            output = tidy(run(command.text, place).stdout)
            lines.append(f"$ {command.text}\n")
            if command.shown:
                lines.append(f"{output}\n")
        parts += (page[done : block.start], "".join(lines))
        done = block.end
    return "".join([*parts, page[done:]])


def main() -> None:
    """Refresh all pages."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(refreshed(page, make_place(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
