"""The rows of a board: what a framing is told by, and what rows are sorted and found by."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from framing_tui.assessment import assess
from framing_tui.content import example_path
from framing_tui.interview.board_lines import detail_rows, places_of, text_in, title_line
from framing_tui.interview.board_view import BoardView
from framing_tui.model.framing import Framing
from framing_tui.reports.board import Board, OpenAction, Row, row_of, unreadable
from framing_tui.reports.board_forms import FORMS, form_of
from framing_tui.reports.board_order import COLUMNS, arranged, holds
from framing_tui.reports.board_plain import inert
from framing_tui.storage.load import load, load_bytes
from tests.naughty import NAUGHTY

TODAY = date(2026, 6, 1)


def row(text: str, path: str = "f.toml", today: date | None = TODAY) -> Row:
    framing = load_bytes(text.encode(), path).framing
    return row_of(path, framing, assess(framing, today), today)


BLANK = row("")
LATE = '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'


# What a row tells.


def test_a_row_says_what_the_assessment_says() -> None:
    framing = load(example_path("payment-fraud")).framing
    judged = assess(framing, TODAY)
    found = row_of("a.toml", framing, judged, TODAY)
    assert found.title == framing.header.title
    assert [(c.area, c.state) for c in found.cells] == [(c.area, c.state) for c in judged.cells]
    assert found.verdict_words == judged.verdict.head
    assert found.first.share == judged.first_pass.share
    assert found.in_depth.share == judged.in_depth.share
    assert found.open == len(judged.completeness.open)


def test_red_codes_are_those_that_count_and_claims_are_told_apart() -> None:
    late = row(LATE)
    assert "FT603" in [red.code for red in late.reds]
    accepted = '[[accepted]]\nrule = "FT603"\nreason = "the pilot is watched by two"\nby = "Ann"\n'
    assert "FT603" not in [red.code for red in row(LATE + accepted).reds]
    claims = row('[feasibility.labels]\ncolour = "red"\nplan = "ask"\nowner = "Ann"\n')
    assert claims.claimed_red == ("labels",)
    assert claims.codes.endswith("labels (claimed)")
    both = row(LATE + '[feasibility.serving]\ncolour = "red"\n')
    assert both.claimed_red == ()


def test_an_acceptance_past_its_date_is_told_while_its_finding_is_there() -> None:
    given = '[[accepted]]\nrule = "FT603"\nreason = "the pilot is watched by two"\nby = "Ann"\n'
    past = f"{given}until = 2026-05-31\n"
    assert [(e.code, e.by, e.until) for e in row(LATE + past).expired] == [
        ("FT603", "Ann", date(2026, 5, 31))
    ]
    assert row(LATE + f"{given}until = 2026-06-01\n").expired == ()
    assert row(past).expired == ()
    assert row(LATE + past, today=None).expired == ()


def test_open_actions_stand_by_date_and_what_is_found_out_is_done() -> None:
    text = (
        '[stack]\nkpi = "loss per 1,000 orders"\n'
        '[[actions]]\nwhat = "Ask the bank"\nowner = "Bob"\n'
        '[[actions]]\nwhat = "Measure"\nowner = "Ann"\ndue = 2026-05-31\n'
        '[[actions]]\nwhat = "Find the KPI"\nowner = "Ann"\ndue = 2026-05-01\n'
        'question = "stack.kpi"\n'
        '[[actions]]\nwhat = "Count it"\nquestion = "stack.kpi_now"\n'
        'owner = "Cy"\ndue = 2026-07-01\n'
    )
    assert row(text).actions == (
        OpenAction("Measure", "Ann", date(2026, 5, 31), True),
        OpenAction("Count it", "Cy", date(2026, 7, 1), False),
        OpenAction("Ask the bank", "Bob", None, False),
    )


def test_actions_of_all_are_told_by_owner_and_then_by_date() -> None:
    mine = replace(
        BLANK,
        actions=(
            OpenAction("d", None, date(2026, 1, 1), True),
            OpenAction("c", "bob", date(2026, 1, 1), True),
            OpenAction("b", "Ann", date(2026, 3, 1), True),
        ),
    )
    yours = replace(BLANK, actions=(OpenAction("a", "Ann", date(2026, 2, 1), True),))
    assert [action.what for action, _ in Board((mine, yours)).actions] == ["a", "b", "c", "d"]


# Sorted and found.

RED = replace(row(LATE), title="Zebra", path="z/f.toml")
BROKEN = unreadable("broken.toml", 3, "is not TOML")
NAMED = replace(BLANK, title="apple", path="a/f.toml")


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_sorts_and_turns_round(name: str) -> None:
    rows = (BROKEN, NAMED, RED, BLANK)
    there = arranged(rows, name)
    back = arranged(rows, name, is_reversed=True)
    assert there[-1] is back[-1] is BROKEN
    keys = [COLUMNS[name].key(each) for each in there[:-1]]
    assert keys == sorted(keys)
    assert [COLUMNS[name].key(each) for each in back[:-1]] == sorted(keys, reverse=True)


def test_worst_stands_first() -> None:
    rows = (BLANK, NAMED, RED)
    for name in ("serving", "red"):
        assert arranged(rows, name)[0] is RED
    assert [each.name for each in arranged(rows, "project")] == ["apple", "f.toml", "Zebra"]
    assert arranged(rows) == rows


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("ZEB", True),
        ("z/f", True),
        ("serving:red", True),
        ("serving:red ft603", True),
        ("data:red", False),
        ("serving:red apple", False),
        ("unreadable", False),
        ("decision:undecided", True),
    ],
)
def test_words_find_rows(words: str, found: bool) -> None:
    assert holds(RED, words) is found


def test_people_and_what_is_wrong_are_found() -> None:
    late = replace(BLANK, actions=(OpenAction("x", "Ann", date(2026, 1, 1), True),))
    assert holds(late, "late ann")
    assert not holds(BLANK, "late")
    assert holds(BROKEN, "unreadable toml")


# Forms.


@pytest.mark.parametrize("name", ["a.md", "a.HTML", "a.htm", "a.csv", "a.json", "a", "a.txt"])
def test_the_form_follows_the_name(name: str) -> None:
    known = {"html": "html", "htm": "html", "csv": "csv", "json": "json"}
    assert form_of(name) == known.get(name.rpartition(".")[2].lower(), "markdown")


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@", "\ufeff-"]
)
def test_no_cell_is_a_formula(begins: str) -> None:
    cell = inert(f"{begins}cmd|' /C calc'!A0")
    assert cell.strip()[0] not in "=+-@"
    assert "cmd|" in cell
    assert inert("42") == "42"
    assert inert("") == ""


def everything(text: str) -> Board:
    """Return a board with a text wherever people write."""
    framing = Framing({"title": text[:500]}) if text.strip() else Framing()
    made = row_of(text or "x", framing, assess(framing, TODAY), TODAY)
    actions = (OpenAction(made.title, made.title or None, TODAY, True),)
    return Board((replace(made, actions=actions), unreadable(text or "x", 1, text)))


class Skeleton(HTMLParser):
    """The tags of a page, and no text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))


def skeleton(html: str) -> list[tuple[str, ...]]:
    reader = Skeleton()
    reader.feed(html)
    return reader.tags


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_is_only_text_in_every_form(text: str) -> None:
    board, dull = everything(text), everything("dull")
    for render in FORMS.values():
        said = render(board)
        assert not [c for c in said if ord(c) < 32 and c != "\n"]
        said.encode("utf-8")
    assert skeleton(FORMS["html"](board)) == skeleton(FORMS["html"](dull))
    lines, as_dull = FORMS["markdown"](board).splitlines(), FORMS["markdown"](dull).splitlines()
    assert len(lines) == len(as_dull)
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in lines]
    assert bars[:6] == [len(re.findall(r"(?<!\\)\|", line)) for line in as_dull][:6]
    sheet = list(csv.reader(io.StringIO(FORMS["csv"](board))))
    assert len(sheet) == 3
    assert len({len(line) for line in sheet}) == 1
    assert not [c for line in sheet for c in line if c.strip()[:1] in ("=", "+", "-", "@")]
    assert len(json.loads(FORMS["json"](board))["errors"]) == 1


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = FORMS["html"](Board((RED,)))
    assert "<script" not in page
    assert "style=" not in page
    assert not re.search(r"https?://|url\(|@import", page)
    assert "default-src 'none'; style-src 'sha256-" in page


# The view.


def view_of(*rows: Row, **how: object) -> BoardView:
    view = BoardView(len(rows), **how)  # type: ignore[arg-type]
    for at, each in enumerate(rows):
        view.put(at, each)
    return view


def test_the_cursor_stays_on_its_row_whatever_comes_in_and_however_it_is_sorted() -> None:
    view = BoardView(4)
    view.put(2, RED)
    view.go_to(0)
    view.put(0, NAMED)
    view.put(1, BLANK)
    assert view.current is RED
    view.sort_by("project")
    assert (view.current, view.line) == (RED, 2)
    view.sort_by("project")
    assert (view.current, view.line) == (RED, 0)
    other = replace(RED, title="another")
    view.put(2, other)
    assert view.current is other
    view.filter_by("apple")
    assert view.current is NAMED
    assert view.place == 0
    view.filter_by("nothing has this")
    assert view.current is None
    assert view.place is None


def test_the_sort_goes_round_all_columns() -> None:
    view = view_of(NAMED, RED)
    seen = []
    for _ in range(len(COLUMNS) + 1):
        view.sort_beside(1)
        seen.append(view.sort)
    assert seen == [*COLUMNS, None]
    view.sort_beside(-1)
    assert view.sort == list(COLUMNS)[-1]


@pytest.mark.parametrize("width", range(60, 260))
def test_columns_fit_every_window_and_never_overlap(width: int) -> None:
    places = places_of(width)
    assert [place.name for place in places[:6]] == list(COLUMNS)[:6]
    for one, other in pairwise(places):
        assert one.end < other.start + 1
    assert places[-1].end <= width
    assert all(place.end > place.start for place in places)


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("width", [60, 80, 200])
def test_naughty_text_fits_the_lines(text: str, width: int) -> None:
    from rich.cells import cell_len

    for each in everything(text).rows:
        view = view_of(each)
        lines = [
            title_line(view, width),
            *detail_rows(each, width, 8),
            *detail_rows(each, width, 3),
        ]
        assert all(sum(cell_len(part) for part, _ in line) <= width for line in lines)
        if each.error is None:
            for place in places_of(width):
                if place.name not in {cell.area for cell in each.cells}:
                    assert cell_len(text_in(each, place)[0]) == place.end - place.start
