"""What the parts of the interview share: the session, the form, and drawing anew."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.question import AnyQuestion
from framing_tui.session import Session
from framing_tui.tui.screens.dialogs import Ask
from framing_tui.tui.widgets.form import Form


class Stage(Screen[None]):
    """A screen with a session and a form; the interview is put together from parts of it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        # Findings that a number still being typed has brought up: shown dimmed until a pause.
        self.tentative: frozenset[str] = frozenset()
        # How saving stands, in the words that are shown.
        self.saving = "read only" if session.read_only else session.autosave.state.words
        self._hints = False

    @property
    def form(self) -> Form:
        """The form in the middle."""
        return self.query_one("#form", Form)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a form yet, and still."""
        return bool(self.query("#form"))

    def redraw(self) -> None:
        """Draw every strip, list and badge from the session."""
        raise NotImplementedError

    async def refresh_all(self) -> None:
        """Draw the form and everything around it from the session."""
        await self.form.sync()
        self.redraw()

    async def ask(self, dialog: Ask, then: Callable[[tuple[str, ...]], object]) -> None:
        """Put a few lines over the interview, and go on with what was typed there.

        It waits until they can be typed in: what comes right behind the key that asked is meant
        for them.
        """

        async def answered(given: tuple[str, ...] | None) -> None:
            if given is not None:
                then(given)
                await self.refresh_all()

        await self.app.push_screen(dialog, answered)

    def tell(self, words: str) -> None:
        """Say something in passing; it takes the place of what was said before."""
        self.app.clear_notifications()
        self.app.notify(words, markup=False)
        self._hints = True

    def take_back_hint(self) -> None:
        """Take away what was said in passing, before it covers the next question."""
        if self._hints:
            self._hints = False
            self.app.clear_notifications()

    def may_change(self) -> bool:
        """Tell whether anything may be changed, and say so where not."""
        if self.session.read_only:
            self.tell("read only: nothing is changed")
        return not self.session.read_only

    def focused_question(self) -> AnyQuestion | None:
        """Return the question that has the focus, or say that there is none."""
        field = self.form.focused_field
        question = QUESTIONS.get(field.key) if field is not None else None
        if question is None:
            self.tell("put the focus on a question first")
        return question
