"""Evaluation of an alignment against a reference alignment."""
