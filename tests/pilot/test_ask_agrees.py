"""Line mode asks and offers what the app asks and offers, section by section."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.ask.agenda import ORDER
from framing_tui.assessment.completeness import is_optional
from framing_tui.model.catalogue import SECTIONS
from framing_tui.model.framing import Framing
from framing_tui.storage.canonical import document
from framing_tui.storage.load import load

from .desk import WIDE, at_desk

FRAMINGS = Path(__file__).resolve().parents[1] / "golden" / "framings"
HALF = load(FRAMINGS / "half.toml").framing


@pytest.mark.parametrize(
    "framing",
    [Framing({"starter": "fraud-review-queue"}), HALF, load(FRAMINGS / "full.toml").framing],
    ids=["starter", "half", "full"],
)
async def test_the_same_questions_and_offers(tmp_path: Path, framing: Framing) -> None:
    path = tmp_path / "framing.toml"
    path.write_text(document(framing), encoding="utf-8")
    async with at_desk(path, WIDE) as desk:
        for section in SECTIONS:
            await desk.press("ctrl+g", str(section.number % 10))
            await desk.shows_section(section)
            # What to start from is asked by line mode once, at the very beginning.
            fields = [f for f in desk.interview.form.fields if f.key in ORDER]
            assert [f.key for f in fields] == [
                q.id
                for q in section.questions
                if q.id in desk.framing.answers
                or q.id in desk.framing.not_applicable
                or (q.is_asked(desk.framing) and not is_optional(q, desk.framing))
            ]
            for field in fields:
                assert field.view.offer == desk.session.offer_for(field.key), field.key
