"""SARIF 2.1.0 (OASIS), with the properties that GitHub code scanning needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from loc_align.__about__ import __version__
from loc_align.checks import FAMILY_OF, RULES, Rule
from loc_align.checks.documentation import parse_documentation, render_markdown
from loc_align.model import Problem
from loc_align.report.base import ReportContext
from loc_align.text.json_ import to_json

_LEVELS: Mapping[str, str] = MappingProxyType({"error": "error", "warning": "warning", "info": "note", "off": "none"})
_INDEX = MappingProxyType({rule: index for index, rule in enumerate(RULES)})


def sarif_report(problems: Iterable[Problem], view: ReportContext) -> Iterator[str]:
    """Yield one run with all rules, a result for each problem, and a notification for each unread file."""
    driver = {
        "name": "loc-align",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES.values()],
    }
    head = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
    yield '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [\n'
    yield f'{_dumped(head)[:-1]},\n"results": ['
    separator = "\n"
    for problem in problems:
        yield separator + _dumped(_result(problem))
        separator = ",\n"
    # Whether files could not be read is known only after the last problem.
    yield f'\n],\n"invocations": [{_dumped(_invocation(view))}]}}]}}\n'


def _dumped(value: object) -> str:
    return to_json(value).decode()


def _invocation(view: ReportContext) -> dict[str, Any]:
    """Return what happened in the run. With a notification of level error, it was not successful (3.20.21)."""
    notifications = [_notification(path, message) for path, message in view.unread.items()]
    return {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}


def _notification(path: str, message: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    text = parse_documentation(rule)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": text.what},
        "help": {"text": f"{text.what}\n\n{text.why}", "markdown": render_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.severity != "off"},
        "properties": {
            "tags": ["localization", FAMILY_OF[rule.id]],
            "problem.severity": {"error": "error", "warning": "warning"}.get(rule.severity, "recommendation"),
        },
    }


def _result(problem: Problem) -> dict[str, Any]:
    location = {"artifactLocation": _artifact(problem.path), "region": _region(problem)}
    result = {
        "ruleId": problem.rule,
        "ruleIndex": _INDEX.get(problem.rule, -1),
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"primaryLocationLineHash": problem.fingerprint},
    }
    if problem.fix:
        result["fixes"] = [_fix(problem)]
    return result


def _region(problem: Problem) -> dict[str, int]:
    return {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endLine": problem.end_line,
        "endColumn": problem.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """Return a location relative to the root of the repository, as GitHub needs it, or the URI of a file elsewhere."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}


def _fix(problem: Problem) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.span.start, "charLength": edit.span.end - edit.span.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in problem.fix
    ]
    return {"artifactChanges": [{"artifactLocation": _artifact(problem.path), "replacements": replacements}]}
