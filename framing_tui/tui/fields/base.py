"""What every field shares: its words, its marks, what it is told and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from framing_tui.model.catalogue import QUESTIONS, asks_in_full
from framing_tui.model.kinds import Kind, Number
from framing_tui.model.question import AnyQuestion
from framing_tui.rules.finding import Finding
from framing_tui.tui.hanging import Continued, Hanging
from framing_tui.tui.texts import LEVEL_GLYPHS, LEVEL_STYLES, joined, plain

Pace = Literal["done", "typing", "ticking"]


@dataclass(frozen=True)
class FieldView:
    """Everything that a field shows, taken from the session: it keeps no truth of its own."""

    value: Any = None
    offer: Any = None
    essential: bool = False
    asked: bool = True
    note: str = ""
    not_applicable: str = ""
    found_out_by: str = ""
    findings: tuple[Finding, ...] = ()
    figures: tuple[str, ...] = ()
    clash: str = ""
    generation: int = 0
    read_only: bool = False


class Answered(Message):
    """Somebody answered: the key of the field, and the answer, None where it was cleared.

    `pace` tells whether more is likely to follow in the same breath: a number being typed is
    judged at once but shown as tentative, a list of ticks is judged when the focus leaves it.
    """

    def __init__(self, key: str, value: object, pace: Pace = "done") -> None:
        super().__init__()
        self.key = key
        self.value = value
        self.pace = pace


class Settled(Message):
    """The focus has left a field whose answers are judged only then."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Field(Vertical):
    """One question: its ask and marks, an editor, and what is said about the answer."""

    DEFAULT_CSS = ""
    shows_help: ClassVar[bool] = True

    def __init__(self, question: AnyQuestion, key: str) -> None:
        super().__init__(classes="field")
        self.question = question
        self.key = key
        self.view = FieldView()
        # Reads what is typed; where it belongs to a session, from its day and its answers.
        self.parse: Callable[[Kind[Any], str], Any] = lambda kind, typed: kind.parse(typed)
        self.complaint = ""
        self.remark = ""
        # What was typed here before, in another life of this field, and was no answer.
        self.draft = ""
        self._head: Static = Static(classes="field-head")
        self._foot: Static = Static(classes="field-foot")
        self._drawn: tuple[Content, Content] | None = None
        # The answer whose further lines stand in the foot.
        self._continued = ""
        self.editor: Widget = self.make_editor()

    def compose(self) -> ComposeResult:
        yield self._head
        if self.question.help:
            yield Static(Hanging(plain(self.question.help), 0), classes="field-help")
        yield self.editor
        yield self._foot

    def on_mount(self) -> None:
        draft = self.draft
        self.show_value(self.view.value, self.view.offer, forced=True)
        if draft and self.view.value is None:
            self.retype(draft)
        self.set_class(not self.view.asked, "-closed")
        self._draw()

    # For each kind to fill in.

    @property
    def asks(self) -> str:
        """What is asked, said in full: the heading above may have left the window."""
        is_known = QUESTIONS.get(self.key) is self.question
        return asks_in_full(self.key) if is_known else self.question.asks

    def make_editor(self) -> Widget:
        """Return the widget that takes the focus."""
        raise NotImplementedError

    def show_value(self, value: Any, offer: Any, *, forced: bool) -> None:
        """Bring the editor in line with an answer, and show what is offered.

        Unless `forced` by a change from outside, an answer that this field has said itself leaves
        the editor alone: more may have been typed since.
        """
        raise NotImplementedError

    def retype(self, draft: str) -> None:
        """Put back what was typed here before and was no answer."""

    def clear(self) -> None:
        """Clear the answer."""
        self.say(None)

    def take_offer(self) -> bool:
        """Take what is offered; tell whether there was anything."""
        if self.view.offer is None or self.view.value is not None:
            return False
        offer = self.view.offer
        self.show_value(offer, None, forced=True)
        self.say(offer)
        return True

    # Shared.

    def show(self, view: FieldView) -> None:
        """Show the state of the question as the session has it."""
        before, self.view = self.view, view
        if view == before or not self.is_mounted:
            return
        forced = view.generation != before.generation
        if forced or (view.value, view.offer) != (before.value, before.offer):
            self.show_value(view.value, view.offer, forced=forced)
        self.set_class(not view.asked, "-closed")
        self._draw()

    def say(self, value: object, pace: Pace = "done") -> None:
        """Tell the session about an answer; where nothing may be changed, say so and go back."""
        self.complaint = ""
        if self.view.read_only:
            self.show_value(self.view.value, self.view.offer, forced=True)
            self.remark_on("read only: nothing is changed")
            return
        self.post_message(Answered(self.key, value, pace))

    def complain(self, message: str) -> None:
        """Say what was expected; what was typed stays, and moving on is never blocked."""
        self.complaint = message
        self._draw()

    def remark_on(self, message: str) -> None:
        """Say something about the answer that is no complaint, such as how it was read."""
        if message != self.remark:
            self.remark = message
            self._draw()

    def focus_editor(self) -> None:
        """Put the focus into the field."""
        self.editor.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._draw()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._draw()

    def _draw(self) -> None:
        drawn = (self._head_text(), self._foot_text())
        continued = self.continues
        if (
            self._drawn is not None
            and all(new.is_same(old) for new, old in zip(drawn, self._drawn, strict=True))
            and continued == self._continued
        ):
            return
        head, foot = drawn
        if self._drawn is None or not head.is_same(self._drawn[0]):
            self._head.update(Hanging(head))
        is_same = self._drawn is not None and foot.is_same(self._drawn[1])
        if not is_same or continued != self._continued:
            self._foot.update(Continued(continued, foot) if continued else Hanging(foot))
            self._foot.display = bool(foot.plain or continued)
            self._continued = continued
            if foot.plain and self.has_focus_within:
                # What is said about the answer must not stand below the edge of the window.
                self.call_after_refresh(self.scroll_visible, animate=False)
        self._drawn = drawn

    def _head_text(self) -> Content:
        view = self.view
        unit = self.question.kind.unit if isinstance(self.question.kind, Number) else ""
        mark, style = self._mark()
        parts: list[tuple[str, str]] = [(f"{mark} ", style), (self.asks, "bold")]
        if unit and unit not in self.question.asks:
            parts.append((f"  {unit}", "$foreground-muted"))
        if not view.asked:
            parts.append(("  not asked now; kept in the file", "italic $foreground-muted"))
        elif view.not_applicable:
            parts.append((f"  not applicable: {view.not_applicable}", "$foreground-muted"))
        elif view.found_out_by:
            parts.append((f"  being found out: {view.found_out_by}", "$accent"))
        elif view.value is not None and self.question.counts_as_open(view.value):
            parts.append(("  leaves it open", "$text-warning"))
        elif view.value is None and not view.essential:
            parts.append(("  optional", "$foreground-muted"))
        if view.note:
            parts.append(("  ✎ note", "$accent"))
        return joined(*parts)

    def _mark(self) -> tuple[str, str]:
        view = self.view
        if view.value is not None and not self.question.counts_as_open(view.value):
            return "●", "$success"
        if view.not_applicable:
            return "–", "$foreground-muted"
        if view.found_out_by:
            return "◔", "$accent"
        return ("○", "$foreground-muted")

    @property
    def continues(self) -> str:
        """The answer, where its editor shows the first line alone and the rest stands below."""
        return ""

    def cuts(self, text: str) -> bool:
        """Whether the editor has too little room to show a text whole."""
        return False

    def _foot_text(self) -> Content:
        lines: list[Content] = []
        offer = self.view.offer if self.view.value is None else None
        if offer is not None and self.has_focus_within:
            text = self.question.kind.edit(offer)
            if self.cuts(text):
                # What is taken must be read first.
                lines.append(plain(f"◌ {text}", "$foreground-muted"))
        if self.complaint:
            lines.append(plain(self.complaint, "$warning"))
        elif self.remark:
            lines.append(plain(self.remark, "$foreground-muted"))
        if self.view.clash:
            other = joined(
                (f"! somebody else answered: {self.view.clash}", "$text-warning"),
                ("  Ctrl+R settles it", "$foreground-muted"),
            )
            lines.append(other)
        for figure in self.view.figures:
            lines.append(plain(f"→ {figure}", "$accent"))
        for finding in self.view.findings:
            style = LEVEL_STYLES[finding.level] if finding.counts else "$foreground-muted"
            kept = "" if finding.counts else " (accepted)"
            text = f"{LEVEL_GLYPHS[finding.level]} {finding.message}{kept}"
            lines.append(joined((text, style), (f"  {finding.code}", "$foreground-muted")))
        return Content("\n").join(lines)


class GrowingField(Field):
    """A field whose next answer grows from the one before, as a list does.

    Why it remembers what the session has not heard yet: keys come in bursts, and a second tick must
    not start from the answer as it was before the first.
    """

    def __init__(self, question: AnyQuestion, key: str) -> None:
        super().__init__(question, key)
        self._unheard: list[object] = []

    def say(self, value: object, pace: Pace = "done") -> None:
        super().say(value, pace)
        if not self.view.read_only:
            self._unheard.append(value)
            self.view = replace(self.view, value=value)
            self.show_value(value, self.view.offer, forced=True)
            self._draw()

    def show(self, view: FieldView) -> None:
        if view.generation != self.view.generation:
            self._unheard.clear()
        elif view.value in self._unheard:
            del self._unheard[: self._unheard.index(view.value) + 1]
        if self._unheard:
            view = replace(view, value=self._unheard[-1])
        super().show(view)
