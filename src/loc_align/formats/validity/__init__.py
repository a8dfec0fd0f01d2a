"""Validation of XML formats: a table of rules for each format, and the rules that a table cannot express."""
