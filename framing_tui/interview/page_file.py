"""A page on disk, read and brought into a framing: what the command and the app do alike.

Why here: the page is known to one room and files to another, and a door should need to know
neither how large a page may be nor which of two forms it has.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from framing_tui.model.catalogue import QUESTIONS
from framing_tui.model.framing import Framing
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.rules.settings import Settings
from framing_tui.spec.reading_back import guard
from framing_tui.spec.reading_back.bring_in import Brought, bring_in
from framing_tui.spec.reading_back.folded_framing import folded_framing
from framing_tui.spec.reading_back.guard import NoPage
from framing_tui.spec.reading_back.report import Told, quoted
from framing_tui.storage.load import load_bytes
from framing_tui.storage.problem import CannotOpen

_HTML = ("<!doctype html", "<html")
MAX_BYTES = guard.MAX_HTML


class PageText(NamedTuple):
    """What a page holds: its text, and the framing that is folded into it with its line."""

    text: str
    toml: str = ""
    line: int = 0


def read_page(raw: bytes) -> PageText:
    """Return the text of a page; raises NoPage where it cannot be one."""
    begins = raw[:2_000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if not begins.startswith(_HTML):
        text = guard.decoded(raw)
        guard.look(text)
        return PageText(text)
    text = guard.decoded(raw, guard.MAX_HTML)
    found = folded_framing(text)
    if found is None:
        raise NoPage("an HTML page without a framing folded into it; give its Markdown")
    return PageText(text, *found)


def read_page_file(path: Path) -> PageText:
    """Return the text of a page in a file; raises NoPage, or OSError where it cannot be read."""
    with path.open("rb") as file:
        return read_page(file.read(MAX_BYTES + 1))


def brought(
    page: PageText,
    name: str,
    framing: Framing,
    settings: Settings,
    *,
    today: date | None = None,
    template: str | None = None,
) -> Brought:
    """Return a framing with a page brought into it; raises NoPage."""
    if not page.toml:
        return bring_in(page.text, name, framing, settings, today=today, template=template)
    try:
        theirs = load_bytes(page.toml.encode(), name).framing
    except CannotOpen as error:
        at = page.line + (error.line or 1) - 1
        raise NoPage(f"the framing that is folded into it: {error.message}", at) from error
    return _joined(framing, theirs, page.line)


def _joined(ours: Framing, theirs: Framing, line: int) -> Brought:
    """Return a framing with each answer that another one gives; what that leaves open stays."""
    told: list[Told] = []
    for question_id, value in theirs.answers.items():
        before = ours.answers.get(question_id)
        if before == value:
            continue
        ours = ours.with_answer(question_id, value)
        kind = QUESTIONS[question_id].kind
        words = quoted(kind.show(value))
        if before is not None:
            words = f"{quoted(kind.show(before))} → {words}"
        outcome = "taken" if before is None else "changed"
        told.append(Told(outcome, line, "framing", words, question_id))  # type: ignore[arg-type]
    for question_id, text in theirs.not_applicable.items():
        if question_id not in ours.answers and question_id not in ours.not_applicable:
            ours = ours.with_not_applicable(question_id, text)
            told.append(Told("taken", line, "not applicable", quoted(text), question_id))
    for question_id, text in theirs.notes.items():
        if text not in ours.notes.get(question_id, ""):
            had = ours.notes.get(question_id)
            ours = ours.with_note(question_id, f"{had}\n{text}" if had else text)
            told.append(Told("taken", line, "note", quoted(text), question_id))
    for question_id, text in theirs.basis.items():
        if question_id in ours.answers and ours.basis_of(question_id) != text:
            ours = ours.with_basis(question_id, text)
            told.append(Told("taken", line, "basis", quoted(text), question_id))
    return Brought(ours, tuple(told))
