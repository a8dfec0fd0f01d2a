"""Fault injection: introduces faults into correct documents and measures how many of them the rules find."""
