"""Frozen, slotted dataclasses that are quick to make.

A file is tens of thousands of small values, and half of the time to read one goes into making them. The constructor
that ``dataclasses`` writes for a frozen class looks each field up by name (``object.__setattr__``); this one goes
through the slots' own descriptors, which takes half as long. All else is a dataclass.
"""

from __future__ import annotations

import copyreg
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """A frozen, slotted dataclass of ``cls``; its fields may have defaults but no factories."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    scope: dict[str, Any] = {}
    parameters, body = ["self"], []
    for item in fields(made):
        scope[f"_set_{item.name}"] = made.__dict__[item.name].__set__
        scope[f"_default_{item.name}"] = item.default
        parameters.append(item.name if item.default is MISSING else f"{item.name}=_default_{item.name}")
        body.append(f"    _set_{item.name}(self, {item.name})")
    source = f"def __init__({', '.join(parameters)}):\n" + "\n".join(body)
    exec(source, scope)  # noqa: S102 - as dataclasses does, from the names of fields
    scope["__init__"].__annotations__ = made.__init__.__annotations__
    scope["__init__"].__qualname__ = made.__init__.__qualname__
    made.__init__ = scope["__init__"]
    return made  # type: ignore[no-any-return]


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Values travel between processes, and the read-only mappings that they hold with them.
copyreg.pickle(MappingProxyType, lambda values: (_read_only, (dict(values),)))
