"""What changed between two framings, for people who read it in a terminal or in git."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from framing_tui.model.clean import clean
from framing_tui.reports.difference import Difference, TurnedFinding
from framing_tui.reports.edits import Edit
from framing_tui.reports.text import BOLD, OF_STATE, Paint

_RED, _GREEN = "31", "32"
# Two answers that fit a line together are told in one.
_SHORT = 30
_MOST_LINES = 500
_SIGNS = {"answered": "+", "added": "+", "taken back": "-", "deleted": "-"}
_BESIDE = {"renamed": "renamed: ", "moved": "in another order: "}


def render(told: Difference) -> str:
    """Return the difference as text without colours."""
    return _text(told, lambda text, _codes: text)


def render_in_colour(told: Difference) -> str:
    """Return the difference as text with the codes that terminals read as colours."""
    return _text(told, lambda text, codes: f"\x1b[{codes}m{text}\x1b[0m" if codes else text)


def _text(told: Difference, paint: Paint) -> str:
    if told.is_empty:
        return ""
    blocks = [[paint(f"{told.before.name} → {told.after.name}", BOLD), *_heads(told)]]
    blocks.append(_effects(told, paint))
    blocks.append([_finding(finding, paint) for finding in told.findings])
    blocks.append([f"{figure.title}: {clean(figure.words)}" for figure in told.figures])
    for section, edits in groupby(told.edits, key=_group):
        blocks.append([paint(section, BOLD), *_edits(edits, paint)])
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heads(told: Difference) -> Iterator[str]:
    if not told.before.is_there:
        yield "a new framing"
    if not told.after.is_there:
        yield "the framing is deleted"


def _effects(told: Difference, paint: Paint) -> list[str]:
    """Return what is derived from the answers, the verdict first; one thing a line."""
    lines = [
        f"{name}: {both.was} → {both.now}"
        for name, both in (("verdict", told.verdict), ("decision", told.decision))
        if both is not None
    ]
    for cell in told.cells:
        now = paint(cell.now, OF_STATE.get(cell.now, ""))
        why = f": {cell.why}" if cell.why else ""
        lines.append(f"{cell.title} {cell.was} → {now}{why}")
    if told.completeness is not None:
        lines += [f"was: {told.completeness.was}", f"now: {told.completeness.now}"]
    return lines


def _finding(finding: TurnedFinding, paint: Paint) -> str:
    if not finding.now:
        return f"{paint('-', _GREEN)} {finding.was} {finding.code} no longer found: " + (
            finding.message
        )
    state = paint(finding.now, OF_STATE.get(finding.now, ""))
    was = f"{finding.was} → " if finding.was else ""
    sign = "~" if finding.was else "+"
    return f"{paint(sign, _RED)} {was}{state} {finding.code} {finding.message}"


def _group(edit: Edit) -> str:
    return "Notes" if edit.is_note else edit.section


def _edits(edits: Iterable[Edit], paint: Paint) -> Iterator[str]:
    for edit in edits:
        sign = _SIGNS.get(edit.how, "~")
        head = f"{paint(sign, _colour(sign))} {edit.where}"
        was, now = edit.was, edit.now
        if edit.how in _BESIDE:
            yield f"{head}: {_BESIDE[edit.how]}{', '.join(was)} → {', '.join(now)}"
        elif max(len(was), len(now)) == 1 and max(map(len, (*was, *now))) <= _SHORT:
            yield f"{head}: {' → '.join((*was, *now))}"
        else:
            yield f"{head}  {edit.asks}"
            yield from (
                f"    {paint(f'{mark} {line}', _colour(mark))}" for mark, line in lines(was, now)
            )


def lines(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each line that only one of two answers has, with - or +, in their order.

    Of very long ones all lines: comparing them takes seconds.
    """
    if max(len(was), len(now)) > _MOST_LINES:
        yield from (("-", line) for line in was)
        yield from (("+", line) for line in now)
        return
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield from (("-", line) for line in was[begin:end])
            yield from (("+", line) for line in now[first:last])


def _colour(mark: str) -> str:
    return {"-": _RED, "+": _GREEN}.get(mark, "")
