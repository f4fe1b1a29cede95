"""The page: read as it stands, and written where the team wants it."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from framing_tui.config import config_for
from framing_tui.drawing.parts import InkedRows
from framing_tui.drawing.pictures.preview import page_rows
from framing_tui.model.clean import clean
from framing_tui.spec.page import build_page
from framing_tui.storage.files import ChangedOnDisk, Stamp, is_same_file, write_whole
from framing_tui.terminal.clipboard import NotSent, send
from framing_tui.tui.dialogs.ask import ReadingDialog, ask_file
from framing_tui.tui.dialogs.lines import Lines

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen


class PageFailed(Exception):
    """The page cannot be made; the message says why."""


class PageScreen(ReadingDialog):
    """The page as it stands, and from there into a file or onto the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "write it into a file"),
        Binding("c", "copy", "send it to the clipboard"),
    ]

    def __init__(
        self, rows: InkedRows, write: Callable[[], object], text: Callable[[], str]
    ) -> None:
        also = "w: write it into a file · c: send it · "
        super().__init__(rows, "The page as it stands", also)
        self._write = write
        self._text = text

    def action_write(self) -> None:
        """Go on to the file."""
        self.dismiss(None)
        self.app.call_later(self._write)

    async def action_copy(self) -> None:
        """Send the page as Markdown to the clipboard, and say to whose it went."""
        try:
            text = await to_thread(self._text)
            ask = partial(self.app.call_from_thread, self.app.copy_to_clipboard)
            taker = await to_thread(send, text, ask)
        except (NotSent, PageFailed) as error:
            words, ink = f"not sent: {error}; w writes it into a file", "amber"
        else:
            words, ink = f"sent to {taker}; if it did not get there, w writes it", "green"
        self.query_one(".at-top", Lines).say(words, ink)


class AboutPage:
    """What a meeting leaves with."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    async def show(self) -> None:
        """Show the page as it stands."""
        session = self._main.session
        page = build_page(session.framing, session.assessment)
        screen = PageScreen(page_rows(page), self.export, partial(self._text, "markdown"))
        await self._main.app.push_screen(screen)

    async def export(self) -> None:
        """Ask for a file, and write the page into it as the command `export` would."""
        framing = self._main.session.path

        def complaint(place: Path) -> str:
            if is_same_file(place, framing):
                return "this is the framing itself; name another file"
            return "" if place.parent.is_dir() else "its directory does not exist"

        line = "File, replaced if it exists", clean(str(framing.with_suffix(".md")))
        title = "Write the page as Markdown, or as its name says: .html, .json"
        await ask_file(self._main.app, title, line, complaint, self._write)

    def _text(self, form: str) -> str:
        """Return the page in a form, as the command `export` would write it; raises PageFailed."""
        # The templates come with a library that nothing else here needs.
        from framing_tui.spec.forms import FORMS, export
        from framing_tui.spec.templating import SpecError

        session = self._main.session
        template = config_for(session.path.parent).template if form == FORMS[0] else None
        try:
            toml = session.path.read_text("utf-8") if form == "html" else ""
            return export(form, session.framing, session.settings, template, toml)
        except (SpecError, OSError, UnicodeDecodeError) as error:
            raise PageFailed(getattr(error, "strerror", None) or str(error)) from error

    def _write(self, place: Path) -> None:
        from framing_tui.spec.forms import form_of

        try:
            text = self._text(form_of(place.name))
            # A pipe is refused: the screen would stand still until somebody reads from it.
            write_whole(place, text.encode(), expected=Stamp.of(place))
        except (OSError, ChangedOnDisk, PageFailed) as error:
            self._main.open_form.say(f"not written: {getattr(error, 'strerror', None) or error}")
        else:
            self._main.open_form.say(f"the page is written into {clean(str(place))}")
