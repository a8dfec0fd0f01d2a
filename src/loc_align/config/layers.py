"""Configuration as values, and what of it holds for a file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from loc_align.checks import RULES
from loc_align.checks.base import Options
from loc_align.checks.rule_names import rule_ids, rules_of
from loc_align.checks.settings import Settings, active_rules
from loc_align.config.patterns import matches
from loc_align.model import Severity


class Layer(Struct, frozen=True):
    """What one table says; a later layer wins over an earlier one."""

    select: tuple[str, ...] | None = None
    """The rules and families to run; ``None`` for those that the layers before say."""
    ignore: tuple[str, ...] = ()
    """The rules and families not to run."""
    severity: tuple[tuple[str, Severity], ...] = ()
    """Severities by the id of the rule or the name of the family."""
    options: tuple[tuple[str, Options], ...] = ()
    """Options by the id of the rule."""
    target_lang: str | None = None
    """The language of the targets, canonical BCP 47."""


class Config(Struct, frozen=True):
    """A configuration file, read."""

    path: str = ""
    """The file; empty where there is none."""
    root: str = ""
    """The folder it stands in; patterns and paths in it begin there."""
    base: Layer = Layer()
    overrides: tuple[tuple[tuple[str, ...], Layer], ...] = ()
    """Patterns of paths, and what holds for the files that match one of them; in order."""
    source_lang: str | None = None
    source_dir: str | None = None
    baseline: str | None = None
    fail_on: str | None = None
    budget: tuple[tuple[str, int], ...] = ()
    """How many problems a rule, a family or a language may have."""


class FileConfig(Struct, frozen=True):
    """What holds for a file."""

    settings: Settings
    target_lang: str | None

    def cache_key(self) -> str:
        """What it says, as text: equal where two plans are."""
        rules = [(item.rule.id, item.severity, sorted(item.options.items())) for item in self.settings]
        return repr((rules, self.target_lang))


def layers_for(config: Config, relative: str | None) -> tuple[Layer, ...]:
    """The layers that hold for a file.

    Args:
        config: the configuration.
        relative: the file's path below the configuration's folder, with forward slashes; ``None`` for one elsewhere.
    """
    layers = [config.base]
    if relative is not None:
        layers += [layer for patterns, layer in config.overrides if matches(relative, patterns)]
    return tuple(layers)


def merge_layers(layers: Iterable[Layer]) -> FileConfig:
    """Put layers together."""
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
