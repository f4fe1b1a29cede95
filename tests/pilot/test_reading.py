"""What the screen says of a framing: the same numbers and phrases in every place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing_tui.content import example_path
from framing_tui.interview.sheet import IN_ORDER, SectionSheet
from framing_tui.model.catalogue import SECTIONS

from .desk import BOTH_SIZES, NARROW, WIDE, at_desk, write_framing

FITS = {
    **{f"need.{name}": "yes" for name in ("complex_patterns", "repeats_at_scale", "data_exists")},
    **{f"need.{name}": "yes" for name in ("errors_manageable", "world_changes")},
    **{f"need.{name}": "no" for name in ("rules_suffice", "data_unobtainable", "must_explain")},
    **{f"need.{name}": "no" for name in ("errors_catastrophic", "roi_below_upkeep")},
}
ROOMY = (200, 50)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "framing.toml"


@BOTH_SIZES
async def test_title_tree_and_page_say_one_verdict_and_none_outshines_a_red_cell(
    file: Path, size: tuple[int, int]
) -> None:
    write_framing(file, {**FITS, "data.reliable": "no"})
    async with at_desk(file, size) as desk:
        assert "✗" in desk.title
        assert "could fit" in desk.title
        for digit, words in (("2", "▶ machine learning could fit"), ("0", "Verdict:")):
            await desk.press("ctrl+g", digit)
            desk.open_form.open("end")
            await desk.settle()
            assert words in desk.form
            assert "machine learning could fit" in desk.form
            assert "machine learning fits" not in desk.words


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)
async def test_what_is_open_is_counted_alike_in_all_places(file: Path, section: object) -> None:
    async with at_desk(file, ROOMY) as desk:
        for shown in IN_ORDER:
            if shown is not section:
                continue
            await desk.press("ctrl+g", shown.digit)
            sheet = desk.open_form.sheet
            assert isinstance(sheet, SectionSheet)
            counts = desk.session.assessment.sections[shown.id]
            end = desk.open_form.section_end()
            assert f"{counts.answered}/{counts.total}" in "".join(desk.rows("sections"))
            assert len(end.open) + end.in_depth == len(counts.open)
            waits = re.findall(r"(\d+) in depth(?:, \d+ optional)?", desk.form)
            if f"End of {shown.title}" in desk.form and end.in_depth:
                # The last one is that of the end itself.
                assert sum(map(int, waits[:-1])) == int(waits[-1]) == end.in_depth


async def test_what_nobody_needs_has_a_mark_of_its_own(file: Path) -> None:
    async with at_desk(file, (120, 50), at="title") as desk:
        for asks in ("Team", "Who is here", "Currency"):
            assert desk.read(asks) == f"· {asks} optional"
        assert "End of Overview 0/1: 1 open" in desk.form


async def test_a_short_answer_ends_the_last_row_of_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(path, WIDE, at="labels.ideal") as desk:
        rows = [row.rstrip() for row in desk.rows("form")]
        asks = "Is that outcome itself"
        first = next(at for at, row in enumerate(rows) if asks in row)
        assert any(row.endswith(" no") and len(row) > 60 for row in rows[first : first + 2])


@BOTH_SIZES
async def test_the_last_row_tells_that_there_is_more(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size) as desk:
        await desk.press("ctrl+g", "6")
        assert "▾ more" in desk.rows("form")[-1]
        await desk.press("ctrl+g", "7")
        assert "▾ more" not in desk.form


async def test_of_the_archetypes_the_one_under_the_cursor_is_told(file: Path) -> None:
    async with at_desk(file, NARROW, at="archetype.kind") as desk:
        assert "augmentation: judged by" in desk.form
        assert "autonomous: judged by" not in desk.form
        await desk.press("down", "down")
        assert "autonomous: judged by" in desk.form
        assert "augmentation: judged by" not in desk.form
        assert desk.answer("archetype.kind") is None


async def test_what_an_option_means_is_led_by_its_name(file: Path) -> None:
    async with at_desk(file, NARROW, at="task.type") as desk:
        await desk.press("right")
        picking = desk.open_form.card.picking  # type: ignore[union-attr]
        option = picking.choices[picking.cursor]
        assert f"{option.text}: {option.means}" in desk.card


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)], ids=str)
async def test_a_key_to_the_sections_is_on_every_last_line(
    file: Path, size: tuple[int, int]
) -> None:
    async with at_desk(file, size) as desk:
        assert "PgDn section" in desk.keys or "^G go to" in desk.keys
        assert "^N next" in desk.keys
        if size[0] >= 100:
            # Where it fits, nothing is shortened.
            assert "next red" in desk.keys
            assert "first pass 0/" in desk.title


async def test_a_wide_window_gives_what_is_left_to_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_desk(path, ROOMY) as desk:
        assert desk.region("form").width == 100
        for finding in desk.session.assessment.findings:
            assert finding.message[:40] in desk.findings
        assert "·  ·  ·" in "".join(desk.rows("form"))


async def test_in_the_terminals_own_colours_lines_and_brackets_stand_for_grounds(
    file: Path,
) -> None:
    async with at_desk(file, WIDE, at="title") as desk:
        assert "[" not in desk.card
        desk.app.take_theme("framing-ansi")
        await desk.settle()
        assert all(row[0] == row[-1] == "│" for row in desk.rows("form"))
        field = next(row for row in desk.rows("form") if "┃[" in row)
        assert field.rstrip("│ ").endswith("]")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_nothing_asked_is_said_of_a_blank_framing(file: Path, size: tuple[int, int]) -> None:
    async with at_desk(file, size, at="title") as desk:
        await desk.press("f2")
        assert "nothing asked yet" in desk.findings
        await desk.press("f2")
        desk.open_form.open("end")
        await desk.settle()
        assert "nothing asked yet" in desk.form
        assert "failing" not in desk.form
