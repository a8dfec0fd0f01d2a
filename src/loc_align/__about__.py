"""The version of the package, in a separate module that imports nothing."""

__version__ = "0.1.0"
"""The version of the package."""
