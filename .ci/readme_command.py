"""Print a command out of README.md: `python3 .ci/readme_command.py try`.

Why: what README promises is what is run, to the letter. A command is the one line of the fenced
block that follows a mark such as `<!-- command: try -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
_MARKED = re.compile(r"^<!-- command: (\w+) -->\n+```\w*\n(.*?)\n```$", re.M | re.S)


def commands(text: str) -> dict[str, str]:
    """Return the marked commands of a Markdown text by their names."""
    return dict(_MARKED.findall(text))


def main() -> int:
    """Print the command that is asked for; return the exit code."""
    known = commands(README.read_text(encoding="utf-8"))
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in known:
        print(f"README.md has no command {name!r}; it has: {', '.join(known)}", file=sys.stderr)
        return 2
    print(known[name])
    return 0


if __name__ == "__main__":
    sys.exit(main())
