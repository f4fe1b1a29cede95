"""Whole interviews through the plain prompter, as they stand in a terminal or behind a pipe."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from framing_tui.ask.agenda import WHOLE, Scope, section_named
from framing_tui.ask.interview import Interview
from framing_tui.ask.plain import PlainPrompter
from framing_tui.ask.prompter import run
from framing_tui.session import Session
from tests.whole import whole

TODAY = date(2026, 11, 23)
LATE = '[stack]\nobjective = "Hold risky orders"\n[serving]\nonline = "yes"\np99_budget_ms = 120\n'
FULL = whole((Path(__file__).parent / "framings" / "full.toml").read_text(encoding="utf-8"))
# Framed but for what ends the first pass, and a little depth.
NEARLY = "".join(
    f"{line}\n"
    for line in FULL.replace('[feasibility.data]\ncolour = "green"', "[feasibility.data]").split(
        "\n"
    )
    if not line.startswith(
        ("decision =", "outcome =", 'evidence = "two years of orders with their')
    )
)

PARTS = {
    "ask-section.txt": Scope(section_named("validation")),
    "ask-open-only.txt": Scope(open_only=True),
}
# Each: what the file holds before, where the interview begins, and what is typed at which prompt.
SCRIPTS: dict[str, tuple[str, str | None, tuple[tuple[str, str], ...]]] = {
    # A new framing: wrong input, going back, not knowing, a text of two lines, help, a stop.
    "ask-new.txt": (
        "",
        None,
        (
            ("start from", "blank"),
            ("title", "Card-not-present fraud screen"),
            ("date", ":take"),
            ("participants", "risk lead"),
            ("more", "data scientist"),
            ("more", ""),
            ("stack.objective", "Cut card fraud without turning good customers away"),
            ("stack.kpi", ""),
            ("stack.kpi_now", "a lot"),
            ("stack.kpi_now", "42"),
            ("stack.kpi_target", "28..31"),
            ("stack.timeframe_days", ":back"),
            ("stack.kpi_target", ":back"),
            ("stack.kpi_now", "40..44"),
            ("stack.kpi_target", ""),
            ("stack.timeframe_days", "6 months"),
            ("stack.users", ":undo"),
            ("stack.timeframe_days", "26 weeks"),
            ("stack.users", "?"),
            ("stack.users", ":note support sees it, too"),
            ("stack.users", "Twelve analysts open a ranked queue."),
            ("more", ""),
            ("more", "Support sees why an order was held."),
            ("more", "."),
            ("stack.decision_improved", ":na it is the first of its kind"),
            ("stack.model_goal", ":find data lead by 1 Jun"),
            ("stack.policy", "99"),
            ("stack.policy", "4"),
            ("stack.action_works", ":status"),
            ("stack.action_works", ":stop"),
        ),
    ),
    # The end of the first pass: a colour that is offered, its evidence, the decision; then depth.
    "ask-passes.txt": (
        NEARLY,
        None,
        (
            ("feasibility.data.colour", ":take"),
            ("feasibility.data.evidence", "two years of orders"),
            ("decision", "build"),
            ("stack.outcome", "?"),
            ("stack.outcome", "Risky orders wait for a check"),
            ("also ask", "y"),
            ("stack.other_models", ":stop"),
        ),
    ),
    # One section: its optional questions are offered, and behind it is the end.
    "ask-section.txt": (
        LATE,
        None,
        (
            ("validation.baseline_kind", "rules"),
            ("validation.experiment", "pilot"),
            ("validation.measures_kpi", "yes"),
            ("validation.stages_percent", ""),
            ("validation.can_roll_back", "yes"),
            ("validation.stop_if", "risk lead: losses over 40 EUR"),
            ("validation.guardrail_metrics", ""),
            ("validation.users_adapt", "no"),
            ("also ask", "no"),
        ),
    ),
    # What is open alone: nothing optional, nothing that is answered.
    "ask-open-only.txt": (
        LATE,
        None,
        (
            ("stack.kpi", "churn, %"),
            ("stack.kpi_now", ":goto stack"),
            ("stack.kpi_now", ":stop"),
        ),
    ),
    # One candidate is chosen, and then another.
    "ask-chosen.txt": (
        LATE,
        "labels.candidates",
        (
            ("labels.candidates, name", "clicks"),
            ("alignment", ""),
            ("gaming_resistance", ""),
            ("coverage", ""),
            ("speed", ""),
            ("causal", ""),
            ("closeness", ""),
            ("chosen", "yes"),
            ("failure_mode", ":done"),
            ("labels.candidates, name", "returns"),
            ("alignment", ""),
            ("gaming_resistance", ""),
            ("coverage", ""),
            ("speed", ""),
            ("causal", ""),
            ("closeness", ""),
            ("chosen", "yes"),
            ("failure_mode", ":done"),
            ("labels.candidates, name", ":list"),
        ),
    ),
    # A red turns up, is looked into and goes away; cells and the verdict follow.
    "ask-red.txt": (
        LATE,
        "serving.p99_expected_ms",
        (
            ("serving.p99_expected_ms", "fast"),
            ("serving.p99_expected_ms", "900"),
            ("serving.peak_qps", ":goto serving.p99_expected_ms"),
            ("serving.p99_expected_ms", ":why"),
            ("serving.p99_expected_ms", ":flips"),
            ("serving.p99_expected_ms", "[80, 100]"),
            ("serving.peak_qps", ":goto need"),
            ("need.rules_suffice", "y"),
            ("need.data_unobtainable", ":goto 2"),
            ("need.rules_suffice", "no"),
            ("need.data_unobtainable", ":findings"),
        ),
    ),
    # Records: added, refused, listed, changed, deleted.
    "ask-records.txt": (
        LATE,
        "metrics.constraints",
        (
            ("metrics.constraints, name", "p99"),
            ("kind", "1"),
            ("bound", "<= 120 ms"),
            ("watched_live", "yes"),
            ("metrics.constraints, name", "p99"),
            ("metrics.constraints, name", "precision"),
            ("kind", "qual"),
            ("bound", ":done"),
            ("metrics.constraints, name", ":list"),
            ("metrics.constraints, name", ":edit 2"),
            ("name", ""),
            ("kind", ""),
            ("bound", "at least 0.8"),
            ("watched_live", ":back"),
            ("bound", ":clear"),
            ("bound", "over 0.8"),
            ("watched_live", "no"),
            ("metrics.constraints, name", ":delete 1"),
            ("metrics.constraints, name", ""),
            ("metrics.primary", ":stop"),
        ),
    ),
}


class Typist(io.RawIOBase):
    """Somebody who types each line at its prompt.

    Why by prompt: a question that is declared later comes between. It is left open, or gone past
    on the way back, and all that was typed still stands where it was meant.
    """

    def __init__(self, interview: Interview, lines: tuple[tuple[str, str], ...]) -> None:
        self._interview = interview
        self._left = list(lines)
        self._last = ""

    @property
    def is_done(self) -> bool:
        """Whether every line has been typed."""
        return not self._left

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> bytes:
        if not self._left or self._interview.prompt is None:
            return b""
        label, line = self._left[0]
        if self._interview.prompt.label.startswith(label):
            del self._left[0]
            self._last = line
        else:
            line = ":back" if self._last == ":back" else ""
        return f"{line}\n".encode()


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_interview_reads_as_before(
    name: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    before, at, lines = SCRIPTS[name]
    path = tmp_path / "framing.toml"
    if before:
        path.write_text(before, encoding="utf-8")
    session = Session.open(path, TODAY)
    interview = Interview(session, at, PARTS.get(name, WHOLE))
    out = io.BytesIO()
    typist = Typist(interview, lines)
    run(interview, PlainPrompter(typist, out, echo=True))
    assert session.close()
    assert typist.is_done
    text = out.getvalue().decode()
    assert "\x1b" not in text
    assert "\r" not in text
    golden(name, text)
