"""Whole interviews through the plain door, as they stand in a terminal or behind a pipe."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from framing_tui.ask.agenda import WHOLE, Part, section_named
from framing_tui.ask.door import run
from framing_tui.ask.interview import Interview
from framing_tui.ask.plain import PlainDoor
from framing_tui.session import Session

TODAY = date(2026, 11, 23)
LATE = '[stack]\nobjective = "Hold risky orders"\n[serving]\nonline = "yes"\np99_budget_ms = 120\n'
FULL = (Path(__file__).parent / "framings" / "full.toml").read_text(encoding="utf-8")
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
    "ask-section.txt": Part(section_named("validation")),
    "ask-open-only.txt": Part(open_only=True),
}
# Each: what the file holds before, where the interview begins, and what is typed.
SCRIPTS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    # A new framing: wrong input, going back, not knowing, a text of two lines, help, a stop.
    "ask-new.txt": (
        "",
        None,
        (
            "blank",
            "Card-not-present fraud screen",
            ":take",
            "risk lead",
            "data scientist",
            "",
            "Cut card fraud without turning good customers away",
            "",
            "a lot",
            "42",
            "28..31",
            ":back",
            ":back",
            "40..44",
            "",
            "6 months",
            ":undo",
            "26 weeks",
            "?",
            ":note support sees it, too",
            "Twelve analysts open a ranked queue.",
            "",
            "Support sees why an order was held.",
            ".",
            ":na it is the first of its kind",
            ":find data lead by 1 Jun",
            "99",
            "4",
            ":status",
            ":stop",
        ),
    ),
    # The end of the first pass: a colour that is offered, its evidence, the decision; then depth.
    "ask-passes.txt": (
        NEARLY,
        None,
        (
            ":take",
            "two years of orders",
            "build",
            "?",
            "Risky orders wait for a check",
            "y",
            ":stop",
        ),
    ),
    # One section: its optional questions are offered, and behind it is the end.
    "ask-section.txt": (
        LATE,
        None,
        ("rules", "pilot", "yes", "", "yes", "risk lead: losses over 40 EUR", "", "no", "no"),
    ),
    # What is open alone: nothing optional, nothing that is answered.
    "ask-open-only.txt": (
        LATE,
        None,
        ("churn, %", ":goto stack", ":stop"),
    ),
    # One candidate is chosen, and then another.
    "ask-chosen.txt": (
        LATE,
        "labels.candidates",
        ("clicks", *[""] * 6, "yes", ":done", "returns", *[""] * 6, "yes", ":done", ":list"),
    ),
    # A red turns up, is looked into and goes away; cells and the verdict follow.
    "ask-red.txt": (
        LATE,
        "serving.p99_expected_ms",
        (
            "fast",
            "900",
            ":goto serving.p99_expected_ms",
            ":why",
            ":flips",
            "[80, 100]",
            ":goto need",
            "y",
            ":goto 2",
            "no",
            ":findings",
        ),
    ),
    # Records: added, refused, listed, changed, deleted.
    "ask-records.txt": (
        LATE,
        "metrics.constraints",
        (
            "p99",
            "1",
            "<= 120 ms",
            "yes",
            "p99",
            "precision",
            "qual",
            ":done",
            ":list",
            ":edit 2",
            "",
            "",
            "at least 0.8",
            ":back",
            ":clear",
            "over 0.8",
            "no",
            ":delete 1",
            "",
            ":stop",
        ),
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_interview_reads_as_before(
    name: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    before, at, lines = SCRIPTS[name]
    path = tmp_path / "framing.toml"
    if before:
        path.write_text(before, encoding="utf-8")
    session = Session.open(path, TODAY)
    given = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    out = io.BytesIO()
    run(Interview(session, at, PARTS.get(name, WHOLE)), PlainDoor(given, out, echo=True))
    assert session.close()
    text = out.getvalue().decode()
    assert "\x1b" not in text
    assert "\r" not in text
    golden(name, text)
