"""Targets for the files that set up a run: rules, glossaries, lexicons, baselines, configurations, corrections."""

from __future__ import annotations

import gzip
from collections import deque
from contextlib import suppress

from scratch import FOLDER

import loc_align
from loc_align.alignment.by_content import Lexicon
from loc_align.checks import RULES
from loc_align.checks.run import run
from loc_align.checks.terminology.read import read_glossary
from loc_align.config import ConfigFinder
from loc_align.errors import LocAlignError
from loc_align.jobs.baseline import BaselineFilter
from loc_align.review import locate, read_corrections
from loc_align.segmentation import load_rules
from side_by_side import pair

_TEXT = loc_align.read(b"# One heading\n\nDr. Low has 3.5 apples. Really? Yes; see the vault. (End)\n", path="a.md")
_PAIRS = (pair("ab12c-101", "Das Lager", "The vault"), pair("ab12c-102", "Siehe `x` 5.", "See **x** 4."))
_DOCUMENT = loc_align.read("\n\n".join(_PAIRS).encode(), path=str(FOLDER / "docs" / "a.md"))
_TERM_RULES = [rule.id for rule in RULES.values() if "glossary" in rule.options]
_BITEXT = loc_align.align(_DOCUMENT, target_lang="de-DE")
_PROBLEMS = loc_align.check(_DOCUMENT, target_lang="de-DE")


def srx(data: bytes) -> None:
    """Read segmentation rules, and segment with them."""
    loc_align.extract(_TEXT, target_lang="de-DE", rules=load_rules(data, "a.srx"))


def glossary(data: bytes) -> None:
    """Read a glossary, and check with it."""
    found = read_glossary(data, "a.tbx")
    loc_align.check(_DOCUMENT, target_lang="de-DE", options={rule: {"glossary": found} for rule in _TERM_RULES})


def lexicon(data: bytes) -> None:
    """Read a lexicon, compressed or not, and align with it."""
    for content in (data, gzip.compress(data, compresslevel=1)):
        with suppress(LocAlignError):
            known = Lexicon.from_bytes(content)
            assert Lexicon.from_bytes(known.merged(known).to_bytes()).total >= known.total
            loc_align.align(_TEXT, _TEXT, target_lang="de-DE", lexicon=known)


def baseline(data: bytes) -> None:
    """Read a baseline, apply it, and update it."""
    file = FOLDER / "baseline.json"
    file.write_bytes(data)
    for update in (False, True):
        with suppress(LocAlignError):
            accepted = BaselineFilter(file, {problem.rule for problem in _PROBLEMS}, update=update)
            deque(accepted.new_problems(_PROBLEMS), maxlen=0)
            accepted.finish([_DOCUMENT.path])


def corrections(data: bytes) -> None:
    """Read the corrections of a review, and locate them."""
    found = read_corrections(data, "corrections.json")
    located = locate(found, _TEXT, _DOCUMENT)
    assert len(located.links) + len(located.lost) <= len(found)


def configuration(data: bytes) -> None:
    """Read a configuration, of its own file or of a project, and check with it."""
    for name in ("loc-align.toml", "pyproject.toml"):
        file = FOLDER / name
        file.write_bytes(data)
        with suppress(LocAlignError):
            settings = ConfigFinder(str(file)).file_config(_DOCUMENT.path)
            settings.cache_key()
            run(_BITEXT, settings.settings, expected_lang=settings.target_lang)
