"""Tracking: how far translations are behind their sources, as values and as reports."""
