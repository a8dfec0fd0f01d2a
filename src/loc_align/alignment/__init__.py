"""Documents to :class:`~loc_align.model.Bitext`: which source segment belongs to which target segment."""
