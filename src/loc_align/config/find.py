"""Finds configuration files, in the folder of a checked file and the folders above it."""

from __future__ import annotations

import os
from pathlib import Path

from loc_align.checks.terminology.read import read_glossary
from loc_align.config.layers import Config, FileConfig, Layer, layers_for, merge_layers
from loc_align.config.read import parse_config
from loc_align.errors import LocAlignError, UsageError

FILE_NAMES = ("loc-align.toml", "pyproject.toml")
"""The names of configuration files. If a folder has both, the first one counts."""


class ConfigFinder:
    """Finds and caches the configurations of a run."""

    def __init__(self, path: str | None = None, *, use: bool = True, last: Layer | None = None) -> None:
        """Prepare to look for configurations.

        Args:
            path: the configuration of all files. By default, each file has the closest configuration in the folders
                above it.
            use: whether to use configurations at all.
            last: a layer that overrides every configuration.

        Raises:
            UsageError: the file at ``path`` cannot be read or is invalid.
        """
        self._fixed = read_config(Path(path)) or Config() if path is not None else None if use else Config()
        self._last = last or Layer()
        self._by_folder: dict[Path, Config] = {}
        self._plans: dict[tuple[int, ...], FileConfig] = {}

    def config_for(self, path: str) -> Config:
        """Return the configuration of a file or a folder.

        Raises:
            UsageError: the configuration is invalid.
        """
        return self._fixed or self._upwards(Path(path).resolve())

    def file_config(self, path: str) -> FileConfig:
        """Return the settings of a file.

        Raises:
            UsageError: its configuration is invalid.
        """
        config = self.config_for(path)
        layers = (*layers_for(config, _relative(path, config)), self._last)
        key = tuple(map(id, layers))
        if key not in self._plans:
            self._plans[key] = merge_layers(layers)
        return self._plans[key]

    def _upwards(self, folder: Path) -> Config:
        if folder not in self._by_folder:
            self._by_folder[folder] = self._in(folder) or (
                self._upwards(folder.parent) if folder.parent != folder else Config()
            )
        return self._by_folder[folder]

    def _in(self, folder: Path) -> Config | None:
        for name in FILE_NAMES:
            if (folder / name).is_file() and (found := read_config(folder / name)):
                return found
        return None


def _relative(path: str, config: Config) -> str | None:
    place = Path(path).resolve()
    root = Path(config.root).resolve()
    return place.relative_to(root).as_posix() if config.path and place.is_relative_to(root) else None


def read_config(path: Path) -> Config | None:
    """Read a configuration file.

    Raises:
        UsageError: the file cannot be read or is invalid.
    """

    def load(name: str) -> object:
        place = path.parent / name
        try:
            return read_glossary(_bytes(place), place.as_posix())
        except LocAlignError as error:
            raise UsageError(str(error)) from None

    shown = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else path.as_posix()
    return parse_config(_text(path), Path(shown).as_posix(), load)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.as_posix()}: {error.strerror or error}"
        raise UsageError(message) from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{path.as_posix()}: not UTF-8; save the file as UTF-8"
        raise UsageError(message) from None
