"""JUnit XML for Jenkins (jenkins-junit.xsd of its xUnit plugin): a suite per file, a case per problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loc_align.model import Problem
from loc_align.report.base import ReportContext, by_file

_SHORT = 12
"""The number of digits of a fingerprint in the name of a case."""
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot represent (2.2, Char)."""


def junit_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield failing problems as failures, others as output, clean files as passing cases, and unread ones as errors."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="loc-align">\n'
    reported: set[str] = set()
    for group in by_file(problems):
        reported.add(group[0].path)
        failures = sum(problem.severity in view.failing for problem in group)
        yield _suite(group[0].path, len(group), failures)
        yield from (_case(problem, view) for problem in group)
        yield " </testsuite>\n"
    for path in view.paths:
        if path not in reported:
            yield f"{_suite(path, 1, 0)}  <testcase classname={_quoted(path)} name={_quoted(path)}/>\n </testsuite>\n"
    for path, message in view.unread.items():
        error = f"<error message={_quoted(message)}/>"
        case = f"  <testcase classname={_quoted(path)} name={_quoted(path)}>{error}</testcase>\n"
        yield f"{_suite(path, 1, 0, errors=1)}{case} </testsuite>\n"
    yield "</testsuites>\n"


def _suite(path: str, tests: int, failures: int, errors: int = 0) -> str:
    return f' <testsuite name={_quoted(path)} tests="{tests}" failures="{failures}" errors="{errors}">\n'


def _case(problem: Problem, view: ReportContext) -> str:
    # Lines move, and a case with another name is another test.
    name = f"{problem.rule} {problem.fingerprint[:_SHORT]}".rstrip()
    text = f"{problem.path}:{problem.line}:{problem.column}: {problem.severity}: {problem.message}"
    head = f"  <testcase classname={_quoted(problem.path)} name={_quoted(name)}>"
    if problem.severity in view.failing:
        body = f"<failure type={_quoted(problem.rule)} message={_quoted(problem.message)}>{_text(text)}</failure>"
    else:
        body = f"<system-out>{_text(text)}</system-out>"
    return f"{head}{body}</testcase>\n"


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    inner = _text(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
    return f'"{inner}"'
