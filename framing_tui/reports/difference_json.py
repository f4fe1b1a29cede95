"""What changed between two framings, for programs: JSON, version 1.

Why a version: a script that reads this must be able to tell that a key has changed its meaning;
new keys alone do not raise it.
"""

from __future__ import annotations

import json
from typing import Any

from framing_tui.reports.difference import Difference, Side, Turned, TurnedFigure

VERSION = 1


def render(told: Difference) -> str:
    """Return the difference as JSON."""
    plain = {
        "version": VERSION,
        "differs": not told.is_empty,
        "before": _side(told.before),
        "after": _side(told.after),
        "title": _both(told.title),
        "decision": _both(told.decision),
        "verdict": _both(told.verdict),
        "completeness": _both(told.completeness),
        "cells": [
            {
                "area": cell.area,
                "from": cell.was,
                "to": cell.now,
                "codes": list(cell.codes),
                "why": cell.why,
            }
            for cell in told.cells
        ],
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "area": finding.area,
                "from": finding.was or None,
                "to": finding.now or None,
                "message": finding.message,
                "questions": list(finding.questions),
            }
            for finding in told.findings
        ],
        "figures": [_figure(figure) for figure in told.figures],
        "answers": [
            {
                "how": edit.how,
                "question": edit.question,
                "where": edit.where,
                "is_note": edit.is_note,
                "from": "\n".join(edit.was) if edit.was else None,
                "to": "\n".join(edit.now) if edit.now else None,
            }
            for edit in told.edits
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _side(side: Side) -> dict[str, Any]:
    verdict = side.stand.assessment.verdict
    return {
        "path": side.name,
        "is_there": side.is_there,
        "verdict": verdict.name,
        "leaning": verdict.leaning,
        "cells": {cell.area: cell.state for cell in side.stand.assessment.cells},
    }


def _both(turned: Turned | None) -> dict[str, str] | None:
    return None if turned is None else {"from": turned.was, "to": turned.now}


def _figure(figure: TurnedFigure) -> dict[str, Any]:
    was, now = (dict(side.values) if side else None for side in (figure.was, figure.now))
    return {"name": figure.name, "from": was, "to": now}
