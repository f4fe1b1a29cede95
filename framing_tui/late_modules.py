"""Modules that others import for what most runs never use: read in where something is first used.

Why: they are most of what a short command waits for; `inspect` alone takes as long as judging a
file. Why not the library's own way: up to Python 3.11 it reads a module in as soon as somebody else
imports it. Measured in docs/performance.md.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

# Each with the functions that are taken out of it by name: they are stood for as well.
_LATE: dict[str, tuple[str, ...]] = {
    "ast": ("literal_eval",),
    "gettext": ("gettext", "ngettext"),
    "hashlib": ("sha1",),
    "inspect": ("getattr_static",),
    "ipaddress": (),
    "random": ("choice", "randrange"),
    "tempfile": ("TemporaryFile", "gettempdir"),
    "urllib.parse": ("quote_from_bytes",),
}
# What is asked of `string` by whoever reads TOML in; the rest of it puts a pattern together.
_LETTERS = {
    "ascii_letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "digits": "0123456789",
    "hexdigits": "0123456789abcdefABCDEF",
}
_NOTHING: Mapping[str, object] = {}


class LateModule(ModuleType):
    """Stands for a module of the library until something of it is used; none that is a package.

    What it has `held` from the start is no use of it.
    """

    def __init__(
        self, name: str, functions: Iterable[str] = (), held: Mapping[str, object] = _NOTHING
    ) -> None:
        super().__init__(name)
        vars(self).update(held)
        vars(self).update({function: self._called_late(function) for function in functions})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._read_in(), name)

    def _called_late(self, function: str) -> Callable[..., Any]:
        return lambda *given, **named: getattr(self._read_in(), function)(*given, **named)

    def _read_in(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


def read_in_late() -> None:
    """Let what is not read in yet be read in where something of it is first used."""
    for name, functions in _LATE.items():
        _stand_in(LateModule(name, functions))
    _stand_in(LateModule("string", held=_LETTERS))
    if sys.platform == "linux":
        # `uuid` asks it for the name of the system alone, as soon as it is imported.
        _stand_in(LateModule("platform", held={"system": lambda: os.uname().sysname}))


def _stand_in(module: LateModule) -> None:
    name = module.__name__
    if name in sys.modules:
        return
    sys.modules[name] = module
    package, _, inner = name.rpartition(".")
    if package:
        setattr(import_module(package), inner, module)
