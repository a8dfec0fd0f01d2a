"""Files: the only place beside the command that touches the file system."""

from loc_align.corpus.files import atomic, read, read_units, write
from loc_align.corpus.find import Found, find
from loc_align.corpus.run import Outcome, run

__all__ = ["Found", "Outcome", "atomic", "find", "read", "read_units", "run", "write"]
