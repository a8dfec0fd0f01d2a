"""Two documents with their words counted, numbered, weighed, and translated."""
