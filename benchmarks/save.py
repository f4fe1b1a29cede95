"""What a save of one answer takes of the processor, beside the disk: a framing of 500 lines.

Run: python benchmarks/save.py [RUNS]

Each run changes one answer and writes it into the text, as the saving thread does while somebody
types; the disk is left out. The first run loads tomlkit. The median is held to 15 ms; a fixed loop
beside it tells how busy the machine was.
"""

from __future__ import annotations

import statistics
import sys
import time

from framing_tui.content import starter_path
from framing_tui.storage.load import load
from framing_tui.storage.toml_edit import edited

LONG = "visual-inspection"
PROMISE_MS = 15.0


def main() -> int:
    """Print first, median and most; return 1 where the median misses the promise."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    opened = load(starter_path(LONG))
    took = []
    for number in range(runs + 1):
        framing = opened.framing.with_answer("stack.kpi", f"loss {number}")
        start = time.process_time()
        opened = edited(opened, framing)
        opened.text.encode()
        took.append((time.process_time() - start) * 1000)
    start = time.process_time()
    sum(i * i for i in range(100_000))
    loop = (time.process_time() - start) * 1000
    first, *later = took
    median = statistics.median(later)
    print(f"{opened.text.count(chr(10))} lines; a loop of 100,000 squares: {loop:.2f} ms")
    print(f"first {first:.1f} ms, median {median:.1f} ms, most {max(later):.1f} ms")
    return 1 if median > PROMISE_MS else 0


if __name__ == "__main__":
    sys.exit(main())
