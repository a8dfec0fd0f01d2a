"""Statistics of memories, and their page in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

import loc_align
from loc_align.cli import main
from loc_align.corpora.statistics import PairStatistics
from loc_align.model import Provenance, Segment, Span, TranslationType, TranslationUnit

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")


def _unit(source: str, target: str, kind: TranslationType | None, lang: str = "de-DE") -> TranslationUnit:
    sides = Segment(Span(0, len(source)), source), Segment(Span(0, len(target)), target)
    return TranslationUnit("1", *sides, Provenance("a.md", "en-US", lang, kind), count=2)


_UNITS = (
    _unit("Open the Resource Manager page.", "Öffnen Sie die Seite Resource Manager page.", "HT"),
    _unit("Use <b> the Resource Manager page.", "Resource Manager page", "MT"),
    _unit("Wait", "Wait", None),
    _unit("Go", "Va", "HT", "fr-FR"),
)


def _stats(folder: Path, *options: str) -> str:
    memory = str(folder / "units.jsonl")
    loc_align.write(_UNITS, memory)
    result = CliRunner().invoke(main, ["corpus", "stats", memory, *options])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_counts_by_pair_of_languages(tmp_path: Path) -> None:
    german, french = json.loads(_stats(tmp_path, "--format", "json"))
    assert german == {
        "source_lang": "en-US",
        "target_lang": "de-DE",
        "units": 3,
        "total": 6,
        "source_words": 11,
        "identical": 1,
        "translated_by": {"HT": 1, "MT": 1, "unknown": 1},
        "untranslated": {"Resource Manager page": 2},
    }
    assert (french["target_lang"], french["units"]) == ("fr-FR", 1)
    assert _stats(tmp_path).split()[-7:] == ["en-US", "→", "fr-FR", "1", "1", "0.0%", "0.0%"]


def test_rare_phrases_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loc_align.corpora.statistics._MOST_GRAMS", 10)
    found = PairStatistics()
    for at in range(100):
        word = chr(97 + at // 10) + chr(97 + at % 10)
        source, target = (f"common phrase {side} {word} x{word}" for side in ("one", "two"))
        found.add((source, target, source, target, "en", "de", None, 1))
    assert found.untranslated[0] == ("common phrase", 100)
    assert len(found.untranslated) <= 10


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    if _BROWSER is None or _DRIVER is None:
        pytest.skip("no chromium with a chromedriver is installed (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = _BROWSER
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(_DRIVER))
    yield started
    started.quit()


def test_the_page_shows_plots_and_needs_nothing_else(browser: webdriver.Chrome, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    _stats(tmp_path, "-o", str(page))
    browser.get(page.as_uri())
    assert browser.title == "Corpus statistics"
    rows = [row.text for row in browser.find_elements(By.CSS_SELECTOR, "body > table tbody tr")]
    assert rows == ["en-US → de-DE 3 6 11 33.3% 33.3%", "en-US → fr-FR 1 2 1 0.0% 0.0%"]
    german, french = browser.find_elements(By.TAG_NAME, "section")
    assert [item.text for item in german.find_elements(By.TAG_NAME, "figcaption")] == [
        "Translated by",
        "Length of the source, in characters",
        "Length of the target for one character of the source",
        "Words of the source that are in the target",
    ]
    assert len(french.find_elements(By.TAG_NAME, "figure")) == 3
    bars = german.find_elements(By.CSS_SELECTOR, "figure:nth-of-type(1) rect")
    widths = [float(bar.get_attribute("width") or 0) for bar in bars]
    assert widths == [200, 200, 200]
    legend = [item.text for item in german.find_elements(By.CSS_SELECTOR, "figure:nth-of-type(1) span")]
    assert legend == ["people: 1 (33.3%)", "machine: 1 (33.3%)", "not stated: 1 (33.3%)"]
    edges = browser.execute_script(
        "return [...document.querySelectorAll('svg text')].map(item => item.getBoundingClientRect().left)"
    )
    assert min(edges) >= 0
    assert all(svg.size["width"] > 300 and svg.size["height"] > 20 for svg in german.find_elements(By.TAG_NAME, "svg"))
    assert german.find_elements(By.CSS_SELECTOR, "figure td")[0].text == "Resource Manager page"
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert "http" not in page.read_text(encoding="utf-8").replace("http://www.w3.org", "")
