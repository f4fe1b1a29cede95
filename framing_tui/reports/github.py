"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

Why encoded: a newline or `::` in an answer would otherwise be read as a command of its own.
"""

from __future__ import annotations

from framing_tui.model.clean import clean
from framing_tui.reports.report import (
    FailOn,
    Format,
    JudgedFile,
    Piece,
    Place,
    ReportedFinding,
    Totals,
)
from framing_tui.rules.finding import Level

_COMMANDS = {Level.RED: "error", Level.WARN: "warning", Level.NOTE: "notice"}


def _piece(file: JudgedFile, fail_on: FailOn) -> Piece:
    commands = [
        _command("error", file.found_at, cell.line, cell.title, f"{cell.area} is claimed red")
        for cell in file.claimed_red
    ]
    commands += [_finding(file, finding) for finding in file.findings]
    still_open = file.failing_open(fail_on)
    if still_open:
        commands.append(_still_open(file, still_open, fail_on))
    return Piece("".join(f"{command}\n" for command in commands))


def _frame(totals: Totals, _counted: object, _any: bool) -> tuple[str, str]:
    commands = [
        _command("error", error.found_at, error.line or 1, "wrong in the file", error.message)
        for error in totals.errors
    ]
    return "".join(f"{command}\n" for command in commands), ""


FORMAT = Format(_piece, _frame)


def _finding(file: JudgedFile, finding: ReportedFinding) -> str:
    title = f"{finding.code} {finding.name}"
    if finding.counts:
        command, message = _COMMANDS[finding.level], finding.message
    else:
        command, message = "notice", f"{finding.state}: {finding.message}"
        message += f" ({finding.acceptance})" if finding.accepted else ""
    return _command(command, file.found_at, finding.line, title, message)


def _still_open(file: JudgedFile, still_open: tuple[str, ...], fail_on: FailOn) -> str:
    what = "questions of the first pass" if fail_on is FailOn.FIRST else "essential questions"
    message = f"{len(still_open)} {what} are open: {', '.join(still_open)}"
    return _command("error", file.found_at, 1, "open", message)


def _command(name: str, place: Place, line: int, title: str, message: str) -> str:
    properties = f"file={_property(place.path)},line={line},title={_property(title)}"
    return f"::{name} {properties}::{_data(message)}"


def _data(text: str) -> str:
    text = clean(text, multiline=True)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
