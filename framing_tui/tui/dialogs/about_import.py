"""A page brought in: which one, and what became of each of its lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing_tui.config import config_for
from framing_tui.drawing.parts import InkedLine
from framing_tui.model.clean import clean
from framing_tui.tui.dialogs.ask import ReadingDialog, ask_file

if TYPE_CHECKING:
    from framing_tui.spec.reading_back.bring_in import Brought
    from framing_tui.tui.main_screen import MainScreen

_INKS = {"taken": "green", "changed": "amber", "offered": "key", "parked": "quiet", "left": "faint"}


class AboutImport:
    """What others have written already, brought into the framing that is open."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    async def ask(self) -> None:
        """Ask for the file of a page, bring it in as one step, and show what became of it."""
        if not self._main.open_form.may_change():
            return

        def complaint(place: Path) -> str:
            return "" if place.is_file() else "there is no such file"

        beside = self._main.session.path.with_suffix(".md")
        name = clean(str(beside)) if beside.is_file() else ""
        line = "File of the page: Markdown, or HTML that was exported here", name
        await ask_file(self._main.app, "Bring in a page", line, complaint, self._bring_in)

    async def _bring_in(self, place: Path) -> None:
        # The parser of Markdown and the templates come with libraries that nothing else here needs.
        from framing_tui.interview.page_file import brought, read_page_file
        from framing_tui.spec.reading_back.guard import NoPage
        from framing_tui.spec.templating import SpecError

        session = self._main.session
        try:
            page = read_page_file(place)
            result = brought(
                page,
                place.name,
                session.framing,
                session.settings,
                today=session.today,
                template=config_for(session.path.parent).template,
            )
        except (NoPage, SpecError, OSError) as error:
            line = f" (line {error.line})" if isinstance(error, NoPage) and error.line else ""
            said = getattr(error, "strerror", None) or error
            self._main.open_form.say(f"not brought in: {said}{line}")
            return
        session.bring_in(result.framing)
        self._main.open_form.refresh()
        await self._show(result)

    async def _show(self, result: Brought) -> None:
        from framing_tui.spec.reading_back.report import in_short

        undo = self._main.key_of("undo")
        rows: list[InkedLine] = [
            ((f"{line.line:>4} ", "faint"), (f"{line.outcome:<8}", _INKS[line.outcome]),
             (f" {line.label}: {line.words}", "plain"))
            for line in result.told
        ]  # fmt: skip
        told = f"{in_short(result.told)}. {undo} takes all of it back."
        rows.insert(0, ((told if result.told else in_short(result.told), "plain!"),))
        await self._main.app.push_screen(ReadingDialog(tuple(rows), "What became of the page"))
