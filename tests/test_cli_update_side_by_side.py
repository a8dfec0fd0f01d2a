"""The commands ``update``, ``merge``, and ``status`` with side-by-side documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loc_align.cli import main

_SOURCE = """# Bees

Feed the bees in late autumn. Close the hive at night. Lock it now.

- Call `hive --new`.
- One or two. Three or four.
- Count them.
"""


def _pair(name: str, target: str, source: str) -> str:
    return (
        f'<span data-ttu-id="1a2b3-{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="1a2b3-{name}">{source}</span></span>'
    )


_KEPT = _pair("103", "Schließen Sie nachts den Stock.", "Close the hive at night.")
_DOCUMENT = f"""# {_pair("101", "Bienen", "Bees")}

{_pair("102", "Füttern Sie die Bienen im Herbst.", "Feed the bees in autumn.")} {_KEPT}

- {_pair("104", "Rufen Sie `hive --old` auf.", "Call `hive --old`.")}
- {_pair("p105", "Eins oder zwei. Drei oder mehr.", "One or two. Three or more.")}

{_pair("106", "Weg.", "Gone.")}
"""
_UPDATED = f"""# {_pair("101", "Bienen", "Bees")}

{_pair("102", "Füttern Sie die Bienen im Herbst.", "Feed the bees in autumn.")} {_KEPT} Lock it now.

- {_pair("104", "Rufen Sie `hive --new` auf.", "Call `hive --new`.")}
- {_pair("p105", "Eins oder zwei. Drei oder mehr.", "One or two. Three or more.")}
- Count them.
"""
_MERGED = f"""# {_pair("101", "Bienen", "Bees")}

{_pair("102", "Spät.", "Feed the bees in late autumn.")} {_KEPT} {_pair("0103", "Zu.", "Lock it now.")}

- {_pair("104", "Rufen Sie `hive --new` auf.", "Call `hive --new`.")}
- {_pair("p105", "Eins, zwei. Drei, vier.", "One or two. Three or four.")}
- {_pair("106", "Count them.", "Count them.")}
"""
_TRANSLATIONS = {
    "Feed the bees in late autumn.": "Spät.",
    "Lock it now.": "Zu.",
    "One or two. Three or four.": "Eins, zwei. Drei, vier.",
    "Count them.": "Count them.",
}


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder, text in (("en", _SOURCE), ("de", _DOCUMENT)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bees.md").write_text(text, encoding="utf-8")
    return tmp_path


def _translate(work: str, translations: dict[str, str]) -> str:
    """Return a work file with translations, as a tool saves it."""
    for source, target in translations.items():
        text = re.escape(source)
        work = re.sub(rf'(?:#, fuzzy\n#\| .*\n)?(msgctxt .*\nmsgid "{text}"\nmsgstr) ".*"', rf'\1 "{target}"', work)
        work = re.sub(rf"({text}</source>)(?=<context)", rf'\1<target state="translated">{target}</target>', work)
        work = re.sub(rf"({text}</source>)(?=</segment)", rf"\1<target>{target}</target>", work)
    return work.replace('state="initial"', 'state="translated"')


@pytest.mark.parametrize("name", ["work.xlf", "work.xlf2", "work.po"])
@pytest.mark.parametrize("everything", [False, True])
def test_the_work_file_of_side_by_side_documents_comes_back(place: Path, name: str, *, everything: bool) -> None:
    options = ["--all"] if everything else []
    arguments = ("en", "de", "--in-place", "--work", name, "--target-lang", "de", "-j", "1")
    assert _run("update", *arguments, *options).exit_code == 0
    page = place / "de/bees.md"
    assert page.read_text(encoding="utf-8") == _UPDATED
    assert _run("status", "en", "de", "-j", "1").stdout.startswith("de/bees.md: outdated: 2 edited, 2 pending, 9 words")
    work = (place / name).read_text(encoding="utf-8")
    assert work.count("Schließen Sie nachts") == everything
    assert "Three or {+f+}" not in work
    assert "Three or [-more-]{+four+}." in work
    (place / name).write_text(_translate(work, _TRANSLATIONS), encoding="utf-8")
    for output in ("out", "de", "de"):
        merged = _run("merge", name, "--root", "de", "-o", output)
        assert (merged.exit_code, (place / output / "bees.md").read_text(encoding="utf-8")) == (0, _MERGED)
        status = _run("status", "en", output, "-j", "1")
        assert status.stdout == f"{output}: 100.0% up to date (1 up-to-date)\n"
    assert (
        _run("update", "en", "de", "--in-place", "-j", "1").stderr == "0 of 1 document updated, 0 sentences pending\n"
    )


def test_what_does_not_come_back_keeps_its_old_source(place: Path) -> None:
    _run("update", "en", "de", "--in-place", "--work", "w.po", "--target-lang", "de", "-j", "1")
    work = (place / "w.po").read_text(encoding="utf-8")
    some = {"Feed the bees in late autumn.": "Spät.", "Lock it now.": "Zu `x`."}
    (place / "w.po").write_text(_translate(work, some), encoding="utf-8")
    merged = _run("merge", "w.po", "--root", "de", "-o", "de")
    assert merged.exit_code == 1
    assert "1 target written to 1 document, 1 target not" in merged.stderr
    first = _pair("102", "Füttern Sie die Bienen im Herbst.", "Feed the bees in autumn.")
    assert (place / "de/bees.md").read_text(encoding="utf-8") == _UPDATED.replace(
        first, _pair("102", "Spät.", "Feed the bees in late autumn.")
    )
    assert _run("status", "en", "de", "-j", "1").stdout.startswith("de/bees.md: outdated: 1 edited, 2 pending")


def test_a_translation_that_is_still_right_gets_the_new_source(place: Path) -> None:
    _run("update", "en", "de", "--in-place", "--work", "w.po", "--target-lang", "de", "-j", "1")
    work = (place / "w.po").read_text(encoding="utf-8")
    same = {"Feed the bees in late autumn.": "Füttern Sie die Bienen im Herbst."}
    (place / "w.po").write_text(_translate(work, same), encoding="utf-8")
    assert _run("merge", "w.po", "--root", "de", "-o", "de").exit_code == 0
    assert _pair("102", "Füttern Sie die Bienen im Herbst.", "Feed the bees in late autumn.") in (
        place / "de/bees.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Feed the bees in autumn.", "Feed all bees.", "the source has changed since the export"),
        ("1a2b3-102", "1a2b3-199", "the document no longer contains a pair with this ID"),
        ("Lock it now.", "Open it now.", "the source has changed since the export"),
    ],
)
def test_documents_that_changed_meanwhile_are_left_alone(place: Path, old: str, new: str, reason: str) -> None:
    _run("update", "en", "de", "--in-place", "--work", "w.po", "--target-lang", "de", "-j", "1")
    page, work = place / "de/bees.md", place / "w.po"
    work.write_text(_translate(work.read_text(encoding="utf-8"), _TRANSLATIONS), encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    merged = _run("merge", "w.po", "--root", "de", "-o", "out")
    assert merged.exit_code == 1
    assert reason in merged.stderr
    assert "2 targets written" in merged.stderr


def test_a_pair_whose_markup_has_changed_is_not_in_the_work_file(place: Path) -> None:
    (place / "de/bees.md").write_text(f"**{_pair('101', 'Füttern Sie.', 'Feed them.')}**\n", encoding="utf-8")
    (place / "en/bees.md").write_text("**Feed them all** today.\n", encoding="utf-8")
    done = _run("update", "en", "de", "--in-place", "--work", "w.po", "--target-lang", "de", "-j", "1")
    why = "the markup around its pair has changed; translate it in the document"
    assert done.stderr.splitlines()[-2:] == [
        f"warning: en/bees.md:1: the sentence isn't in the work file, because {why}",
        "0 of 1 document updated, 1 sentence pending",
    ]


@pytest.mark.parametrize("options", [(), ("--no-record",)])
def test_a_second_update_changes_nothing_and_new_text_still_awaits_translation(
    place: Path, options: tuple[str, ...]
) -> None:
    source = _SOURCE.replace("Lock it now.", "Then lock all of the doors.").replace(
        "Count them.", "Count all the bees."
    )
    (place / "en/bees.md").write_text(source, encoding="utf-8")
    pages, works = [], []
    for _ in range(3):
        arguments = ("en", "de", "--in-place", "--work", "w.xlf", "--target-lang", "de", "-j", "1", *options)
        assert _run("update", *arguments).stderr.endswith("5 sentences pending\n")
        pages.append((place / "de/bees.md").read_text(encoding="utf-8"))
        works.append((place / "w.xlf").read_text(encoding="utf-8"))
        status = _run("status", "en", "de", "-j", "1").stdout
        assert status.startswith("de/bees.md: outdated: 2 edited, 2 pending, 9 words")
    assert (
        pages
        == [
            _UPDATED.replace("Lock it now.", "Then lock all of the doors.").replace(
                "Count them.", "Count all the bees."
            )
        ]
        * 3
    )
    assert works == [works[0]] * 3


def test_the_texts_of_images_stay_because_nobody_has_their_source(place: Path) -> None:
    def page(first: str, second: str, third: str, image: str) -> str:
        rows = (
            f"![{first}](hive.png)",
            f"{image} ![{second}](small/hive.png)",
            f':::image type="content" source="open.png" alt-text="{third}":::',
            f'<img src="shut.png" alt="{third}" />',
        )
        return "\n\n".join(rows) + "\n"

    english = page("A hive [new]", "A small hive", "An open hive", "Look.")
    german = page("Ein Stock [neu]", "Ein kleiner Stock", "Ein offener Stock", _pair("101", "Sehen Sie.", "Look."))
    (place / "en/bees.md").write_text(english, encoding="utf-8")
    (place / "de/bees.md").write_text(german, encoding="utf-8")
    assert _run("status", "en", "de", "-j", "1").stdout == "de: 100.0% up to date (1 up-to-date)\n"
    assert _run("check", "de", "--source-dir", "en", "--select", "text-stale", "-j", "1").exit_code == 0
    (place / "en/bees.md").write_text(f"{english}\n![A new hive](new.png)\n", encoding="utf-8")
    assert _run("update", "en", "de", "--in-place", "-j", "1").exit_code == 0
    assert (place / "de/bees.md").read_text(encoding="utf-8") == f"{german}\n![A new hive](new.png)\n"


def test_the_markup_around_a_pair_belongs_to_its_sentence(place: Path) -> None:
    linked = f"[{_pair('101', 'Füttern.', 'Feed the bees.')}](feed.md)"
    last = _pair("102", "Zu.", "Close the hive.")
    (place / "de/bees.md").write_text(f"{linked}\n{last}\n", encoding="utf-8")
    for source, made in (
        ("[Feed the bees.](food.md)\nClose the hive.\n", f"{linked.replace('feed.md', 'food.md')}\n{last}\n"),
        ("Close the hive. [Feed the bees.](food.md)\n", f"{last} {linked.replace('feed.md', 'food.md')}\n"),
        (
            "Close the hive. Wait. [Feed the bees.](food.md)\n",
            f"{last} Wait. {linked.replace('feed.md', 'food.md')}\n",
        ),
    ):
        (place / "en/bees.md").write_text(source, encoding="utf-8")
        assert _run("update", "en", "de", "--in-place", "-j", "1").exit_code == 0
        assert (place / "de/bees.md").read_text(encoding="utf-8").split() == made.split()


@pytest.mark.parametrize("name", ["work.xlf", "work.po"])
def test_a_translated_title_inside_a_pair_stays_when_the_text_is_translated_again(place: Path, name: str) -> None:
    link = '[the rules](rules.md "{}")'
    pair = _pair("101", f"Lesen Sie {link.format('Alle Regeln')}.", f"Read {link.format('Alle Regeln')}.")
    (place / "de/bees.md").write_text(pair, encoding="utf-8")
    (place / "en/bees.md").write_text(f"Now read {link.format('All rules')}.", encoding="utf-8")
    assert _run("update", "en", "de", "--in-place", "--work", name, "--target-lang", "de", "-j", "1").exit_code == 0
    work = (place / name).read_text(encoding="utf-8")
    source = re.search(r"<source>(.*?)</source>", work)
    target = f"<target>{source[1]}</target>".replace("Now read", "Lesen Sie nun") if source else ""
    work = work.replace("</source>", f"</source>{target}", 1).replace('state="initial"', "")
    head, row, tail = work.replace("#, fuzzy\n", "").partition('\nmsgstr "Lesen')
    work = head + row + " Sie nun" + tail.removeprefix(" Sie") if row else work
    (place / name).write_text(work, encoding="utf-8")
    merged = _run("merge", name, "--root", "de", "-o", "de")
    assert merged.exit_code == 0, merged.output
    assert f"Lesen Sie nun {link.format('Alle Regeln')}" in (place / "de/bees.md").read_text(encoding="utf-8")
    assert _run("status", "en", "de", "-j", "1").stdout == "de: 100.0% up to date (1 up-to-date)\n"
