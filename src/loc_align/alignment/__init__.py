"""Alignment: turns documents into a :class:`~loc_align.model.Bitext`."""
