"""The board for programs: JSON, version 1, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from framing_tui.model.clean import clean
from framing_tui.model.feasibility import AREAS
from framing_tui.reports.board import Board, Count, Row

VERSION = 1
# What a spreadsheet reads as a formula where it begins a cell.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def render_json(board: Board) -> str:
    """Return the board as JSON."""
    plain = {
        "version": VERSION,
        "framings": [_framing(row) for row in board.judged],
        "errors": [{"path": row.path, "message": row.error} for row in board.unreadable],
        "cells": {area: board.in_state(area) for area in AREAS},
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _framing(row: Row) -> dict[str, Any]:
    return {
        "path": row.path,
        "title": row.title or None,
        "decision": row.decision,
        "verdict": row.verdict,
        "verdict_words": row.verdict_words,
        "cells": {
            cell.area: {"state": cell.state, "claimed": cell.word == "claimed"}
            for cell in row.cells
        },
        "first_pass": _counted(row.first),
        "in_depth": _counted(row.in_depth),
        "open": row.open,
        "red": [red.code for red in row.reds],
        "claimed_red": list(row.claimed_red),
        "warnings": row.warnings,
        "expired": [
            {"rule": each.code, "by": each.by, "until": each.until.isoformat()}
            for each in row.expired
        ],
        "actions": [
            {
                "what": each.what,
                "owner": each.owner,
                "due": each.due.isoformat() if each.due else None,
                "late": each.is_late,
            }
            for each in row.actions
        ],
    }


def _counted(count: Count) -> dict[str, int]:
    return {
        "answered": count.answered,
        "total": count.total,
        "open": count.open,
        "being_found_out": count.found_out,
    }


_HEAD = (
    *("path", "project", *AREAS, "verdict", "decision"),
    *("first_answered", "first_total", "depth_answered", "depth_total", "open"),
    *("red", "claimed_red", "warnings", "expired", "actions", "next_owner", "next_due", "error"),
)


def render_csv(board: Board) -> str:
    """Return the board as CSV, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for row in board.rows:
        writer.writerow([inert(value) for value in _line(row)])
    return out.getvalue()


def inert(value: object) -> str:
    """Return a cell that a spreadsheet takes for text, by an apostrophe before what it would run.

    Why blanks are looked past: some take them away before they look.
    """
    text = clean(str(value))
    begins = text.lstrip(" \u00a0\ufeff")[:1] or text[:1]
    return f"'{text}" if begins in _ACTIVE and begins else text


def _line(row: Row) -> tuple[object, ...]:
    if row.error is not None:
        return row.path, *[""] * (len(_HEAD) - 2), row.error
    due = row.due
    return (
        *(row.path, row.title, *(cell.word for cell in row.cells), row.verdict, row.decision),
        *(row.first.answered, row.first.total, row.in_depth.answered, row.in_depth.total),
        *(row.open, " ".join(red.code for red in row.reds), " ".join(row.claimed_red)),
        row.warnings,
        "; ".join(f"{each.code} {each.by} {each.until}" for each in row.expired),
        len(row.actions),
        (due and due.owner) or "",
        (due and due.due) or "",
        "",
    )
