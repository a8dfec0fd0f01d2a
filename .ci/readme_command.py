"""Print a command that the README marks, to run it on a fresh machine.

Usage: python3 .ci/readme_command.py NAME

A command is a fenced ``sh`` block right after a line ``<!-- command: NAME -->``.
"""
# ruff: noqa: INP001 - a script

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
_COMMAND = re.compile(r"^<!-- command: ([a-z]+) -->\n```sh\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def commands(readme: str) -> dict[str, str]:
    """Map names to the marked commands of a README."""
    return {found[1]: found[2] for found in _COMMAND.finditer(readme)}


def main(argv: list[str]) -> int:
    """Print the command with the given name; return 2 if there is none."""
    found = commands(README.read_text(encoding="utf-8"))
    if len(argv) != 1 or argv[0] not in found:
        sys.stderr.write(f"usage: readme_command.py {{{','.join(found)}}}\n")
        return 2
    sys.stdout.write(f"{found[argv[0]]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
