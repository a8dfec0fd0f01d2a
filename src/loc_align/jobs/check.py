"""What ``check`` does with each file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from loc_align.checks.check import align_document
from loc_align.checks.fixes import MAX_ROUNDS, apply_fixes
from loc_align.checks.memory import run_memory
from loc_align.checks.run import CheckResult, run
from loc_align.checks.serialization import dump_result, load_result
from loc_align.config import FileConfig
from loc_align.documents import parse
from loc_align.files.cache import Cache
from loc_align.files.io import atomic, read, read_bytes, read_units
from loc_align.model import Document
from loc_align.text import encode
from loc_align.text.diff import difference


class Done(Struct, frozen=True):
    """What became of a file."""

    path: str
    checked: CheckResult
    mended: int = 0
    """How many problems were mended."""
    diff: str = ""
    """What that changes, where it was asked for."""


class Item(Struct, frozen=True):
    """A file, and what it is checked with."""

    plan: int = 0
    """The index of its plan."""
    source: str | None = None
    """The document in the source language."""
    memory: bool = False
    """Whether it is a translation memory."""


class Work(Struct, frozen=True):
    """From a path to its problems; travels to the worker processes."""

    source_lang: str
    target_lang: str | None
    fix: bool = False
    """Whether to mend what can be mended, and write it."""
    diff: bool = False
    """Whether to mend and show the difference instead."""
    cache: Cache | None = None
    plans: tuple[FileConfig, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    """By path, where a file is more than a document with the first plan."""

    def __call__(self, path: str) -> Done:
        """Check a file."""
        item = self.items.get(path, Item())
        if item.memory:
            return Done(path, run_memory(read_units(path), path, self.plans[item.plan].settings))
        if self.fix or self.diff:
            return self._mended(path, item)
        return Done(path, self._cached(path, item))

    def _cached(self, path: str, item: Item) -> CheckResult:
        """What is known from an earlier run, or else found now."""
        data = read_bytes(path)
        source = read_bytes(item.source) if item.source else b""
        plan = self.plans[item.plan]
        parts = (data, source, repr((item.source, self.source_lang, self._lang(plan), plan.cache_key())).encode())
        if self.cache is not None and (kept := self.cache.get(path, parts)) is not None:
            return load_result(kept)
        documents = parse(data, path), parse(source, item.source) if item.source else None
        checked = self._check(*documents, plan)
        if self.cache is not None:
            self.cache.put(path, parts, dump_result(checked))
        return checked

    def _check(self, document: Document, source: Document | None, plan: FileConfig) -> CheckResult:
        lang = self._lang(plan)
        bitext = align_document(document, source, self.source_lang, lang)
        return run(bitext, plan.settings, source_document=source, expected_lang=lang)

    def _lang(self, plan: FileConfig) -> str | None:
        return self.target_lang or plan.target_lang

    def _mended(self, path: str, item: Item) -> Done:
        """Mend until nothing is left to mend; of what a fix would go back and forth with, the last state stays."""
        old = document = read(path)
        source = read(item.source) if item.source else None
        plan = self.plans[item.plan]
        before = checked = self._check(document, source, plan)
        total = 0
        for _ in range(MAX_ROUNDS):
            text, count = apply_fixes(document.text, checked.problems)
            if not count:
                break
            document = replace(parse(encode(text), path), bom=old.bom)
            checked = self._check(document, source, plan)
            total += count
        if self.diff:
            return Done(path, before, total, difference(old.text, document.text, Path(path).as_posix()))
        if total:
            with atomic(path) as stream:
                stream.write(encode(document.text, bom=document.bom))
        return Done(path, checked, total)
