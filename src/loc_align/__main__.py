"""``python -m loc_align``."""

import sys

from loc_align.cli import main

sys.exit(main())
