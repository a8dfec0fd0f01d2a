"""The side-by-side format: tags and their repair, IDs, pairs, coverage, and splitting into two documents."""
