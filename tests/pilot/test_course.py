"""The order of asking: what is next, the first pass and the second, and how far they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.model.catalogue import FIRST_PASS, PLACES, QUESTIONS, SECTION_OF

from .desk import EITHER_SIZE, NARROW, WIDE, at_desk, write_framing

# The colours of the cells, and the decision, are asked when all else of the first pass is known.
FIRST = [qid for qid in FIRST_PASS if QUESTIONS[qid].first_pass and qid != "decision"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@EITHER_SIZE
async def test_from_a_fresh_file_next_goes_to_section_1_and_on_in_order(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size) as desk:
        visited = []
        for _ in range(len(FIRST)):
            await desk.press("ctrl+n")
            visited.append(desk.open)
            assert desk.asks(desk.open_form.view(desk.open).asks)
        assert visited == FIRST
        assert SECTION_OF[visited[0]].id == "stack"
        sections = [SECTION_OF[qid].number for qid in visited]
        assert sections == sorted(sections)
        # Behind the last come what ends the pass and the second one, and then it begins again.
        rest = []
        while desk.open != FIRST[0]:
            await desk.press("ctrl+n")
            rest.append(desk.open)
        ends = [qid for qid in FIRST_PASS if qid not in FIRST]
        assert rest[: len(ends)] == ends
        # The title was open when all this began.
        left = {*rest[len(ends) : -1], "title"}
        assert left == set(desk.session.assessment.in_depth.open)
        assert len(rest) == len(set(rest))


async def test_next_goes_round_and_never_to_and_fro_between_two(file: Path) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, at="decision") as desk:
        still_open = (
            *("stack.kpi_now", "stack.kpi_target", "need.data_exists"),
            *("decision", "stack.outcome", "validation.stop_if"),
        )
        for question_id in still_open:
            desk.session.answer(question_id, None)
        desk.open_form.refresh()
        assert desk.open == "decision"
        visited = []
        for _ in range(12):
            await desk.press("ctrl+n")
            visited.append(desk.open)
            if desk.open in ("stack.kpi_now", "stack.kpi_target"):
                # What is typed and is no answer leaves it as open as it was.
                await desk.press("x")
        without_decision = [qid for qid in still_open if qid != "decision"]
        assert visited == [*without_decision, *still_open, "stack.kpi_now"]


@pytest.mark.parametrize("question", ["title", "team", "date", "participants", "currency"])
async def test_also_after_something_was_typed_in_the_overview(file: Path, question: str) -> None:
    async with at_desk(file, NARROW, at=question) as desk:
        if question != "date":
            await desk.type("Parcels")
        await desk.press("ctrl+n")
        assert (desk.section, desk.open) == ("stack", "stack.objective")
        assert "The business problem, in one sentence" in desk.card


async def test_next_goes_on_behind_where_one_stands_and_not_back(file: Path) -> None:
    answers = {"stack.kpi_now": 42, "need.must_explain": "no"}
    async with at_desk(write_framing(file, answers), NARROW, at="need.errors_catastrophic") as desk:
        await desk.press("ctrl+n")
        assert desk.open == "need.roi_below_upkeep"
        await desk.press("n", "ctrl+n")
        assert desk.open == "need.complex_patterns"
        # From a question that is not of the first pass, to the next one behind it.
        await desk.press("ctrl+p")
        await desk.type("need.rules_kpi")
        await desk.sees("need.rules_kpi")
        await desk.press("enter")
        assert desk.open == "need.rules_kpi"
        await desk.press("ctrl+n")
        assert desk.open == "need.data_unobtainable"


async def test_from_the_end_of_a_section_next_goes_into_the_one_behind(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.kind") as desk:
        await desk.press("tab", "tab", "tab")
        assert desk.is_at_end
        await desk.press("ctrl+n")
        assert desk.open == "task.type"


async def test_it_opens_where_the_kickoff_goes_on(file: Path) -> None:
    answers = {"stack.objective": "fewer losses", "stack.kpi": "losses, EUR"}
    async with at_desk(write_framing(file, answers)) as desk:
        assert desk.open == "stack.kpi_now"
        assert desk.asks(QUESTIONS["stack.kpi_now"].asks)


async def test_a_finished_framing_opens_at_home(file: Path) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file) as desk:
        assert desk.section == "workflow"
        assert "Where this framing stands, and what comes next." in desk.form
        await desk.press("ctrl+n")
        assert desk.change == "every question that counts is answered or being found out"
        assert desk.section == "workflow"


@EITHER_SIZE
async def test_the_title_line_counts_the_first_pass_and_then_the_second(
    file: Path, size: tuple[int, int]
) -> None:
    first, depth = ("first pass ", "in depth ") if size == WIDE else ("", "depth ")
    async with at_desk(file, size, at="need.rules_suffice") as desk:
        passes = desk.session.assessment.passes
        assert f"{first}0/{passes.first.total} " in desk.title
        await desk.press("n")
        assert f"{first}1/{passes.first.total} " in desk.title
        assert "depth" not in desk.title
        # An answer in depth is none of the first pass.
        while desk.open != "more:Need":
            await desk.down()
        await desk.press("enter")
        await desk.type("36")
        assert desk.answer("need.rules_kpi") is not None
        assert f"{first}1/{passes.first.total} " in desk.title
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, size) as desk:
        passes = desk.session.assessment.passes
        assert passes.first.open == ()
        assert f"{depth}{passes.in_depth.share}" in desk.title


async def test_the_first_pass_ends_with_the_colours_and_the_decision(file: Path) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    colours = ["feasibility.data.colour", "feasibility.roi.colour"]
    async with at_desk(file, at="stack.kpi") as desk:
        for question_id in (*colours, "decision", "stack.outcome", "need.data_exists"):
            desk.session.answer(question_id, None)
        desk.open_form.refresh()
        visited = []
        for key in ("y", "g", "g", "2", ""):
            await desk.press("ctrl+n")
            visited.append(desk.open)
            await desk.press(*key)
        assert visited == ["need.data_exists", *colours, "decision", "stack.outcome"]
        assert desk.asks(desk.open_form.view(desk.open).asks)


async def test_behind_the_first_pass_comes_the_second_in_the_order_of_the_sections(
    file: Path,
) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file) as desk:
        for question_id in ("title", "stack.outcome", "labels.delay_days", "validation.stop_if"):
            desk.session.answer(question_id, None)
        desk.open_form.refresh()
        await desk.press("ctrl+g", "1")
        visited = []
        for _ in range(3):
            await desk.press("ctrl+n")
            visited.append(desk.open)
        assert visited == ["stack.outcome", "labels.delay_days", "validation.stop_if"]
        places = [PLACES[qid] for qid in visited]
        assert places == sorted(places)
        await desk.press("ctrl+n")
        assert desk.open == "title"
        # An open question of the first pass comes before all of those.
        desk.session.answer("need.data_exists", None)
        desk.open_form.refresh()
        await desk.press("ctrl+n")
        assert desk.open == "need.data_exists"
        assert desk.asks(QUESTIONS["need.data_exists"].asks)


async def test_what_is_being_found_out_is_not_asked_next(file: Path) -> None:
    async with at_desk(file, NARROW, at="stack.objective") as desk:
        await desk.press("ctrl+n")
        assert desk.open == "stack.kpi"
        await desk.press("f3")
        await desk.type("finance", "enter")
        await desk.type("2 weeks", "enter")
        await desk.press("ctrl+n", "shift+tab", "shift+tab", "ctrl+n")
        assert desk.open == "stack.kpi_now"
        assert "◔ The one business number it moves (KPI)" in desk.form


async def test_it_says_where_it_goes_on(file: Path) -> None:
    answers = {"stack.objective": "fewer losses", "need.must_explain": "no"}
    async with at_desk(write_framing(file, answers), NARROW) as desk:
        # Wherever one left: the first that is open, in the order of asking.
        assert desk.open == "stack.kpi"
        said = "it goes on here, at the first open question of the first pass"
        assert desk.change == said
        await desk.type("losses, EUR")
        assert said not in desk.change
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file) as desk:
        desk.session.answer("stack.outcome", None)
        assert desk.saved().answers.get("stack.outcome") is None
    async with at_desk(file) as desk:
        assert desk.open == "stack.outcome"
        assert desk.change == "it goes on here, at the first open question of what is left"


async def test_the_end_of_the_first_pass_is_told_as_it_is_counted(file: Path) -> None:
    file.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(file, at="need.data_exists") as desk:
        for question_id in ("need.data_exists", "stack.outcome"):
            desk.session.answer(question_id, None)
        desk.open_form.refresh()
        await desk.press("f3")
        await desk.type("data lead", "enter")
        await desk.type("2 weeks", "enter")
        await desk.press("ctrl+n")
        assert desk.open == "stack.outcome"
        first = desk.session.assessment.first_pass
        assert (first.answered, len(first.assigned), first.open) == (first.total - 1, 1, ())
        done = f"the first pass is done but for 1 being found out ({first.share})"
        assert desk.change.startswith(done)
