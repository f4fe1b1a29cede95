"""Whole processes to their end: what they took of the processor, of the clock and of memory.

Started by a small process (`start.py`): the kernel counts the memory of whoever starts a program as
that program's own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

START = Path(__file__).with_name("start.py")


@dataclass(frozen=True)
class Ran:
    """What came of a run: milliseconds, peak memory of its largest process in MB, and output."""

    status: int
    processor: float
    clock: float
    memory: float
    output: bytes


def run(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Ran:
    """Run a program to its end; processor time counts the processes that it started, too."""
    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept) / "out"
        told = subprocess.run(
            [sys.executable, "-I", "-S", str(START), str(out), *command],
            cwd=folder,
            env=dict(env),
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        status, processor, clock, memory = told.stdout.split()
        ran = Ran(int(status), float(processor), float(clock), float(memory), out.read_bytes())
    # A status of 1 is a finding; a program that did not do what is measured must not be measured.
    if ran.status not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {ran.status}: {told.stderr[-500:]}")
    return ran
