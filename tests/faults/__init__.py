"""Faults put into good documents on purpose, and how many of them the rules find."""
