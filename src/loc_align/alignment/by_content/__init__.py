"""Documents that carry no ids to :class:`~loc_align.model.Bitext`: what belongs together is told by the content.

This package needs numpy; a command that does not align should not import it.
"""

from loc_align.alignment.by_content.batch import Aligned, Run, align_by_content
from loc_align.alignment.by_content.lexicon import Lexicon
from loc_align.alignment.by_content.links import Links
from loc_align.alignment.by_content.memory import lexicon_of
from loc_align.alignment.by_content.scorer import Scorer

__all__ = ["Aligned", "Lexicon", "Links", "Run", "Scorer", "align_by_content", "lexicon_of"]
