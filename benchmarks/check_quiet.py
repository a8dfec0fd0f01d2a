"""Count the problems in published files for each 1,000 pairs, by translation type, severity, and rule.

Usage: python benchmarks/check_quiet.py [FOLDER...]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from loc_align.alignment.by_id import align
from loc_align.checks.run import run
from loc_align.checks.settings import active_rules
from loc_align.files.finding import find
from loc_align.files.io import read

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=[str(_DEFAULT)])
    pairs: Counter[str] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for item in find(parser.parse_args().folders):
        if "/live/" in item.path:
            continue
        bitext = align(read(item.path))
        kind = bitext.provenance.translation_type or "unknown"
        pairs[kind] += len(bitext.units)
        for problem in run(bitext, active_rules()).problems:
            found[kind, problem.severity, problem.rule] += 1
    for kind, count in sorted((+pairs).items()):
        print(f"\n{kind}: {count:,} pairs; problems for each 1,000 pairs:")
        for severity in ("error", "warning", "info"):
            rules = {rule: number for (of, level, rule), number in found.items() if (of, level) == (kind, severity)}
            print(f"  {severity:<8} {sum(rules.values()) * 1000 / count:8.2f}")
            for rule, number in sorted(rules.items(), key=lambda entry: -entry[1]):
                print(f"    {rule:<32} {number * 1000 / count:8.2f}  {number:6,}")


if __name__ == "__main__":
    main()
