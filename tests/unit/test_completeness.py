"""What counts as answered, as being found out and as open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from framing_tui.assessment import assess
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF
from framing_tui.model.framing import Framing
from framing_tui.model.question import rows_kind

TODAY = date(2026, 5, 1)
IN_TIME = date(2026, 6, 1)


def action(**cells: object) -> Framing:
    row = rows_kind(QUESTIONS["actions"]).row({"what": "find out", **cells})
    return Framing().with_answer("actions", (row,))


@pytest.mark.parametrize(
    ("cells", "is_found_out"),
    [
        ({"question": "labels.candidates", "owner": "data lead", "due": IN_TIME}, True),
        ({"question": "labels.candidates", "owner": "data lead", "due": TODAY}, True),
        ({"question": "labels.candidates", "owner": "data lead"}, False),
        ({"question": "labels.candidates", "due": IN_TIME}, False),
        ({"question": "labels.candidates", "owner": "a", "due": date(2026, 4, 30)}, False),
        ({"question": "labels.ideal", "owner": "data lead", "due": IN_TIME}, False),
        ({"question": "labels", "owner": "data lead", "due": IN_TIME}, False),
        # A column of one row is part of the list that the question asks for.
        (
            {
                "question": 'labels.candidates."opened again".countermeasure',
                "owner": "data lead",
                "due": IN_TIME,
            },
            True,
        ),
    ],
)
def test_being_found_out_needs_a_person_and_a_day_to_come(
    cells: dict[str, Any], is_found_out: bool
) -> None:
    framing = action(**cells).with_answer("labels.observable", "no")
    counted = assess(framing, TODAY).completeness
    assert ("labels.candidates" in counted.assigned) is is_found_out
    assert ("labels.candidates" in counted.open) is not is_found_out


def test_the_counts_of_the_sections_add_up_to_those_of_the_whole() -> None:
    framing = action(question="labels.ideal", owner="data lead", due=IN_TIME)
    assessment = assess(framing.with_answer("stack.kpi", "churn, %"), TODAY)
    whole, parts = assessment.completeness, assessment.sections
    assert sum(part.answered for part in parts.values()) == whole.answered == 1
    assert sum(part.total for part in parts.values()) == whole.total
    assert parts["labels"].assigned == whole.assigned == ("labels.ideal",)
    for section, part in parts.items():
        assert {SECTION_OF[qid].id for qid in (*part.open, *part.assigned)} <= {section}


@pytest.mark.parametrize(
    ("now", "target", "kpi", "reaches"),
    [
        (10, 8, 7, "always"),
        (10, 8, 9, "never"),
        (10, 8, [7, 9], "sometimes"),
        (8, 10, 11, "always"),
        (8, 10, [9, 11], "sometimes"),
        (8, [7, 10], 11, "never"),
        (8, 10, None, "never"),
        (None, 10, 11, "never"),
    ],
)
def test_what_reaches_the_target_depends_on_where_it_starts(
    now: object, target: object, kpi: object, reaches: str
) -> None:
    read = QUESTIONS["stack.kpi_now"].kind.read
    framing = Framing()
    for name, raw in (("kpi_now", now), ("kpi_target", target)):
        if raw is not None:
            framing = framing.with_answer(f"stack.{name}", read(raw))
    assert framing.stack.reaches(None if kpi is None else read(kpi)).name.lower() == reaches
