"""Runs one program and prints what it took: `python -I -S benchmarks/start.py OUT COMMAND…`.

Prints status, milliseconds of processor and of the clock, and peak memory in MB. Its standard
output goes into the file OUT. Nothing more is imported here than that needs.
"""

import os
import sys
import time

out, *command = sys.argv[1:]
to_file = (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
began = time.perf_counter()
pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[to_file])
_, how, used = os.wait4(pid, 0)
clock = time.perf_counter() - began
# Linux counts kilobytes, macOS bytes.
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
print(
    os.waitstatus_to_exitcode(how),
    (used.ru_utime + used.ru_stime) * 1000,
    clock * 1000,
    used.ru_maxrss / unit,
)
