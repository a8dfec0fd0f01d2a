"""Scores of beads, and the search for the best row of them."""
