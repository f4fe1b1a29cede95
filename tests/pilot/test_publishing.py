"""The page goes from the screen into a file, as the command would write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from framing_tui.cli import main
from framing_tui.tui.dialogs.lines import Lines

from .desk import NARROW, WIDE, at_desk, write_framing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_framing(tmp_path / "f.toml", {"title": "Parcels", "stack.kpi": "[/]loss"})


def exported(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(["export", str(file)])
    return capsys.readouterr().out


async def test_the_page_is_written_from_where_it_is_read(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with at_desk(file, at="stack.kpi") as desk:
        await desk.press("f5")
        await desk.sees("w: write it into a file", "Enter or q: back")
        await desk.press("w")
        await desk.sees("Write the page as Markdown", "f.md")
        await desk.press("enter")
        await desk.sees("the page is written into")
        assert desk.saved().stack.kpi == "[/]loss"
    assert file.with_name("f.md").read_text() == exported(file, capsys)


async def test_the_page_goes_to_the_clipboard_of_the_terminal(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    async with at_desk(file, at="stack.kpi") as desk:
        await desk.press("f5", "c")
        await desk.sees("sent to the terminal; if it did not get there, w writes it")
        assert "copied" not in desk.screen
        sent = desk.app.clipboard
    assert sent == exported(file, capsys)


async def test_a_page_by_the_name_of_a_web_page_is_one(file: Path) -> None:
    async with at_desk(file, at="stack.kpi") as desk:
        await desk.press("f5", "w")
        await desk.sees("Write the page as Markdown", "f.md")
        await desk.press("ctrl+u")
        await desk.type(str(file.with_name("f.html")), "enter")
        await desk.sees("the page is written into")
    page = file.with_name("f.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'title = "Parcels"' in page.replace("&#34;", '"')


async def test_the_page_is_found_by_name_and_goes_nowhere_else(file: Path) -> None:
    before = file.read_bytes()
    async with at_desk(file, at="stack.kpi") as desk:
        await desk.press("ctrl+p")
        await desk.type("export the page", "enter")
        await desk.sees("Write the page as Markdown")
        for name, why in (
            (str(file), "this is the framing itself"),
            (str(file.parent / "no" / "f.md"), "its directory does not exist"),
            ("", "a file is needed"),
        ):
            await desk.press("ctrl+u")
            await desk.type(name, "enter")
            await desk.sees(why)
        await desk.press("ctrl+u")
        await desk.type(str(file.parent), "enter")
        await desk.sees("not written: ")
    assert file.read_bytes() == before
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


async def test_the_page_is_wrapped_for_the_window_that_there_is(
    tmp_path: Path,
) -> None:
    risky = "[/] [@click=app.quit]it must stay text[/] \x1b[31m " + "and go on " * 8
    file = write_framing(tmp_path / "f.toml", {"title": "Parcels", "stack.objective": risky})
    async with at_desk(file, WIDE, at="stack.kpi") as desk:
        await desk.press("f5")
        await desk.sees("[/] [@click=app.quit]it must stay text[/]")
        page = desk.app.screen.query_one("#reading").query_one(Lines)
        heights = []
        for size in (WIDE, NARROW, (60, 16), WIDE):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            lines = str(page.render()).split("\n")
            assert max(map(cell_len, lines)) <= page.size.width < size[0]
            assert len(lines) == page.size.height
            assert " ".join(risky.split()[-20:]) in " ".join(" ".join(lines).split())
            assert "\x1b" not in desk.screen
            heights.append(page.size.height)
        assert heights[0] == heights[3] < heights[1] < heights[2]
