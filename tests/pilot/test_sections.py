"""The ten sections and the ways between them: everything that is asked is drawn, and reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.model.catalogue import QUESTIONS, SECTIONS, Section
from framing_tui.model.framing import Framing
from framing_tui.model.question import Table
from framing_tui.tui.widgets.more import More

from .desk import EITHER_SIZE, NARROW, WIDE, Desk, at_desk, write_framing


def drawn_at_once(section: Section, framing: Framing) -> list[str]:
    """What a section must draw, by its declarations: what counts, and what is answered."""
    is_overview = section.id == "workflow"
    return [
        q.id
        for q in section.questions
        if q.id in framing.answers
        or q.id in framing.not_applicable
        or (q.is_asked(framing) and (q.is_essential(framing) or is_overview or q.id == "actions"))
    ]


async def walk(desk: Desk, *, open_more: bool = False) -> list[str]:
    """Go once around the section with Tab; return the questions in the order of the walk.

    Each question must stand on the screen in full when the focus is on it.
    """
    first, seen = desk.focus, []
    opened: set[type[Table]] = set()
    assert first is not None
    while True:
        key = desk.focus
        if key in QUESTIONS and not QUESTIONS[key].internal:
            await desk.until(lambda k=key: QUESTIONS[k].asks in desk.form, f"the words of {key}")
            seen.append(key)
        elif open_more and isinstance(desk.app.focused, More):
            table = desk.app.focused.table
            if table not in opened:
                opened.add(table)
                await desk.press("enter")
                # What has opened has the focus.
                assert desk.focus is not None
                continue
        await desk.press("tab")
        if desk.focus == first:
            return seen
        assert len(seen) < 200, f"no way around: {seen}"


@EITHER_SIZE
@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_a_fresh_section_draws_everything_that_counts(
    tmp_path: Path, section: Section, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "framing.toml", size) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        await desk.shows_section(section)
        # Where lines are few, the strip names the section, and the form begins with its intro.
        heading = f"{section.number} · {section.title} " if size == WIDE else ""
        assert desk.form.startswith(f"{heading}{section.intro}")
        assert await walk(desk) == drawn_at_once(section, Framing())
        assert not desk.framing.answers


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_optional_questions_open_by_key_and_are_all_there(
    tmp_path: Path, section: Section
) -> None:
    async with at_desk(tmp_path / "framing.toml", WIDE) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        await walk(desk, open_more=True)
        assert await walk(desk) == [q.id for q in section.questions if q.is_asked(Framing())]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_an_answered_section_draws_every_answer(tmp_path: Path, section: Section) -> None:
    file = tmp_path / "framing.toml"
    file.write_bytes(example_path("payment-fraud").read_bytes())
    before = file.read_bytes()
    async with at_desk(file, NARROW) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        await desk.shows_section(section)
        assert await walk(desk) == drawn_at_once(section, desk.framing)
    assert file.read_bytes() == before


@EITHER_SIZE
async def test_page_keys_walk_the_sections_in_both_directions(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(tmp_path / "framing.toml", {"title": "Walk"})
    async with at_desk(file, size) as desk:
        for section in (*SECTIONS, SECTIONS[0]):
            await desk.shows_section(section)
            await desk.press("pagedown")
        await desk.press("pageup", "pageup")
        for section in SECTIONS[:6:-1]:
            await desk.shows_section(section)
            await desk.press("pageup")


async def test_go_to_names_the_sections_and_any_other_key_leaves_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW, at="need.data_exists") as desk:
        await desk.press("ctrl+g")
        await desk.sees("Go to", "7 Metrics", "0 Kickoff spec")
        await desk.press("escape")
        assert "Go to" not in desk.words
        assert desk.focus == "need.data_exists"
        await desk.press("ctrl+g", "ctrl+g", "escape", "y")
        assert desk.answer("need.data_exists") == "yes"
        assert "Go to" not in desk.words
        await desk.press("ctrl+g", "pagedown")
        await desk.sees("3 Archetype")
        assert desk.section == "archetype"
        assert "Go to" not in desk.words


async def test_a_section_opens_where_it_was_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW, at="stack.kpi_target") as desk:
        await desk.press("pagedown", "down", "down")
        here = desk.focus
        await desk.press("pageup")
        assert desk.focus == "stack.kpi_target"
        await desk.press("pagedown")
        assert desk.focus == here


@EITHER_SIZE
async def test_next_open_essential_goes_through_all_that_is_open(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    answers = {"stack.objective": "fewer losses", "stack.kpi_now": 42, "need.rules_suffice": "no"}
    file = write_framing(tmp_path / "framing.toml", answers)
    async with at_desk(file, size) as desk:
        still_open = set(desk.session.assessment.completeness.open)
        expected = [q.id for s in SECTIONS for q in s.questions if q.id in still_open]
        assert not still_open & set(answers)
        # It opens where the interview goes on.
        assert desk.focus == expected[0]
        for key in expected[1:18]:
            await desk.press("ctrl+n")
            assert desk.focus == key
            assert QUESTIONS[key].asks in desk.form


async def test_next_open_essential_starts_again_after_the_last_one(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "framing.toml", {"stack.objective": "fewer losses"})
    async with at_desk(file, NARROW, at="decision") as desk:
        await desk.press("ctrl+n")
        assert desk.focus == "stack.kpi"


@EITHER_SIZE
async def test_next_red_visits_every_red_the_worst_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(
        tmp_path / "framing.toml",
        {
            "serving.online": "yes",
            "serving.p99_budget_ms": 120,
            "serving.p99_expected_ms": 900,
        },
    )
    async with at_desk(file, size) as desk:
        reds = [f for f in desk.session.assessment.findings if f.level.value == "red"]
        assert len(reds) > 2
        visited = []
        for _ in reds:
            await desk.press("f8")
            visited.append(desk.focus)
        assert visited == [f.questions[0] for f in reds]
        await desk.press("f8")
        assert desk.focus == reds[0].questions[0]
        assert reds[0].code in desk.form


async def test_next_red_says_so_where_nothing_is_red(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        await desk.press("f8")
        await desk.sees("nothing is red")


@EITHER_SIZE
@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("the one business num", "stack.kpi"),
        ("1 answer in 100 will take", "serving.p99_expected_ms"),
        ("what did you decide", "decision"),
    ],
)
async def test_the_palette_leads_to_a_question(
    tmp_path: Path, size: tuple[int, int], typed: str, question: str
) -> None:
    file = write_framing(tmp_path / "framing.toml", {"serving.online": "yes"})
    async with at_desk(file, size) as desk:
        await desk.press("ctrl+p")
        await desk.type(typed)
        await desk.sees(QUESTIONS[question].asks)
        await desk.press("enter")
        await desk.until(lambda: desk.focus == question, f"the focus on {question}")
        await desk.until(lambda: QUESTIONS[question].asks in desk.form, "its words")


@EITHER_SIZE
async def test_a_question_that_is_not_asked_now_says_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "framing.toml", size) as desk:
        await desk.press("ctrl+p")
        await desk.type("one false alarm costs")
        await desk.sees("errors.false_positive_cost")
        await desk.press("enter")
        await desk.until(lambda: desk.section == "feasibility", "its section")
        await desk.sees("One false alarm costs”")
        # It stands until the focus goes on.
        await desk.settle()
        assert "One false alarm costs”" in desk.screen
        await desk.press("tab")
        await desk.until(lambda: "One false alarm costs”" not in desk.screen, "a clear screen")


async def test_the_palette_leads_to_a_section_and_runs_an_action(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        await desk.press("ctrl+p")
        await desk.type("8 Validation")
        await desk.sees("How you will know")
        await desk.press("enter")
        await desk.until(lambda: desk.section == "validation", "the section")
        await desk.press("ctrl+p")
        await desk.type("parking lot")
        await desk.sees("key F6")
        await desk.press("enter")
        await desk.sees("What fits no question")
        await desk.type("who pays for labels?", "enter")
        assert desk.answer("spec.parking") == ("who pays for labels?",)


async def test_the_palette_has_the_sections_in_order(tmp_path: Path) -> None:
    names = [f"{section.number:>2} {section.title}" for section in SECTIONS]
    numbered = sorted(names, key=lambda name: int(name[:2]))
    async with at_desk(tmp_path / "framing.toml", (120, 60)) as desk:
        await desk.press("ctrl+p")
        await desk.sees(numbered[0].strip(), numbered[-1])
        shown = [name for line in desk.lines for name in names if line[2:].startswith(name)]
        assert shown == numbered


async def test_page_keys_in_a_palette_that_is_still_filling_do_no_harm(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        for keys in (("pagedown",), ("z", "q", "pageup"), ("k", "pagedown", "end")):
            await desk.burst("ctrl+p", *keys)
            await desk.press("escape")
            await desk.until(lambda: desk.app.screen is desk.interview, "the interview")
        await desk.sees("9 Overview")


@EITHER_SIZE
@pytest.mark.parametrize(
    "question",
    ["stack.kpi", "need.data_exists", "serving.features", "roi.run_cost_per_year", "title"],
)
async def test_opens_at_a_question(tmp_path: Path, size: tuple[int, int], question: str) -> None:
    async with at_desk(tmp_path / "framing.toml", size, at=question) as desk:
        assert desk.focus == question
        await desk.until(lambda: QUESTIONS[question].asks in desk.form, "its words")


@EITHER_SIZE
async def test_help_tells_about_the_focused_question(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path / "framing.toml", size, at="stack.kpi") as desk:
        await desk.press("f1")
        asked = QUESTIONS["stack.kpi"]
        await desk.sees("stack.kpi", "Good", asked.good[:30], "Weak", asked.weak[:30], "Keys")
        await desk.press("q", "x")
        assert desk.answer("stack.kpi") == "x"


@EITHER_SIZE
@pytest.mark.parametrize(("key", "shown"), [("enter", "FT101"), ("e", "Why"), ("a", "Accept: ")])
async def test_findings_begin_with_the_worst(
    tmp_path: Path, size: tuple[int, int], key: str, shown: str
) -> None:
    file = write_framing(tmp_path / "framing.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, size) as desk:
        worst = desk.session.assessment.findings[0]
        # Right behind each other, as whoever knows the keys presses them.
        await desk.burst("f2", key)
        await desk.sees(shown)
        if key == "enter":
            await desk.until(lambda: desk.focus == worst.questions[0], "its question")
        else:
            assert desk.app.screen is not desk.interview
            assert worst.message[:40] in desk.screen


async def test_findings_beside_the_form_lead_to_their_question(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "framing.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, WIDE) as desk:
        await desk.press("f2", "home", "enter")
        worst = desk.session.assessment.findings[0]
        await desk.until(lambda: desk.focus == worst.questions[0], "the worst finding's question")
        await desk.press("f2", "home", "e")
        await desk.sees("Why", "Do", worst.name)
        await desk.press("q", "f2")
        assert desk.focus == worst.questions[0]


async def test_findings_over_the_form_lead_to_their_question(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "framing.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, NARROW) as desk:
        worst = desk.session.assessment.findings[0]
        await desk.press("f2")
        await desk.sees("Findings", worst.code, "FEASIBILITY")
        # The worst is under the cursor at once.
        await desk.press("e")
        await desk.sees("Why", worst.name)
        await desk.press("q", "enter")
        await desk.until(lambda: desk.focus == worst.questions[0], "the worst finding's question")
        await desk.press("f2", "escape")
        await desk.until(lambda: desk.app.screen is desk.interview, "the interview")
