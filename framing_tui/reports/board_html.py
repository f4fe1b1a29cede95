"""The board as one HTML file: a heatmap to be looked at, mailed and printed.

Why one file without scripts and addresses: as the page of a framing, it is opened in places that
nobody knows; its security policy lets it do nothing but show words.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import groupby

from framing_tui.content import board_style
from framing_tui.model.catalogue import CELLS
from framing_tui.model.clean import clean
from framing_tui.model.plural import plural
from framing_tui.reports.board import CELL_WEIGHTS, UNTITLED, Board, Count, OpenAction, Row, claimed
from framing_tui.reports.board_order import COLUMNS
from framing_tui.rules.titles import title_of

_TITLES = {table.path.rsplit(".", 1)[-1]: table.heading for table in CELLS}
_BEHIND = ("verdict", "decision", "first", "depth", "open", "red")
_BAR = 100


def render(board: Board) -> str:
    """Return the board as HTML."""
    style = board_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="framing-tui">',
        '<meta name="color-scheme" content="light dark">',
        "<title>Framings at a glance</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
    )
    lines = (*head, *_body(board), "</main>", "</body>", "</html>")
    return "".join(f"{line}\n" for line in lines)


def _body(board: Board) -> Iterator[str]:
    yield "<h1>Framings at a glance</h1>"
    told = [plural(len(board.judged), "framing"), plural(len(board.actions), "open action")]
    if board.expired:
        told.append(f"{plural(len(board.expired), 'acceptance')} past the date")
    if board.unreadable:
        told.append(f"{plural(len(board.unreadable), 'file')} cannot be read")
    yield f'<p class="meta">{" · ".join(told)}</p>'
    if board.judged:
        yield from _totals(board)
        yield from _heatmap(board)
    if board.actions:
        yield from _actions(board)
    if board.expired:
        yield "<h2>Acceptances past their date</h2>"
        yield "<ul>"
        for expired, row in board.expired:
            by = f"accepted by {_text(expired.by)} until {expired.until}"
            yield f"<li>{_text(row.name)}: <code>{expired.code}</code> {by}</li>"
        yield "</ul>"
    if board.unreadable:
        yield "<h2>Cannot be read</h2>"
        yield "<ul>"
        for row in board.unreadable:
            yield f"<li><code>{_text(row.path)}</code> {_text(row.error or '')}</li>"
        yield "</ul>"
    red = [row for row in board.judged if row.reds or row.claimed_red]
    if red:
        yield "<details>"
        yield "<summary>What is red, project by project</summary>"
        for row in red:
            yield f"<h3>{_text(row.name)}</h3>"
            yield "<ul>"
            for each in row.reds:
                yield f"<li><code>{each.code}</code> {_text(title_of(each.name))}</li>"
            for area in row.claimed_red:
                yield f"<li>{_TITLES[area]} is called red by the team</li>"
            yield "</ul>"
        yield "</details>"


def _totals(board: Board) -> Iterator[str]:
    """Yield for each cell how many framings have it in which state, as a bar and in words."""
    yield '<dl class="totals">'
    for area, title in _TITLES.items():
        counts = board.in_state(area)
        total, at, bars = sum(counts.values()), 0.0, []
        for state in CELL_WEIGHTS:
            wide = _BAR * counts.get(state, 0) / total
            if wide:
                bars.append(
                    f'<rect class="bar-{state}" x="{at:.3f}" y="0" width="{wide:.3f}" height="8"/>'
                )
            at += wide
        words = ", ".join(f"{number} {state}" for state, number in counts.items())
        yield (
            f"<div><dt>{title}</dt><dd>"
            f'<svg viewBox="0 0 {_BAR} 8" preserveAspectRatio="none" aria-hidden="true">'
            f'{"".join(bars)}</svg></dd><dd class="counts">{words}</dd></div>'
        )
    yield "</dl>"


def _heatmap(board: Board) -> Iterator[str]:
    yield '<table class="heat">'
    names = ("project", *_TITLES, *_BEHIND)
    heads = "".join(
        f'<th scope="col" class="of-{name}">{COLUMNS[name].words}</th>' for name in names
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in board.judged:
        yield f"<tr>{''.join(_row(row))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _row(row: Row) -> Iterator[str]:
    yield f'<th scope="row">{_text(row.title or UNTITLED)} <code>{_text(row.path)}</code></th>'
    for cell in row.cells:
        word = f"{cell.state} claimed" if cell.word == "claimed" else cell.state
        yield (
            f'<td class="cell"><span class="{word}"><i>{escape(cell.sign)}</i>'
            f"<b>{_TITLES[cell.area]}</b> {cell.word}</span></td>"
        )
    yield f'<td class="verdict">{_text(row.verdict_words)}</td>'
    yield f'<td class="word" data-of="decided:">{_text(row.decision)}</td>'
    yield _share("first pass", row.first)
    yield _share("in depth", row.in_depth)
    yield f'<td class="number" data-of="open:">{row.open}</td>'
    codes = [f"<code>{red.code}</code>" for red in row.reds]
    codes += [claimed(area) for area in row.claimed_red]
    yield f'<td class="codes" data-of="red:">{" ".join(codes)}</td>' if codes else "<td></td>"


def _share(what: str, count: Count) -> str:
    wide = _BAR * count.answered / count.total if count.total else 0
    bar = (
        f'<svg viewBox="0 0 {_BAR} 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rest" width="{_BAR}" height="4"/>'
        f'<rect class="done" width="{wide:.3f}" height="4"/></svg>'
    )
    return f'<td class="number" data-of="{what}:">{count.share}{bar}</td>'


def _actions(board: Board) -> Iterator[str]:
    yield "<h2>Open actions, by owner and date</h2>"
    yield '<table class="list">'
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Who", "By when", "What", "Project")
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for owner, group in groupby(board.actions, key=lambda each: each[0].owner):
        for at, (action, row) in enumerate(group):
            who = _text(owner or "nobody named") if not at else ""
            yield (
                f'<tr><th scope="row">{who}</th><td class="number">{_due(action)}</td>'
                f'<td>{_text(action.what)}</td><td class="quiet">{_text(row.name)}</td></tr>'
            )
    yield "</tbody>"
    yield "</table>"


def _due(action: OpenAction) -> str:
    if action.due is None:
        return "no date"
    return f'<span class="late">{action.due}, late</span>' if action.is_late else str(action.due)


def _text(text: str) -> str:
    return escape(clean(text))
