"""Line mode asks and offers what the app asks and offers, section by section."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.ask.agenda import ORDER, Agenda
from framing_tui.model.catalogue import CELLS, QUESTIONS, SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.session import Session
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load

from .desk import TODAY, WIDE, at_desk

FRAMINGS = Path(__file__).resolve().parents[1] / "golden" / "framings"
HALF = load(FRAMINGS / "half.toml").framing


@pytest.mark.parametrize(
    "framing",
    [Framing({"starter": "fraud-review-queue"}), HALF, load(FRAMINGS / "full.toml").framing],
    ids=["starter", "half", "full"],
)
async def test_the_same_offers_and_nothing_asked_that_line_mode_does_not_know(
    tmp_path: Path, framing: Framing
) -> None:
    path = tmp_path / "framing.toml"
    path.write_text(document(framing), encoding="utf-8")
    async with at_desk(path, WIDE) as desk:
        for section in SECTIONS:
            await desk.press("ctrl+g", str(section.number % 10))
            await desk.shows_section(section)
            shown = [item.key for item in desk.open_form.items() if item.key in QUESTIONS]
            # What to start from is asked by line mode once, at the very beginning.
            asked = [key for key in shown if key != "starter"]
            in_order = [q.id for q in section.questions if q.id in asked]
            assert asked == in_order
            assert set(asked) <= set(ORDER)
            for key in asked:
                assert desk.open_form.view(key).offer == desk.session.offer_for(key), key


def first_pass_of_line_mode(session: Session) -> list[str]:
    """The first pass as line mode goes through it where everything is left open."""
    agenda, order = Agenda(session), []
    here = agenda.first()
    while here is not None and agenda.is_first_pass:
        order.append(here)
        agenda.passed(here)
        here = agenda.next(here)
    return order


@pytest.mark.parametrize("framing", [Framing(), HALF], ids=["empty", "half"])
async def test_the_first_pass_goes_the_same_way(tmp_path: Path, framing: Framing) -> None:
    path = tmp_path / "framing.toml"
    path.write_text(document(framing), encoding="utf-8")
    in_lines = first_pass_of_line_mode(Session.open(path, TODAY))
    async with at_desk(path, WIDE) as desk:
        assessment = desk.session.assessment
        # What is said of the cells, and the decision, comes behind all the rest, which stays open.
        ends = {"decision", *(q.id for cell in CELLS for q in cell.questions)}
        wanted = {*assessment.passes.first_open, *assessment.wanted} - ends
        assert len(wanted) > 10
        await desk.press("ctrl+g", "9")
        visited = []
        for _ in wanted:
            await desk.press("ctrl+n")
            visited.append(desk.open)
        assert visited == [qid for qid in in_lines if qid in wanted]
        assert desk.asks(desk.open_form.view(desk.open).asks)
