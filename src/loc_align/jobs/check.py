"""The work of ``check`` on one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from msgspec import Struct, field

from loc_align import formats
from loc_align.checks.aligning import align_document
from loc_align.checks.fixes import MAX_ROUNDS, choose_fixes
from loc_align.checks.memory import run_memory
from loc_align.checks.run import CheckResult, run
from loc_align.checks.serialization import dump_result, load_result
from loc_align.config import FileConfig
from loc_align.documents import parse_again
from loc_align.files import tally
from loc_align.files.baselines import TranslatedFrom, translated_from
from loc_align.files.cache import Cache
from loc_align.files.finding import Found
from loc_align.files.io import atomic, read, read_bytes, read_units
from loc_align.files.records import record_bytes
from loc_align.files.sites import Site, read_document, site_of
from loc_align.model import Bitext, Document, TranslationUnit
from loc_align.text import edited_bytes
from loc_align.text.diff import difference


class CheckedFile(Struct, frozen=True):
    """The result of checking a file."""

    path: str
    result: CheckResult
    fixed: int = 0
    """The number of fixed problems."""
    diff: str = ""
    """A unified diff of the fixes, if it was requested."""


class FileTask(Struct, frozen=True):
    """How to check a file."""

    config: int = 0
    """The index of its configuration."""
    source: str | None = None
    """The path of its source document."""
    memory: bool = False
    """Whether it is a translation memory."""


class CheckFile(Struct, frozen=True):
    """Checks a file. Picklable, for worker processes."""

    source_lang: str
    target_lang: str | None
    fix: bool = False
    """Whether to write files with safe fixes."""
    diff: bool = False
    """Whether to return the fixes as a diff instead."""
    cache: Cache | None = None
    configs: tuple[FileConfig, ...] = ()
    tasks: Mapping[str, FileTask] = field(default_factory=dict)
    """The tasks by path. A path without a task is a document with the first configuration."""

    def __call__(self, found: Found) -> CheckedFile:
        """Check a file."""
        task = self.tasks.get(found.path, FileTask())
        if task.memory:
            return CheckedFile(found.path, run_memory(_units(found), found.path, self.configs[task.config].settings))
        if self.fix or self.diff:
            return self._fixed(found, task)
        result = self._cached(found, task)
        tally.add(result.left_out)
        return CheckedFile(found.path, result)

    def _cached(self, found: Found, task: FileTask) -> CheckResult:
        path, data = found.path, found.content()
        source = read_bytes(task.source) if task.source else b""
        config = self.configs[task.config]
        if self.cache is None or found.data is not None:
            return self._parsed(data, path, source, task)
        parts = (
            data,
            source,
            record_bytes(path) if task.source else b"",
            repr(
                (task.source, self.source_lang, self._lang(config), config.cache_key(), self._sites(path, task))
            ).encode(),
        )
        if (cached := self.cache.get(path, parts)) is not None:
            return load_result(cached)
        result = self._parsed(data, path, source, task)
        self.cache.put(path, parts, dump_result(result))
        return result

    def _parsed(self, data: bytes, path: str, source: bytes, task: FileTask) -> CheckResult:
        original = read_document(source, task.source) if task.source else None
        return self._check(read_document(data, path, original), original, self.configs[task.config])

    def _check(self, document: Document, source: Document | None, config: FileConfig) -> CheckResult:
        lang = self._lang(config)
        bitext = align_document(document, source, self.source_lang, lang)
        wanted = source is not None and any(item.rule.id == "text-stale" for item in config.settings)
        known = TranslatedFrom(None)
        if wanted and source is not None:
            known = translated_from(document, source, bitext.source_lang)
        return run(
            bitext,
            config.settings,
            source_document=source,
            expected_lang=lang,
            old_source=known.old,
            hidden=known.hidden,
        )

    def _sites(self, path: str, task: FileTask) -> tuple[Site, Site | None]:
        """Return how the documents are read, on which the result depends, too."""
        return site_of(path), site_of(task.source) if task.source else None

    def aligned(self, found: Found) -> Bitext | None:
        """Return the units of a document, or ``None`` for a memory."""
        task = self.tasks.get(found.path, FileTask())
        if task.memory:
            return None
        source = read(task.source) if task.source else None
        return align_document(found.document(source), source, self.source_lang, self._lang(self.configs[task.config]))

    def _lang(self, config: FileConfig) -> str | None:
        return self.target_lang or config.target_lang

    def _fixed(self, found: Found, task: FileTask) -> CheckedFile:
        """Apply fixes until there are none left. If two fixes undo each other, stop after some rounds."""
        path = found.path
        source = read(task.source) if task.source else None
        document = old = found.document(source)
        config = self.configs[task.config]
        before = result = self._check(document, source, config)
        total = 0
        for _ in range(MAX_ROUNDS):
            edits, count = choose_fixes(result.problems)
            if not count:
                break
            document = parse_again(edited_bytes(document, edits), document)
            result = self._check(document, source, config)
            total += count
        if self.diff:
            return CheckedFile(
                path, before, total, difference(old.file_text, document.file_text, Path(path).as_posix())
            )
        if total:
            with atomic(path) as stream:
                stream.write(edited_bytes(document, ()))
        return CheckedFile(path, result, total)


def _units(found: Found) -> Iterator[TranslationUnit]:
    return read_units(found.path, strict=True) if found.data is None else formats.load(BytesIO(found.data), found.path)
