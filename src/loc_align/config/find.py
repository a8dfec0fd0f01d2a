"""Configuration files, found upwards from the files that are checked."""

from __future__ import annotations

import os
from pathlib import Path

from loc_align.checks.terminology.read import read_glossary
from loc_align.config.layers import Config, FileConfig, Layer, layers_for, merge_layers
from loc_align.config.read import parse_config
from loc_align.errors import LocAlignError, UsageError

FILE_NAMES = ("loc-align.toml", "pyproject.toml")
"""In a folder with both, the first one counts."""


class ConfigFinder:
    """The configurations of a run; each is read once."""

    def __init__(self, path: str | None = None, *, use: bool = True, last: Layer | None = None) -> None:
        """Look for configurations.

        Args:
            path: the one that holds for all files; without it, each file has the one that is found upwards from it.
            use: whether to look at all.
            last: what wins over every configuration.

        Raises:
            UsageError: the file of ``path`` cannot be read, or is wrong.
        """
        self._fixed = read_config(Path(path)) or Config() if path is not None else None if use else Config()
        self._last = last or Layer()
        self._by_folder: dict[Path, Config] = {}
        self._plans: dict[tuple[int, ...], FileConfig] = {}

    def config_for(self, path: str) -> Config:
        """The configuration that holds for a file or a folder.

        Raises:
            UsageError: it is wrong.
        """
        return self._fixed or self._upwards(Path(path).resolve())

    def file_config(self, path: str) -> FileConfig:
        """What holds for a file.

        Raises:
            UsageError: its configuration is wrong.
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
    """Read one file.

    Raises:
        UsageError: it cannot be read, or is wrong.
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
        message = f"{path.as_posix()}: not UTF-8"
        raise UsageError(message) from None
