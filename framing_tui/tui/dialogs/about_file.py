"""The file: saving it, others who write it, what it has lost, two answers to one question."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing_tui.drawing.parts import InkedLine
from framing_tui.model.catalogue import asks_in_full
from framing_tui.model.clean import clean
from framing_tui.model.framing import Framing
from framing_tui.storage.clash import Choice, Sides, what_stands
from framing_tui.storage.remote_changes import News
from framing_tui.storage.rescue import Copy
from framing_tui.tui.dialogs.ask import AskDialog, ask_file
from framing_tui.tui.dialogs.choose import ChoiceDialog, Pick, side_by_side
from framing_tui.tui.dialogs.lines import Lines

if TYPE_CHECKING:
    from framing_tui.tui.main_screen import MainScreen

_MOST_LINES = 30
_NEVER_LOST = "nothing is lost meanwhile"
_CHOICES: dict[str, Choice] = {"m": "mine", "t": "theirs", "b": "both"}


class AboutFile:
    """One file that others may write, too, and that may fail to take what was answered."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main

    # Saving.

    async def save(self) -> None:
        """Save now; where the file cannot take it, say what can be done."""
        saved = self._main.session.read_only or self._main.session.autosave.flush(1.0)
        self._main.redraw()
        if saved:
            self._main.open_form.say("saved")
        else:
            await self._offer_picks([])

    async def offer_before_leaving(self) -> None:
        """Say what can be done about answers that are not saved, before the program is left."""
        copy = self._main.session.autosave.state.copy
        if copy is None:
            await self._ask_to_type_leave()
        else:
            await self._offer_picks([Pick("l", "leave; the copy is offered the next time")])

    async def _offer_picks(self, leaving: list[Pick]) -> None:
        state = self._main.session.autosave.state
        lines: list[InkedLine] = [((state.words, "plain"),)]
        if state.copy is not None:
            lines.append(((f"a copy of the answers is kept in {state.copy}", "plain"),))
        again = "write the file again, as it stands here" if state.is_gone else "try again"
        picks = [Pick("s", again), Pick("a", "save into another file"), *leaving]
        screen = ChoiceDialog("Not saved", Lines(*lines), picks, later=f"go on; {_NEVER_LOST}")
        await self._main.app.push_screen(screen, partial(self._picked, leaves=bool(leaving)))

    async def _picked(self, pick: str | None, *, leaves: bool) -> None:
        autosave = self._main.session.autosave
        if pick == "l":
            self._main.app.exit()
        elif pick == "a":
            await self._ask_where(leaves)
        elif pick == "s":
            self._say_whether_saved(autosave.flush(3.0, again=autosave.state.is_gone), leaves)

    async def _ask_where(self, leaves: bool) -> None:
        before = self._main.session.path

        def complaint(place: Path) -> str:
            if place.exists() or place.is_symlink():
                return "a file that does not exist yet is needed"
            return "" if place.parent.is_dir() else "its directory does not exist"

        def keep(place: Path) -> None:
            try:
                saved = self._main.session.save_as(place)
            except OSError as error:
                self._main.open_form.say(f"not saved: {error.strerror or error}")
                return
            self._say_whether_saved(saved, leaves)

        name = before.with_name(f"{before.stem}-2{before.suffix}")
        line = "File", clean(str(name))
        await ask_file(self._main.app, "Save into another file", line, complaint, keep)

    def _say_whether_saved(self, saved: bool, leaves: bool) -> None:
        self._main.redraw()
        if not saved:
            self._main.open_form.say(self._main.session.autosave.state.words)
        elif leaves:
            self._main.app.exit()
        else:
            self._main.open_form.say(f"saved in {clean(str(self._main.session.path))}")

    async def _ask_to_type_leave(self) -> None:
        """Leave without the answers only where somebody types “leave”, as they are lost then."""

        def answered(given: tuple[str, ...] | None) -> None:
            if given and given[0].lower() == "leave":
                self._main.app.exit()

        words = self._main.session.autosave.state.words
        lines = [("Type “leave” to leave without these answers", "")]
        await self._main.app.push_screen(AskDialog(words, lines), answered)

    # Two answers to one question.

    async def settle(self) -> None:
        """Show two people's answers side by side, and let somebody choose."""
        here = self._main.session.clash_about(self._main.open_form.question_id)
        sides = here or next(iter(self._main.session.clashes), None)
        if sides is None:
            self._main.open_form.say("no question has two answers")
        elif self._main.open_form.may_change():
            await self._show_both(sides)

    async def _show_both(self, sides: Sides) -> None:
        kind = sides.question.kind
        picks = [Pick("m", "mine, as it stands")]
        if sides.is_readable:
            picks.append(Pick("t", "theirs"))
        if sides.both is not None:
            picks.append(Pick("b", f"both: {kind.show(sides.both)}"))
        texts = [
            ("Mine, in its place", sides.in_words(mine=True)),
            ("Theirs", sides.in_words(mine=False)),
        ]
        heading = f"Two answers: {asks_in_full(sides.question.id)}"
        screen = ChoiceDialog(heading, side_by_side(texts), picks)
        await self._main.app.push_screen(screen, partial(self._choose_answer, sides))

    async def _choose_answer(self, sides: Sides, pick: str | None) -> None:
        if pick is None:
            return
        self._main.session.settle(sides, _CHOICES[pick])
        left = len(self._main.session.clashes)
        self._main.open_form.say(
            f"settled; {self._main.key_of('undo')} takes it back"
            + (f"; {left} more: {self._main.key_of('settle')}" if left else "")
        )
        self._main.open_form.refresh()

    # What an earlier session could not save.

    async def offer_copy(self, copy: Copy, told: News) -> None:
        """Offer what an earlier session could not save: never taken by itself."""
        after = self._main.session.with_copy(copy)
        lines = self._changes((*told.changed, *told.taken_back, *told.clashing), after)
        heading = f"Answers that could not be saved on {copy.kept_at:%d %b, %H:%M}"
        take = f"take them; {self._main.key_of('undo')} takes it back"
        picks = [Pick("t", take), Pick("d", "drop them for good")]
        screen = ChoiceDialog(heading, Lines(*lines), picks)
        await self._main.app.push_screen(screen, partial(self._copy_chosen, copy))

    def _changes(self, question_ids: tuple[str, ...], after: Framing) -> list[InkedLine]:
        lines: list[InkedLine] = []
        sides = ("in the file", self._main.session.framing), ("in the copy", after)
        for question_id in dict.fromkeys(question_ids):
            lines.append(((asks_in_full(question_id), "plain!"),))
            for name, framing in sides:
                lines.append(
                    ((f"  {name}  ", "quiet"), (what_stands(framing, question_id), "plain"))
                )
        if not lines:
            lines.append((("notes, and nothing else", "plain"),))
        if (hidden := len(lines) - _MOST_LINES) > 0:
            lines[_MOST_LINES:] = [((f"… and {hidden // 3 + 1} more", "quiet"),)]
        return lines

    async def _copy_chosen(self, copy: Copy, pick: str | None) -> None:
        if pick == "t":
            saved = self._main.session.take_copy(copy)
            self._main.open_form.refresh()
            self._main.open_form.say(
                "taken, and saved" if saved else self._main.session.autosave.state.words
            )
        elif pick == "d":
            picks = [Pick("y", "yes, drop them"), Pick("n", "no, keep them for later")]
            screen = ChoiceDialog("Drop these answers for good?", Lines(), picks)
            await self._main.app.push_screen(screen, partial(self._drop, copy))

    def _drop(self, copy: Copy, pick: str | None) -> None:
        if pick == "y":
            self._main.session.drop_copy(copy)
            self._main.open_form.say("dropped")
