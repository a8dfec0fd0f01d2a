"""Language identification, with the extra package and without it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

import loc_align
from loc_align.errors import UsageError
from loc_align.text import language_id

_INSTALLED = importlib.util.find_spec("py3langid") is not None
_needs_the_extra = pytest.mark.skipif(not _INSTALLED, reason="py3langid is not installed")

_TEXTS = {
    "el": "Αποθηκεύστε το αρχείο πριν κλείσετε το παράθυρο και ανοίξτε ξανά την εφαρμογή.",
    "fi": "Tallenna tiedosto ennen kuin suljet ikkunan ja avaa sovellus uudelleen.",
    "hi": "विंडो बंद करने से पहले फ़ाइल सहेजें और एप्लिकेशन को फिर से खोलें।",
    "hu": "Mentse a fájlt, mielőtt bezárja az ablakot, majd nyissa meg újra az alkalmazást.",
    "pl": "Zapisz plik przed zamknięciem okna i ponownie otwórz aplikację.",
    "uk": "Збережіть файл, перш ніж закрити вікно, і знову відкрийте програму.",
    "vi": "Lưu tệp trước khi bạn đóng cửa sổ và mở lại ứng dụng.",
}


@_needs_the_extra
@pytest.mark.parametrize("language", _TEXTS)
def test_sentences_are_identified(language: str) -> None:
    found, probability = language_id.identify(_TEXTS[language])
    assert found == language
    assert 0.8 < probability <= 1


@_needs_the_extra
def test_both_forms_of_norwegian_are_one_language() -> None:
    text = "Lagre filen før du lukker vinduet, og åpne programmet på nytt når du er ferdig."
    assert language_id.identify(text)[0] == "no"
    assert language_id.knows("nb")
    assert language_id.knows("nn")


@_needs_the_extra
def test_text_without_letters_has_no_language() -> None:
    assert language_id.identify("1 024 – 3,5 %") == ("und", 0.0)
    assert language_id.identify("") == ("und", 0.0)


@_needs_the_extra
def test_known_languages() -> None:
    assert [code for code in ("de", "el", "lt", "tlh", "und", "zh") if language_id.knows(code)] == [
        *("de", "el", "lt", "zh")
    ]


def test_availability() -> None:
    assert language_id.is_available() == _INSTALLED


@pytest.mark.skipif(_INSTALLED, reason="py3langid is installed")
def test_without_the_extra_the_message_says_how_to_install_it() -> None:
    with pytest.raises(UsageError, match=r"^language identification needs py3langid; run: pip install"):
        language_id.identify("Save the file.")


def test_the_package_is_loaded_only_for_a_text() -> None:
    code = "import sys, loc_align.text.language_id; print('py3langid' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout == "False\n"


_SOURCE = "Save the file before you close the window and open the application again."


def _found(language: str, text: str) -> list[str]:
    """Return what the rule reports about a target in a document of a language."""
    target = f'<span data-ttu-id="0c1d2-101">{text}</span>'
    source = f'<span class="sxs-lookup"><span data-stu-id="0c1d2-101">{_SOURCE}</span></span>'
    document = loc_align.read(f"---\nms.contentlocale: {language}\n---\n\n{target}{source}\n".encode())
    return [problem.message for problem in loc_align.check(document, select=["text-language"])]


@_needs_the_extra
@pytest.mark.parametrize("language", _TEXTS)
def test_the_rule_reports_other_languages_that_share_the_script(language: str) -> None:
    expected = {(code, f'the target looks like the language "{code}"') for code in ("fi", "pl") if code != language}
    found = {(code, message.partition(";")[0]) for code in ("fi", "pl") for message in _found(language, _TEXTS[code])}
    assert found == expected
    assert _found(language, _TEXTS[language]) == []


def test_the_rule_reports_other_scripts_without_the_extra() -> None:
    assert _found("el", _TEXTS["hi"]) == ["the target looks like Devanagari script; translate the source into el"]
