"""What was typed and is no answer, kept as a note until it is one.

Why in a note: it is text that somebody typed, so it must outlive the program and be seen by whoever
reads the file; it is no answer, so no rule may read it.
"""

from __future__ import annotations

_MARK = "typed, and not an answer yet: "
_BETWEEN = "; "


def with_draft(note: str, draft: str) -> str:
    """Return a note with what was typed at its end."""
    words = _MARK + draft.strip()
    return f"{note}{_BETWEEN}{words}" if note else words


def without_draft(note: str) -> str:
    """Return a note without what was typed; lines that somebody has added behind it stay."""
    before, mark, rest = note.partition(_MARK)
    if not mark:
        return note
    is_behind = before.endswith(_BETWEEN)
    before = before.removesuffix(_BETWEEN) if is_behind else before.removesuffix("\n")
    return "\n".join(part for part in (before, rest.partition("\n")[2]) if part)


def draft_in(note: str) -> str:
    """Return what was typed, or nothing; it ends with its line, as no draft has more than one."""
    return note.partition(_MARK)[2].partition("\n")[0]
