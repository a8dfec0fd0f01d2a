"""The status page in a real browser: the map, filters, keyboard, themes, and hostile texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import loc_align
from loc_align.tracking.page import as_page
from loc_align.tracking.rows import Row
from loc_align.tracking.status import Status

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--window-size=1200,900",
)
_HOSTILE = "</script><script>document.title = 'taken'</script>"

Browser = webdriver.Chrome


def _document(text: str, path: str) -> loc_align.Document:
    return loc_align.read(text.encode(), path=path)


def _rows() -> list[Row]:
    old, new = _document("Feed the bees.\n", "en/a.md"), _document(f"Feed all bees.\n\n{_HOSTILE} x\n", "en/a.md")
    outdated = loc_align.status(new, _document("x\n", "de/a.md"), old=old)
    return [
        Row("de", "a.md", "en/a.md", outdated, "2026-03-14", "Ann"),
        Row("de", "b.md", "en/b.md", Status("up-to-date", "de/b.md")),
        Row("ar", "a.md", "en/a.md", Status("missing", "en/a.md")),
        Row("ar", "b.md", "en/b.md", Status("unknown", "ar/b.md"), reason="nothing says so"),
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if _BROWSER is None or _DRIVER is None:
        pytest.skip("no chromium with a chromedriver is installed (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = _BROWSER
    for argument in (*_ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(_DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Browser:
    path = tmp_path / "status.html"
    path.write_bytes(as_page(_rows()))
    browser.get(path.as_uri())
    return browser


def _expect(page: Browser, cells: list[str]) -> None:
    WebDriverWait(page, 10).until(lambda _: _cells(page) == cells)


def _cells(page: Browser) -> list[str]:
    return [item.text for item in page.find_elements(By.CSS_SELECTOR, "#map td button")]


def test_the_map_shows_languages_and_files(page: Browser) -> None:
    assert page.title == "Translation status"
    assert _cells(page) == ["0.0 %", "missing", "up to date", "unknown"]
    assert page.find_element(By.ID, "summary").text == "4 translations, 3 not up to date"
    shares = [item.text.split("\n")[-1] for item in page.find_elements(By.CLASS_NAME, "language")]
    assert shares == ["50.0 %", "0.0 %"]
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_filters_hide_files(page: Browser) -> None:
    Select(page.find_element(By.ID, "state")).select_by_value("behind")
    _expect(page, ["0.0 %", "missing", "unknown"])
    page.find_element(By.ID, "query").send_keys("B.")
    _expect(page, ["unknown"])
    page.find_element(By.ID, "query").send_keys("zzz")
    assert page.find_element(By.ID, "nothing").is_displayed()


def test_a_file_shows_its_sentences_with_the_words_marked(page: Browser) -> None:
    page.find_element(By.CSS_SELECTOR, "#map td button").click()
    assert page.find_element(By.ID, "title").text == "de/a.md"
    assert "since 2026-03-14 by Ann" in page.find_element(By.ID, "facts").text
    first = page.find_element(By.CSS_SELECTOR, "#changes li")
    assert [item.text for item in first.find_elements(By.TAG_NAME, "del")] == ["the"]
    assert [item.text for item in first.find_elements(By.TAG_NAME, "ins")] == ["all"]
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not page.find_element(By.ID, "detail").is_displayed()


def test_arrows_move_in_the_map_also_from_right_to_left(page: Browser) -> None:
    for direction, key in (("ltr", Keys.ARROW_RIGHT), ("rtl", Keys.ARROW_LEFT)):
        page.execute_script("document.documentElement.dir = arguments[0]", direction)
        page.execute_script("document.querySelector('#map td button').focus()")
        page.switch_to.active_element.send_keys(key)
        assert page.switch_to.active_element.text == "missing"
        page.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
        assert page.switch_to.active_element.text == "unknown"


def test_the_theme_changes(page: Browser) -> None:
    ground = page.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    page.find_element(By.ID, "theme").click()
    assert page.find_element(By.TAG_NAME, "body").value_of_css_property("background-color") != ground
