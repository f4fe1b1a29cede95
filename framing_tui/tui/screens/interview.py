"""The interview: sections, form, cells and findings, and the way between them.

State flows one way: a field says what was answered, the session judges, and everything on the
screen is drawn from the session.
"""

from __future__ import annotations

import time
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Static

from framing_tui.model.catalogue import SECTION_OF
from framing_tui.session import Session
from framing_tui.tui.screens.answering import Answering
from framing_tui.tui.screens.asides import Asides
from framing_tui.tui.screens.publishing import Publishing
from framing_tui.tui.screens.sharing import Sharing
from framing_tui.tui.screens.walking import Walking
from framing_tui.tui.sizes import SHORT, WIDE, is_too_small
from framing_tui.tui.texts import joined, plain
from framing_tui.tui.widgets.bars import CellStrip, KeyBar, SectionStrip, TitleBar
from framing_tui.tui.widgets.cells import CellPanel
from framing_tui.tui.widgets.findings import FindingsList
from framing_tui.tui.widgets.form import Form
from framing_tui.tui.widgets.goto import GoTo
from framing_tui.tui.widgets.line import Quiet
from framing_tui.tui.widgets.path import next_step
from framing_tui.tui.widgets.sections import SectionList

_KEYS = (
    ("F1", "help"),
    ("^Q", "leave"),
    ("PgDn", "section"),
    ("^N", "next open"),
    ("F2", "findings"),
    ("F3", "find out"),
    ("F4", "note"),
    ("F5", "page"),
    ("F8", "next red"),
    ("F9", "what flips it"),
    ("^G", "go to"),
    ("^Z", "undo"),
)
_OFFER_KEY = ("^O", "take the offer")
_CLASH_KEY = ("^R", "two answers")


class Interview(Walking, Answering, Asides, Publishing, Sharing):
    """The one big screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Walking.WALKING,
        Binding("pageup", "section(-1)", "previous section", priority=True),
        Binding("pagedown", "section(1)", "next section", priority=True),
        Binding("ctrl+g", "go_to", "go to a section", priority=True),
        Binding("ctrl+n", "next_open", "next open essential", priority=True),
        Binding("ctrl+o", "take_offer", "take the offer", priority=True),
        Binding("ctrl+t", "edit", "edit the text in $EDITOR", priority=True),
        Binding("ctrl+z", "undo", "undo", priority=True),
        Binding("ctrl+y", "redo", "redo", priority=True),
        Binding("ctrl+s", "save", "save now", priority=True),
        Binding("ctrl+r", "settle", "settle two answers", priority=True),
        Binding("escape", "back_to_form", show=False),
        # In the app's own hands, too, so that they come before what is typed right behind them.
        Binding("n,plus", "row('add')", show=False, priority=True),
        Binding("enter,space", "row('edit')", show=False, priority=True),
        *(Binding(str(n), f"digit({n})", show=False, priority=True) for n in range(10)),
        Binding("f1", "help", "help", priority=True),
        Binding("f2", "findings", "findings", priority=True),
        Binding("f3", "find_out", "do not know yet", priority=True),
        Binding("f4", "note", "note", priority=True),
        Binding("f5", "preview", "the page", priority=True),
        Binding("f6", "park", "parking lot", priority=True),
        Binding("f7", "not_applicable", "not applicable", priority=True),
        Binding("f8", "next_red", "next red", priority=True),
        Binding("f9", "flips", "what flips it", priority=True),
    ]

    # The toolkit's own draws the whole screen anew at each change of the focus: 20 kB a Tab.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, session: Session, at: str | None = None) -> None:
        super().__init__(session)
        self._at = at
        self._began = time.monotonic()

    def compose(self) -> ComposeResult:
        # Before there is anything inside, so that it is styled once.
        self._fit(self.app.size.width, self.app.size.height)
        yield TitleBar(id="title")
        yield SectionStrip(id="section-strip")
        yield CellStrip(id="cell-strip")
        with Horizontal(id="body"):
            yield SectionList(id="sections")
            yield Form(self.session, id="form")
            with Vertical(id="side"):
                yield CellPanel(id="cells")
                yield Quiet(id="findings-head")
                yield FindingsList(id="findings")
        yield GoTo(id="go-to")
        yield KeyBar(id="keys")
        yield Static(plain("The window is too small: 60 by 16 is the least."), id="too-small")

    async def on_mount(self) -> None:
        start = self._at
        section_id = SECTION_OF[start].id if start else self._first_section()
        await self.form.open(section_id, start or self._first_open(section_id))
        self.redraw()
        for problem in self.session.problems:
            self.app.notify(str(problem), severity="warning", markup=False, timeout=12)
        self.offer_copies()

    def _first_section(self) -> str:
        """Where to begin: the overview of a new or finished framing, else what is next."""
        fresh = not self.session.framing.answers
        return "workflow" if fresh else next_step(self.session.assessment) or "workflow"

    def _first_open(self, section_id: str) -> str | None:
        """Where to go on: the first question of a section that is open, None at a new start."""
        still_open = self.session.assessment.sections[section_id].open
        return still_open[0] if still_open and section_id != "workflow" else None

    @property
    def walked(self) -> Widget:
        return self.form

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing be done that cannot be seen."""
        if self.has_class("-tiny") and action != "save":
            return False
        return super().check_action(action, parameters)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Focus a widget; inside the form it is the form that scrolls, in one go."""
        in_form = widget is not None and self.form in widget.ancestors
        super().set_focus(widget, scroll_visible and not in_form, from_app_focus)

    # Drawing.

    def redraw(self) -> None:
        """Draw every strip, list and badge from the session."""
        session, width = self.session, self.app.size.width
        assessment = session.assessment
        current = self.form.section.id
        minutes = int((time.monotonic() - self._began) // 60)
        title = session.framing.header.title or ""
        self.query_one(TitleBar).show(title, assessment, self.saving, minutes, width)
        self._show_keys()
        if self.has_class("-wide"):
            self.query_one(SectionList).show(assessment, current)
            panel = self.query_one(CellPanel)
            panel.show(assessment, self.tentative, panel.size.width or 34)
            self.query_one("#findings", FindingsList).show(assessment.findings, self.tentative)
        else:
            self.query_one(SectionStrip).show(assessment, current)
            self.query_one(CellStrip).show(assessment, self.tentative, width)

    def _show_keys(self) -> None:
        field = self.form.focused_field
        offers = field is not None and field.view.offer is not None and field.view.value is None
        keys = (_OFFER_KEY, *_KEYS) if offers else _KEYS
        if self.session.clashes:
            keys = (_CLASH_KEY, *keys)
        self.query_one(KeyBar).show(keys, self.app.size.width)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_keys()
        self.take_back_hint()
        self._show_findings_head()

    def _show_findings_head(self) -> None:
        """Say above the findings what can be done with them, while they have the focus."""
        here = self.focused is self.query_one("#findings")
        keys = ("  e explain · a accept" if here else "", "$foreground-muted")
        style = "bold" if here else "$foreground-muted"
        self.query_one("#findings-head", Quiet).say(joined(("FINDINGS", style), keys))

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size.width, event.size.height)
        self.call_after_refresh(self.redraw)

    def _fit(self, width: int, height: int) -> None:
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height < SHORT, "-short")
        was_tiny, is_tiny = self.has_class("-tiny"), is_too_small(width, height)
        self.set_class(is_tiny, "-tiny")
        if is_tiny and not was_tiny:
            self.set_focus(None)
        if was_tiny and not is_tiny:
            # What was hidden has lost the focus.
            self.call_after_refresh(self.form.focus_again)
