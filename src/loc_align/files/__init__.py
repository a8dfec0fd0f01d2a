"""Files: the only place beside the command that touches the file system."""

from loc_align.files.cache import Cache, default_folder
from loc_align.files.finding import Found, find
from loc_align.files.git import changed_since
from loc_align.files.io import atomic, read, read_bytes, read_units, write
from loc_align.files.pairing import FilePair, Pairing, pair_files
from loc_align.files.parallel import Outcome, run
from loc_align.files.returned import Batch, find_document, output_name, read_batches, read_returned
from loc_align.files.rules import read_rules
from loc_align.files.spill import Sorter, Spill
from loc_align.files.workers import sharing

__all__ = [
    "Batch",
    "Cache",
    "FilePair",
    "Found",
    "Outcome",
    "Pairing",
    "Sorter",
    "Spill",
    "atomic",
    "changed_since",
    "default_folder",
    "find",
    "find_document",
    "output_name",
    "pair_files",
    "read",
    "read_batches",
    "read_bytes",
    "read_returned",
    "read_rules",
    "read_units",
    "run",
    "sharing",
    "write",
]
