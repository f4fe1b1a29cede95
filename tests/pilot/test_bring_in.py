"""A page is brought in from the first screen and by name, and one key takes it back."""

from __future__ import annotations

from pathlib import Path

from .desk import at_desk, write_framing

FORM = """# Parcels

* **Business KPI:** [/]loss per parcel, EUR: from 4 to 3 within 6 months
* **Model output:** P(lost) \x1b[31m
* **Action policy:** top K
* **Weather:** sunny
"""


async def test_a_page_is_brought_in_by_name_and_taken_back_at_once(tmp_path: Path) -> None:
    file = write_framing(tmp_path / "f.toml", {"stack.users": "the desk"})
    page = tmp_path / "f.md"
    page.write_text(FORM)
    async with at_desk(file, at="stack.kpi") as desk:
        await desk.press("ctrl+p")
        await desk.type("bring in a page", "enter")
        await desk.sees("Bring in a page", "f.md")
        await desk.press("enter")
        await desk.sees("What became of the page", "taken", "[/]loss per parcel, EUR")
        assert "\x1b" not in desk.screen
        await desk.press("q")
        assert desk.session.framing.stack.kpi == "[/]loss per parcel, EUR"
        assert desk.session.framing.stack.users == "the desk"
        await desk.press("ctrl+z")
        assert desk.session.framing.stack.kpi is None
        assert desk.session.framing.stack.users == "the desk"


async def test_the_first_screen_leads_there_and_refusals_are_told(tmp_path: Path) -> None:
    page = tmp_path / "holiday.md"
    page.write_text("We went to the sea.\n")
    async with at_desk(tmp_path / "f.toml") as desk:
        await desk.sees("bring in a page: a spec, a form or a design document")
        desk.app.main.bring_in()
        await desk.settle()
        await desk.sees("Bring in a page")
        await desk.press("enter")
        await desk.sees("a file is needed")
        await desk.type(str(tmp_path / "no.md"), "enter")
        await desk.sees("there is no such file")
        await desk.press("ctrl+u")
        await desk.type("a" * 300, "enter")
        await desk.sees("File name too long")
        await desk.press("ctrl+u")
        await desk.type(str(page), "enter")
        await desk.sees("not brought in: no label of the kickoff spec")
        assert not desk.session.framing.answers.get("stack.kpi")
