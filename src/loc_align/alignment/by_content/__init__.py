"""Alignment by content: aligns two documents without IDs.

This package needs numpy, which is slow to import. Import the package only where you align.
"""

from loc_align.alignment.by_content.lexicon.lexicon import Lexicon
from loc_align.alignment.by_content.lexicon.memory import lexicon_of
from loc_align.alignment.by_content.pipeline import Aligned, Failure, Run, align_by_content
from loc_align.alignment.by_content.search.scorer import Scorer
from loc_align.alignment.by_content.units.links import Links

__all__ = ["Aligned", "Failure", "Lexicon", "Links", "Run", "Scorer", "align_by_content", "lexicon_of"]
