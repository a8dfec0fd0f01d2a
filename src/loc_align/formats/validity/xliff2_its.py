"""The rules for the attributes of the module ITS (XLIFF 2.1, 5.9; ITS 2.0, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from loc_align.formats.validity.values import VALUES, Value, matching, one_of
from loc_align.formats.validity.xliff2_unit import Attributes
from loc_align.text.xml_stream import Broken

ITS = "{http://www.w3.org/2005/11/its}"
_ISSUES = """
    terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register
    locale-specific-content locale-violation style characters misspelling typographical formatting inconsistent-entities
    numbers markup pattern-problem whitespace internationalization length non-conformance uncategorized other
"""
_CATEGORIES = """
    allowed-characters directionality domain elements-within-text external-resource id-value language-information
    locale-filter localization-note localization-quality-issue localization-quality-rating mt-confidence
    preserve-space provenance storage-size target-pointer terminology text-analysis translate
"""
_UNIT = matching(r"\s*(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)\s*", "a number from 0 to 1")
_VALUES: Mapping[str, Value] = MappingProxyType(
    {
        "locQualityIssueType": Value(frozenset(_ISSUES.split()).__contains__, "a type of issue of ITS 2.0"),
        "locQualityIssueSeverity": VALUES["percentage"],
        "locQualityIssueEnabled": VALUES["yesno"],
        "locQualityRatingScore": VALUES["percentage"],
        "locQualityRatingScoreThreshold": VALUES["percentage"],
        "locQualityRatingVote": matching(r"\s*[+-]?\d{1,18}\s*", "a whole number"),
        "locQualityRatingVoteThreshold": matching(r"\s*[+-]?\d{1,18}\s*", "a whole number"),
        "localeFilterType": one_of("include exclude"),
        "mtConfidence": _UNIT,
        "taConfidence": _UNIT,
        "termConfidence": _UNIT,
        "annotatorsRef": matching(
            rf"\s*(?:(?:{'|'.join(_CATEGORIES.split())})\|\S+(?:\s+|\Z))+", "a list of 'category|reference'"
        ),
    }
)
_TOGETHER = (
    ("taSource", "taIdent"),
    ("taIdent", "taSource"),
    ("locQualityRatingScoreThreshold", "locQualityRatingScore"),
    ("locQualityRatingVoteThreshold", "locQualityRatingVote"),
)
"""Attributes, and what must be there, too."""
_APART = (
    ("taIdent", "taIdentRef"),
    ("locQualityRatingScore", "locQualityRatingVote"),
    ("locQualityIssuesRef", "locQualityIssueType"),
    ("org", "orgRef"), ("person", "personRef"), ("tool", "toolRef"),
    ("revOrg", "revOrgRef"), ("revPerson", "revPersonRef"), ("revTool", "revToolRef"),
)  # fmt: skip
"""Attributes that exclude each other."""
_ANNOTATED = MappingProxyType(
    {"mtConfidence": "mt-confidence", "taConfidence": "text-analysis", "termConfidence": "terminology"}
)
"""Attributes that say nothing without the tool that measured them."""


def check_its(name: str, attributes: Attributes, around: Iterable[Attributes], line: int) -> None:
    """Check the attributes of ITS on an element.

    Args:
        name: the name of the element.
        attributes: its attributes.
        around: the attributes of the elements around it.
        line: its 1-based line.

    Raises:
        Broken: a value is invalid, or attributes do not go together.
    """
    said = {key.removeprefix(ITS): value for key, value in attributes.items() if key.startswith(ITS)}
    if not said:
        return
    for key, value in said.items():
        allowed = _VALUES.get(key)
        if allowed is not None and not allowed.allows(value):
            raise Broken(f"'its:{key}' of <{name}> must be {allowed.name}, not {value[:40]!r}", line)
    for key, other in _TOGETHER:
        if key in said and other not in said:
            raise Broken(f"<{name}> with 'its:{key}' must have 'its:{other}'", line)
    for key, other in _APART:
        if key in said and other in said:
            raise Broken(f"<{name}> must not have both 'its:{key}' and 'its:{other}'", line)
    if "taConfidence" in said and not said.keys() & {"taClassRef", "taIdent", "taIdentRef"}:
        raise Broken(
            f"<{name}> with 'its:taConfidence' must have 'its:taClassRef', 'its:taIdentRef', or 'its:taIdent'", line
        )
    _check_annotators(name, said, around, line)


def _check_annotators(name: str, said: Attributes, around: Iterable[Attributes], line: int) -> None:
    tools = [said.get("annotatorsRef", ""), *(item.get(f"{ITS}annotatorsRef", "") for item in around)]
    for key, category in _ANNOTATED.items():
        if key in said and not any(re.search(rf"(?:^|\s){category}\|", tool) for tool in tools):
            raise Broken(f"<{name}> with 'its:{key}' must have 'its:annotatorsRef' with {category!r}", line)
