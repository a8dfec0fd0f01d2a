"""Containers: files in other formats that contain side-by-side Markdown."""
