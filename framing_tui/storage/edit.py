"""Change answers in the text of a file, and nothing else in it.

Why in the text: comments, order, spelling and unknown keys are a person's work and survive every
save. After all changes the text is parsed again and compared with what was meant; where the two
differ, the caller writes the canonical form and keeps the old file beside it.
"""

from __future__ import annotations

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.kinds import Rows
from framing_tui.model.question import Row
from framing_tui.storage import canonical
from framing_tui.storage.leftover import leftover
from framing_tui.storage.load import Opened, load_bytes
from framing_tui.storage.place import NewValue, set_values
from framing_tui.storage.problem import CannotOpen
from framing_tui.storage.records import EditMissed, set_records

__all__ = ["EditMissed", "edited", "read_back"]


def edited(old: Opened, framing: Framing) -> Opened:
    """Return a file as it is read once every difference to its framing is written into its text.

    Raises EditMissed where the text would not read back as `framing`, or where something else that
    stands in it would be lost.
    """
    base, text = old.framing, old.text
    news: list[NewValue] = []
    for question_id, question in QUESTIONS.items():
        before, after = base.answers.get(question_id), framing.answers.get(question_id)
        if before == after:
            continue
        if isinstance(question.kind, Rows):
            text = set_records(text, question, before or (), after)
        else:
            path = tuple(question_id.split("."))
            plain = canonical.plain_answer(question, after)
            news.append(NewValue(path, canonical.value_text(plain), canonical.comment(question)))
    for name in canonical.MARKS:
        marks_before, marks_after = getattr(base, name), getattr(framing, name)
        for key in {**marks_before, **marks_after}:
            if marks_before.get(key) != marks_after.get(key):
                news.append(NewValue((name, key), canonical.value_text(marks_after.get(key, ""))))
    opened = read_back(set_values(text, news), framing, old.path)
    _refuse_loss(old, opened)
    return opened


def read_back(text: str, framing: Framing, shown: str) -> Opened:
    """Return a text as it is read; raises EditMissed where it does not hold a framing."""
    try:
        opened = load_bytes(text.encode(), shown)._replace(text=text)
    except (CannotOpen, UnicodeEncodeError) as error:
        raise EditMissed(str(error)) from error
    if opened.framing != framing:
        raise EditMissed("the text does not read back as it was meant")
    return opened


def _refuse_loss(old: Opened, opened: Opened) -> None:
    """Raise EditMissed where unknown keys or unreadable values of the old text are gone."""
    answers = opened.framing.answers
    was = leftover(old.data, {*old.framing.answers, *answers})
    records: dict[canonical.RecordKey, Row] = {}
    for question_id, question in QUESTIONS.items():
        if isinstance(question.kind, Rows):
            rows = answers.get(question_id, ())
            keys = canonical.record_keys(question_id, rows)
            records |= {k: row for k, row in zip(keys, rows, strict=True) if k is not None}
    if not was.is_kept_in(leftover(opened.data, answers), records):
        raise EditMissed("something that is no answer was lost")
