"""Print how often each rule was right, by rule and by language, from verdicts on what it found.

Usage: python benchmarks/rule_precision.py [--seeded] [--write-seeded]

``rule_precision.tsv`` has a verdict a line: corpus, file, line, rule, severity, and whether the finding is true. Each
finding was read next to its source. A verdict counts if the rule still reports something on that line, as severely.

Some rules find nothing in the published files, because the tools of their publishers protect what the rules check. Such
a rule is judged by faults that ``tests/faults`` injects into these files, in all their languages: a finding of the rule
on the line of a fault is true, and one elsewhere is false unless the rule found the fault, too, which can show in two
places. ``rule_precision_seeded.tsv`` has these counts, and
``--write-seeded`` makes them anew. For a rule that no fault concerns, the failing cases in ``tests/checks`` count.

The exit code is 1 if a rule is an error by default without a verdict and a reason, or with less than 95 % of them true.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from pathlib import Path
from types import MappingProxyType

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT / "tests"))

from faults.measure import trials  # noqa: E402
from loc_align.checks import RULES  # noqa: E402
from loc_align.checks.aligning import align_document  # noqa: E402
from loc_align.checks.run import run  # noqa: E402
from loc_align.checks.settings import active_rules  # noqa: E402
from loc_align.files.io import read  # noqa: E402

_SHARED = _ROOT.parent / "shared"
_READ = Path(__file__).with_suffix(".tsv")
_SEEDED = Path(__file__).with_name("rule_precision_seeded.tsv")
_LEAST = 0.95
_Z = 1.96
"""The quantile of the normal distribution for 95 % confidence."""
_TRIALS = 5
_LANGUAGES = {"zhcn": "zh-CN", "zh": "zh-CN"}
"""The languages of corpora whose names end in something else."""

_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "markup": "publishing tools find the sides of a pair by exact tags and IDs, which are compared as they are",
        "code": "a program or a browser reads the code, which is compared exactly",
        "link": "a destination or an anchor is exact, and forms of one page are equal",
        "directive": "the publishing tool knows the directive by its exact name and arguments",
        "number-only": "both sides are nothing but a number and its unit",
        "text-loop": "no text of a source repeats a word five times",
        "text-confusable": "the name of the source has the letters, and Unicode (UTS 39) lists the look-alikes",
        "pair": "it compares a pair with its neighbors, and reports nothing in the published pairs",
        "front-matter": "the forms of the values are those of the publishing tool",
        "structure-table-row": "GitHub Flavored Markdown, 4.10",
        "structure-broken": "CommonMark, 4 and 5: the marker is at the start of a block",
        "structure-opening": "CommonMark, 4.6: the block hides what follows",
        "term": "the team's own list",
    }
)
"""Why a rule may be an error although it finds nothing in the published files: by rule or family."""

Counts = dict[tuple[str, str], Counter[bool]]
"""The numbers of true and false findings, by rule and language."""


def lower_bound(true: int, count: int) -> float:
    """Return the lower bound of a proportion with 95 % confidence (Wilson 1927, score interval)."""
    if not count:
        return 0.0
    share = true / count
    middle = share + _Z * _Z / (2 * count)
    spread = _Z * sqrt(share * (1 - share) / count + _Z * _Z / (4 * count * count))
    return (middle - spread) / (1 + _Z * _Z / count)


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from list(csv.reader(stream, delimiter="\t"))[1:]


def _language(corpus: str) -> str:
    name = corpus.rpartition(".")[2]
    return _LANGUAGES.get(name, name)


def _findings(corpus: str, name: str) -> set[tuple[int, str, str]]:
    """Return the lines, rules, and severities of the findings in a file of a corpus."""
    folder = _SHARED / corpus
    path, source = folder / name, None
    lang = None
    if corpus.startswith("flavours/"):
        lang = _language(corpus)
        beside = folder / "source" / Path(name).relative_to("target")
        source = read(beside.as_posix()) if beside.exists() else None
    bitext = align_document(read(path.as_posix()), source, "en-US", lang)
    found = run(bitext, active_rules(), source_document=source, expected_lang=lang).problems
    return {(problem.line, problem.rule, problem.severity) for problem in found}


def read_verdicts() -> tuple[Mapping[str, Counts], int]:
    """Return the counts of the verdicts on what the rules still find, by severity, and how many others there are."""
    by_file: dict[tuple[str, str], list[tuple[int, str, str, bool]]] = defaultdict(list)
    for corpus, name, line, rule, severity, verdict in _rows(_READ):
        by_file[corpus, name].append((int(line), rule, severity, verdict == "true"))
    counts: dict[str, Counts] = {"error": defaultdict(Counter), "warning": defaultdict(Counter)}
    gone = 0
    for (corpus, name), verdicts in by_file.items():
        found = _findings(corpus, name)
        for line, rule, severity, true in verdicts:
            if (line, rule, severity) in found:
                counts[severity][rule, _language(corpus)][true] += 1
            else:
                gone += 1
    return counts, gone


def seeded_verdicts() -> Counts:
    """Return the counts of the file of seeded verdicts."""
    counts: Counts = defaultdict(Counter)
    for rule, lang, true, false in _rows(_SEEDED):
        counts[rule, lang] += Counter({True: int(true), False: int(false)})
    return counts


def _write_seeded() -> None:
    counts: Counts = defaultdict(Counter)
    folders = (_SHARED / "corpus", _SHARED / "wider")
    paths = [path for folder in folders for path in sorted(folder.glob("*/sxs/**/*.md"))]
    for trial in trials(paths, active_rules(), _TRIALS):
        for rule in trial.rules:
            counts[rule, trial.lang][True] += 1
        for rule in (item.split()[1] for item in trial.elsewhere):
            counts[rule, trial.lang][False] += rule not in trial.rules
    for rule in RULES:
        if not any(name == rule for name, _ in counts):
            for case in sorted((_ROOT / "tests" / "checks" / rule).glob("fail*.txt")):
                counts[rule, "cases"][True] += len(case.read_text(encoding="utf-8").splitlines())
    with _SEEDED.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter="\t", lineterminator="\n")
        out.writerow(("rule", "language", "true", "false"))
        out.writerows((*key, counts[key][True], counts[key][False]) for key in sorted(counts) if key[0] in RULES)


def _summed(counts: Mapping[tuple[str, str], Counter[bool]], at: int) -> Mapping[str, Counter[bool]]:
    sums: dict[str, Counter[bool]] = defaultdict(Counter)
    for key, count in counts.items():
        sums[key[at]] += count
    return sums


def _print(title: str, rows: Iterable[tuple[str, Counter[bool]]]) -> None:
    print(f"\n{title:<34} {'read':>5} {'true':>5} {'precision':>9} {'at least':>9}")
    for name, count in rows:
        read_count = count.total()
        share = count[True] / read_count if read_count else 0.0
        print(f"{name:<34} {read_count:5} {count[True]:5} {share:9.1%} {lower_bound(count[True], read_count):9.1%}")


def _reason(rule: str) -> str:
    """Return why a rule that finds nothing in the published files is an error; empty if nothing says it."""
    return next((reason for name, reason in _REASONS.items() if rule == name or rule.startswith(f"{name}-")), "")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeded", action="store_true", help="print the seeded verdicts, too")
    parser.add_argument("--write-seeded", action="store_true", help="inject faults, and count the findings anew")
    options = parser.parse_args()
    if options.write_seeded:
        _write_seeded()
    seeded = _summed(seeded_verdicts(), 0)
    counts, gone = read_verdicts()
    print(f"{gone} verdicts are on findings that are gone or have another severity")
    for severity, of in counts.items():
        by_rule = _summed(of, 0)
        _print(f"{severity}s", ((rule, by_rule[rule]) for rule in RULES if rule in by_rule))
        _print(f"{severity}s by language", sorted(_summed(of, 1).items()))
        _print(f"all {severity}s", (("", sum(of.values(), Counter[bool]())),))
    if options.seeded:
        _print("seeded", sorted(seeded.items()))
    errors = _summed(counts["error"], 0)
    unread = [rule.id for rule in RULES.values() if rule.severity == "error" and not errors.get(rule.id)]
    print("\nerrors without findings in published files, and why they are errors")
    for rule in unread:
        print(f"{rule:34} {_reason(rule)}")
    failed = not all(map(_reason, unread))
    for rule in (rule.id for rule in RULES.values() if rule.severity == "error"):
        count = errors.get(rule) or seeded.get(rule) or Counter[bool]()
        if not count or count[True] < _LEAST * count.total():
            failed = True
            print(f"{rule}: {count[True]} of {count.total()} verdicts are true; an error needs {_LEAST:.0%}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
