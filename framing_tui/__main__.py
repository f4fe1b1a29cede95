"""The program as it is started: by its name, or as `python -m framing_tui`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def run() -> None:
    """Run the program with what was typed behind its name, and end the process with its status.

    Why no garbage is looked for while modules are read in: there is none, and looking takes a tenth
    of a short run; `Command` begins with it. Why the process ends at once: everything is written
    by then, and taking the modules apart again takes as long as judging three files.
    """
    gc.disable()
    # Others import them for what most runs never use; the first takes as long as judging a file.
    for name in ("inspect", "ipaddress"):
        read_in_late(name)
    from framing_tui.cli import main

    try:
        main()
    except SystemExit as leave:
        if leave.code is not None and not isinstance(leave.code, int):
            raise
        os._exit(leave.code or 0)


class LateModule(ModuleType):
    """Stands for a module of the library until something of it is used.

    Why not the library's own way: up to Python 3.11 it reads a module in as soon as somebody else
    imports it.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def read_in_late(name: str) -> None:
    """Let a module of the library be read in where something of it is first used."""
    if name not in sys.modules:
        sys.modules[name] = LateModule(name)


if __name__ == "__main__":
    run()
