"""How long an experiment takes to be read, by the change worth finding and the share of cases."""

from __future__ import annotations

from rich.cells import cell_len

from framing_tui.assessment import Assessment
from framing_tui.calculators import experiment
from framing_tui.calculators.result import given, shown
from framing_tui.drawing.parts import InkedLine, InkedPart, InkedRows
from framing_tui.drawing.states import GLYPHS, INKS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.values import Holds, Range

SHARES = (1, 5, 10, 25, 50, 100)
# Half the change takes four times as long, twice the change a quarter.
STEPS = (0.5, 0.75, 1.0, 1.5, 2.0)
_SHARE = "validation.experiment_share_percent"
_EFFECT = "validation.effect_percent"
_TODAY = "●"
# Nobody waits that long: more digits would only take room.
_LONGEST = 9999
_LATE = {
    Holds.NEVER: ("green", "in time"),
    Holds.SOMETIMES: ("amber", "may be late"),
    Holds.ALWAYS: ("red", "too late"),
}


class _Cell(NamedTuple):
    """The days of one change and one share, against the time frame where there is one."""

    share: Range
    words: str
    late: Holds | None
    is_todays: bool

    @property
    def glyph(self) -> str:
        return GLYPHS[_LATE[self.late][0]] if self.late is not None else ""


class _Row(NamedTuple):
    effect: Range
    cells: tuple[_Cell, ...]
    is_todays: bool


def draw_waiting(framing: Framing, assessment: Assessment, width: int) -> InkedRows:
    """Return a row for each change and a column for each share; nothing until there are days.

    Nothing either where whole sites are assigned: how many of them there are decides then, and no
    share of the cases makes more.
    """
    effect = framing.validation.effect_percent
    if framing.validation.unit == "site" or effect is None or not _has_days(framing):
        return ()
    rows = [row for row in _rows(framing, effect) if _is_worth_showing(row)]
    heads = [f"{given(row.effect)} %" for row in rows]
    left = max(cell_len(head) for head in [*heads, "change"]) + 2
    wide = max(cell_len(cell.words) + cell_len(cell.glyph) for row in rows for cell in row.cells)
    wide = max(wide, max(cell_len(given(cell.share)) + 2 for cell in rows[0].cells)) + 2
    shares = [cell.share for cell in rows[0].cells]
    kept = _that_fit(shares, _todays_share(framing), (width - left) // wide)
    builds = framing.roi.build_days is not None
    what = "Days to a readable result" if builds else "Days the experiment runs"
    lines: list[InkedLine] = [((f"{what}, by change and share of cases", "key!"),)]
    lines.append(_head([given(shares[at]) for at in kept], left, wide))
    for head, row in zip(heads, rows, strict=True):
        lines.append(_line(head, row, kept, left, wide))
    lines.append(((_legend(framing, rows), "quiet"),))
    return tuple(lines)


def _has_days(framing: Framing) -> bool:
    worked_out = experiment.of(framing)
    return worked_out is not None and worked_out.days is not None


def _todays_share(framing: Framing) -> Range:
    return framing.validation.experiment_share_percent or experiment.ALL


def _rows(framing: Framing, effect: Range) -> list[_Row]:
    today = _todays_share(framing)
    shares = sorted({Range.of(share) for share in SHARES} | {today}, key=lambda r: (r.low, r.high))
    rows = []
    for step in STEPS:
        is_todays = step == 1.0
        tried = (
            effect if is_todays else Range(_round(effect.low * step), _round(effect.high * step))
        )
        asked = framing.with_answer(_EFFECT, tried)
        row = [_cell(asked, share, is_todays=is_todays and share == today) for share in shares]
        rows.append(_Row(tried, tuple(row), is_todays))
    return rows


def _round(number: float) -> float:
    return float(f"{number:.3g}")


def _cell(framing: Framing, share: Range, *, is_todays: bool) -> _Cell:
    worked_out = experiment.of(framing.with_answer(_SHARE, share))
    days = None
    if worked_out is not None:
        builds = framing.roi.build_days is not None
        days = worked_out.readable_days if builds else worked_out.days
    frame = framing.stack.timeframe_days
    late = days.over(frame) if days is not None and frame is not None else None
    return _Cell(share, _words(days), late, is_todays)


def _words(days: Range | None) -> str:
    """Return how long it takes at most: both ends of a range would leave room for few shares."""
    if days is None:
        return "–"
    if days.high > _LONGEST:
        return f"{shown(Range.of(_LONGEST), digits=4)}+"
    if days.high < 1:
        return "<1" if days.high else "0"
    return f"{'' if days.is_point else '≤'}{shown(Range.of(days.high), digits=4)}"


def _is_worth_showing(row: _Row) -> bool:
    """Whether a change can be found at all: one may be more than there is to change."""
    return row.is_todays or any(cell.words != "–" for cell in row.cells)


def _that_fit(shares: list[Range], today: Range, most: int) -> list[int]:
    """Return which columns are drawn: the smallest shares give way first, today's never does."""
    kept = list(range(len(shares)))
    for at in range(len(shares)):
        if len(kept) > max(most, 1) and shares[at] != today:
            kept.remove(at)
    return kept


def _head(shares: list[str], left: int, wide: int) -> InkedLine:
    columns = "".join(f"{share + ' %':>{wide}}" for share in shares)
    return ((f"{'change':>{left}}{columns}", "quiet"),)


def _line(head: str, row: _Row, kept: list[int], left: int, wide: int) -> InkedLine:
    parts: list[InkedPart] = [(f"{head:>{left}}", "plain!" if row.is_todays else "quiet")]
    for cell in (row.cells[at] for at in kept):
        mark = _TODAY if cell.is_todays else ""
        words = f"{mark}{cell.words}"
        blank = " " * (wide - cell_len(words) - cell_len(cell.glyph))
        ink = "key!" if cell.is_todays else "plain"
        if cell.late is Holds.ALWAYS and not cell.is_todays:
            ink = "quiet"
        parts += [(blank, "plain"), (words, ink)]
        if cell.late is not None:
            parts.append((cell.glyph, INKS[_LATE[cell.late][0]]))
    return tuple(parts)


def _legend(framing: Framing, rows: list[_Row]) -> str:
    """Return what the marks mean that are to be seen, and what the days leave out."""
    plan, frame = framing.validation, framing.stack.timeframe_days
    taken = plan.experiment_share_percent is not None
    words = [f"{_TODAY} today's choice" if taken else f"{_TODAY} taken while the share is open"]
    if frame is None:
        words.append("the time frame is open")
    else:
        seen = {cell.late for row in rows for cell in row.cells}
        marks = [f"{GLYPHS[state]} {said}" for late, (state, said) in _LATE.items() if late in seen]
        words.append(f"{', '.join(marks)} for {given(frame)} days")
    if framing.roi.build_days is None:
        words.append("building is left out: its days are open")
    elif plan.kpi_delay_days is None:
        words.append("the KPI's delay is taken as 0: it is open")
    return "; ".join(words)
