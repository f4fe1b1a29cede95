"""The change line: what the last answer did, or what was said in passing since."""

from __future__ import annotations

from framing_tui.assessment.changes import Change, Stand, changes
from framing_tui.assessment.steps import Step
from framing_tui.drawing.parts import InkedPart, cells_of
from framing_tui.drawing.states import INKS
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.session import Session

# What is said in passing goes once so many cards have been opened.
_SAID_FOR = 2
_GAP = "   "
# What these are called says all; of a verdict or a finding it says nothing without the reason.
_SPEAK = ("cell", "opened", "closed", "row", "undone", "redone")


class Since(NamedTuple):
    """How all stood at a moment, and what the change line said then, where that comes back."""

    stand: Stand
    said: tuple[Change, ...] | None = None


class ChangeLine:
    """What the last answer did, `changes`, and what was said in passing since, `words`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.changes: tuple[Change, ...] = ()
        self.words = ""
        # How many cards were left since something was said in passing.
        self._left_since = 0
        self._opened_at = Since(session.stand, ())
        # The same of what is judged as a whole only once it is left: ticks, and a record.
        self._held: Since | None = None

    @property
    def now(self) -> Since:
        """How all stands now, and what is said."""
        return Since(self._session.stand, self.changes)

    def say(self, words: str) -> None:
        """Say something in passing; the next change takes its place."""
        self.words, self._left_since = words, 0

    def card_opened(self) -> None:
        """Note how all stands: what an answer did is told from here."""
        self._opened_at = self.now

    def card_left(self) -> None:
        """Note that one more card was left since something was said."""
        self._left_since += 1
        if self._left_since > _SAID_FOR:
            self.words = ""

    def before_answer(self, *, is_list: bool, in_record: bool) -> Since:
        """Return from where an answer is told.

        Of a list each change is told by itself, of all else what the answer did as a whole.
        """
        if in_record:
            self._held = self._held or self._opened_at
            return self._held
        return self.now if is_list else self._opened_at

    def hold(self, since: Since | None = None) -> None:
        """Hold back what comes from here on, until it is judged as a whole."""
        if since is None or self._held is None:
            self._held = since or self.now

    def let_go(self, at: str | None) -> None:
        """Tell what was held back, now that it is judged."""
        held, self._held = self._held, None
        if held is not None:
            self.tell(held, at)

    def tell(self, since: Since, at: str | None, step: Step = "answered") -> None:
        """Say what the last step did at a question; what did nothing leaves the line empty.

        What was typed and taken back brings what was said before it again.
        """
        now = self._session.stand
        found = changes(since.stand, now, at, step=step)
        if found:
            self.changes, self.words = found, ""
        elif now.framing != since.stand.framing:
            self.changes = ()
        elif since.said is not None:
            self.changes = since.said


def change_parts(
    changed: tuple[Change, ...], words: str, width: int, next_red: str = "F8"
) -> tuple[list[InkedPart], str]:
    """Return the parts of the line, and the question that a click on it opens, if any.

    The first change is told with its reason, the others by name as far as there is room;
    `next_red` is the key that goes to a red finding.
    """
    if words:
        return [(f" {words}", "plain")], ""
    if not changed:
        return [(" Every answer shows here what it changed", "faint")], ""
    first, *rest = changed
    parts: list[InkedPart] = [(f" {first.head}", INKS.get(first.tone, "loud!"))]
    tail: list[InkedPart] = []
    if first.code:
        tail.append((f"{_GAP}{first.code}", "quiet"))
        if first.tone == "red":
            tail.append((f" · {next_red} goes there", "quiet"))
    for change in rest:
        if change.kind not in _SPEAK:
            continue
        more: InkedPart = (f"{_GAP}{change.head}", INKS.get(change.tone, "loud!"))
        if cells_of([*parts, *tail, more]) + min(len(first.why), width // 3) > width:
            break
        tail.append(more)
    if first.why:
        room = width - cells_of([*parts, *tail]) - len(_GAP) - 1
        why = first.why if len(first.why) <= room else first.why[: max(0, room - 1)].rstrip() + "…"
        parts.append((f"{_GAP}{why}", "plain"))
    return parts + tail, first.jump
