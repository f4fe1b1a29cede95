"""The page: read as it stands, and written where the team wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from framing_tui.config import config_for
from framing_tui.drawing.parts import InkedRows
from framing_tui.drawing.pictures.preview import page_rows
from framing_tui.model.clean import clean
from framing_tui.spec.page import build_page
from framing_tui.storage.files import ChangedOnDisk, Stamp, is_same_file, write_whole
from framing_tui.tui.dialogs.ask import AskDialog, ReadingDialog

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen


class PageScreen(ReadingDialog):
    """The page as it stands, and from there into a file."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "write", "write it into a file")]

    def __init__(self, rows: InkedRows, write: Callable[[], object]) -> None:
        super().__init__(rows, "The page as it stands", "w: write it into a file · ")
        self._write = write

    def action_write(self) -> None:
        """Go on to the file."""
        self.dismiss(None)
        self.app.call_later(self._write)


class AboutPage:
    """What a meeting leaves with."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    async def show(self) -> None:
        """Show the page as it stands."""
        session = self._main.session
        page = build_page(session.framing, session.assessment)
        await self._main.app.push_screen(PageScreen(page_rows(page), self.export))

    async def export(self) -> None:
        """Ask for a file, and write the page into it as the command `export` would."""
        framing = self._main.session.path

        def complaint(given: tuple[str, ...]) -> str:
            if not given[0]:
                return "a file is needed"
            place = Path(given[0]).expanduser()
            if is_same_file(place, framing):
                return "this is the framing itself; name another file"
            return "" if place.parent.is_dir() else "its directory does not exist"

        def keep(given: tuple[str, ...] | None) -> None:
            if given is not None:
                self._write(Path(given[0]).expanduser())

        name = clean(str(framing.with_suffix(".md")))
        lines = [("File, replaced if it exists", name)]
        dialog = AskDialog("Write the page as Markdown", lines, complaint)
        await self._main.app.push_screen(dialog, keep)

    def _write(self, place: Path) -> None:
        # The templates come with a library that nothing else here needs.
        from framing_tui.spec.markdown import export_markdown
        from framing_tui.spec.templating import SpecError

        session = self._main.session
        template = config_for(session.path.parent).template
        try:
            text = export_markdown(session.framing, session.settings, template)
            # A pipe is refused: the screen would stand still until somebody reads from it.
            write_whole(place, text.encode(), expected=Stamp.of(place))
        except (OSError, ChangedOnDisk, SpecError) as error:
            self._main.open_form.say(f"not written: {getattr(error, 'strerror', None) or error}")
        else:
            self._main.open_form.say(f"the page is written into {clean(str(place))}")
