"""Findings for people: one line each, under the file that they are in."""

from __future__ import annotations

from collections.abc import Callable

from framing_tui.assessment.cells import CELL_SIGNS
from framing_tui.model.clean import clean
from framing_tui.model.plural import plural
from framing_tui.reports.report import (
    FailOn,
    FileError,
    Format,
    JudgedFile,
    Piece,
    ReportedFinding,
    Totals,
)

# Colours are written by hand: this command must not wait for a library of them.
_RED, _YELLOW, _GREEN, _BLUE, _DIM, BOLD = "31", "33", "32", "36", "2", "1"
OF_STATE = {
    "red": f"{BOLD};{_RED}",
    "contested": f"{BOLD};{_RED}",
    "warn": _YELLOW,
    "amber": _YELLOW,
    "note": _BLUE,
    "green": _GREEN,
    "error": f"{BOLD};{_RED}",
}

Paint = Callable[[str, str], str]


def _file(file: JudgedFile, paint: Paint) -> list[str]:
    path = clean(file.as_given)
    title = clean(file.title) if file.title else "no title"
    lines = [f"{paint(path, BOLD)}  {title}"]
    lines += [
        f"{path}:{cell.line}: {paint('red', OF_STATE['red'])} {cell.area} is claimed red"
        for cell in file.claimed_red
    ]
    lines += [f"{path}:{_finding(finding, paint)}" for finding in file.findings]
    words = f"  verdict: {clean(file.verdict_words)}"
    if file.hinges_on:
        words += f" · hinges on {', '.join(file.hinges_on)}"
    lines += [words, f"  next: {file.next_action}"]
    strip = [f"{cell.title} {_state(cell.state, paint)}" for cell in file.cells]
    lines.append(f"  {'  '.join(strip)}")
    lines.append(f"  {file.completeness_words} · {file.passes.words}")
    if file.flips is not None:
        lines += [f"  what if: {clean(flip.words)}" for flip in file.flips]
        if not file.flips:
            lines.append("  what if: no single figure changes the verdict or a red finding")
    return lines


def _what_fails(file: JudgedFile, fail_on: FailOn) -> list[str]:
    """Name the open questions that fail the check: a count alone would have to be looked up."""
    still_open = file.failing_open(fail_on)
    if not still_open:
        return []
    which = "of the first pass" if fail_on is FailOn.FIRST else "of both passes"
    return [f"  open {which}: {', '.join(still_open)}"]


def _state(state: str, paint: Paint) -> str:
    return paint(f"{CELL_SIGNS[state]} {state}", OF_STATE.get(state, ""))


def _finding(finding: ReportedFinding, paint: Paint) -> str:
    state = paint(finding.state, OF_STATE.get(finding.state, _DIM))
    why = f" ({clean(finding.acceptance)})" if finding.accepted else ""
    return f"{finding.line}: {state} {finding.code} {clean(finding.message)}{why}"


def _error(error: FileError, paint: Paint) -> str:
    return f"{clean(error.where_given)}: {paint('error', OF_STATE['error'])} {clean(error.message)}"


def _summary(totals: Totals, paint: Paint) -> str:
    tally = totals.tally
    counts = [
        paint(f"{tally.red} red", OF_STATE["red"] if tally.red else ""),
        paint(plural(tally.warn, "warning"), OF_STATE["warn"] if tally.warn else ""),
        plural(tally.note, "note"),
    ]
    counts += [f"{tally.accepted} accepted"] if tally.accepted else []
    counts += [f"{tally.decided} decided"] if tally.decided else []
    counts += [f"{tally.open} essential open"] if tally.open else []
    if totals.errors:
        counts.append(paint(plural(len(totals.errors), "error"), OF_STATE["error"]))
    return f"{plural(tally.files, 'file')}: {', '.join(counts)}"


def _format(paint: Paint) -> Format:
    def piece(file: JudgedFile, fail_on: FailOn) -> Piece:
        lines = [*_file(file, paint), *_what_fails(file, fail_on), ""]
        return Piece("".join(f"{line}\n" for line in lines))

    def frame(totals: Totals, _counted: object, _any: bool) -> tuple[str, str]:
        errors = "".join(f"{_error(error, paint)}\n" for error in totals.errors)
        return f"{errors}\n" if errors else "", f"{_summary(totals, paint)}\n"

    return Format(piece, frame)


FORMAT = _format(lambda text, _codes: text)
# With the codes that terminals read as colours.
IN_COLOUR = _format(lambda text, codes: f"\x1b[{codes}m{text}\x1b[0m" if codes else text)
