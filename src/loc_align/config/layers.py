"""Configurations as values, and how their layers apply to a file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from loc_align.checks import RULES
from loc_align.checks.base import Options
from loc_align.checks.rule_names import rule_ids, rules_of
from loc_align.checks.settings import Settings, active_rules
from loc_align.model import Severity
from loc_align.text.path_patterns import matches


class Layer(Struct, frozen=True):
    """The contents of one table. A later layer overrides an earlier one."""

    select: tuple[str, ...] | None = None
    """The rules and families to run; ``None`` for those of the earlier layers."""
    ignore: tuple[str, ...] = ()
    """The rules and families to skip."""
    severity: tuple[tuple[str, Severity], ...] = ()
    """Severities by rule ID or family name."""
    options: tuple[tuple[str, Options], ...] = ()
    """Options by rule ID."""
    target_lang: str | None = None
    """The target language, canonical BCP 47."""


class Config(Struct, frozen=True):
    """The contents of a configuration file."""

    path: str = ""
    """The path of the file; empty if there is none."""
    root: str = ""
    """The folder of the file. Patterns and paths in the file are relative to it."""
    base: Layer = Layer()
    overrides: tuple[tuple[tuple[str, ...], Layer], ...] = ()
    """Path patterns, each with the layer for matching files, in order."""
    source_lang: str | None = None
    source_dir: str | None = None
    baseline: str | None = None
    fail_on: str | None = None
    budget: tuple[tuple[str, int], ...] = ()
    """The permitted number of problems of a rule, a family, or a language."""


class FileConfig(Struct, frozen=True):
    """The settings that apply to a file."""

    settings: Settings
    target_lang: str | None

    def cache_key(self) -> str:
        """Return the settings as text. Equal settings have equal keys."""
        rules = [(item.rule.id, item.severity, sorted(item.options.items())) for item in self.settings]
        return repr((rules, self.target_lang))


def layers_for(config: Config, relative: str | None) -> tuple[Layer, ...]:
    """Return the layers that apply to a file.

    Args:
        config: the configuration.
        relative: the path of the file relative to the folder of the configuration, with forward slashes; ``None`` if
            the file is elsewhere.
    """
    layers = [config.base]
    if relative is not None:
        layers += [layer for patterns, layer in config.overrides if matches(relative, patterns)]
    return tuple(layers)


def merge_layers(layers: Iterable[Layer]) -> FileConfig:
    """Merge layers into the settings of a file."""
    rules = {rule.id for rule in RULES.values() if rule.severity != "off"}
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, object]] = {}
    lang = None
    for layer in layers:
        if layer.select is not None:
            rules = set(rule_ids(layer.select))
        for name, severity in layer.severity:
            named = list(rule_ids([name]))
            severities.update(dict.fromkeys(named, severity))
            rules.update(named if layer.select is None and name in RULES else ())
        rules -= {rule for name in layer.ignore for rule in rules_of(name)}
        for rule, values in layer.options:
            options.setdefault(rule, {}).update(values)
        lang = layer.target_lang or lang
    return FileConfig(active_rules(rules, severities, options), lang)
