"""The page: read as it stands, and written where the team wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from framing_tui.config import config_for
from framing_tui.model.clean import clean
from framing_tui.spec.page import build_page
from framing_tui.storage.files import ChangedOnDisk, Stamp, write_whole
from framing_tui.tui.pending_input import settled
from framing_tui.tui.screens.dialogs import Ask, Reading
from framing_tui.tui.screens.stage import Stage
from framing_tui.tui.widgets.preview import page_text


class PageScreen(Reading):
    """The page as it stands, and from there into a file."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "write", "write it into a file")]

    def __init__(self, content: Content, write: Callable[[], object]) -> None:
        super().__init__(content, "The page as it stands", "w: write it into a file · ")
        self._write = write

    def action_write(self) -> None:
        self.dismiss(None)
        self.app.call_later(self._write)


class Publishing(Stage):
    """What a meeting leaves with."""

    async def action_preview(self) -> None:
        page = build_page(self.session.framing, self.session.assessment)
        await self.app.push_screen(PageScreen(page_text(page), self.export_page))

    async def export_page(self) -> None:
        """Ask for a file, and write the page into it as the command `export` would."""
        # What was typed a moment ago belongs on the page.
        await settled(self.focused)
        framing = self.session.path

        def complaint(given: tuple[str, ...]) -> str:
            if not given[0]:
                return "a file is needed"
            place = Path(given[0]).expanduser()
            if place.resolve() == framing.resolve():
                return "this is the framing itself; name another file"
            return "" if place.parent.is_dir() else "its directory does not exist"

        name = clean(str(framing.with_suffix(".md")))
        dialog = Ask(
            "Write the page as Markdown", [("File, replaced if it exists", name)], complaint
        )
        await self.ask(dialog, lambda given: self._write_page(Path(given[0]).expanduser()))

    def _write_page(self, place: Path) -> None:
        # The templates come with a library that nothing else here needs.
        from framing_tui.spec.markdown import DEFAULT_TEMPLATE, render_markdown
        from framing_tui.spec.templating import SpecError

        page = build_page(self.session.framing, self.session.assessment)
        template = config_for(self.session.path.parent).template or DEFAULT_TEMPLATE
        try:
            text = render_markdown(page, template)
            write_whole(place, text.encode(), expected=Stamp.of(place))
        except (OSError, ChangedOnDisk, SpecError) as error:
            self.tell(f"not written: {getattr(error, 'strerror', None) or error}")
        else:
            self.tell(f"the page is written into {clean(str(place))}")
