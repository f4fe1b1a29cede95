"""The form: one question is open and the rest are read, none of it is cut, and the card stands
where the eye is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.interview.sheet import PictureItem
from framing_tui.model.catalogue import QUESTIONS, SECTIONS, Section, section

from .desk import BOTH_SIZES, EITHER_SIZE, NARROW, WIDE, Desk, at_desk, is_of_card, write_framing

EXAMPLE = "payment-fraud"
LATE = {
    "serving.online": "yes",
    "serving.p99_budget_ms": 120,
    "serving.p99_expected_ms": 900,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@pytest.fixture
def filled(file: Path) -> Path:
    file.write_bytes(example_path(EXAMPLE).read_bytes())
    return file


async def every_stop(desk: Desk, shown: Section) -> list[str]:
    """Go to the first thing of a section; return the keys of its questions and of its end."""
    await desk.press("ctrl+g", str(shown.number % 10))
    await desk.shows_section(shown)
    keys = [item.key for item in desk.open_form.items() if item.key]
    stops = [key for key in keys if not key.startswith(("more:", "example:"))]
    await desk.burst(*["shift+tab"] * len(stops))
    assert desk.open == stops[0]
    return stops


@pytest.mark.parametrize(
    ("shown", "size"),
    [
        pytest.param(
            shown,
            size,
            # The narrow one every time in the first section and where the widest card is, the grid.
            marks=[pytest.mark.nightly] * (size == NARROW and shown.id not in ("labels", "stack")),
            id=f"{shown.id}-{size[0]}x{size[1]}",
        )
        for shown in SECTIONS
        for size in (WIDE, NARROW)
    ],
)
async def test_one_question_is_open_in_full_and_the_others_are_read_uncut(
    filled: Path, size: tuple[int, int], shown: Section
) -> None:
    async with at_desk(filled, size) as desk:
        stops = await every_stop(desk, shown)
        read: set[str] = set()
        for stop in stops:
            assert desk.open == stop
            assert_all_of_it_is_seen(desk, stop, size)
            form = desk.form
            for question_id in stops:
                if question_id != stop and question_id in QUESTIONS:
                    view = desk.open_form.view(question_id)
                    words = " ".join(f"{view.asks} ✎ {view.said}".split())
                    if words in form or words.replace(" ✎ ", " ") in form:
                        read.add(question_id)
            await desk.press("tab")
        assert read == {stop for stop in stops if stop in QUESTIONS}


def assert_all_of_it_is_seen(desk: Desk, stop: str, size: tuple[int, int]) -> None:
    """Expect one card, in one piece, with all that the open question asks."""
    rows = desk.rows("form")
    cards = [at for at, row in enumerate(rows) if is_of_card(row)]
    assert cards == list(range(cards[0], cards[-1] + 1)), desk.screen
    if stop in QUESTIONS:
        # The empty rows at its edges tell that neither end is off the screen; the upper one
        # is left out where room is short.
        asks = desk.open_form.view(stop).asks
        first = desk.card_rows[0]
        assert first == "" if size == WIDE else asks.startswith(first[:20]), desk.screen
        assert desk.card_rows[-1] == "" or len(cards) >= len(rows) - 2, desk.screen
        assert desk.asks(asks), desk.screen


async def test_an_answer_of_several_lines_keeps_them(filled: Path) -> None:
    async with at_desk(filled, WIDE, at="stack.decision_improved") as desk:
        users = desk.framing.stack.users
        assert users is not None
        assert "\n" in users
        rows = [" ".join(row.split()) for row in desk.rows("form")]
        second = users.splitlines()[1]
        assert any(row and second.startswith(row) for row in rows)


@BOTH_SIZES
async def test_wide_characters_are_read_whole_wherever_they_stand(
    file: Path, size: tuple[int, int]
) -> None:
    answers = {
        question_id: "出荷の遅れを報告した顧客" * length
        for length, question_id in enumerate(
            ("stack.objective", "stack.kpi", "stack.outcome", "stack.decision_improved"), 1
        )
    }
    write_framing(file, answers)
    async with at_desk(file, size, at="stack.action_works") as desk:
        seen = 0
        for stop in [item.key for item in desk.open_form.items() if item.key]:
            desk.open_form.open(stop)
            await desk.settle()
            for row in desk.rows("form"):
                # What is cut in two is drawn as blanks.
                runs = re.findall("[\u3040-\u9fff]+", row)
                assert len(runs) <= 1, (stop, row)
                assert all(run in text_of(answers) for run in runs)
                seen += len(runs)
        assert seen > 20


def text_of(answers: dict[str, str]) -> str:
    return max(answers.values(), key=len)


# Where the card stands.


@BOTH_SIZES
async def test_the_card_stands_still_while_the_list_moves_under_it(
    filled: Path, size: tuple[int, int]
) -> None:
    async with at_desk(filled, size) as desk:
        stops = await every_stop(desk, section("validation"))
        height = len(desk.rows("form"))
        places = []
        for stop in stops:
            assert desk.open == stop
            is_high = desk.card_place + len(desk.card_rows) >= height - 2
            items = desk.open_form.items()
            behind = items[next(at for at, item in enumerate(items) if item.key == stop) + 1 :][:1]
            # Like one that is too high, it rises for a chart right behind it.
            is_high |= isinstance(next(iter(behind), None), PictureItem)
            if not is_high and stop in QUESTIONS:
                places.append(desk.card_place)
            await desk.press("tab")
        # Near the start it comes down to its place, and never goes back up.
        assert places[: places.index(max(places))] == sorted(places[: places.index(max(places))])
        still = [place for place in places if place == places[-1]]
        assert len(still) >= len(places) // 2
        assert abs(places[-1] - height // 3) <= 2


async def test_near_the_start_the_card_stands_higher(filled: Path) -> None:
    async with at_desk(filled, NARROW) as desk:
        await every_stop(desk, section("stack"))
        assert desk.card_place < 3
        assert "The business problem, in one sentence" in desk.card
        await desk.press("tab")
        assert "The business problem, in one sentence" in desk.rows("form")[0]


@BOTH_SIZES
async def test_a_card_that_grows_at_the_end_of_a_window_rises(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size, at="decision") as desk:
        await desk.type("10 more interviews, then again")
        assert "“10 more interviews, then again▏” is no option" in desk.card
        assert "Enter keeps it as a note, Esc drops it" in desk.card
        assert desk.card_rows[-1] == ""


@BOTH_SIZES
async def test_a_finding_is_told_in_full_at_its_question_and_by_title_elsewhere(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, LATE)
    async with at_desk(file, size, at="serving.p99_expected_ms") as desk:
        late = next(f for f in desk.session.assessment.findings if f.code == "FT603")
        assert f"✗ {late.message} FT603" in desk.card
        assert "Cannot serve in time" not in desk.card
        await desk.press("shift+tab", "shift+tab", "shift+tab")
        assert late.message not in desk.form
        # The answer that causes a red is told from one that is well.
        assert "✗ Slowest 1 answer in 100 will take (p99 expected)" in desk.form
        await desk.press("f2")
        assert "Cannot serve in" in desk.findings
        assert "FT603" in desk.findings
        assert late.message not in desk.findings


# The end of a section.


@EITHER_SIZE
async def test_the_end_of_a_section_says_what_is_open_and_what_going_on_will_find(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {"stack.objective": "fewer losses", "stack.kpi_now": 42})
    async with at_desk(file, size) as desk:
        stops = await every_stop(desk, section("stack"))
        await desk.press(*["tab"] * (len(stops) - 1))
        assert desk.is_at_end
        still_open = desk.session.assessment.first_sections["stack"].open
        assert f": {len(still_open)} open, " in desk.card
        assert "Enter → 2 ML at all?" in desk.card
        assert f"○ {QUESTIONS[still_open[0]].asks}" in desk.card
        assert f"and {len(still_open) - (4 if size == WIDE else 3)} more" in desk.card
        assert "Going on will find missing:" in desk.card
        assert "FT101" in desk.card
        assert desk.codes("red") == []
        # There is no wrapping round, and what is ahead is not yet found.
        await desk.press("tab")
        await desk.press("down")
        assert desk.is_at_end
        assert desk.codes("red") == []
        await desk.press("enter")
        assert desk.section == "need"
        assert desk.open == "need.rules_suffice"


async def test_what_the_end_foresees_is_what_comes(file: Path) -> None:
    write_framing(file, {"stack.objective": "fewer losses"})
    async with at_desk(file) as desk:
        stops = await every_stop(desk, section("stack"))
        await desk.press(*["tab"] * (len(stops) - 1))
        foreseen = {word for word in desk.card.split() if word.startswith("FT")}
        before = {f.code for f in desk.session.assessment.findings}
        assert foreseen
        # Only an answer behind it passes the section.
        await desk.press("enter", "n")
        came = {
            f.code for f in desk.session.assessment.counting if f.level.value in ("red", "warn")
        }
        assert foreseen <= came - before


async def test_the_end_of_a_section_that_is_done_says_so(filled: Path) -> None:
    async with at_desk(filled, NARROW) as desk:
        for shown in SECTIONS:
            stops = await every_stop(desk, shown)
            await desk.press(*["tab"] * (len(stops) - 1))
            assert f"End of {shown.title}: nothing is open" in desk.card
            assert "Going on will find missing" not in desk.card


async def test_behind_the_last_section_stands_the_page(filled: Path) -> None:
    async with at_desk(filled, NARROW) as desk:
        stops = await every_stop(desk, section("spec"))
        await desk.press(*["tab"] * (len(stops) - 1))
        assert "Enter → the page" in desk.card
        await desk.press("enter")
        await desk.sees("The page as it stands")
        await desk.press("q")
        assert desk.is_at_end


async def test_before_the_first_thing_there_is_nothing(file: Path) -> None:
    async with at_desk(file, NARROW) as desk:
        assert (desk.section, desk.open) == ("workflow", "title")
        await desk.press("shift+tab", "up")
        assert (desk.section, desk.open) == ("workflow", "title")
        assert "Frame a machine-learning project in an hour." in desk.form


async def test_enter_leads_through_a_whole_section_into_the_next(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.kind") as desk:
        visited = []
        while desk.section == "archetype":
            visited.append(desk.open)
            await desk.press("enter")
        assert visited[0] == "archetype.kind"
        assert visited[-1] == "end"
        assert (desk.section, desk.open) == ("task", "task.type")
        assert not desk.framing.answers
