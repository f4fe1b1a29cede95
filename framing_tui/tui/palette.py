"""Everything by name: what the palette finds, and in which order.

Why not the toolkit's own list: it ranks by spelling alone, and the many rules would stand before
the question that somebody is looking for.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import events, work
from textual.command import (
    Command,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Input
from textual.worker import WorkerError

from framing_tui.content import example_names
from framing_tui.drawing.parts import printable
from framing_tui.interview.keymap import COMMANDS
from framing_tui.model.catalogue import QUESTIONS, SECTION_OF, SECTIONS, asks_in_full
from framing_tui.model.clean import one_line
from framing_tui.rules.catalogue import BY_CODE
from framing_tui.tui.dialogs.modal import Modal
from framing_tui.tui.pending_input import input_drained
from framing_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from framing_tui.tui.app import FramingApp

# A rule is looked for by its code; by a word of its name, only where nothing else is called so.
_RULES_COUNT = 0.5
# An answer is looked for where no name fits.
_ANSWERS_COUNT = 0.4
_LONGEST_ANSWER = 60
# What keys do in the list.
_MOVES = {
    "up": "cursor_up",
    "down": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
    "ctrl+home": "first",
    "ctrl+end": "last",
}
# So much of an answer is looked through at each letter.
_MOST_SEARCHED = 400
# More than any likeness counts.
_SPELT_OUT = 1000.0
# No control, bidi or zero-width characters: what is looked for is drawn as it is pasted.
_PRINTS = (
    "[^\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]*"
)


@dataclass(frozen=True)
class Named:
    """One thing that can be done by name; `counts` weighs how well its name fits.

    `id` is what it is found by, too, and `answer` what was answered. That is somebody's text: the
    toolkit reads markup in `help`, so it stands behind the title.
    """

    title: str
    help: str
    run: Callable[[], Any]
    counts: float = 1.0
    id: str = ""
    answer: str = ""

    def listed(self, title: Content) -> Content:
        """Return the title as it is listed, with the answer behind it."""
        said = Content(printable(f"   {one_line(self.answer, _LONGEST_ANSWER)}"))
        return title + said.stylize("$foreground-muted") if self.answer else title


def everything(app: FramingApp) -> Iterator[Named]:
    """Yield every action, theme, example, rule, section and question."""
    main = app.main
    for command in COMMANDS:
        run: Callable[[], Any] = partial(main.run_command, command.id)
        yield Named(command.help, f"key {main.keymap.printed(command.id)}", run)
    yield Named("export the page", "write the kickoff spec as Markdown", main.page.export)
    yield Named("bring in a page", "a spec, a form or a design document", main.bring_in)
    for word, theme in THEMES.items():
        yield Named(f"theme: {word}", "how it looks", partial(app.take_theme, theme))
    for example in example_names():
        run = partial(main.about.look_at, example)
        yield Named(f"example: {example}", "look at a filled example", run)
    for code, rule in BY_CODE.items():
        run = partial(main.about.explain_rule, code)
        yield Named(f"{code} {rule.name}", rule.docs.says, run, _RULES_COUNT)
    for section in SECTIONS:
        run = partial(main.open_form.enter, section.id)
        # As wide as the last number, since the palette sorts as text.
        yield Named(f"{section.number:>2} {section.title}", section.intro, run)
    yield from _questions(app)


def _questions(app: FramingApp) -> Iterator[Named]:
    main, framing = app.main, app.session.framing
    for question in QUESTIONS.values():
        if question.internal:
            continue
        run = partial(main.open_form.go_to_question, question.id)
        answer = framing.answers.get(question.id)
        said = "" if answer is None else one_line(question.kind.show(answer), _MOST_SEARCHED)
        where = f"{question.id} · {SECTION_OF[question.id].title}"
        yield Named(asks_in_full(question.id), where, run, id=question.id, answer=said)


class ByName(Provider):
    """Gives the palette what fits what was typed, and everything where nothing was."""

    @property
    def _app(self) -> FramingApp:
        return cast("FramingApp", self.app)

    async def discover(self) -> Hits:
        """Yield everything, by name."""
        for named in sorted(everything(self._app), key=lambda named: named.title):
            title = named.listed(Content(named.title))
            yield DiscoveryHit(title, named.run, named.title, named.help)

    async def search(self, query: str) -> Hits:
        """Yield what fits a query, with how well it fits."""
        matcher = self.matcher(query)
        for named in everything(self._app):
            fits = matcher.match(named.title)
            title = matcher.highlight(named.title)
            if fits <= 0:
                spoken = named.id.replace("_", " ").replace(".", " ")
                found = (named.id, spoken, named.answer)
                fits = max(map(matcher.match, found)) * _ANSWERS_COUNT
                title = Content(named.title)
            if named.id and query.strip().lower() == named.id:
                # Whoever spells out an id means that question.
                fits = _SPELT_OUT
            if fits > 0:
                shown = named.listed(title)
                yield Hit(fits * named.counts, shown, named.run, named.title, named.help)


class Palette(CommandPalette, Modal[None]):
    """Everything by name; a page key that comes before the list is drawn does no harm."""

    def on_mount(self) -> None:
        # At once, so that what is typed right behind the key that asked goes in here.
        entry = self.query(Input).first()
        entry.restrict = _PRINTS
        # It would write twice a second for as long as somebody thinks.
        entry.cursor_blink = False
        self.set_focus(entry)

    async def take_key(self, event: events.Key) -> bool:
        """Take a key that is about the list, once it is the list of what was typed; tell whether.

        Why not the toolkit's own way: it moves and picks in the list as it stands, which in a burst
        is that of the letter before last, and what was typed behind Enter overtakes what it does.
        """
        if event.key not in _MOVES and event.key != "enter":
            return False
        await input_drained(self.focused)
        searching = [w for w in self.workers if w.node is self and not w.is_finished]
        with contextlib.suppress(WorkerError):
            await self.workers.wait_for_complete(searching)
        # It may have been left meanwhile, by a click beside it.
        commands = self.query_one(CommandList) if self.is_active else None
        if commands is None or not commands.option_count:
            return True
        if event.key == "enter":
            await self._choose(commands)
        else:
            getattr(commands, f"action_{_MOVES[event.key]}")()
        return True

    async def _choose(self, commands: CommandList) -> None:
        """Do what the cursor is on, and come back when it is done."""
        option = commands.get_option_at_index(commands.highlighted or 0)
        if isinstance(option, Command) and option.hit is not None:
            self.dismiss()
            done = option.hit.command()
            if inspect.isawaitable(done):
                await done

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        search = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined]
        # Taken down before its search begins, it has no list any more.
        with contextlib.suppress(NoMatches):
            await search(self, search_value)

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)
