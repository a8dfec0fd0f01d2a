"""Markdown itself: its blocks, its inline codes, its front matter, and which of its text is translatable."""
