"""A new file, with every question under its comment and every answer open.

Why every key: a person can fill it in with any editor, and two branches that answer neighbouring
questions merge without a conflict.
"""

from __future__ import annotations

from framing_tui.model.catalogue import TABLES
from framing_tui.model.question import AnyQuestion
from framing_tui.storage.canonical import FORMAT, comment, string_text
from framing_tui.storage.layout import lay_out


def blank_document() -> str:
    """Return a new file that offers nothing: the questions alone."""
    parts = [f"# A framing: ten sections, every answer open.\n\nformat = {FORMAT}\n"]
    for table in TABLES:
        lines = "".join(_open_question(q) for q in table.questions if not q.internal)
        if not table.path:
            parts[0] += "".join(
                _open_question(q) for q in table.questions if not q.internal and q.kind.row is None
            )
        else:
            parts.append(f"[{table.path}]\n{lines}")
    return "\n".join(parts)


def blanked(text: str, starter: str) -> str:
    """Return a starter's file with its answers told in comments and every key open.

    Records are commented out whole: an open record would be one without a name.
    """
    layout = lay_out(text)
    ends = [*(table.lead for table in layout.tables[1:]), len(text)]
    rows = [(t.start, end) for t, end in zip(layout.tables, ends, strict=False) if t.is_row]
    changes: list[tuple[int, int, str]] = []
    for span in layout.values.values():
        if span.inline or _inside(rows, span.key_start):
            continue
        if span.path == ("format",):
            line = f"\n# The starter whose answers are offered\nstarter = {string_text(starter)}"
            changes.append((span.end, span.end, line))
            continue
        offered = text[span.start : span.end]
        start = text.rfind("\n", 0, span.key_start) + 1
        if offered not in ('""', "[]") and span.path != ("title",):
            told = "".join(f"# offered: {part}\n" for part in offered.splitlines())
            changes.append((start, start, told))
        changes.append((span.start, span.end, '""'))
    for start, end in rows:
        block = text[start:end]
        commented = "".join(
            line if line.startswith("#") or not line.strip() else f"# {line}"
            for line in block.splitlines(keepends=True)
        )
        changes.append((start, end, commented))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _open_question(question: AnyQuestion) -> str:
    if question.kind.row is None:
        return f'{comment(question)}\n{question.name} = ""\n'
    columns = "".join(f'# {name} = ""\n' for name in question.kind.columns)
    return f"{comment(question)}, one block for each:\n# [[{question.id}]]\n{columns}"


def _inside(rows: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in rows)
