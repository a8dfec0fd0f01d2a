"""The review page in a real browser: display, keyboard and mouse, and saved corrections."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import loc_align
from doc_blocks import make_place
from loc_align.cli import main
from loc_align.model import Bitext, Provenance, Segment, Span, TranslationUnit
from loc_align.review import read_corrections, review_page

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)
_DOCUMENT = loc_align.read(b"", path="ar/a.md")
_SECONDS = 20

Browser = webdriver.Chrome


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[Browser]:
    if _BROWSER is None or _DRIVER is None:
        pytest.skip("no chromium with a chromedriver is installed (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = _BROWSER
    for argument in (*_ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(_DRIVER))
    yield started
    started.quit()


def _unit(source: str | None, target: str | None, start: int, score: float = 0.95, **more: Any) -> TranslationUnit:  # noqa: ANN401 - fields of a unit
    own, other = (text and Segment(Span(start, start + len(text)), text) for text in (source, target))
    return TranslationUnit("x", own or None, other or None, score=score, **{"reasons": ("lexicon",), **more})


def _bitext(*units: TranslationUnit, path: str = "ar/a.md", target_lang: str = "ar-SA") -> Bitext:
    document = replace(_DOCUMENT, path=path)
    return Bitext(document, document, "en-US", target_lang, units, Provenance(target_lang=target_lang))


def _open(browser: Browser, folder: Path, *bitexts: Bitext) -> None:
    page = folder / "review.html"
    page.write_bytes(b"".join(review_page(bitexts)))
    browser.get(page.as_uri())


def _press(browser: Browser, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def _rows(browser: Browser) -> list[tuple[str, str, str]]:
    """Return the text of the sides of each bead, and its tone."""
    found: list[tuple[str, str, str]] = browser.execute_script(
        "return [...document.querySelectorAll('.bead')].map((row) => ["
        "...[1, 2].map((at) => [...row.children[at].querySelectorAll('p')].map((text) => text.textContent).join(' | ')"
        " || row.children[at].textContent), row.classList[1]])"
    )
    return [(source, target, tone) for source, target, tone in found]


def _select(browser: Browser, name: str, value: str) -> None:
    browser.execute_script(
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
        "field.dispatchEvent(new Event('input', { bubbles: true }))",
        name,
        value,
    )


def _errors(browser: Browser) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]


_SMALL = (
    _unit("One.", "واحد.", 0),
    _unit("Two. Three.", "اثنان.", 10, 0.4, bead="2-1"),
    _unit("Four.", None, 30, reasons=("alone",)),
    _unit(None, "خمسة.", 40, reasons=("alone",)),
    _unit("Six.", "ستة.", 50, 0.7, reasons=("moved", "lexicon")),
)


def test_both_sides_are_shown_with_their_tone_language_and_direction(browser: Browser, tmp_path: Path) -> None:
    _open(browser, tmp_path, _bitext(*_SMALL))
    assert _rows(browser) == [
        ("One.", "واحد.", "high"),
        ("Two. | Three.", "اثنان.", "low"),
        ("Four.", "خمسة.", "none"),
        ("Four.", "خمسة.", "none"),
        ("Six.", "ستة.", "mid"),
    ]
    sides = browser.find_elements(By.CSS_SELECTOR, ".bead:nth-child(2) .side")
    assert [(side.get_attribute("lang"), side.get_attribute("dir")) for side in sides] == [
        ("en-US", "ltr"),
        ("ar-SA", "rtl"),
    ]
    empty = browser.find_elements(By.CSS_SELECTOR, ".empty")
    assert [item.get_attribute("textContent") for item in empty] == [
        "no target, but beside it:خمسة.",
        "no source, but beside it:Four.",
    ]
    assert browser.find_element(By.CSS_SELECTOR, ".mark").text == "↕ moved"
    assert [item.text for item in browser.find_elements(By.CSS_SELECTOR, ".score")] == [
        "95 %",
        "40 %",
        "unaligned 95 %",
        "unaligned 95 %",
        "70 %",
    ]
    assert _errors(browser) == []


def test_markup_in_a_document_is_text_on_the_page(browser: Browser, tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=\"document.title='run'\"><b>`a` & **b**"
    _open(browser, tmp_path, _bitext(_unit(hostile, hostile, 0), path="<i>a</i>.md"))
    assert _rows(browser) == [(hostile, hostile, "high")]
    assert browser.find_elements(By.CSS_SELECTOR, "main img, main b, main i, option i") == []
    assert browser.title == "Alignment review"
    assert _errors(browser) == []


def test_filters(browser: Browser, tmp_path: Path) -> None:
    _open(browser, tmp_path, _bitext(*_SMALL), _bitext(_unit("Go", "Los", 0), path="de/b.md", target_lang="de"))
    assert len(_rows(browser)) == 6
    shown = {}
    for kind in ("below", "orphan", "moved", "edited"):
        _select(browser, "kind", kind)
        shown[kind] = [row[0] for row in _rows(browser)]
    assert shown == {"below": ["Two. | Three."], "orphan": ["Four.", "Four."], "moved": ["Six."], "edited": []}
    _select(browser, "kind", "below")
    _select(browser, "threshold", "0.75")
    assert [row[0] for row in _rows(browser)] == ["Two. | Three.", "Six."]
    _select(browser, "kind", "all")
    _select(browser, "query", "LOS")
    assert _rows(browser) == [("Go", "Los", "high")]
    _select(browser, "query", "")
    _select(browser, "file", "1")
    assert _rows(browser) == [("Go", "Los", "high")]


def test_corrections_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    _open(browser, tmp_path, _bitext(*_SMALL))
    _press(browser, "j", "j", "s")
    assert _rows(browser)[1:3] == [("Two.", "اثنان.", "high"), ("Three.", "خمسة.", "none")]
    _press(browser, "z", "j", "u")
    assert _rows(browser)[0:2] == [("One.", "واحد.", "none"), ("One.", "واحد.", "none")]
    _press(browser, "x", "j", "x", "l")
    assert _rows(browser)[0] == ("One.", "واحد.", "high")
    _press(browser, "n", "n", "x", "j", "x", "l")
    assert _rows(browser)[2] == ("Four.", "خمسة.", "high")
    _press(browser, "n")
    assert browser.find_element(By.ID, "count").text == "2"
    assert browser.find_element(By.ID, "status").get_attribute("textContent") == "This is the last one."
    _press(browser, "j", "c")
    assert browser.find_element(By.ID, "count").text == "3"
    _press(browser, "z", "z", "z", "z")
    assert browser.find_element(By.ID, "count").text == "0"
    assert [row[2] for row in _rows(browser)] == ["high", "low", "none", "none", "mid"]
    _press(browser, "k", "k", "k", "c")
    assert _rows(browser)[2] == ("Four.", "خمسة.", "none")
    assert browser.find_element(By.CSS_SELECTOR, ".bead:nth-child(4) .mark").text == "✓ confirmed"
    browser.execute_script("window.onbeforeunload = null")


def _click(browser: Browser, row: int, action: str) -> None:
    """Click a bead, then one of the buttons that it gets."""
    browser.find_elements(By.CSS_SELECTOR, ".bead .facts")[row].click()
    buttons = browser.find_elements(By.CSS_SELECTOR, ".bead .acts button")
    next(button for button in buttons if button.text.startswith(action)).click()


def test_files_with_the_most_to_review_come_first(browser: Browser, tmp_path: Path) -> None:
    good = _bitext(_unit("Go", "Los", 0), path="de/a.md", target_lang="de")
    bad = _bitext(_unit("Stop", None, 0, reasons=("alone",)), path="de/b.md", target_lang="de")
    _open(browser, tmp_path, good, _bitext(*_SMALL), bad)
    assert [item.text for item in browser.find_elements(By.CSS_SELECTOR, "#beads .file")] == [
        "de/b.md",
        "ar/a.md",
        "de/a.md",
    ]


def test_clicks_are_saved_and_obeyed(
    browser: Browser, tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("en.md").write_text("# Lamps\n\nThe lamp burns oil.\n\nIt stands on the quay.\n", encoding="utf-8")
    Path("de.md").write_text("# Lampen\n\nDie Lampe brennt mit Öl.\n\nSie steht am Kai.\n", encoding="utf-8")
    command = ["align", "en.md", "de.md", "-q", "--target-lang", "de"]
    assert CliRunner().invoke(main, [*command, "--review", "review.html"]).exit_code == 0
    browser.get((tmp_path / "review.html").as_uri())
    assert [row[:2] for row in _rows(browser)] == [
        ("Lamps", "Lampen"),
        ("The lamp burns oil.", "Die Lampe brennt mit Öl."),
        ("It stands on the quay.", "Sie steht am Kai."),
    ]
    _click(browser, 1, "Unlink")
    _click(browser, 3, "Unlink")
    _click(browser, 1, "Link")
    _click(browser, 0, "Confirm")
    (downloads / "corrections.json").unlink(missing_ok=True)
    browser.find_element(By.ID, "save").click()
    WebDriverWait(browser, _SECONDS).until(lambda _: (downloads / "corrections.json").is_file())
    arguments = ["--corrections", str(downloads / "corrections.json"), "--to", "jsonl", "-o", "out.jsonl"]
    assert CliRunner().invoke(main, [*command, *arguments]).exit_code == 0
    (downloads / "corrections.json").unlink()
    lines = map(json.loads, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    assert [(line["source"], line["target"], line["reasons"]) for line in lines] == [
        ("Lamps", "Lampen", ["correction"]),
        ("The lamp burns oil.", "Die Lampe brennt mit Öl.", ["correction"]),
        (None, "Sie steht am Kai.", ["alone"]),
        ("It stands on the quay.", None, ["alone"]),
    ]


def test_help_and_theme(browser: Browser, tmp_path: Path) -> None:
    _open(browser, tmp_path, _bitext(*_SMALL))
    _press(browser, "?")
    assert browser.find_element(By.ID, "help").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "#help button").click()
    before = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    _press(browser, "d")
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") != before


def test_a_large_batch_is_drawn_as_it_is_scrolled(browser: Browser, tmp_path: Path) -> None:
    units = [_unit(f"Sentence {at}.", f"Satz {at}.", at * 20) for at in range(20_000)]
    _open(browser, tmp_path, _bitext(*units))
    assert 0 < len(_rows(browser)) < 1000
    browser.execute_script("scrollTo(0, document.body.scrollHeight)")
    WebDriverWait(browser, _SECONDS).until(lambda now: len(_rows(now)) >= 300)


def test_what_is_saved_is_obeyed(
    browser: Browser, tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_place(tmp_path))
    command = ["align", "examples/unmarked/en", "examples/unmarked/de", "-q"]
    assert CliRunner().invoke(main, [*command, "--review", "review.html"]).exit_code == 0
    browser.get((tmp_path / "review.html").as_uri())
    _select(browser, "query", "Intervals")
    _press(browser, "\ue00c", "j", "u")  # out of the field, to the bead
    _select(browser, "query", "Save the file.")
    _press(browser, "j", "c", "w")
    file = downloads / "corrections.json"
    WebDriverWait(browser, _SECONDS).until(lambda _: file.is_file())
    schema = Path(loc_align.__file__).parent / "review" / "schema" / "corrections-1.schema.json"
    jsonschema.validate(json.loads(file.read_bytes()), json.loads(schema.read_bytes()))
    saved = read_corrections(file.read_bytes(), "corrections.json")
    assert [item.action for item in saved] == ["unlink", "unlink", "confirm"]
    assert saved[0].source[0].text == "Intervals"
    assert saved[0].source[0].before.endswith("unless the job names a `zone`.")
    arguments = ["--corrections", str(file), "--to", "jsonl", "-o", "out.jsonl"]
    assert CliRunner().invoke(main, [*command, *arguments]).exit_code == 0
    lines = map(json.loads, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    found = {line["source"] or line["target"]: line for line in lines}
    assert (found["Intervals"]["target"], found["Abstände"]["source"]) == (None, None)
    assert found["Save the file."]["reasons"] == ["correction"]
