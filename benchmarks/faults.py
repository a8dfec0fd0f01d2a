"""Measure how many injected faults the rules find.

Usage: python benchmarks/faults.py [--each N] [--kind TEXT] [--misses] [--held-out | --documents] [FOLDER...]

With ``--held-out``, the faults are of kinds that no rule was written for: in targets, and, in documents of one language
that are compared with their sources, in the structure. It prints no misses, so that nobody fits a rule to them.

With ``--documents``, the faults are of kinds that rules were developed with. They are in published pages of several
makers and in the halves of side-by-side documents, which are compared with their sources.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = _ROOT.parent / "shared"
_HALVES = 60
"""The number of side-by-side documents whose halves are compared."""
_LARGE = 9000
"""The size of a page, in bytes, from which it takes too long."""
sys.path.insert(0, str(_ROOT / "tests"))

from flavour_pages import FOLDER, SUFFIXES, sites  # noqa: E402

from faults.compared import Page, compared_trials  # noqa: E402
from faults.held_out import held_out_trials  # noqa: E402
from faults.in_documents import IN_DOCUMENTS  # noqa: E402
from faults.in_structure import IN_STRUCTURE  # noqa: E402
from faults.in_targets import IN_TARGETS  # noqa: E402
from faults.measure import Trial, trials  # noqa: E402
from faults.table import KINDS  # noqa: E402
from loc_align.checks.settings import active_rules  # noqa: E402
from loc_align.documents import parse  # noqa: E402
from loc_align.files.sites import read_document  # noqa: E402


def main() -> None:
    """Print the share of the faults that the rules find, by kind and by language."""
    options = _arguments()
    paths = sorted(path for folder in options.folders for path in folder.glob("**/*.md"))
    paths = [path for path in paths if b"data-ttu-id" in path.read_bytes()]
    if options.held_out:
        _held_out(paths, options.each, options.kind)
        return
    if options.documents:
        _documents(paths, options)
        return
    kinds = [kind for kind in KINDS if options.kind in kind]
    by_kind: dict[str, list[Trial]] = defaultdict(list)
    by_lang: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials(paths, active_rules(), options.each, kinds):
        by_kind[trial.kind].append(trial)
        by_lang[trial.lang].append(trial)
    for kind in kinds:
        _row(kind, by_kind[kind], sorted(KINDS[kind].rules))
        if options.misses:
            _misses(by_kind[kind])
    for lang, found in sorted(by_lang.items()):
        _row(lang, found)
    _row("all", [trial for found in by_kind.values() for trial in found])


def _held_out(paths: list[Path], each: int, text: str) -> None:
    for title, group in (("in targets", IN_TARGETS), ("in the structure", IN_STRUCTURE)):
        kinds = [kind for kind in group if text in kind]
        found = [*held_out_trials(paths, active_rules(), each, kinds)]
        for kind in kinds:
            _row(kind, [trial for trial in found if trial.kind == kind])
        for lang in sorted({trial.lang for trial in found}):
            _row(lang, [trial for trial in found if trial.lang == lang])
        _row(f"all {title}", found)


def _documents(paths: list[Path], options: argparse.Namespace) -> None:
    halves = Random("halves").sample(paths, min(_HALVES, len(paths)))  # noqa: S311 - the same files each time
    pages = [Page.of_halves(parse(path.read_bytes(), path.as_posix())) for path in halves]
    pages += _published()
    kinds = {kind: inject for kind, inject in IN_DOCUMENTS.items() if options.kind in kind}
    found = [*compared_trials(pages, active_rules(), options.each, kinds)]
    for kind in kinds:
        own = [trial for trial in found if trial.kind == kind]
        _row(kind, own)
        if options.misses:
            _misses(own)
    for lang in sorted({trial.lang for trial in found}):
        _row(lang, [trial for trial in found if trial.lang == lang])
    _row("all in documents", found)


def _published() -> Iterator[Page]:
    """Yield the published pages of sites that have sources."""
    for site in sites(FOLDER):
        for path in sorted(item for item in (site / "target").rglob("*") if item.suffix in SUFFIXES):
            original = site / "source" / path.relative_to(site / "target")
            if path.stat().st_size < _LARGE and original.is_file():
                source = read_document(original.read_bytes(), original.as_posix())
                target = read_document(path.read_bytes(), path.as_posix(), source)
                yield Page(source, target, site.name.rpartition(".")[2])


def _misses(found: list[Trial]) -> None:
    for trial in found:
        if not trial.found or trial.elsewhere:
            print(f"    {trial.place} {'found' if trial.found else 'MISSED'} {' '.join(trial.elsewhere)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=20, help="number of trials of each kind")
    parser.add_argument("--kind", default="", help="run only kinds with this text in their names")
    parser.add_argument("--held-out", action="store_true", help="inject faults that no rule was written for")
    parser.add_argument("--documents", action="store_true", help="inject faults into documents with source documents")
    parser.add_argument("--misses", action="store_true", help="list missed faults, and new problems elsewhere")
    parser.add_argument("folders", type=Path, nargs="*", default=[_SHARED / "corpus", _SHARED / "wider"])
    return parser.parse_args()


def _row(name: str, found: list[Trial], rules: list[str] | None = None) -> None:
    if not found:
        print(f"{name:32} not possible in any document")
        return
    hits = sum(trial.found for trial in found)
    named = sum(bool(set(trial.rules) & set(rules)) for trial in found) if rules else hits
    elsewhere = sum(len(trial.elsewhere) for trial in found)
    print(
        f"{name:32} {len(found):5} faults, {100 * hits / len(found):5.1f} % found on their line"
        f" ({100 * named / len(found):5.1f} % by {', '.join(rules) if rules else 'any rule'}),"
        f" {10 * elsewhere / len(found):4.1f} new problems elsewhere for 10 faults"
    )


if __name__ == "__main__":
    main()
