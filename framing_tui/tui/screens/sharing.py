"""The part of the interview about the file: saving it, others who write it, what it has lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.content import Content

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.storage.clash import Sides
from framing_tui.storage.news import News
from framing_tui.storage.rescue import Copy
from framing_tui.tui.pending_input import once_settled
from framing_tui.tui.screens.choosing import SideBySide, Telling, Way
from framing_tui.tui.screens.dialogs import Ask
from framing_tui.tui.screens.stage import Stage
from framing_tui.tui.texts import joined, plain

_MOST_LINES = 30
_NEVER_LOST = "nothing is lost meanwhile"


class Sharing(Stage):
    """One file that others may write, too, and that may fail to take what was answered."""

    async def show_save_state(self) -> None:
        """Show how saving stands, and take in what others have written.

        Why “saved” waits: a letter may stand on the screen whose answer is still on its way up
        from its field. It is called saved with the rest only once it is.
        """
        if not self.is_drawn:
            return
        if self.session.autosave.state.is_all_saved:
            once_settled(self.focused, self, self._draw_save_state)
        else:
            await self._draw_save_state()

    async def _draw_save_state(self) -> None:
        self.saving = self.session.autosave.state.words
        told = self.session.join_saved()
        if told is None:
            self.redraw()
            return
        words = told.words(undo="Ctrl+Z", settle="Ctrl+R shows both")
        self.app.notify(words, markup=False, timeout=10)
        await self.refresh_all()

    # Saving.

    def action_save(self) -> None:
        """Save now; where the file cannot take it, say what can be done."""
        saved = self.session.read_only or self.session.autosave.flush(1.0)
        self.saving = self.session.autosave.state.words
        self.redraw()
        if saved:
            self.app.notify("saved", markup=False)
        else:
            self._offer_ways([])

    def offer_before_leaving(self) -> None:
        """Say what can be done about answers that are not saved, before the program is left."""
        copy = self.session.autosave.state.copy
        if copy is None:
            self._ask_for_the_word()
        else:
            self._offer_ways([Way("l", "leave; the copy is offered the next time")])

    def _offer_ways(self, leaving: list[Way]) -> None:
        state = self.session.autosave.state
        lines = [plain(state.words)]
        if state.copy is not None:
            lines.append(plain(f"a copy of the answers is kept in {clean(str(state.copy))}"))
        again = "write the file again, as it stands here" if state.is_gone else "try again"
        ways = [Way("s", again), Way("a", "save into another file"), *leaving]
        screen = Telling("Not saved", lines, ways, later=f"go on; {_NEVER_LOST}")
        self.app.push_screen(screen, partial(self._go_way, leaves=bool(leaving)))

    async def _go_way(self, way: str | None, *, leaves: bool) -> None:
        autosave = self.session.autosave
        if way == "l":
            self.app.exit()
        elif way == "a":
            await self._ask_where(leaves)
        elif way == "s":
            self._say_whether_saved(autosave.flush(3.0, again=autosave.state.is_gone), leaves)

    async def _ask_where(self, leaves: bool) -> None:
        before = self.session.path

        def complaint(given: tuple[str, ...]) -> str:
            place = Path(given[0]).expanduser() if given[0] else before
            if not given[0] or place.exists() or place.is_symlink():
                return "a file that does not exist yet is needed"
            return "" if place.parent.is_dir() else "its directory does not exist"

        def keep(given: tuple[str, ...]) -> None:
            try:
                saved = self.session.save_as(Path(given[0]).expanduser())
            except OSError as error:
                self.tell(f"not saved: {error.strerror or error}")
                return
            self._say_whether_saved(saved, leaves)

        name = before.with_name(f"{before.stem}-2{before.suffix}")
        dialog = Ask("Save into another file", [("File", clean(str(name)))], complaint)
        await self.ask(dialog, keep)

    def _say_whether_saved(self, saved: bool, leaves: bool) -> None:
        self.saving = self.session.autosave.state.words
        self.redraw()
        if not saved:
            self.tell(self.session.autosave.state.words)
        elif leaves:
            self.app.exit()
        else:
            self.tell(f"saved in {clean(str(self.session.path))}")

    def _ask_for_the_word(self) -> None:
        """Ask for a whole word before anything is lost for good."""

        def answered(given: tuple[str, ...] | None) -> None:
            if given and given[0].lower() == "leave":
                self.app.exit()

        words = self.session.autosave.state.words
        lines = [("Type “leave” to leave without these answers", "")]
        self.app.push_screen(Ask(words, lines), answered)

    # Two answers to one question.

    async def action_settle(self) -> None:
        """Show two people's answers side by side, and let somebody choose."""
        field = self.form.focused_field
        here = self.session.clash_about(field.key if field is not None else None)
        sides = here or next(iter(self.session.clashes), None)
        if sides is None:
            self.tell("no question has two answers")
        elif self.may_change():
            await self._show_both(sides)

    async def _show_both(self, sides: Sides) -> None:
        kind = sides.question.kind
        ways = [Way("m", "mine, as it stands")]
        if sides.is_readable:
            ways.append(Way("t", "theirs"))
        if sides.both is not None:
            ways.append(Way("b", f"both: {kind.show(sides.both)}"))
        texts = [
            ("Mine, in its place", sides.told(mine=True)),
            ("Theirs", sides.told(mine=False)),
        ]
        screen = SideBySide(f"Two answers: {asks_in_full(sides.question.id)}", texts, ways)
        await self.app.push_screen(screen, partial(self._settled, sides))

    async def _settled(self, sides: Sides, way: str | None) -> None:
        if way is None:
            return
        self.session.settle(sides, {"m": "mine", "t": "theirs"}.get(way, "both"))  # type: ignore[arg-type]
        left = len(self.session.clashes)
        self.tell("settled; Ctrl+Z takes it back" + (f"; {left} more: Ctrl+R" if left else ""))
        await self.refresh_all()

    # What an earlier session could not save.

    def offer_copies(self) -> None:
        """Offer what an earlier session could not save: never taken by itself."""
        found = self.session.copies()
        if found:
            self._offer_copy(*found[0])

    def _offer_copy(self, copy: Copy, told: News) -> None:
        after = self.session.with_copy(copy)
        lines = self._changes((*told.changed, *told.taken_back, *told.clashing), after)
        ways = [Way("t", "take them; Ctrl+Z takes it back"), Way("d", "drop them for good")]
        when = f"{copy.kept_at:%d %b, %H:%M}"
        screen = Telling(f"Answers that could not be saved on {when}", lines, ways)
        self.app.push_screen(screen, partial(self._copy_chosen, copy))

    def _changes(self, question_ids: tuple[str, ...], after: Framing) -> list[Content]:
        lines: list[Content] = []
        for question_id in dict.fromkeys(question_ids):
            lines.append(plain(asks_in_full(question_id), "bold"))
            for name, framing in (("in the file", self.session.framing), ("in the copy", after)):
                lines.append(
                    joined((f"  {name}  ", "$foreground-muted"), _said(framing, question_id))
                )
        if not lines:
            lines.append(plain("notes, and nothing else"))
        hidden = len(lines) - _MOST_LINES
        more = [plain(f"… and {hidden // 3 + 1} more", "$foreground-muted")] if hidden > 0 else []
        return [*lines[:_MOST_LINES], *more]

    async def _copy_chosen(self, copy: Copy, way: str | None) -> None:
        if way == "t":
            saved = self.session.take_copy(copy)
            await self.refresh_all()
            self.tell("taken, and saved" if saved else self.session.autosave.state.words)
        elif way == "d":
            ways = [Way("y", "yes, drop them"), Way("n", "no, keep them for later")]
            screen = Telling("Drop these answers for good?", [], ways)
            self.app.push_screen(screen, partial(self._drop, copy))

    def _drop(self, copy: Copy, way: str | None) -> None:
        if way == "y":
            self.session.drop_copy(copy)
            self.tell("dropped")


def _said(framing: Framing, question_id: str) -> str:
    reason = framing.not_applicable.get(question_id)
    if reason is not None:
        return f"not applicable: {reason}"
    answer = framing.answers.get(question_id)
    return "(no answer)" if answer is None else QUESTIONS[question_id].kind.show(answer)
