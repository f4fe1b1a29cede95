"""The ten sections and the ways between them: everything that is asked is drawn, and reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.interview.sheet import IN_ORDER
from framing_tui.model.catalogue import QUESTIONS, SECTIONS, Section
from framing_tui.model.framing import Framing

from .desk import EITHER_SIZE, NARROW, WIDE, Desk, at_desk, write_framing

HOME = IN_ORDER[0]
GO_TO = "1 to 8: the section of that number 9 Overview 0 Kickoff spec"


def drawn_at_once(section: Section, framing: Framing) -> list[str]:
    """What a section draws by its declarations: the first pass, and what is answered; of the
    overview and the actions, all."""
    stays = {"actions"} | ({q.id for q in section.questions} if section is HOME else set())
    return [
        q.id
        for q in section.questions
        if not q.internal
        and (
            q.id in framing.answers
            or q.id in framing.not_applicable
            or (
                q.is_asked(framing)
                and (
                    q.id in stays or (q.is_essential(framing) and (q.first_pass or q.counts_apart))
                )
            )
        )
    ]


async def walk(desk: Desk, *, opens_more: bool = False) -> list[str]:
    """Go through the section with Tab, to its end; return the questions in the order of the walk.

    Each question must stand in the card in full when it is open.
    """
    await desk.burst(*["shift+tab"] * 60)
    seen: list[str] = []
    opened: set[str] = set()
    while not desk.is_at_end:
        key = desk.open
        if key in QUESTIONS and not QUESTIONS[key].internal:
            assert desk.asks(desk.open_form.view(key).asks), desk.screen
            seen.append(key)
        elif key.startswith("more:") and key not in opened:
            # The first of what has come is open.
            await desk.press("enter")
            assert not desk.open.startswith("more:")
            opened.add(key)
            await desk.burst(*["shift+tab"] * 60)
            seen.clear()
            continue
        if opens_more and desk.waiting - opened:
            await desk.down()
        else:
            await desk.press("tab")
        assert len(seen) < 200, f"no way to the end: {seen}"
    # Nothing wraps round.
    await desk.press("tab")
    assert desk.is_at_end
    return seen


@EITHER_SIZE
@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_a_fresh_section_draws_the_first_pass(
    tmp_path: Path, section: Section, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "framing.toml", size) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        await desk.shows_section(section)
        # Where lines are few, the strip names the section, and there is no heading.
        name = section.title if section is HOME else f"{section.number} · {section.title}"
        assert desk.form.startswith(f"{name} budget") == (size == WIDE)
        if size == WIDE and section is not HOME:
            assert section.intro in desk.form
        assert await walk(desk) == drawn_at_once(section, Framing())
        assert not desk.framing.answers


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_questions_in_depth_open_by_key_and_are_all_there(
    tmp_path: Path, section: Section
) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        asked = [q.id for q in section.questions if q.is_asked(Framing()) and not q.internal]
        assert await walk(desk, opens_more=True) == asked


async def test_questions_in_depth_are_put_away_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW, at="need.world_changes") as desk:
        await desk.down()
        assert desk.open == "more:Need"
        assert "▸ 1 in depth" in desk.card
        await desk.press("enter")
        assert desk.open == "need.rules_kpi"
        assert "The KPI that the best rules have been measured to reach" in desk.card
        assert "▾ fewer questions" in desk.form
        while desk.open != "more:Need":
            await desk.down()
        await desk.press("enter")
        assert "▸ 1 in depth" in desk.card


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
async def test_an_answered_section_draws_every_answer(tmp_path: Path, section: Section) -> None:
    file = tmp_path / "framing.toml"
    file.write_bytes(example_path("payment-fraud").read_bytes())
    before = file.read_bytes()
    async with at_desk(file, NARROW) as desk:
        await desk.press("ctrl+g", str(section.number % 10))
        await desk.shows_section(section)
        walked = await walk(desk)
        assert set(walked) >= {
            q.id for q in section.questions if q.id in desk.framing.answers and not q.internal
        }
        assert walked == sorted(walked, key=[q.id for q in section.questions].index)
    assert file.read_bytes() == before


@EITHER_SIZE
async def test_page_keys_walk_the_sections_home_first_and_end_at_the_ends(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(tmp_path / "framing.toml", {"title": "Walk"})
    async with at_desk(file, size) as desk:
        await desk.press("ctrl+g", "9")
        await desk.press("pageup")
        for section in IN_ORDER:
            await desk.shows_section(section)
            await desk.press("pagedown")
        await desk.shows_section(IN_ORDER[-1])
        assert desk.is_at_end
        for section in reversed(IN_ORDER):
            await desk.shows_section(section)
            await desk.press("pageup")
        await desk.shows_section(HOME)


async def test_go_to_names_the_sections_and_any_other_key_leaves_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", WIDE, at="need.data_exists") as desk:
        await desk.press("ctrl+g")
        assert desk.change == f"Go to {GO_TO}"
        await desk.press("escape")
        assert "Go to" not in desk.change
        assert desk.open == "need.data_exists"
        await desk.press("ctrl+g", "ctrl+g", "x", "y")
        assert desk.answer("need.data_exists") == "yes"
        assert "Go to" not in desk.change
        await desk.press("ctrl+g", "pagedown")
        assert desk.section == "archetype"
        assert "Go to" not in desk.change


@pytest.mark.parametrize("size", [NARROW, (200, 50)], ids=["80x24", "200x50"])
async def test_go_to_tells_where_every_digit_leads(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path / "framing.toml", size) as desk:
        for section in SECTIONS:
            await desk.press("ctrl+g")
            if size == NARROW:
                assert desk.change == f"Go to {GO_TO}"
            else:
                assert f" {section.number % 10} {section.title}" in desk.change
            await desk.press(str(section.number % 10))
            await desk.shows_section(section)


async def test_a_section_opens_where_it_was_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW, at="stack.kpi_target") as desk:
        await desk.press("pagedown", "tab", "tab")
        here = desk.open
        await desk.press("pageup")
        assert desk.open == "stack.kpi_target"
        await desk.press("pagedown")
        assert desk.open == here
        assert desk.asks(QUESTIONS[here].asks)


@EITHER_SIZE
async def test_next_red_visits_every_red_the_worst_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    late = {"serving.online": "yes", "serving.p99_budget_ms": 120, "serving.p99_expected_ms": 900}
    async with at_desk(write_framing(tmp_path / "framing.toml", late), size) as desk:
        reds = [f for f in desk.session.assessment.findings if f.level.value == "red"]
        assert len(reds) > 2
        visited = []
        for _ in reds:
            await desk.press("f8")
            visited.append(desk.open)
        assert visited == [f.questions[0] for f in reds]
        await desk.press("f8")
        assert desk.open == reds[0].questions[0]
        assert reds[0].code in desk.card


async def test_next_red_says_so_where_nothing_is_red(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "framing.toml", NARROW) as desk:
        await desk.press("f8")
        assert desk.change == "nothing is red"


# What is looked at: opened at a question, told in the help, and the findings.


@EITHER_SIZE
@pytest.mark.parametrize(
    "question",
    ["stack.kpi", "need.data_exists", "serving.features", "roi.run_cost_per_year", "title"],
)
async def test_opens_at_a_question(tmp_path: Path, size: tuple[int, int], question: str) -> None:
    async with at_desk(tmp_path / "framing.toml", size, at=question) as desk:
        assert desk.open == question
        assert desk.asks(desk.open_form.view(question).asks)


@EITHER_SIZE
async def test_help_tells_about_the_open_question(tmp_path: Path, size: tuple[int, int]) -> None:
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
            assert desk.open == worst.questions[0]
            assert worst.message in desk.card
        else:
            assert desk.is_over
            assert worst.message[:40] in desk.screen


@EITHER_SIZE
async def test_f2_gives_the_keys_to_the_findings_and_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = write_framing(tmp_path / "framing.toml", {"need.rules_suffice": "yes"})
    async with at_desk(file, size, at="need.rules_suffice") as desk:
        findings = desk.session.assessment.findings
        assert len(findings) > 1
        assert (desk.region("findings").width > 0) == (size == WIDE)
        for back in ("f2", "escape", "q"):
            await desk.press("f2")
            assert "Enter go e explain a accept" in desk.findings
            assert "FINDINGS" in desk.findings
            assert findings[0].code in desk.findings
            # In a narrow window they lie over the form.
            assert (desk.region("form").width > 0) == (size == WIDE)
            before = desk.framing
            await desk.press("n", "u", "down", "down", "up")
            assert desk.framing == before
            await desk.press(back)
            assert desk.open == "need.rules_suffice"
            assert "Do rules or simple statistics" in desk.card
        await desk.press("f2", "down", "e")
        await desk.sees("Why", "Do", findings[1].name)
        await desk.press("q", "enter")
        assert desk.open == findings[1].questions[0]
        # The keys are the form's again.
        assert desk.region("form").width > 0
        assert desk.card
