"""Beads as translation units, and the corrections of reviewers."""
