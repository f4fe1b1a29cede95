"""The one editor of the main screen, laid over the field of the open card."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from framing_tui.interview.typed import prints

# Higher than this it scrolls: the card must not push the questions off the screen.
MOST_ROWS = 8
# Behind the last letter of a row there is room for the cursor.
_CURSOR = 1


def _actions() -> dict[str, str]:
    """Return what the toolkit's editor does with keys that do not print.

    It does not undo: that is the session's, by whatever key a team has given it.
    """
    found: dict[str, str] = {}
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding) and binding.action not in ("undo", "redo"):
            for key in binding.key.split(","):
                found[key.strip()] = binding.action
    return found


class Editor(TextArea):
    """A text without a border that grows with what is written in it.

    Why it takes no key by itself: keys come in bursts, and one that opens another question must not
    be overtaken by the letters behind it. The main screen hands it each key in its turn.
    """

    ACTIONS = _actions()

    def __init__(self, id: str) -> None:
        super().__init__(
            id=id, compact=True, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )
        self._has_styles = False
        self.cursor_blink = False
        self.on_new_size: Callable[[], None] = lambda: None

    @property
    def rows(self) -> int:
        """The rows that it needs, up to the most that it may have."""
        return min(MOST_ROWS, max(1, self.wrapped_document.height))

    def wrap_for(self, width: int) -> None:
        """Wrap in a width that it is about to get, so that its rows are known beforehand."""
        if width != self.outer_size.width:
            inner = max(1, width - self.gutter.width - _CURSOR)
            self.wrapped_document.wrap(inner, tab_width=self.indent_width)

    @property
    def row(self) -> int:
        """The wrapped row in which the cursor stands."""
        return int(self.wrapped_document.location_to_offset(self.cursor_location).y)

    @property
    def is_at_first_row(self) -> bool:
        """Whether the arrow up has no row to go to."""
        return self.row == 0

    @property
    def is_at_last_row(self) -> bool:
        """Whether the arrow down has no row to go to."""
        return self.row >= self.wrapped_document.height - 1

    def load(self, text: str) -> None:
        """Show a text, with the cursor at its end; nobody is told of it."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
            self.move_cursor(self.document.end)

    def put_in(self, text: str) -> None:
        """Write a text at the cursor, over what is selected."""
        with self.prevent(TextArea.Changed):
            start, end = self.selection
            result = self.replace(text, start, end, maintain_selection_offset=False)
            self.move_cursor(result.end_location)

    async def take_key(self, event: events.Key) -> bool:
        """Take a key at once; tell whether it meant anything to an editor."""
        if prints(event.character):
            self.put_in(event.character or "")
            return True
        action = self.ACTIONS.get(event.key)
        if action is None:
            return False
        with self.prevent(TextArea.Changed):
            await self.run_action(action)
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines; behind a dialog it may be drawn once more after it has gone."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        if self._has_styles:
            # The toolkit reads them anew for each letter, which is half of what drawing it takes.
            return super(TextArea, self).render_lines(crop)
        self._has_styles = True
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Read the styles anew when it is next drawn."""
        self._has_styles = False
        super().notify_style_update()

    def on_resize(self) -> None:
        """Tell the screen: in another width a text may need other rows."""
        # The toolkit wraps it only behind this.
        self.wrapped_document.wrap(self.wrap_width, tab_width=self.indent_width)
        self.on_new_size()
