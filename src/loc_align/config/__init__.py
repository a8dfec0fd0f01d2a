"""A project's configuration: ``[tool.loc-align]`` in ``pyproject.toml``, or ``loc-align.toml``."""

from loc_align.config.find import ConfigFinder
from loc_align.config.layers import Config, FileConfig, Layer, layers_for, merge_layers
from loc_align.config.read import FAIL_ON, layer_of_options, parse_config

__all__ = [
    "FAIL_ON",
    "Config",
    "ConfigFinder",
    "FileConfig",
    "Layer",
    "layer_of_options",
    "layers_for",
    "merge_layers",
    "parse_config",
]
