"""What stands on the lines of the board, in a window of any width, without any toolkit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from framing_tui.drawing.parts import (
    InkedLine,
    InkedRows,
    cells_of,
    cropped,
    fitted,
    wrapped_rows,
)
from framing_tui.interview.board_view import BoardView
from framing_tui.model.catalogue import CELLS
from framing_tui.model.feasibility import AREAS
from framing_tui.model.named_tuple import NamedTuple
from framing_tui.model.plural import plural
from framing_tui.reports.board import UNTITLED, Row, ShownCell, claimed
from framing_tui.reports.board_order import COLUMNS
from framing_tui.rules.titles import title_of

MARK = 2
GAP = 1
_LEAST_PROJECT, _MOST_PROJECT = 20, 44
_TITLES = dict(zip(AREAS, (table.heading for table in CELLS), strict=True))
# From so many columns on a cell has its word in short, and in full.
_CELLS_WIDE = ((150, 12), (110, 8), (0, 7))
# What else is told of a row, the worthiest first, with how wide it is, and how wide it may become.
_BESIDE = (("red", 3, 22), ("first", 6, 6), ("open", 4, 4), ("verdict", 22, 26), ("depth", 6, 6))
_BESIDE_WIDE = (("due", 20, 26), ("decision", 11, 11), ("expired", 7, 7))
_HEADS = {"first": "First", "depth": "Depth", "due": "Due first"}
_NUMBERS = ("first", "depth", "open", "expired")
# In which order they stand.
_ORDER = ("verdict", "decision", "first", "depth", "open", "red", "expired", "due")

HELP: tuple[tuple[str, str], ...] = (
    ("Enter", "opens the framing; leaving it comes back to its row"),
    ("↑ ↓ PgUp PgDn Home End", "another framing"),
    ("← →", "sorts by the column before or after, worst first; a click on its head, too"),
    ("Tab", "turns the order round"),
    ("letters", "show only what holds these words: a name, a code, a person, stop, late"),
    ("", "serving:red finds by a cell; expired and unreadable by what is wrong"),
    ("/", "begins such words, also where they begin with q"),
    ("Esc", "takes the words away; without any, it leaves"),
    ("Ctrl+R", "reads every file again"),
    ("q, Ctrl+Q", "leaves"),
)
KEYS: tuple[tuple[str, str], ...] = (
    ("F1", "help"),
    ("Enter", "open"),
    ("←→", "sort"),
    ("Tab", "turn round"),
    ("type", "to filter"),
    ("Esc", "back"),
    ("q", "leave"),
)


_HELP_WIDE = 26


class Place(NamedTuple):
    """Where a column stands: its name, the columns from and to."""

    name: str
    start: int
    end: int


def places_of(width: int) -> tuple[Place, ...]:
    """Return the columns that a window of a width has room for, from the left."""
    cell = next(wide for least, wide in _CELLS_WIDE if width >= least)
    room = width - MARK - len(AREAS) * (cell + GAP) - _LEAST_PROJECT - GAP
    wide: dict[str, int] = {}
    for name, least, _ in (*_BESIDE, *_BESIDE_WIDE):
        if least + GAP <= room:
            wide[name] = least
            room -= least + GAP
    project = _LEAST_PROJECT + min(room, 8)
    room -= project - _LEAST_PROJECT
    for name, least, most in (*_BESIDE, *_BESIDE_WIDE):
        if name in wide:
            more = min(room, most - least)
            wide[name] += more
            room -= more
    project = min(project + room, _MOST_PROJECT)
    at, places = MARK, [Place("project", MARK, MARK + project)]
    at += project + GAP
    for area in AREAS:
        places.append(Place(area, at, at + cell))
        at += cell + GAP
    at += GAP
    for name in _ORDER:
        if name in wide:
            places.append(Place(name, at, at + wide[name]))
            at += wide[name] + GAP
    return tuple(place._replace(end=min(place.end, width)) for place in places)


def head_text(view: BoardView, place: Place) -> str:
    """Return the head of a column in its width, with which way it is sorted."""
    wide = place.end - place.start
    words = _HEADS.get(place.name, COLUMNS[place.name].words)
    if place.name in _NUMBERS:
        words = words.rjust(wide - (view.sort == place.name))
    if view.sort != place.name:
        return fitted(words, wide)
    return fitted(words[: wide - 1] + ("▼" if view.is_reversed else "▲"), wide)


def cell_text(cell: ShownCell, wide: int) -> str:
    """Return what stands in a cell: its sign, and its word as far as there is room for it."""
    # Signs stand under each other.
    before = " " if wide >= _CELLS_WIDE[1][1] else ""
    short = "red" if cell.state == "contested" else cell.state
    for words in (f"{cell.sign} {cell.word}", f"{cell.sign} {short}", cell.sign):
        if len(words) + len(before) <= wide:
            return fitted(before + words, wide)
    return fitted(cell.sign, wide)


def _due(row: Row) -> str:
    if row.due is None:
        return ""
    return " ".join(str(part) for part in (row.due.due, row.due.owner or "nobody") if part)


_TEXTS: dict[str, Callable[[Row], str]] = {
    "project": lambda row: row.title or f"{row.path}: {UNTITLED}",
    "verdict": lambda row: row.verdict_words,
    "decision": lambda row: row.decision,
    "first": lambda row: row.first.share,
    "depth": lambda row: row.in_depth.share,
    "open": lambda row: str(row.open),
    "expired": lambda row: str(len(row.expired) or ""),
    "due": _due,
}


def text_in(row: Row, place: Place) -> tuple[str, str]:
    """Return what stands in a column that is no cell, in its width, and its ink."""
    wide = place.end - place.start
    if place.name == "red":
        number = len(row.reds) + len(row.claimed_red)
        codes = row.codes if len(row.codes) <= wide else f"{number}: {row.codes}"
        return fitted(codes if wide > 7 else str(number or "").rjust(wide), wide), "red"
    text = _TEXTS[place.name](row)
    if place.name == "verdict" and len(text) > wide:
        text = text.replace("machine learning", "ML")
    ink = {"project": "loud", "verdict": "plain", "open": "plain"}.get(place.name, "quiet")
    if place.name == "due" and row.due and row.due.is_late:
        ink = "red"
    if place.name == "expired":
        ink = "amber"
    if place.name in _NUMBERS:
        return fitted(text.rjust(wide), wide), ink
    return fitted(text, wide), ink


def title_line(view: BoardView, width: int) -> InkedLine:
    """Return the first line: how many there are, how they are sorted, what they are found by."""
    total, shown = len(view.rows), len(view.shown)
    number = plural(total, "framing") if not view.words else f"{shown} of {total}"
    judged = view.judged
    told = view.told if not view.words and not view.is_typing else ""
    parts: list[tuple[str, str]] = [(" Framings at a glance", "loud!"), (f"  {number}", "plain")]
    parts.append((f"  {view.order}", "quiet"))
    if view.words or view.is_typing:
        parts.append((f"  / {view.words}", "key!"))
        parts.append(("▏", "key"))
    elif told:
        parts.append((f"  {told}", "amber"))
    if judged < total:
        parts.append((f"  judged {judged}", "amber"))
    return _cropped(tuple(parts), width)


def help_rows(width: int) -> InkedRows:
    """Return what every key does."""
    rows: list[InkedLine] = []
    for keys, words in HELP:
        told = wrapped_rows((((words, "plain"),),), width - _HELP_WIDE - 2)
        for at, line in enumerate(told):
            rows.append(((fitted(f"  {keys if not at else ''}", _HELP_WIDE), "key"), *line))
    return (*rows, (), (("  any key goes back to the board", "quiet"),))


def detail_rows(row: Row | None, width: int, height: int) -> InkedRows:
    """Return what is told of the row under the cursor, on so many lines at most."""
    if row is None:
        return ((("nothing is found by these words", "quiet"),),)
    told = wrapped_rows(tuple(_details(row)), width, hangs=True)
    if height < 5:
        # One line each, as far as there are any.
        told = tuple(_cropped(line, width) for line in _details(row))
    if len(told) <= height:
        return told
    return *told[: height - 1], ((f"  and {plural(len(told) - height + 1, 'line')} more", "quiet"),)


def _cropped(parts: InkedLine, width: int) -> InkedLine:
    kept: list[tuple[str, str]] = []
    for text, ink in parts:
        text = cropped(text, width)
        width -= cells_of(((text, ink),))
        kept.append((text, ink))
    return tuple(kept)


def _details(row: Row) -> Iterator[InkedLine]:
    if row.error is not None:
        yield ((row.path, "loud!"),)
        yield (("✗ cannot be read: ", "red!"), (row.error, "plain"))
        return
    yield ((f"{row.name}  ", "loud!"), (f"{row.path} · {row.decision}", "quiet"))
    yield ((f"{row.verdict_words}. {row.next_action}", "plain"),)
    reds = [f"{red.code} {title_of(red.name)}" for red in row.reds]
    reds += [claimed(_TITLES[area]) for area in row.claimed_red]
    if reds:
        yield (("✗ ", "red!"), ("; ".join(reds), "red"))
    for expired in row.expired:
        words = f"accepted by {expired.by} until {expired.until}: past its date"
        yield (("~ ", "amber!"), (f"{expired.code} {words}", "amber"))
    for action in row.actions:
        late = ", late" if action.is_late else ""
        yield (
            ("→ ", "key"),
            (f"{action.finder}{late}: ", "red" if action.is_late else "plain!"),
            (action.what, "plain"),
        )
