"""Every key that the interview binds does what it says: one test a key, and none is left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.binding import Binding

from framing_tui.tui.app import FramingApp
from framing_tui.tui.screens.interview import Interview

from .desk import Desk, at_desk, write_framing

Try = Callable[[Desk], Awaitable[None]]
TRIES: dict[str, Try] = {}


def tries(*keys: str) -> Callable[[Try], Try]:
    """Declare what tries a key."""

    def declare(attempt: Try) -> Try:
        TRIES.update(dict.fromkeys(keys, attempt))
        return attempt

    return declare


@tries("tab", "down", "enter")
async def _(desk: Desk) -> None:
    for key in ("tab", "down", "enter"):
        await desk.press("ctrl+g", "1", "shift+tab", "shift+tab")
        before = desk.focus
        await desk.press(key)
        assert desk.focus != before, key


@tries("shift+tab", "up")
async def _(desk: Desk) -> None:
    await desk.press("tab", "tab", "shift+tab")
    assert desk.focus == "stack.kpi_now"
    await desk.press("up")
    assert desk.focus == "stack.kpi"


@tries("pageup", "pagedown")
async def _(desk: Desk) -> None:
    await desk.press("pagedown")
    assert desk.section == "need"
    await desk.press("pageup", "pageup")
    assert desk.section == "spec"


@tries("ctrl+g", *"0123456789")
async def _(desk: Desk) -> None:
    sections = "spec stack need archetype task labels feasibility metrics validation workflow"
    for digit, section in enumerate(sections.split()):
        await desk.press("ctrl+g", str(digit))
        assert desk.section == section
    await desk.press("ctrl+g", "4", "ctrl+g", "x")
    assert desk.section == "task"


@tries("ctrl+n")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+n")
    assert desk.focus == "stack.kpi_now"


@tries("ctrl+o")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+o")
    await desk.sees("nothing is offered here")


@tries("ctrl+t")
async def _(desk: Desk) -> None:
    # Without a terminal there is none to hand over.
    await desk.press("ctrl+t")
    await desk.sees("no editor can be opened here")


@tries("ctrl+z", "ctrl+y")
async def _(desk: Desk) -> None:
    await desk.type("losses, EUR")
    await desk.press("ctrl+z")
    assert desk.answer("stack.kpi") is None
    await desk.press("ctrl+y")
    assert desk.answer("stack.kpi") == "losses, EUR"


@tries("ctrl+s")
async def _(desk: Desk) -> None:
    await desk.type("losses, EUR")
    await desk.press("ctrl+s")
    await desk.sees("saved")
    assert "losses, EUR" in desk.session.path.read_text(encoding="utf-8")


@tries("n,plus", "enter,space")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+g", "6")
    await desk.interview.go_to_question("labels.candidates")
    await desk.press("n")
    await desk.type("clicks")
    await desk.press("ctrl+s", "space")
    await desk.type(" on ads")
    await desk.press("ctrl+s")
    rows = desk.answer("labels.candidates")
    assert [row.label for row in rows] == ["clicks on ads"]


@tries("f1")
async def _(desk: Desk) -> None:
    await desk.press("f1")
    await desk.sees("Keys", "Ctrl+N")


@tries("f2")
async def _(desk: Desk) -> None:
    await desk.press("f2")
    await desk.sees("e explain · a accept")


@tries("escape")
async def _(desk: Desk) -> None:
    before = desk.focus
    await desk.press("f2")
    assert desk.focus != before
    await desk.press("escape")
    assert desk.focus == before


@tries("f3")
async def _(desk: Desk) -> None:
    await desk.press("f3")
    await desk.sees("Not known yet: The one business number it moves (KPI)")


@tries("f4")
async def _(desk: Desk) -> None:
    await desk.press("f4")
    await desk.type("as finance counts it", "enter")
    assert desk.framing.notes == {"stack.kpi": "as finance counts it"}


@tries("f5")
async def _(desk: Desk) -> None:
    await desk.press("f5")
    await desk.sees("The page as it stands")


@tries("f6")
async def _(desk: Desk) -> None:
    await desk.press("f6")
    await desk.type("who owns the data?", "enter")
    await desk.sees("parked")
    assert desk.answer("spec.parking") == ("who owns the data?",)


@tries("f7")
async def _(desk: Desk) -> None:
    await desk.press("f7")
    await desk.type("no number moves", "enter")
    assert desk.framing.not_applicable == {"stack.kpi": "no number moves"}


@tries("f8")
async def _(desk: Desk) -> None:
    await desk.press("f8")
    await desk.sees("nothing is red")


@tries("ctrl+r")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+r")
    await desk.sees("no question has two answers")


@tries("f9")
async def _(desk: Desk) -> None:
    await desk.press("f9")
    await desk.sees("What flips it, and the figures")


@tries("ctrl+q")
async def _(desk: Desk) -> None:
    desk.post("ctrl+q")
    await desk.ended()


@tries("ctrl+p")
async def _(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.type("next open essential")
    await desk.sees("next open essential")


def test_no_binding_is_left_out() -> None:
    bound = {b.key for b in (*Interview.BINDINGS, *FramingApp.BINDINGS) if isinstance(b, Binding)}
    assert bound | {"ctrl+p"} == set(TRIES)


# Keys that are tried together are tried once.
@pytest.mark.parametrize("key", {attempt: key for key, attempt in TRIES.items()}.values())
async def test_a_key_does_what_it_says(tmp_path: Path, key: str) -> None:
    file = write_framing(tmp_path / "f.toml", {"stack.objective": "fewer losses"})
    async with at_desk(file, at="stack.kpi", leaves=key == "ctrl+q") as desk:
        await TRIES[key](desk)
