"""The program as it is started: by its name, or as `python -m framing_tui`."""

from __future__ import annotations

import gc
import os

from framing_tui.late_modules import read_in_late


def run() -> None:
    """Run the program with what was typed behind its name, and end the process with its status.

    Why no garbage is looked for while modules are read in: there is none, and looking takes a tenth
    of a short run; `Command` begins with it. Why the process ends at once: everything is written
    by then, and taking the modules apart again takes as long as judging three files.
    """
    gc.disable()
    read_in_late()
    from framing_tui.cli import main

    try:
        main()
    except SystemExit as leave:
        if leave.code is not None and not isinstance(leave.code, int):
            raise
        os._exit(leave.code or 0)


if __name__ == "__main__":
    run()
