"""Every key of the main screen does what it says: one test a command, and none is left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from framing_tui.interview.keymap import IN_A_CARD
from framing_tui.keys import BY_ID, COMMANDS

from .desk import EITHER_SIZE, NARROW, WIDE, Desk, at_desk, write_framing

Try = Callable[[Desk], Awaitable[None]]
TRIES: dict[str, Try] = {}


def tries(*names: str) -> Callable[[Try], Try]:
    """Declare what tries a command, by its id, or what is done in a card, by its words."""

    def declare(attempt: Try) -> Try:
        TRIES.update(dict.fromkeys(names, attempt))
        return attempt

    return declare


@tries("Enter", "Tab, Shift+Tab")
async def _(desk: Desk) -> None:
    for key in ("enter", "tab"):
        assert desk.open == "stack.kpi"
        await desk.press(key)
        assert desk.open == "stack.kpi_now"
        await desk.press("shift+tab")
    await desk.press("shift+tab")
    assert desk.open == "stack.objective"


@tries("↑ ↓")
async def _(desk: Desk) -> None:
    await desk.press("down", "down", "up")
    assert desk.open == "stack.kpi_now"
    await desk.press("ctrl+g", "2", "down")
    assert "› ○ n no" in desk.card
    await desk.press("down", "down")
    assert desk.open == "need.data_unobtainable"


@tries("letter, digit", "Backspace")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+g", "2", "n")
    assert "● n no" in desk.card
    await desk.press("backspace", "space")
    assert "● n no" in desk.card
    await desk.press("backspace")
    assert desk.answer("need.rules_suffice") is None


@tries("→", "take_offer")
async def _(desk: Desk) -> None:
    desk.session.answer("starter", "fraud-review-queue")
    offered = desk.session.offer_for("stack.kpi")
    for key in ("right", "ctrl+o"):
        await desk.press(key)
        assert desk.answer("stack.kpi") == offered
        await desk.press("ctrl+u")
    await desk.press("ctrl+g", "9", "ctrl+o")
    assert desk.change == "nothing is offered here"


@tries("Esc, then a digit")
async def _(desk: Desk) -> None:
    await desk.press("escape", "4")
    await desk.sees("Note: The one business number")


@tries("help")
async def _(desk: Desk) -> None:
    await desk.press("f1")
    await desk.sees("stack.kpi", "Good", "Keys", "Ctrl+N")
    for command in COMMANDS:
        assert command.help.split(":")[0] in _all_of(desk), command


def _all_of(desk: Desk) -> str:
    """The whole help, as it is scrolled through."""
    from framing_tui.drawing.parts import text_of
    from framing_tui.interview.help import question_help

    rows = question_help(desk.open_form.open_question(), desk.main.keymap)
    return "\n".join(map(text_of, rows))


@tries("findings")
async def _(desk: Desk) -> None:
    await desk.press("f2")
    assert "Enter go e explain a accept" in desk.findings
    await desk.press("f2")
    assert "F2 go there" in desk.findings


@tries("basis")
async def _(desk: Desk) -> None:
    desk.main.open_form.go_to_question("stack.kpi_now")
    await desk.type("4")
    await desk.press("ctrl+b")
    assert desk.framing.basis == {"stack.kpi_now": "measured"}


@tries("find_out")
async def _(desk: Desk) -> None:
    await desk.press("f3")
    await desk.sees("Not known yet: The one business number it moves (KPI)")


@tries("note")
async def _(desk: Desk) -> None:
    await desk.press("f4")
    await desk.type("as finance counts it", "enter")
    assert desk.framing.notes == {"stack.kpi": "as finance counts it"}


@tries("page")
async def _(desk: Desk) -> None:
    await desk.press("f5")
    await desk.sees("The page as it stands")


@tries("park")
async def _(desk: Desk) -> None:
    await desk.press("f6")
    await desk.type("who owns the data?", "enter")
    assert desk.change.startswith("parked")
    assert desk.answer("spec.parking") == ("who owns the data?",)


@tries("not_applicable")
async def _(desk: Desk) -> None:
    await desk.press("f7")
    await desk.type("no number moves", "enter")
    assert desk.framing.not_applicable == {"stack.kpi": "no number moves"}


@tries("next_red")
async def _(desk: Desk) -> None:
    await desk.press("f8")
    assert desk.change == "nothing is red"


@tries("flips")
async def _(desk: Desk) -> None:
    await desk.press("f9")
    await desk.sees("What flips it, and the figures")


@tries("next_open")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+n")
    assert desk.open == "stack.kpi_now"


@tries("next_section", "previous_section")
async def _(desk: Desk) -> None:
    await desk.press("pagedown")
    assert desk.section == "need"
    await desk.press("pageup", "pageup", "pageup", "pageup")
    assert desk.section == "workflow"


@tries("go_to")
async def _(desk: Desk) -> None:
    sections = "spec stack need archetype task labels feasibility metrics validation workflow"
    for digit, section in enumerate(sections.split()):
        await desk.press("ctrl+g", str(digit))
        assert desk.section == section
    await desk.press("ctrl+g", "4", "ctrl+g", "x")
    assert desk.section == "task"
    assert not desk.framing.notes


@tries("room")
async def _(desk: Desk) -> None:
    await desk.press("f12")
    assert desk.region("sections").width == 0
    assert "The one business number it moves (KPI)" in desk.card
    await desk.press("f12")
    assert desk.region("sections").width > 0


@tries("palette")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.type("next open question")
    await desk.sees("next open question", "key Ctrl+N")


@tries("edit")
async def _(desk: Desk) -> None:
    # Without a terminal there is none to hand over.
    await desk.press("ctrl+t")
    assert desk.change == "no editor can be opened here"
    await desk.press("ctrl+g", "2", "ctrl+t")
    assert desk.change == "open a text first"


@tries("undo", "redo")
async def _(desk: Desk) -> None:
    await desk.type("losses, EUR")
    await desk.press("ctrl+z")
    assert desk.answer("stack.kpi") is None
    await desk.press("ctrl+y")
    assert desk.answer("stack.kpi") == "losses, EUR"
    assert desk.change.startswith("redone: ")


@tries("save")
async def _(desk: Desk) -> None:
    await desk.type("losses, EUR")
    await desk.press("ctrl+s")
    assert desk.change == "saved"
    assert "losses, EUR" in desk.session.path.read_text(encoding="utf-8")


@tries("settle")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+r")
    assert desk.change == "no question has two answers"


@tries("redraw")
async def _(desk: Desk) -> None:
    before = desk.form
    await desk.press("ctrl+l")
    assert desk.form == before


@tries("leave")
async def _(desk: Desk) -> None:
    desk.post("ctrl+q")
    await desk.ended()


def test_no_command_is_left_out() -> None:
    assert set(TRIES) == {*BY_ID, *(words for words, _ in IN_A_CARD)}


# Keys that are tried together are tried once.
@pytest.mark.parametrize("name", {attempt: name for name, attempt in TRIES.items()}.values())
async def test_a_key_does_what_it_says(tmp_path: Path, name: str) -> None:
    file = write_framing(tmp_path / "f.toml", {"stack.objective": "fewer losses"})
    async with at_desk(file, at="stack.kpi", leaves=name == "leave") as desk:
        await TRIES[name](desk)


@EITHER_SIZE
async def test_the_last_line_tells_the_keys_that_it_has_room_for(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(tmp_path / "f.toml", size) as desk:
        told = [command for command in COMMANDS if command.footer and command.narrow]
        if size == WIDE:
            told = [command for command in COMMANDS if command.footer]
        for command in told:
            key = desk.main.keymap.printed(command.id, short=True)
            word = command.footer if size == WIDE else command.footer.removeprefix("next ")
            assert f"{key} {word}" in desk.keys


async def test_nothing_is_typed_by_keys_that_mean_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path / "f.toml", NARROW, at="stack.kpi") as desk:
        await desk.press("f10", "f11", "f13", "ctrl+f", "ctrl+x", "insert", "ctrl+at", "ctrl+6")
        assert desk.framing.answers == {}
        assert desk.open == "stack.kpi"
        assert desk.asks("The one business number it moves (KPI)")
