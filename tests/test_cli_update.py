"""The command ``update``, in folders with and without git."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import loc_align
from loc_align.cli import main

_OLD = "# Bees\n\nFeed the bees in autumn. Close the hive at night.\n"
_NEW = "# Bees\n\nFeed the bees in late autumn. Close the hive at night.\n\nCount them.\n"
_TARGET = "# Bienen\n\nFüttern Sie die Bienen im Herbst. Schließen Sie nachts den Stock.\n"
_UPDATED = "# Bienen\n\nFeed the bees in late autumn. Schließen Sie nachts den Stock.\n\nCount them.\n"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["update", *arguments, "-j", "1"])


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],  # noqa: S607
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder, text in (("old", _OLD), ("en", _NEW), ("de", _TARGET)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bees.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_an_old_source_is_given_once_and_then_recorded(place: Path) -> None:
    done = _run("en", "de", "--old-source", "old", "--in-place")
    assert (done.exit_code, (place / "de/bees.md").read_text(encoding="utf-8")) == (0, _UPDATED)
    assert done.stderr == (
        "de/bees.md: 2 kept, 1 edited, 1 new; 2 sentences pending\n1 of 1 document updated, 2 sentences pending\n"
    )
    assert _run("en", "de", "--in-place").stderr == "0 of 1 document updated, 2 sentences pending\n"
    (place / "en/bees.md").write_text(_NEW.replace("at night", "every night"), encoding="utf-8")
    assert _run("en", "de", "--in-place").exit_code == 0
    assert (place / "de/bees.md").read_text(encoding="utf-8") == _UPDATED.replace(
        "Schließen Sie nachts den Stock.", "Close the hive every night."
    )


def test_an_alignment_records_that_targets_are_up_to_date(place: Path) -> None:
    for folder, text in (("en", _OLD), ("de", _TARGET)):
        (place / folder / "bees.md").write_text(text + "\nHoney.\n" * (folder == "en"), encoding="utf-8")
    for number in (1, 0):
        done = CliRunner().invoke(main, ["align", "en", "de", "--record", "-j", "1"])
        assert (done.exit_code, done.stderr.splitlines()[-1]) == (
            0,
            f"{number} record{'s' * (number != 1)} written",
        )
    lines = (place / "de/.loc-align/bees.md.txt").read_text(encoding="utf-8").splitlines()
    assert [line[0] for line in lines[2:]] == ["=", "=", "=", "+"]
    (place / "en/bees.md").write_text(_NEW, encoding="utf-8")
    assert _run("en", "de", "--in-place").exit_code == 0
    assert (place / "de/bees.md").read_text(encoding="utf-8") == _UPDATED


def test_an_alignment_records_no_target_of_another_source(place: Path) -> None:
    (place / "de/bees.md").write_text(
        "<!-- # Bees -->\n# Bienen\n\n<!-- Feed the bees. -->\nFüttern Sie die Bienen.\n", encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["align", "en", "de", "--record", "-j", "1"])
    assert [line for line in done.stderr.splitlines() if "record" in line] == [
        "warning: de/bees.md: not recorded, because the source has changed since (comments); update it",
        "0 records written",
    ]


def test_a_merge_into_a_source_makes_the_first_record(place: Path) -> None:
    arguments = ["export", "en", "--source-only", "--target-lang", "de", "--to", "po", "-o", "w.po", "-j", "1"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    work = (place / "w.po").read_text(encoding="utf-8")
    for source, target in (("Bees", "Bienen"), ("Count them.", "Zählen.")):
        work = work.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    (place / "w.po").write_text(work, encoding="utf-8")
    assert CliRunner().invoke(main, ["merge", "w.po", "--root", "en", "-o", "fr", "--no-record"]).exit_code == 0
    assert not (place / "fr/.loc-align").exists()
    assert CliRunner().invoke(main, ["merge", "w.po", "--root", "en", "-o", "fr"]).exit_code == 0
    lines = (place / "fr/.loc-align/bees.md.txt").read_text(encoding="utf-8").splitlines()
    assert [line[0] for line in lines[2:]] == ["=", "+", "+", "="]
    assert (place / "fr/.loc-align/bees.md.source").read_bytes() == (place / "en/bees.md").read_bytes()
    status = CliRunner().invoke(main, ["status", "en", "fr", "-j", "1"])
    assert status.stdout.startswith("fr/bees.md: outdated: 2 pending\n")


def test_a_target_with_an_unknown_source_stays_as_it_is(place: Path) -> None:
    done = _run("en", "de", "-o", "out")
    assert (done.exit_code, (place / "out/bees.md").read_text(encoding="utf-8")) == (0, _TARGET)
    assert done.stderr == (
        "warning: de/bees.md: not updated, because nothing says which source the translation was made from\n"
        "to make unknown translations known, name their source with --rev REVISION or --old-source FOLDER, or record "
        "them with `loc-align align --record` while they are up to date\n"
        "0 of 1 document updated, 0 sentences pending, 1 unknown\n"
    )


def test_a_note_in_the_target_names_the_commit_of_its_source(place: Path) -> None:
    _git("init", "-q")
    (place / "en/bees.md").write_text(_OLD, encoding="utf-8")
    _git("add", ".")
    _git("commit", "-qm", "old")
    commit = _git("rev-parse", "HEAD")
    note = "---\ndefault_lang_commit: {}\n---\n"
    (place / "de/bees.md").write_text(note.format(commit[:12]) + _TARGET, encoding="utf-8")
    (place / "en/bees.md").write_text(_NEW, encoding="utf-8")
    _git("add", ".")
    _git("commit", "-qm", "new")
    assert _run("en", "de", "-o", "out").exit_code == 0
    newer = _git("rev-parse", "HEAD")[:12]
    assert (place / "out/bees.md").read_text(encoding="utf-8") == note.format(newer) + _UPDATED
    assert _run("en", "de", "--rev", "HEAD~1", "-o", "other").exit_code == 0
    assert (place / "other/bees.md").read_text(encoding="utf-8") == note.format(newer) + _UPDATED


@pytest.mark.parametrize(
    ("note", "renewed"),
    [
        ("title: x\ndefault_lang_commit: {old} # patched\n", "title: x\ndefault_lang_commit: {new}\n"),
        ('default_lang_commit: "{old}"  # patched\n', 'default_lang_commit: "{new}"\n'),
        ("outdated_translation: true\noutdated_since: {new}\ntitle: x\n", "title: x\n"),
    ],
)
def test_notes_of_other_forms_are_read_and_renewed(place: Path, note: str, renewed: str) -> None:
    _git("init", "-q")
    commits = []
    for text in (_OLD, _NEW):
        (place / "en/bees.md").write_text(text, encoding="utf-8")
        _git("add", ".")
        _git("commit", "-qm", "page")
        commits.append(_git("rev-parse", "HEAD"))
    names = dict(zip(("old", "new"), commits, strict=True))
    (place / "de/bees.md").write_text(f"---\n{note.format(**names)}---\n{_TARGET}", encoding="utf-8")
    assert _run("en", "de", "-o", "out").exit_code == 0
    assert (place / "out/bees.md").read_text(encoding="utf-8") == f"---\n{renewed.format(**names)}---\n{_UPDATED}"


def test_comments_with_the_old_source_need_neither_git_nor_a_record(place: Path) -> None:
    page = place / "de/bees.md"
    page.write_text(
        "<!-- # Bees -->\n# Bienen\n\n## Futter\n\n<!--\nFeed the bees in autumn. Close the hive at night.\n-->\n"
        "Füttern Sie die Bienen im Herbst. Schließen Sie nachts den Stock.\n",
        encoding="utf-8",
    )
    (place / "en/bees.md").write_text(_NEW.replace("\n\nFeed", "\n\n## Food\n\nFeed"), encoding="utf-8")
    status = CliRunner().invoke(main, ["status", "en", "de", "-j", "1"])
    assert status.stdout.startswith("de/bees.md: outdated: 1 edited, 1 new, 8 words\n")
    done = _run("en", "de", "--in-place")
    assert done.stderr.splitlines()[1] == (
        "warning: de/bees.md:4: the block stays as it was, because no comment has its source"
    )
    assert page.read_text(encoding="utf-8") == (
        "<!-- # Bees -->\n# Bienen\n\n## Futter\n\n<!--\nFeed the bees in late autumn. Close the hive at night.\n-->\n"
        "Feed the bees in late autumn. Schließen Sie nachts den Stock.\n\nCount them.\n"
    )
    status = CliRunner().invoke(main, ["status", "en", "de", "-j", "1"])
    assert status.stdout.startswith("de/bees.md: outdated: 2 pending\n")


def test_a_note_with_the_hash_of_the_source_proves_that_it_is_current(place: Path) -> None:
    digest = hashlib.sha1(_NEW.replace("\n", "\r\n").encode(), usedforsecurity=False).hexdigest()
    target = f"---\nms.openlocfilehash: {digest}\n---\n{_TARGET}"
    (place / "de/bees.md").write_text(target, encoding="utf-8")
    done = _run("en", "de", "-o", "out")
    assert (done.stderr, (place / "out/bees.md").read_text(encoding="utf-8")) == (
        "de/bees.md: 1 block of the source missing before already\n0 of 1 document updated, 0 sentences pending\n",
        target,
    )


@pytest.mark.parametrize("name", ["work.xlf", "work.xlf2", "work.po"])
def test_a_work_file_comes_back_into_the_updated_documents(place: Path, name: str) -> None:
    assert _run("en", "de", "--old-source", "old", "--in-place", "--work", name, "--target-lang", "de").exit_code == 0
    work = (place / name).read_text(encoding="utf-8")
    assert "Füttern Sie die Bienen im Herbst." in work
    for source, target in (("late autumn.", "Spät."), ("Count them.", "Zählen.")):
        if name == "work.po":
            before, _, after = work.partition(f'{source}"\nmsgstr "')
            rest = after.partition('"')[2]
            work = f'{before}{source}"\nmsgstr "{target}"{rest}'.replace("#, fuzzy\n", "")
            continue
        before, _, after = work.partition(f"{source}</source>")
        state = ' state="translated"' if name == "work.xlf" else ""
        work = f"{before}{source}</source><target{state}>{target}</target>{after}"
    work = work.replace('<segment state="initial">', '<segment state="translated">')
    (place / name).write_text(work, encoding="utf-8")
    merged = CliRunner().invoke(main, ["merge", name, "--root", "de", "-o", "de"])
    assert (merged.exit_code, (place / "de/bees.md").read_text(encoding="utf-8")) == (
        0,
        "# Bienen\n\nSpät. Schließen Sie nachts den Stock.\n\nZählen.\n",
    )
    assert _run("en", "de", "--in-place").stderr == "0 of 1 document updated, 0 sentences pending\n"


_NEVER_TOUCH = {
    "work.xlf": 'approved="yes" translate="no" xml:space="preserve"><source>Close the hive at night.</source>'
    '<target state="translated" state-qualifier="leveraged-inherited">Schließen Sie nachts den Stock.</target>',
    "work.xlf2": '<segment id="s1" state="translated"><source>Close the hive at night.</source>'
    "<target>Schließen Sie nachts den Stock.</target>",
    "work.po": '#, read-only\nmsgctxt "bees.md [paragraph]"\nmsgid "Close the hive at night."\n'
    'msgstr "Schließen Sie nachts den Stock."',
}


@pytest.mark.parametrize("name", [*_NEVER_TOUCH])
def test_a_work_file_can_have_everything_with_what_is_kept_locked(place: Path, name: str) -> None:
    done = _run("en", "de", "--old-source", "old", "--in-place", "--work", name, "--all", "--target-lang", "de")
    assert done.exit_code == 0
    units = [*loc_align.read_returned(place / name)]
    assert [(item.unit.source and item.unit.source.text, item.locked) for item in units] == [
        ("Bees", True),
        ("Feed the bees in late autumn.", False),
        ("Close the hive at night.", True),
        ("Count them.", False),
    ]
    work = (place / name).read_text(encoding="utf-8")
    assert _NEVER_TOUCH[name] in work
    assert "in {+late +}autumn." in work
    assert work.count("Bienen") == work.count("Bienen im Herbst") + 1
    (place / name).write_text(work.replace("Schließen Sie nachts", "Schließen Sie"), encoding="utf-8")
    merged = CliRunner().invoke(main, ["merge", name, "--root", "de", "-o", "de"])
    assert merged.exit_code == 1
    assert "the unit is locked, because its translation is up to date; edit it in the document" in merged.stderr
    assert (place / "de/bees.md").read_text(encoding="utf-8") == _UPDATED


@pytest.mark.parametrize("policy", ["old", "omit"])
def test_what_a_target_does_not_show_awaits_translation_until_somebody_says_otherwise(place: Path, policy: str) -> None:
    def status() -> str:
        return CliRunner().invoke(main, ["status", "en", "de", "-j", "1"]).stdout.splitlines()[0]

    assert _run("en", "de", "--old-source", "old", "--in-place", "--pending", policy).exit_code == 0
    record = (place / "de/.loc-align/bees.md.txt").read_text(encoding="utf-8")
    counts = "=~=+" if policy == "old" else "=~=~"
    assert "".join(line[0] for line in record.splitlines()[2:]) == counts
    assert status() == "de/bees.md: outdated: 2 pending"
    before = (place / "de/bees.md").read_bytes()
    assert _run("en", "de", "--in-place", "--pending", policy).stderr.endswith("2 sentences pending\n")
    assert (place / "de/bees.md").read_bytes() == before
    assert (place / "de/.loc-align/bees.md.txt").read_text(encoding="utf-8") == record
    (place / "de/bees.md").write_text(_TARGET.replace("Herbst", "Spätherbst") + "\nZählen Sie sie.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["align", "en", "de", "--record", "-j", "1"]).exit_code == 0
    assert status() == "de: 100.0% up to date (1 up-to-date)"


def test_marks_go_when_their_sentences_are_translated(place: Path) -> None:
    options = ("--pending", "mark", "--work", "w.po", "--target-lang", "de")
    assert _run("en", "de", "--old-source", "old", "--in-place", *options).exit_code == 0
    page = place / "de/bees.md"
    marked = _UPDATED.replace("late autumn.", "late autumn.<!-- translate -->").replace(
        "them.", "them.<!-- translate -->"
    )
    assert page.read_text(encoding="utf-8") == marked
    status = CliRunner().invoke(main, ["status", "en", "de", "-j", "1"])
    assert status.stdout.startswith("de/bees.md: outdated: 2 pending\n")
    work = (place / "w.po").read_text(encoding="utf-8")
    (place / "w.po").write_text(
        work.replace('msgid "Count them."\nmsgstr ""', 'msgid "Count them."\nmsgstr "Zählen."'), encoding="utf-8"
    )
    assert CliRunner().invoke(main, ["merge", "w.po", "--root", "de", "-o", "de"]).exit_code == 0
    assert page.read_text(encoding="utf-8") == marked.replace("Count them.<!-- translate -->", "Zählen.")
    assert _run("en", "de", "--in-place").stderr == "0 of 1 document updated, 1 sentence pending\n"


def test_a_work_file_with_everything_has_up_to_date_documents_too(place: Path) -> None:
    (place / "en/bees.md").write_text(_OLD, encoding="utf-8")
    for _ in range(2):
        done = _run("en", "de", "--old-source", "old", "--in-place", "--work", "w.po", "--all", "--target-lang", "de")
        assert done.exit_code == 0
        assert (place / "w.po").read_text(encoding="utf-8").count("read-only") == 3
        (place / "de/bees.md").write_text(_TARGET, encoding="utf-8")


@pytest.mark.parametrize("old", ["old", "old/bees.md"])
def test_an_old_source_that_is_not_text_is_named(place: Path, old: str) -> None:
    (place / "old/bees.md").write_bytes(b"# Bees\n\n\xff\n")
    done = _run("en/bees.md", "de/bees.md", "--old-source", old, "--in-place")
    assert done.exit_code == 1
    assert done.stderr == (
        "error: de/bees.md: old/bees.md:3: byte 8 (0xff) is not UTF-8; convert the file to UTF-8\n"
        "0 of 0 documents updated, 0 sentences pending\n"
    )


def test_blocks_that_the_target_had_otherwise_are_reported(place: Path) -> None:
    (place / "de/bees.md").write_text(_TARGET + "\n```\nextra\n```\n", encoding="utf-8")
    for folder, text in (("old", _OLD), ("en", _NEW)):
        (place / folder / "bees.md").write_text(text + "\n- Keep `5` hives.\n", encoding="utf-8")
    done = _run("en", "de", "--old-source", "old", "--in-place")
    assert done.stderr == (
        "de/bees.md: 3 kept, 1 edited, 1 new; 3 sentences pending\n"
        "warning: en/bees.md:7: the block is in the source language, because no translation fits it\n"
        "warning: de/bees.md:5: the block is left out, because the source has none for it\n"
        "1 of 1 document updated, 3 sentences pending\n"
    )
    assert (place / "de/bees.md").read_text(encoding="utf-8") == _UPDATED + "\n- Keep `5` hives.\n"


def test_a_merge_records_what_has_been_translated_also_as_the_source_has_it(place: Path) -> None:
    for folder in ("old", "en"):
        page = place / folder / "bees.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n## Honey\n" * (folder == "en"), encoding="utf-8")
    assert _run(
        *("en", "de", "--old-source", "old", "--in-place", "--work", "work.xlf", "--target-lang", "de")
    ).stderr.endswith("3 sentences pending\n")
    record = place / "de/.loc-align/bees.md.txt"
    assert record.read_text(encoding="utf-8").count("+ ") == 3
    work = (place / "work.xlf").read_text(encoding="utf-8")
    for source, target in (("Count them.", "Zählen."), ("Honey", "Honey")):
        work = work.replace(f"{source}</source>", f'{source}</source><target state="translated">{target}</target>')
    (place / "work.xlf").write_text(work, encoding="utf-8")
    before = record.read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["merge", "work.xlf", "--root", "de", "-o", "other"]).exit_code == 0
    assert record.read_text(encoding="utf-8") == before
    lines = (place / "other/.loc-align/bees.md.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("+")] == [
        line for line in before.splitlines() if line.startswith("+")
    ][:1]
    assert (place / "other/.loc-align/bees.md.source").read_bytes() == (place / "en/bees.md").read_bytes()
    assert CliRunner().invoke(main, ["merge", "work.xlf", "--root", "de", "-o", "de"]).exit_code == 0
    assert _run("en", "de", "--in-place").stderr == "0 of 1 document updated, 1 sentence pending\n"


def test_memories_fill_the_work_file_but_never_with_the_old_translation(place: Path) -> None:
    units = (
        ("Count them.", "Zählen Sie sie."),
        ("Feed the bees in late autumn.", "Füttern Sie die Bienen im Herbst."),
    )
    (place / "memory.po").write_text(
        'msgid ""\nmsgstr "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        + "".join(f'msgid "{source}"\nmsgstr "{target}"\n\n' for source, target in units),
        encoding="utf-8",
    )
    arguments = ("en", "de", "--old-source", "old", "--in-place", "--target-lang", "de", "--memory", "memory.po")
    assert _run(*arguments, "--work", "work.xlf").stderr.endswith("2 sentences pending\n")
    work = (place / "work.xlf").read_text(encoding="utf-8")
    assert work.count("<target ") - work.count("<target state-qualifier") == 1
    assert (
        'Count them.</source><target state="translated" state-qualifier="exact-match">Zählen Sie sie.</target>' in work
    )
    merged = CliRunner().invoke(main, ["merge", "work.xlf", "--root", "de", "-o", "de"])
    assert (merged.exit_code, (place / "de/bees.md").read_text(encoding="utf-8")) == (
        0,
        _UPDATED.replace("Count them.", "Zählen Sie sie."),
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--in-place", "--memory", "de/bees.md"), "--memory fills the work file; add --work FILE"),
        (("--in-place", "--all"), "--all is about the work file; add --work FILE"),
        ((), "there is no output; add -o DIR, --in-place, --dry-run, or --diff"),
        (("-o", "x", "--in-place"), "-o and --in-place exclude each other"),
        (("--in-place", "--old-source", "old", "--rev", "HEAD"), "--old-source and --rev exclude each other"),
        (("--in-place", "--work", "x.tmx"), "x.tmx: files with this suffix can't be merged; use one of"),
        (("--in-place", "--work", "x.docx"), "can't be merged; use one of .xlf, .xlf2, or .po\n"),
        (("--in-place", "--old-source", "gone"), "gone: no such file or folder\n"),
        (
            ("--in-place", "--old-source", "de"),
            "--old-source de: these are the translations; name the source they were",
        ),
        (("--in-place", "--rev", "v1"), "--rev v1: the source isn't in a git repository\n"),
        (("--in-place", "--work", "x.xlf", "--pending", "old"), "--work needs the new source in the documents"),
        (("--in-place", "--no-record", "--pending", "omit"), "only the record says what awaits translation"),
        (("-o", "de"), "would overwrite the input file"),
    ],
)
def test_wrong_calls_say_what_to_do(place: Path, arguments: tuple[str, ...], message: str) -> None:
    done = _run("en", "de", *arguments)
    assert done.exit_code == 2, place
    assert message in done.output or message in str(done.exception)


def test_one_language_is_refused_for_targets_in_several(place: Path) -> None:
    for lang in ("de", "pl"):
        (place / f"en/bees.{lang}.md").write_text(_TARGET, encoding="utf-8")
    options = ("--old-source", "old", "--work", "w.xlf", "--in-place")
    done = _run("en", "en", *options, "--target-lang", "de")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: --target-lang de: the names of the targets have several languages: en/bees.de.md, en/bees.pl.md; leave "
        "out the option, or give two patterns for one language, such as 'docs/*.md' 'docs/*.de.md'\n"
    )
    done = _run("en/*.md", "en/*.de.md", *options, "--target-lang", "de")
    assert done.stderr.endswith("1 of 1 document updated, 2 sentences pending\n")
    assert (place / "w.xlf").read_text(encoding="utf-8").count('target-language="de"') == 1


@pytest.mark.parametrize("source", ["bees.md", "bees.en.md"])
def test_a_copy_of_the_folder_has_translations_beside_the_old_sources(place: Path, source: str) -> None:
    for path, text in ((f"copy/{source}", _OLD), ("copy/bees.de.md", _TARGET), (f"all/{source}", _NEW)):
        (place / path).parent.mkdir(exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    (place / "all/bees.de.md").write_text(_TARGET, encoding="utf-8")
    done = _run("all", "all", "--old-source", "copy", "--in-place")
    assert (done.exit_code, (place / "all/bees.de.md").read_text(encoding="utf-8")) == (0, _UPDATED)


def test_a_second_update_from_the_same_old_source_changes_nothing(place: Path) -> None:
    arguments = ("en", "de", "--old-source", "old", "--in-place", "--work", "w.po", "--target-lang", "de")
    (place / "old/bees.md").write_text(_OLD.replace("autumn.", "autumn. Wait."), encoding="utf-8")
    (place / "de/bees.md").write_text(_TARGET.replace("Herbst.", "Herbst. Warten Sie."), encoding="utf-8")
    first = _run(*arguments)
    assert first.stderr.endswith("1 of 1 document updated, 2 sentences pending\n")
    page, work = (place / "de/bees.md").read_text(encoding="utf-8"), (place / "w.po").read_text(encoding="utf-8")
    assert page == _UPDATED
    second = _run(*arguments)
    assert second.stderr == (
        "de/bees.md: up to date already, according to its record in .loc-align; remove the record if that is wrong\n"
        "0 of 1 document updated, 2 sentences pending\n"
    )
    assert (place / "de/bees.md").read_text(encoding="utf-8") == page
    assert (place / "w.po").read_text(encoding="utf-8").count("\nmsgid") == work.count("\nmsgid")
    translated = page.replace("Count them.", "Zählen Sie sie.")
    (place / "de/bees.md").write_text(translated, encoding="utf-8")
    assert _run(*arguments).exit_code == 0
    assert (place / "de/bees.md").read_text(encoding="utf-8") == translated


@pytest.mark.parametrize("name", ["w.xlf", "w.xlf2", "w.po"])
@pytest.mark.parametrize("policy", ["source", "mark"])
def test_a_title_inside_markup_comes_back_translated(place: Path, name: str, policy: str) -> None:
    title, german = '!!! note "{}"\n\n    Wait here.\n', '!!! note "{}"\n\n    Warten Sie hier.\n'
    for path, text in (
        ("old/bees.md", title.format("Before the winter")),
        ("en/bees.md", title.format("After the winter")),
        ("de/bees.md", german.format("Vor dem Winter")),
        ("mkdocs.yml", "site_name: Bees\n"),
    ):
        (place / path).write_text(text, encoding="utf-8")
    arguments = ("--in-place", "--pending", policy, "--work", name, "--target-lang", "de")
    done = _run("en", "de", "--old-source", "old", *arguments)
    assert done.stderr.endswith("1 of 1 document updated, 1 sentence pending\n")
    assert (place / "de/bees.md").read_text(encoding="utf-8") == german.format("After the winter")
    work = (place / name).read_text(encoding="utf-8")
    source = "After the winter</source>"
    work = work.replace(source, f"{source}<target>Nach dem Winter</target>").replace('state="initial"', "")
    head, row, tail = work.partition('msgid "After the winter"\nmsgstr ')
    work = head.replace("#, fuzzy\n", "") + row + tail.replace('"Vor dem Winter"', '"Nach dem Winter"', 1)
    (place / name).write_text(work, encoding="utf-8")
    merged = CliRunner().invoke(main, ["merge", name, "--root", "de", "-o", "de"])
    assert merged.exit_code == 0, merged.output
    assert (place / "de/bees.md").read_text(encoding="utf-8") == german.format("Nach dem Winter")
    status = CliRunner().invoke(main, ["status", "en", "de", "-j", "1"])
    assert status.stdout == "de: 100.0% up to date (1 up-to-date)\n"
