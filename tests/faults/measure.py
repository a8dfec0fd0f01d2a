"""Injects faults into documents and counts which of them the rules find, and which other problems appear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from faults.injecting import Fault
from faults.table import KINDS
from loc_align.alignment.by_id import align
from loc_align.checks.run import run
from loc_align.checks.settings import Settings
from loc_align.documents import parse
from loc_align.model import Document, Problem


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault in one document."""

    kind: str
    lang: str
    place: str
    """The path of the document and the line of the fault."""
    found: bool
    """Whether some rule reports something new on the line of the fault."""
    rules: tuple[str, ...]
    """The rules that report something new there."""
    elsewhere: tuple[str, ...]
    """The new problems on other lines, as ``line rule``."""


def trials(paths: Sequence[Path], settings: Settings, each: int, kinds: Iterable[str] = KINDS) -> Iterator[Trial]:
    """Inject faults into documents. The same arguments give the same faults.

    Args:
        paths: the documents.
        settings: the rules to run.
        each: the maximum number of trials of each kind, each in a different document.
        kinds: the kinds of faults.
    """

    def check(document: Document) -> Sequence[Problem]:
        return run(align(document), settings).problems

    documents: dict[Path, tuple[Document, Counter[str]]] = {}
    for kind in kinds:
        done = 0
        rng = Random(kind)  # noqa: S311 - the same faults each time
        for path in rng.sample(paths, len(paths)):
            if path not in documents:
                document = parse(path.read_bytes(), path.as_posix())
                documents[path] = document, keys(check(document))
            document, before = documents[path]
            fault = KINDS[kind].inject(rng, document)
            if fault is not None:
                yield trial(kind, document, before, fault, check)
                done += 1
            if done == each:
                break


def trial(
    kind: str,
    document: Document,
    before: Counter[str],
    fault: Fault,
    check: Callable[[Document], Sequence[Problem]],
) -> Trial:
    """Return what the rules find in a document with a fault.

    Args:
        kind: the kind of the fault.
        document: the document without it.
        before: the keys of the problems of that document.
        fault: the fault.
        check: returns the problems of a document.
    """
    problems = check(parse(fault.text.encode(), document.path))
    left = keys(problems) - before
    new = [problem for problem in problems if left[_key(problem)]]
    here = [problem for problem in new if problem.line <= fault.last and fault.line <= problem.end_line]
    lang = align(document).target_lang
    elsewhere = tuple(f"{problem.line} {problem.rule}" for problem in new if problem not in here)
    rules = tuple(dict.fromkeys(problem.rule for problem in here))
    return Trial(kind, lang, f"{document.path}:{fault.line}", bool(here), rules, elsewhere)


def _key(problem: Problem) -> str:
    return f"{problem.rule} {problem.fingerprint}"


def keys(problems: Iterable[Problem]) -> Counter[str]:
    """Count the keys of problems, which stay the same when lines move."""
    return Counter(map(_key, problems))
