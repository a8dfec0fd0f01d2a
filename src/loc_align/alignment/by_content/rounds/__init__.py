"""A round: all beads of a pair of documents by one set of weights."""
