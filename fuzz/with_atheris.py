"""Fuzz a target with Atheris, which follows the coverage (``pip install atheris``), as OSS-Fuzz does.

Usage: python fuzz/with_atheris.py TARGET [OPTIONS OF LIBFUZZER…] [FOLDER…]
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["loc_align"]):
    from targets import TARGETS

from loc_align.errors import LocAlignError


def main() -> None:
    """Run libFuzzer, which gives each input to the target."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:  # noqa: PLR2004 - the program and the target
        sys.exit(f"{(__doc__ or '').rstrip()}\n\nTARGET is one of {', '.join(TARGETS)}.")
    target = TARGETS[sys.argv.pop(1)]

    def run(data: bytes) -> None:
        try:
            target.run(data)
        except LocAlignError:
            return

    atheris.Setup(sys.argv, run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
