"""The entry point of the command: ``loc-align`` and ``python -m loc_align``."""

import signal
import sys


def run() -> None:
    """Run the command, and exit. Until its modules are loaded, an interrupt ends the process without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from loc_align.cli import main  # noqa: PLC0415 - after the signal has its handler

    sys.exit(main())


if __name__ == "__main__":
    run()
