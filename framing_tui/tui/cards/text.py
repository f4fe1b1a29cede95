"""The card of what is typed: texts, lists of texts, numbers, durations and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing_tui.interview.typed import pasted, read_typed
from framing_tui.interview.view import View
from framing_tui.model.clean import clean
from framing_tui.model.kinds import MAX_TEXT, Day
from framing_tui.tui.cards.card import Card, CardBlock

if TYPE_CHECKING:
    from textual.events import Key

    from framing_tui.tui.open_form import OpenForm


_NOBODY_KNOWS = frozenset(
    {"?", "??", "don't know", "dont know", "do not know", "unknown", "no idea", "tbd", "unsure"}
)


class TextCard(Card):
    """A question answered with the editor; `draft` is what was typed before and was no answer."""

    has_editor = True

    def __init__(self, host: OpenForm, key: str, draft: str = "") -> None:
        super().__init__(host, key)
        view = self.view
        self._is_long = view.question.kind.has_lines
        # The answer as it was before anything was typed here.
        self._before = view.value
        # Whether somebody who went on was told that this is no answer.
        self._was_told = False
        self._load(view.value)
        if draft and view.value is None:
            host.editor.load(draft)
            self._read(draft)

    @property
    def draft(self) -> str:
        return self._unread

    async def take_key(self, event: Key) -> bool:
        editor = self.host.editor
        if event.key == "enter":
            if self._is_long:
                editor.put_in("\n")
                self.edited()
            elif isinstance(self.view.question.kind, Day) and not editor.text:
                # Today stands there as an offer; whoever goes on agrees.
                self.take_offer()
                self.host.step(1)
            elif self._unread and not self._was_told:
                self._was_told = True
                self.host.say("this is no answer yet: Enter again goes on, and it is kept as it is")
            else:
                self.host.step(1)
            return True
        if event.key == "up" and not editor.is_at_first_row:
            return await editor.take_key(event)
        if event.key == "down" and not editor.is_at_last_row:
            return await editor.take_key(event)
        if event.key in ("up", "down"):
            return False
        if event.key == "right" and not editor.text and self.take_offer():
            return True
        before = editor.text
        taken = await editor.take_key(event)
        if editor.text != before:
            self.edited()
        return taken

    def paste(self, text: str) -> None:
        editor = self.host.editor
        room = MAX_TEXT - len(editor.text) + len(editor.selected_text)
        kept = pasted(text, room, is_long=self._is_long)
        if kept.text:
            editor.put_in(kept.text)
        self.edited()
        if kept.remark:
            self.remark = kept.remark
            self.host.redraw()

    def edited(self) -> None:
        """Read what stands in the editor, and answer with it."""
        if self.host.session.read_only:
            self._said = object()
            self.refreshed()
            self.host.say("read only: nothing is changed")
            return
        self._was_told = False
        self._read(self.host.editor.text)
        self.host.redraw()

    def put_in(self, text: str) -> None:
        """Replace what stands in the editor, as if it had been typed."""
        flat = clean(text, multiline=True) if self._is_long else " ".join(clean(text).split())
        self.host.editor.load(flat[:MAX_TEXT])
        self.edited()

    def take_back(self) -> str:
        draft = self._unread
        self._load(self._before)
        if self.view.value != self._before:
            self.host.answer(self.key, self._before)
        self.host.redraw()
        return draft

    def take_offer(self) -> bool:
        offer = self.view.offer
        if not super().take_offer():
            return False
        self._said = offer
        self.host.editor.load(self.view.question.kind.edit(offer))
        self.host.redraw()
        return True

    def refreshed(self) -> None:
        """Bring the editor in line with an answer that has changed elsewhere."""
        view = self.view
        if view.value == self._said:
            return
        self._before = view.value
        self._load(view.value)

    def _load(self, value: Any) -> None:
        """Show an answer in the editor as the one given last, and drop what was typed."""
        self._said = value
        self._unread = self.complaint = self.remark = ""
        kind = self.view.question.kind
        self.host.editor.load("" if value is None else kind.edit(value))

    def _read(self, text: str) -> None:
        question = self.view.question
        typed = read_typed(self.host.session, question, text)
        self.complaint, self.remark = typed.complaint, typed.remark
        if typed.complaint and text.strip().lower().replace("’", "'") in _NOBODY_KNOWS:
            self.complaint += f"; {self.host.key_of('find_out')} hands it to somebody"
        self._unread = text if typed.complaint else ""
        self._said = typed.value
        if typed.value is None and self.view.value is None:
            return
        typing = question.kind.is_figure or bool(self._unread)
        complaint = self.host.answer(self.key, typed.value, typing=typing)
        self.complaint = self.complaint or complaint

    def draw_body(self, block: CardBlock, view: View) -> None:
        block.place_field(self.host.editor.rows, view.unit)
        kind, typed = view.question.kind, self.host.editor.text
        if kind.has_items and not typed:
            words = "one a line, or “; ” between; “none” where there is none · Tab goes on"
            block.text(words, "quiet", hang=1)
        elif kind.has_items and _may_be_several(typed):
            block.text(
                "this is one item: “; ” between, or a line each, for several", "quiet", hang=1
            )
        elif self._is_long:
            edit = self.host.key_of("edit")
            block.text(f"Enter: new line · Tab goes on · {edit}: your own editor", "quiet", hang=1)


def _may_be_several(typed: str) -> bool:
    """Tell whether one line of a list may be meant as several items."""
    is_one = "\n" not in typed and "; " not in typed
    return is_one and any(between in typed for between in (", ", " and ", " & "))
