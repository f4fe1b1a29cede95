"""Whatever can be clicked is clicked where it is drawn: the places are read off the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing_tui.assessment.rubric import SHORT_NAMES
from framing_tui.content import example_path
from framing_tui.model.catalogue import CELLS, QUESTIONS, SECTIONS, section
from framing_tui.model.kinds import Colour, Many, One, YesNo
from framing_tui.model.labels import SCORES
from framing_tui.rules.finding import Level
from framing_tui.rules.titles import title_of

from .window import SIZES, THREE_SIZES, TODAY, TWO_SIZES, Place, Window, at_window, write_file

Size = tuple[int, int]
HOME = "workflow"
RED = {
    "serving.online": "yes",
    "serving.p99_budget_ms": 300,
    "serving.p99_expected_ms": 450,
    "task.type": "binary",
    "data.reliable": "no",
}


def is_wide(size: Size) -> bool:
    """Whether sections and findings stand beside the form."""
    return size[0] >= 110


def form_columns(size: Size) -> range:
    """The columns in which the form is drawn."""
    return range(24, size[0] - 28) if is_wide(size) else range(size[0])


def strip_row(window: Window) -> int:
    """The row on which the sections stand side by side."""
    return next(y for y, line in enumerate(window.lines) if re.match(r" ⌂|▌Overview", line))


def section_places(window: Window, size: Size, section_id: str) -> list[Place]:
    """The cells of a section's name or number, where it is not the current one."""
    shown = section(section_id)
    if is_wide(size):
        name = f"{shown.digit} {'Overview' if section_id == HOME else shown.title}"
        at = window.find(name, columns=range(24))
        return [at, Place(at.x + len(name) - 1, at.y), Place(23, at.y), Place(0, at.y)]
    y = strip_row(window)
    label = "⌂" if section_id == HOME else str(shown.number)
    found = re.search(rf"(?<=\s){label}(?=[✗~✓ ])", window.lines[y])
    assert found is not None, window.lines[y]
    return [Place(found.start(), y), Place(found.end() - 1, y)]


@TWO_SIZES
async def test_sections(size: Size, tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", RED)
    async with at_window(path, size) as window:
        for at, shown in enumerate((*SECTIONS, *reversed(SECTIONS))):
            other = SECTIONS[at % 7] if SECTIONS[at % 7] is not shown else SECTIONS[8]
            await window.press("ctrl+g", str(other.number % 10))
            places = section_places(window, size, shown.id)
            # On the way back one click each is enough: there it is from where that counts.
            for place in places[: len(places) if at < len(SECTIONS) else 1]:
                await window.click(place)
                assert window.open_form.section_id == shown.id
                name = "Overview" if shown.id == HOME else shown.title
                assert re.search(rf"▌(\d+ )?{re.escape(name)}", window.text)
                await window.click(section_places(window, size, other.id)[0])
                assert window.open_form.section_id == other.id


@THREE_SIZES
async def test_cells(size: Size, tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", RED)
    async with at_window(path, size) as window:
        home = "9 Overview" if is_wide(size) else "⌂"
        for number, cell in enumerate(window.session.assessment.cells):
            name = window.find(cell.title.upper(), rows=range(6))
            high = 3 if size[1] >= 30 else 1
            for y in range(name.y, name.y + high):
                for x in (name.x, name.x + len(cell.title) + 2):
                    await window.click(window.find(home if number else " 1"))
                    await window.click(Place(x, y))
                    # A column of a list is answered at the list.
                    assert window.open_form.current == cell.jump, (cell.title, x, y)
        assert "✗ DATA" in window.text


@TWO_SIZES
async def test_findings(size: Size, tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes((Path(__file__).parent / "framings" / BURST).read_bytes())
    columns = range(size[0] - 28, size[0]) if is_wide(size) else range(size[0])
    async with at_window(path, size) as window:
        clicked = 0
        for finding in window.session.assessment.findings:
            if not is_wide(size):
                await window.press("f2")
            below = next(y for y, line in enumerate(window.lines) if "FINDINGS" in line)
            rows = range(below + 1, size[1])
            if finding.code not in window.text:
                continue
            code = window.find(finding.code, rows=rows, columns=columns)
            title = window.find(title_of(finding.name)[:9].rstrip(), rows=rows, columns=columns)
            assert title.y == code.y
            for at in (code, title):
                if not is_wide(size) and window.app.main.findings.cursor is None:
                    await window.press("f2")
                await window.click(at)
                assert window.open_form.current == finding.questions[0], finding.code
                assert window.app.main.findings.cursor is None
                await window.press("ctrl+g", "9")
            clicked += 1
        assert clicked >= 5
        assert "F1 help" in window.text


BURST = "burst-leaves-stale-lines.toml"


def read_lines(window: Window, size: Size) -> dict[str, list[Place]]:
    """The places of the questions that are read now, by key: a cell of each of their rows."""
    columns = form_columns(size)
    lines = [line[columns.start : columns.stop] for line in window.lines]
    asks = {
        item.key: window.open_form.view(item.key).asks
        for item in window.open_form.items()
        if item.key in QUESTIONS
    }
    found: dict[str, list[Place]] = {}
    for y, line in enumerate(lines):
        if not re.match(r"  [●○◔–✗~] \S", line):
            continue
        # What goes on under it is the rest of the ask, then the answer.
        end = y + 1
        while end < len(lines) and re.match(r"    +[^ ▸▾┃]", lines[end]) and "▸" not in lines[end]:
            end += 1
        said = " ".join(" ".join([line[4:], *lines[y + 1 : end]]).split())
        key = max(asks, key=lambda key: len(asks[key]) if said.startswith(asks[key]) else -1)
        if said.startswith(asks[key]):
            found[key] = [Place(columns.start + 6, at) for at in range(y, end)]
    return found


async def bring_up(window: Window, size: Size, key: str) -> list[Place]:
    """Move about until a question is read and on the screen, and return its places."""
    keys = [item.key for item in window.open_form.items() if item.key]
    for _ in range(len(keys)):
        places = read_lines(window, size)
        if key in places:
            return places[key]
        here = keys.index(window.open_form.current)
        await window.press("tab" if here <= keys.index(key) else "shift+tab")
    raise AssertionError(f"{key} is never read\n{window.text}")


@TWO_SIZES
@pytest.mark.parametrize("section_id", ["stack", "need", "validation"])
async def test_read_questions(section_id: str, size: Size, tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_window(path, size, at=section(section_id).questions[0].id) as window:
        wanted = [item.key for item in window.open_form.items() if item.key in QUESTIONS]
        assert len(wanted) > 10
        rows = 0
        for key in wanted:
            for number in range(len(await bring_up(window, size, key))):
                places = await bring_up(window, size, key)
                if number < len(places):
                    await window.click(places[number])
                    assert window.open_form.current == key, (number, window.text)
                    rows += 1
        assert rows >= len(wanted)
        assert "F1 help" in window.text


OPTION_QUESTIONS = (
    "serving.online",
    "stack.policy",
    "task.type",
    "archetype.guardrails",
    "feasibility.data.colour",
    "compliance.regimes",
    "decision",
    "labels.selected_by",
    "validation.unit",
)


# A letter each, and a digit each: in the third size the ordinary run has one of either.
_EITHER_KIND = ("stack.policy", "feasibility.data.colour")


@pytest.mark.parametrize(
    ("key", "size"),
    [
        pytest.param(
            key,
            size,
            marks=[pytest.mark.nightly] * (size == SIZES[2] and key not in _EITHER_KIND),
            id=f"{key}-{size[0]}x{size[1]}",
        )
        for key in OPTION_QUESTIONS
        for size in SIZES
    ],
)
async def test_options(key: str, size: Size, tmp_path: Path) -> None:
    question = QUESTIONS[key]
    kind = question.kind
    path = write_file(
        tmp_path / "framing.toml", {"task.type": "binary"} if key[:4] != "task" else {}
    )
    async with at_window(path, size, at=key) as window:
        assert window.open_form.current == key
        assert question.asks[:20] in window.words
        many = isinstance(kind, Many)
        for number, option in enumerate(kind.options):
            wanted = (option.value,) if many else kind.parse(option.value)
            # On its key, on its words, and on the glyph before it; of a long list, on its words.
            for offset in (0, 2, -2) if not number else (2,):
                at = option_place(window, option.text)
                await window.click(Place(at.x + offset, at.y))
                assert window.session.framing.answers.get(key) == wanted, (option, window.text)
                # With what it has found, the card may stand elsewhere.
                at = option_place(window, option.text)
                assert window.lines[at.y][at.x - 2] == ("☑" if many else "●")
                # Twice ticked is not ticked; a choice is taken back with a key.
                if many:
                    await window.click(at)
                else:
                    await window.press("backspace")
                assert key not in window.session.framing.answers


def option_place(window: Window, text: str) -> Place:
    """The place of the key of an option in the open card."""
    return next(
        Place(found.start(1), y)
        for y, line in enumerate(window.lines)
        if "┃" in line
        for found in re.finditer(rf"[●○☐☑◌] (\w) {re.escape(text[:12])}", line)
    )


@TWO_SIZES
async def test_footer(size: Size, tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", RED)
    opens = {
        "help": "Help Enter or q: back",
        "find out": "Not known yet",
        "note": "Note: ",
        "page": "The page as it stands",
        "all": "Search for commands",
        "leave": "What this meeting did",
    }
    async with at_window(path, size) as window:
        await window.press("ctrl+g", "1")
        if "leave" in opens:
            await window.press("x")
        last = window.lines[-1]
        words = re.findall(r"(?:F\d+|\^[A-Z]|PgDn) ([a-z]+(?: [a-z]+)?)", last)
        assert len(words) >= 9, last
        for word in words:
            for offset in (0, -2):
                at = window.find(f" {word}", rows=range(size[1] - 1, size[1]))
                before = window.open_form.current, window.open_form.section_id
                await window.click(Place(at.x + 1 + offset, at.y))
                if word in opens:
                    await window.until(lambda word=word: opens[word] in window.words, word)
                    await window.press("escape")
                elif word == "findings":
                    assert window.app.main.findings.cursor == 0
                    await window.press("f2")
                elif word == "room":
                    assert window.app.main.is_room
                    await window.press("f12")
                elif word in ("next red", "red"):
                    reds = window.session.assessment.of_level(Level.RED)
                    assert window.open_form.current in {red.questions[0] for red in reds}
                    await window.press("ctrl+g", "1")
                elif word == "next":
                    assert (window.open_form.current, window.open_form.section_id) != before
                    await window.press("ctrl+g", "1")
                elif word == "go to":
                    assert "1 to 8: the section of that number" in window.words
                    await window.press("1")
                elif word == "section":
                    assert window.open_form.section_id == "need"
                    await window.press("ctrl+g", "1")
                else:
                    raise AssertionError(f"a key that no test clicks: {word!r}")


@TWO_SIZES
async def test_the_key_of_an_offer_in_the_footer(size: Size, tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", size) as window:
        await window.press("tab", "tab")
        assert window.open_form.current == "date"
        await window.click(window.find("take the offer"))
        assert window.session.framing.answers["date"] == TODAY
        assert "2026-11-23" in window.text


@TWO_SIZES
async def test_the_change_line(size: Size, tmp_path: Path) -> None:
    answers = {key: value for key, value in RED.items() if key != "serving.p99_expected_ms"}
    path = write_file(tmp_path / "framing.toml", answers)
    async with at_window(path, size, at="serving.p99_expected_ms") as window:
        await window.press("450")
        await window.rest()
        for x in (1, 30):
            await window.press("ctrl+g", "1")
            assert window.open_form.section_id == "stack"
            at = window.find("Serving → red")
            await window.click(Place(at.x + x, at.y))
            assert window.open_form.current == "serving.p99_expected_ms"


@TWO_SIZES
async def test_rows_and_the_lines_under_them(size: Size, tmp_path: Path) -> None:
    actions = [{"what": "measure the p99", "owner": "Ann"}, {"what": "ask the lawyers"}]
    path = write_file(tmp_path / "framing.toml", {"actions": actions})
    columns = form_columns(size)
    async with at_window(path, size, at="actions") as window:
        for text, value in (("measure the p99", "measure the p99"), ("ask the lawyers",) * 2):
            await window.click(window.find(text, columns=columns))
            assert window.open_form.record is not None
            assert window.open_form.record.row.label == value
            assert f"› {value}" in window.words
            # The end of the record leads back, from the line and from its card.
            await window.press("escape")
            assert window.open_form.record is None
        await window.click(window.find("+ add another", columns=columns))
        assert window.open_form.record is not None
        assert window.open_form.record.index == 2
        await window.press("book a room", "escape")
        assert len(window.session.framing.answers["actions"]) == 3
        assert "book a room" in window.text
        await window.click(window.find("→ go on", columns=columns))
        assert window.open_form.current != "actions"
        assert window.open_form.record is None


@TWO_SIZES
async def test_the_end_of_a_record(size: Size, tmp_path: Path) -> None:
    actions = [{"what": "measure the p99", "owner": "Ann"}]
    path = write_file(tmp_path / "framing.toml", {"actions": actions})
    async with at_window(path, size, at="actions") as window:
        await window.click(window.find("measure the p99", columns=form_columns(size)))
        await window.click(window.find("End of measure the p99"))
        assert window.open_form.current == "end"
        assert "Enter → back to the list" in window.words
        await window.click(window.find("→ back to the list"))
        assert (window.open_form.record, window.open_form.current) == (None, "actions")


@TWO_SIZES
async def test_the_grid(size: Size, tmp_path: Path) -> None:
    candidates = [
        {"name": "first proxy", "alignment": 3},
        {"name": "second", "alignment": 4, "chosen": True},
    ]
    answers = {"labels.observable": "no", "labels.candidates": candidates}
    path = write_file(tmp_path / "framing.toml", answers)
    columns = form_columns(size)
    async with at_window(path, size, at="labels.candidates") as window:
        names = {
            index: window.find(row["name"], columns=columns) for index, row in enumerate(candidates)
        }
        for index, name in names.items():
            for line, score in enumerate(SCORES):
                y = window.find(SHORT_NAMES[score], columns=columns).y
                for x in (name.x - 4, name.x):
                    await window.click(Place(x, y))
                    # The cursor is drawn where the click fell.
                    cursor = window.find("›", rows=range(y, y + 1), columns=columns)
                    assert cursor.x == name.x - 4
                await window.press(str(1 + (line + index) % 5))
                rows = window.session.framing.answers["labels.candidates"]
                assert rows[index].scores[line] == 1 + (line + index) % 5
        for index, row in enumerate(candidates):
            mark = "●" if row.get("chosen") else "○"
            await window.click(window.find(f"{mark} {row['name']}", columns=columns))
            assert window.open_form.record is not None, window.text
            assert window.open_form.record.index == index
            assert f"› {candidates[index]['name']}" in window.words
            await window.press("escape")
        await window.click(window.find("+ add another", columns=columns))
        assert window.open_form.record is not None
        assert window.open_form.record.index == 2
        await window.press("escape")
        await window.click(window.find("→ go on", columns=columns))
        assert window.open_form.current not in ("labels.candidates", "")


@TWO_SIZES
async def test_the_end_of_a_section(size: Size, tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", {"task.type": "binary"})
    async with at_window(path, size) as window:
        for shown, following in (("task", "5 Labels"), ("metrics", "8 Validation")):
            for words in (f"End of {section(shown).title}", f"→ {following}"):
                await window.press("ctrl+g", str(section(shown).number), "shift+tab")
                for _ in range(9):
                    if f"End of {section(shown).title}" in window.text:
                        break
                    await window.press("tab")
                assert window.open_form.current != "end"
                await window.click(window.find(words, columns=form_columns(size)))
                assert window.open_form.current == "end"
                # What is open is named in its card, and leads there.
                open_keys = list(window.session.assessment.first_sections[shown].open)
                for key in open_keys[:2]:
                    asks = QUESTIONS[key].asks[:16]
                    await window.click(window.find(f"○ {asks}", columns=form_columns(size)))
                    assert window.open_form.current == key
                    for _ in range(20):
                        if window.open_form.current == "end":
                            break
                        await window.press("tab")
                await window.click(window.find(f"→ {following}", columns=form_columns(size)))
                assert window.open_form.section_id == section_of(following)


def section_of(title: str) -> str:
    number = int(title.split()[0])
    return next(s.id for s in SECTIONS if s.number == number)


@TWO_SIZES
async def test_more_in_depth(size: Size, tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", size) as window:
        await window.press("ctrl+g", "8")
        count = sum(bool(item.key) for item in window.open_form.items())
        for _ in range(12):
            if "in depth, " in window.text:
                break
            await window.press("tab")
        await window.click(window.find("in depth, ", columns=form_columns(size)))
        more = sum(bool(item.key) for item in window.open_form.items())
        assert more > count
        for _ in range(40):
            if "fewer questions" in window.text:
                break
            await window.press("tab")
        await window.click(window.find("fewer questions", columns=form_columns(size)))
        assert sum(bool(item.key) for item in window.open_form.items()) == count
        # Opened by the arrow, its card can be clicked, too.
        assert window.open_form.current.startswith("more:")
        await window.click(window.find("in depth, ", columns=form_columns(size)))
        assert sum(bool(item.key) for item in window.open_form.items()) == more


@TWO_SIZES
async def test_examples(size: Size, tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", size) as window:
        for name in ("arrival time", "payment fraud"):
            for _ in range(12):
                if f"look at an example: {name}" in window.text:
                    break
                await window.press("tab")
            for offset in (0, 12):
                at = window.find(f"look at an example: {name}", columns=form_columns(size))
                await window.click(Place(at.x + offset, at.y))
                await window.until(lambda name=name: f"Example: {name}" in window.text, name)
                await window.press("escape")
                assert f"Example: {name}" not in window.text


@TWO_SIZES
async def test_a_click_in_a_text_puts_the_cursor_there(size: Size, tmp_path: Path) -> None:
    words = "too many no-shows, and " * 8
    path = write_file(tmp_path / "framing.toml", {"stack.objective": words.strip()})
    async with at_window(path, size, at="stack.objective") as window:
        at = window.find("no-shows", nth=2)
        await window.click(at)
        await window.press("X")
        answer = window.session.framing.answers["stack.objective"]
        assert answer.count("Xno-shows") == 1
        assert window.find("Xno-shows") == at
        assert answer.replace("X", "") == words.strip()


@TWO_SIZES
async def test_the_list_of_the_palette(size: Size, tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", size) as window:
        await window.press("ctrl+p", "theme: ")
        await window.rest()
        await window.click(window.find("theme: light"))
        await window.until(lambda: window.app.theme == "framing-light", "another theme")
        assert "F1 help" in window.text


def test_what_is_clicked_above_is_of_every_kind() -> None:
    kinds = {type(QUESTIONS[key].kind) for key in OPTION_QUESTIONS}
    assert {One, Many, YesNo, Colour} <= kinds
    assert len(CELLS) == 5
