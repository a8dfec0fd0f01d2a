"""Compare the outputs of two versions of the command for the same files, by format and field.

Usage: python benchmarks/compare_outputs.py OLD_COMMAND NEW_COMMAND [FOLDER ...]

A command is a string of shell words, such as ``old/bin/loc-align`` or ``"new/bin/python -m loc_align"``. The script
compares JSON by value, including the order of keys, and other formats by bytes. If there are differences, the exit code
is 1.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

_DEFAULT = Path(__file__).resolve().parents[2] / "shared"
_FORMATS = ("tmx", "xliff", "xliff2", "json", "jsonl", "csv", "tsv")
_MARKS = {".tmx": b"<tu ", ".xlf": b"<trans-unit ", ".xlf2": b"<unit "}
_ELEMENT = re.compile(rb'<(\w[\w:.-]*)(?: (?:context-)?type="([^"]*)")?')
_SHOWN = 60
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""The environment without PYTHONPATH, which would give both commands the modules of one version."""

Outputs = Mapping[str, bytes]
"""The output of a command: the content of each file by its name, the exit code, and standard output."""


class Difference(Struct, frozen=True):
    """A field that differs between two outputs."""

    field: str
    old: str
    new: str


class Task(Struct, frozen=True):
    """One call of the command."""

    name: str
    arguments: Callable[[str, Path], list[str]]
    """Returns the arguments of the command for a folder of documents and an output folder."""


def _export(form: str, *options: str, whole: bool = False) -> Task:
    name = " ".join([form, *options, "(one file)" if whole else ""]).strip()
    return Task(
        name,
        lambda folder, out: [
            *("export", folder, "--to", form, *options, "--quiet", "-o"),
            str(out / f"whole.{form}") if whole else f"{out / 'files'}/",
        ],
    )


TASKS = (
    *map(_export, _FORMATS),
    *(_export(form, whole=True) for form in _FORMATS if form != "xliff2"),
    *(_export(form, "--source-only", "--target-lang=fr") for form in ("jsonl", "xliff", "xliff2")),
    Task("tmx --level 1", lambda folder, out: _export("tmx", "--level=1").arguments(folder, out)),
    Task("jsonl --unique", lambda folder, out: _export("jsonl", "--unique", whole=True).arguments(folder, out)),
    Task(
        "split",
        lambda folder, out: ["split", folder, "--source-dir", str(out / "en"), "--target-dir", str(out / "loc"), "-q"],
    ),
    Task("stats", lambda folder, _: ["stats", folder, "--format", "json"]),
    Task("check", lambda folder, _: ["check", folder, "--no-config", "--no-cache", "--format", "json"]),
)


def run(command: list[str], task: Task, folder: str) -> Outputs:
    """Return the outputs of a command for a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        arguments = [*command, *task.arguments(folder, out)]
        done = subprocess.run(arguments, capture_output=True, check=False, env=_ENVIRONMENT)
        if b"Traceback" in done.stderr:
            sys.exit(f"{shlex.join(arguments)}\n{done.stderr.decode(errors='replace')}")
        files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    others = {"exit code": str(done.returncode).encode(), "standard output": done.stdout}
    return files | {name: data for name, data in others.items() if data}


def differences(name: str, old: bytes | None, new: bytes | None) -> Iterator[Difference]:
    """Yield the fields that differ in an output."""
    if old is None or new is None:
        yield Difference("the file", *("missing" if data is None else "present" for data in (old, new)))
    elif old != new:
        suffix = Path(name).suffix
        if suffix in {".csv", ".tsv"}:
            yield from _in_tables(_rows(old, suffix), _rows(new, suffix))
        elif suffix == ".jsonl":
            yield from _in_values([*map(json.loads, old.splitlines())], [*map(json.loads, new.splitlines())], "")
        elif suffix == ".json" or old.startswith(b"{"):
            yield from _in_values(json.loads(old), json.loads(new), "")
        else:
            yield from _in_bytes(old, new)


def _rows(data: bytes, suffix: str) -> list[list[str]]:
    text = io.StringIO(data.decode(), newline="")
    return [*csv.reader(text, delimiter="," if suffix == ".csv" else "\t")]


def _in_tables(old: list[list[str]], new: list[list[str]]) -> Iterator[Difference]:
    if old == new:
        yield Difference("quoting of cells", "", "")
    for at, rows in enumerate(itertools.zip_longest(old, new, fillvalue=[])):
        cells = itertools.zip_longest(old[0], *rows, fillvalue="")
        yield from (
            Difference(f"row {at + 1}, {name}", *map(_shown, pair)) for name, *pair in cells if len({*pair}) > 1
        )


def _in_values(old: Any, new: Any, where: str) -> Iterator[Difference]:  # noqa: ANN401 - any value of JSON
    if isinstance(old, dict) and isinstance(new, dict):
        if [*old] != [*new]:
            yield Difference(f"{where} keys", " ".join(old), " ".join(new))
        for key in old.keys() & new.keys():
            yield from _in_values(old[key], new[key], f"{where}.{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield Difference(f"{where} length", str(len(old)), str(len(new)))
        for at, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _in_values(one, other, f"{where}[{at}]")
    elif old != new or type(old) is not type(new):
        yield Difference(where, _shown(json.dumps(old)), _shown(json.dumps(new)))


def _in_bytes(old: bytes, new: bytes) -> Iterator[Difference]:
    pairs = itertools.zip_longest(old.splitlines(keepends=True), new.splitlines(keepends=True), fillvalue=b"")
    for number, (one, other) in enumerate(pairs, 1):
        if one != other:
            at = next(
                (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
            )
            names = _ELEMENT.findall(one, 0, at) or [(b"", b"")]
            field = " ".join(part.decode() for part in names[-1] if part)
            yield Difference(
                f"line {number} {field}".rstrip(), *(_shown(line[max(0, at - 20) :]) for line in (one, other))
            )


def _shown(value: bytes | str) -> str:
    text = value.decode(errors="replace") if isinstance(value, bytes) else value
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def units(name: str, data: bytes) -> int:
    """Return the number of translation units in an export."""
    suffix = Path(name).suffix
    if suffix == ".jsonl":
        return data.count(b"\n")
    if suffix == ".json":
        return len(json.loads(data)["units"])
    if suffix in {".csv", ".tsv"}:
        return len(_rows(data, suffix)) - 1
    return max(map(data.count, _MARKS.values()))


def compare(old: Outputs, new: Outputs) -> tuple[int, list[tuple[str, Difference]]]:
    """Return the number of units in the new outputs, and the differences."""
    made = [name for name in new if "/" in name or name.startswith("whole.")]
    found = [(name, item) for name in sorted({*old, *new}) for item in differences(name, old.get(name), new.get(name))]
    return sum(units(name, new[name]) for name in made if not name.endswith(".md")), found


def main() -> None:
    """Print a table of the tasks, with the different fields below each row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("folder", nargs="*", default=[str(_DEFAULT / "corpus"), str(_DEFAULT / "wider")])
    arguments = parser.parse_args()
    commands = shlex.split(arguments.old), shlex.split(arguments.new)
    differs = False
    for folder in arguments.folder:
        print(f"{folder}\n{'output':36} {'files':>6} {'units':>7} {'differ':>7} fields")
        for task in TASKS:
            old, new = (run(command, task, folder) for command in commands)
            count, found = compare(old, new)
            files, names = len(new.keys() - {"exit code"}), {name for name, _ in found}
            print(f"{task.name:36} {files:6} {count or '':>7} {len(names):7} {len(found):6}", flush=True)
            print(*_by_field(found), sep="", end="", flush=True)
            differs = differs or bool(found)
    sys.exit(differs)


def _by_field(found: list[tuple[str, Difference]]) -> Iterator[str]:
    """Yield each different field, with the number of differences and the first one."""
    counted = Counter(map(_field, found))
    first = {_field(entry): entry for entry in reversed(found)}
    for field, times in counted.most_common():
        name, item = first[field]
        yield f"    {times} × {field}, first in {name}: {item.field}\n        old {item.old}\n        new {item.new}\n"


def _field(entry: tuple[str, Difference]) -> str:
    return re.sub(r"\[\d+\]|^(?:line|row) \d+,? ?", "", entry[1].field) or "text"


if __name__ == "__main__":
    main()
