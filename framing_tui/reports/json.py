"""Findings for programs: JSON, version 2.

Why a version: a script that reads this must be able to tell that a key has changed its meaning;
new keys alone do not raise it.
"""

from __future__ import annotations

import json
from typing import Any

from framing_tui.assessment.completeness import Completeness
from framing_tui.model.clean import clean
from framing_tui.model.values import Range
from framing_tui.reports.report import FailOn, Format, JudgedFile, Piece, ReportedFinding, Totals

VERSION = 2


def _piece(file: JudgedFile, _fail_on: FailOn) -> Piece:
    return Piece(indented(_file(file), 2))


def _frame(totals: Totals, _counted: object, has_files: bool) -> tuple[str, str]:
    tally = totals.tally
    errors = [
        {"path": clean(e.path), "line": e.line, "message": clean(e.message)} for e in totals.errors
    ]
    summary = {
        "files": tally.files,
        "red": tally.red,
        "warn": tally.warn,
        "note": tally.note,
        "errors": len(errors),
    }
    opens, closes = ("[\n    ", "\n  ]") if has_files else ("[", "]")
    before = f'{{\n  "version": {VERSION},\n  "files": {opens}'
    behind = (
        f'{closes},\n  "errors": {indented(errors, 1)},\n  "summary": {indented(summary, 1)}\n}}\n'
    )
    return before, behind


FORMAT = Format(_piece, _frame, ",\n    ")


def indented(plain: Any, depth: int) -> str:
    """Return a value as JSON that stands so many levels deep in a document."""
    text = json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)
    return text.replace("\n", "\n" + "  " * depth)


def _file(file: JudgedFile) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "path": clean(file.path),
        "title": clean(file.title) if file.title is not None else None,
        "decision": file.decision,
        "verdict": file.verdict,
        "leaning": file.leaning,
        "hinges_on": list(file.hinges_on),
        "completeness": {
            **_counts(Completeness(file.answered, file.assigned, file.open)),
            "first_pass": _counts(file.passes.first),
            "in_depth": _counts(file.passes.in_depth),
        },
        "cells": {cell.area: {"state": cell.state, "claimed": cell.claimed} for cell in file.cells},
        "findings": [_finding(finding) for finding in file.findings],
        "figures": {name: dict(values) for name, values in file.figures().items()},
        "basis": dict(file.basis),
    }
    if file.flips is not None:
        plain["flips"] = [
            {"what": f.what, "question": f.question, "from": _number(f.now), "to": _end(f.to)}
            for f in file.flips
        ]
    return plain


def _counts(counted: Completeness) -> dict[str, Any]:
    return {
        "answered": counted.answered,
        "total": counted.total,
        "open": list(counted.open),
        "being_found_out": list(counted.assigned),
    }


def _finding(finding: ReportedFinding) -> dict[str, Any]:
    reason = finding.accepted_reason
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.value,
        "area": finding.area,
        "message": clean(finding.message),
        "questions": list(finding.questions),
        "line": finding.line,
        "accepted": finding.accepted,
        "accepted_reason": clean(reason) if reason is not None else None,
        "decided": finding.decided,
    }


def _number(value: Range | str) -> Any:
    if isinstance(value, str):
        return clean(value)
    return _end(value.low) if value.is_point else [_end(value.low), _end(value.high)]


def _end(number: float | str) -> int | float | str:
    if isinstance(number, str):
        return clean(number)
    return int(number) if number.is_integer() else number
