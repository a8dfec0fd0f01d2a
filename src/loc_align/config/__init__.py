"""What a project's configuration says: ``[tool.loc-align]`` in ``pyproject.toml``, or ``loc-align.toml``."""

from loc_align.config.find import Configs
from loc_align.config.layers import Config, Layer, Plan, chosen, plan
from loc_align.config.read import FAIL_ON, layer_of_options, parse_config

__all__ = ["FAIL_ON", "Config", "Configs", "Layer", "Plan", "chosen", "layer_of_options", "parse_config", "plan"]
