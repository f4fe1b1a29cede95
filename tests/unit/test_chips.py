"""The five cells as they are drawn: at every width whole, with glyph, name and word."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from framing_tui.assessment import assess
from framing_tui.assessment.cells import CellState
from framing_tui.drawing.colours import DARK
from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.tui.parts.chips import draw_chips

NAMES = ("DATA", "LABELS", "SERVING", "RISK", "ROI")
GLYPHS = {"green": "✓", "red": "✗", "contested": "!", "amber": "~", "open": "·"}
ANSWERS = {
    "serving.online": "yes",
    "serving.p99_budget_ms": 120,
    "serving.p99_expected_ms": 900,
    "feasibility.serving.colour": "green",
    "need.rules_suffice": "no",
    "feasibility.data.colour": "green",
    "feasibility.data.evidence": "measured",
}


def cells(answers: dict[str, object]) -> tuple[CellState, ...]:
    framing = Framing({qid: QUESTIONS[qid].kind.read(raw) for qid, raw in answers.items()})
    return assess(framing).cells


def drawn(width: int, height: int, answers: dict[str, object]) -> list[str]:
    block = draw_chips(DARK, cells(answers), width, height, frozenset(), lambda _jump: None)
    return [row.text for row in block.rows]


@pytest.mark.parametrize("height", [1, 3, 5])
@pytest.mark.parametrize("width", [60, 65, 70, 79, 80, 100, 118, 200])
@pytest.mark.parametrize("answers", [{}, ANSWERS], ids=["open", "judged"])
def test_every_cell_is_whole_at_every_width(
    width: int, height: int, answers: dict[str, object]
) -> None:
    rows = drawn(width, height, answers)
    assert len(rows) == height
    assert {cell_len(row) for row in rows} == {width}
    states = cells(answers)
    text = "\n".join(rows)
    for cell, name in zip(states, NAMES, strict=True):
        assert name in text
        if width >= 80:
            assert f"{GLYPHS[cell.state]} {name}" in text or f"[{name}" in text
    is_open = sum(cell.state == "open" for cell in states)
    if height == 1:
        assert rows[0].count("[") == rows[0].count("]") == is_open
        if width >= 80:
            assert rows[0].count("open") == is_open
    else:
        assert text.count("╭") == text.count("╮") == text.count("╰") == text.count("╯") == is_open
        assert text.count("open") == is_open


def test_no_word_is_drawn_by_half() -> None:
    for width in range(60, 130):
        rows = drawn(width, 1, ANSWERS)
        words = set(rows[0].replace("[", " ").replace("]", " ").split())
        assert words <= {*NAMES, *GLYPHS.values(), *GLYPHS, "claimed"}, rows


def test_a_click_goes_to_its_cell() -> None:
    gone: list[str] = []
    block = draw_chips(DARK, cells(ANSWERS), 118, 3, frozenset(), gone.append)
    for row in range(3):
        for spot in sorted(spot for spot in block.spots if spot.row == row):
            spot.act()
    assert gone == [cell.jump for cell in cells(ANSWERS)] * 3
