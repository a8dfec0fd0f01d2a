"""Sentence segmentation by the rules of SRX files."""

from loc_align.segmentation.cutting import cut
from loc_align.segmentation.rules import Rule, Rules
from loc_align.segmentation.srx import default_rules, load_rules

__all__ = ["Rule", "Rules", "cut", "default_rules", "load_rules"]
