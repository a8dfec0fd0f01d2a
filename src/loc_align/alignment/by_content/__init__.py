"""Alignment by content: aligns two documents without IDs.

This package needs numpy, which is slow to import. Import the package only where you align.
"""

from loc_align.alignment.by_content.batch import Aligned, Run, align_by_content
from loc_align.alignment.by_content.lexicon import Lexicon
from loc_align.alignment.by_content.links import Links
from loc_align.alignment.by_content.memory import lexicon_of
from loc_align.alignment.by_content.scorer import Scorer

__all__ = ["Aligned", "Lexicon", "Links", "Run", "Scorer", "align_by_content", "lexicon_of"]
