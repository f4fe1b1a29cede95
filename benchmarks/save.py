"""What a save of one answer takes of the processor, beside the disk: a framing of 500 lines.

Run: python benchmarks/save.py [RUNS] [--json]

Each run changes one answer and writes it into the text, as the saving thread does while somebody
types; the disk is left out. The first run loads tomlkit. A fixed loop is measured in turns with it,
to tell how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

from judge import loop, processor

from framing_tui.content import starter_path
from framing_tui.storage.load import load
from framing_tui.storage.toml_edit import edited

LONG = "visual-inspection"


def main() -> None:
    """Print first, median and most, or all in JSON."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("runs", type=int, nargs="?", default=100)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    opened = load(starter_path(LONG))
    took, loops = [], []
    for number in range(given.runs + 1):
        loops.append(processor(loop))
        framing = opened.framing.with_answer("stack.kpi", f"loss {number}")
        start = time.process_time()
        opened = edited(opened, framing)
        opened.text.encode()
        took.append((time.process_time() - start) * 1000)
    first, *later = took
    if given.json:
        print(json.dumps({"first": first, "ms": later, "loops": loops}))
        return
    print(f"{opened.text.count(chr(10))} lines; a loop of 100,000 squares: ", end="")
    print(f"{statistics.median(loops):.2f} ms")
    print(
        f"first {first:.1f} ms, median {statistics.median(later):.1f} ms, most {max(later):.1f} ms"
    )


if __name__ == "__main__":
    main()
