"""Containers: files of other formats that hold side-by-side Markdown."""
