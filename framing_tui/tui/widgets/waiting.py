"""How long an experiment takes to be read, by the share of cases that is in it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.calculators import experiment
from framing_tui.calculators.result import given, shown
from framing_tui.model.framing import Framing
from framing_tui.model.values import Holds, Range, figure
from framing_tui.tui.texts import cells, joined, plain, stacked
from framing_tui.tui.widgets.gauge import gauge

_FRAME = "▲"
SHARES = (1, 5, 10, 25, 50, 100)
_SHARE = "validation.experiment_share_percent"
_LATE = {
    Holds.ALWAYS: ("✗ too late", "$text-error"),
    Holds.SOMETIMES: ("~ may be late", "$text-warning"),
    Holds.NEVER: ("✓ in time", "$success"),
}


@dataclass(frozen=True)
class _Bar:
    share: Range
    days: Range | None
    is_todays: bool


def draw_waiting(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return a bar for each share of cases; nothing until the time can be worked out.

    Nothing either where whole sites are assigned: how many of them there are decides then, and no
    share of the cases makes more.
    """
    if framing.validation.unit == "site":
        return Content("")
    bars = _bars(framing)
    known = [bar.days for bar in bars if bar.days is not None]
    if not known:
        return Content("")
    frame = framing.stack.timeframe_days
    top = max(days.high for days in known)
    if frame is not None:
        # What takes far longer than there is time must not press all else into a corner.
        top = max(min(top, 2 * frame.high), frame.high)
    widest = max(len(given(bar.share)) for bar in bars)
    left = widest + 5
    rights = [_words(bar.days, frame) for bar in bars]
    most = max(cells(days) for days, _, _ in rights)
    room = max(width - left - most - 2 - max(cells(late) for _, late, _ in rights), 8)
    builds = framing.roi.build_days is not None
    what = "Days to a readable result" if builds else "Days that the experiment runs"
    lines = [plain(f"{what}, by share of cases", "bold $accent")]
    for bar, (days, late, style) in zip(bars, rights, strict=True):
        drawn = gauge(bar.days, top, room) if bar.days is not None else " " * room
        emphasis = "bold" if bar.is_todays else ""
        lines.append(
            joined(
                (f"{'●' if bar.is_todays else ' '} {given(bar.share):>{widest}} % ", emphasis),
                (drawn, "$accent" if bar.is_todays else "$foreground 60%"),
                (f" {days:>{most}} ", emphasis),
                (late, style),
            )
        )
    lines.append(plain(" " * left + _axis(top, frame, room), "$foreground-muted"))
    lines.append(plain(_remarks(framing), "$foreground-muted"))
    return stacked(lines)


def _bars(framing: Framing) -> list[_Bar]:
    today = framing.validation.experiment_share_percent or experiment.ALL
    shares = {Range.of(share) for share in SHARES} | {today}
    bars = []
    for share in sorted(shares, key=lambda r: (r.low, r.high)):
        worked_out = experiment.of(framing.with_answer(_SHARE, share))
        days = None
        if worked_out is not None:
            builds = framing.roi.build_days is not None
            days = worked_out.readable_days if builds else worked_out.days
        bars.append(_Bar(share, days, share == today))
    return bars


def _words(days: Range | None, frame: Range | None) -> tuple[str, str, str]:
    if days is None:
        return "not to be had", "", ""
    if frame is None:
        return shown(days), "", ""
    late, style = _LATE[days.over(frame)]
    return shown(days), late, style


def _axis(top: float, frame: Range | None, room: int) -> str:
    """Return the line under the bars: 0, a mark at the time frame where there is one, the end."""
    end = f"{figure(float(round(top)))} days"
    line = list("0" + end.rjust(room - 1))
    if frame is not None and frame.high > 0:
        at = min(max(round(frame.high / top * room) - 1, 0), room - 1)
        if line[at] == " " or at == room - 1:
            line = line if line[at] == " " else list("0" + f"{end}  ".rjust(room - 1))
            line[at] = _FRAME
    return "".join(line)


def _remarks(framing: Framing) -> str:
    plan = framing.validation
    taken = plan.experiment_share_percent
    words = ["● today's choice" if taken is not None else "● taken while the share is open"]
    if framing.roi.build_days is None:
        words.append("building is left out: its days are open")
    if plan.kpi_delay_days is None and framing.roi.build_days is not None:
        words.append("the KPI's delay is taken as 0: it is open")
    frame = framing.stack.timeframe_days
    words.append(f"{_FRAME} time frame {given(frame)} days" if frame else "the time frame is open")
    return "; ".join(words)
