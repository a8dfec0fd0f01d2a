"""Markdown: blocks, inline codes, front matter, and translatable text."""
