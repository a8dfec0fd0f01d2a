"""Take the screenshot of the review page: ``python docs/picture.py`` (needs Chromium and ChromeDriver)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "review.png"
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--window-size=1180,860",
    "--hide-scrollbars",
)


def main() -> None:
    """Align the example folders, open the page, and press a few keys."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "review.html"
        command = [sys.executable, "-m", "loc_align", "align", "examples/unmarked/en", "examples/unmarked/de"]
        subprocess.run([*command, "-q", "--review", str(page)], cwd=ROOT, check=True)  # noqa: S603 - our own command
        options = webdriver.ChromeOptions()
        for argument in (*_ARGUMENTS, f"--user-data-dir={folder}/profile"):
            options.add_argument(argument)
        browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            browser.get(page.as_uri())
            ActionChains(browser).send_keys("]", "]", "n", "n").perform()
            browser.save_screenshot(str(PICTURE))
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
