"""The docs say what is: generated pages are up to date, and nothing is named that is not there."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pytest

from framing_tui import __version__
from framing_tui.assessment import assess
from framing_tui.cli.program import COMMANDS, program
from framing_tui.drawing.colours import DARK
from framing_tui.interview.clock import BUDGET
from framing_tui.keys import COMMANDS as KEYS
from framing_tui.keys import printed
from framing_tui.model.catalogue import QUESTIONS, SECTIONS
from framing_tui.storage.load import load_bytes

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
    if path.name not in ("questions.md", "rules.md", "calculators.md", "evidence.md")
)
FOLDERS = ("framing_tui/", "templates/", "tests/", "docs/", ".ci/", ".github/")
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)


# Links and files.


@every_page
def test_links_lead_somewhere(path: Path) -> None:
    targets = [t for t in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in t]
    missing = []
    for target in targets:
        file, _, anchor = target.partition("#")
        found = path.parent / file if file else path
        if not found.exists() or (anchor and anchor not in anchors(found)):
            missing.append(target)
    assert missing == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    kept = ("".join(c for c in h.lower() if c.isalnum() or c in " -_") for h in headings)
    return {words.replace(" ", "-") for words in kept}


@every_page
def test_files_that_are_named_are_there(path: Path) -> None:
    spans = CODE.findall(path.read_text(encoding="utf-8"))
    words = [word.strip(",.:;()") for span in spans for word in span.split()]
    named = [word for word in words if word.startswith(FOLDERS) and "<" not in word]
    assert [name for name in named if not any(ROOT.glob(name.rstrip("/")))] == []


@every_page
def test_questions_that_are_named_are_there(path: Path) -> None:
    tables = {question_id.split(".")[0] for question_id in QUESTIONS if "." in question_id}
    ids = [
        span
        for span in CODE.findall(path.read_text(encoding="utf-8"))
        if re.fullmatch(r"[a-z]+\.[a-z_]+", span) and span.split(".")[0] in tables
    ]
    # The worked example of CONTRIBUTING.md adds one.
    named = {i for i in ids if not i.endswith((".py", ".md", ".toml"))} - {"stack.kpi_source"}
    assert named <= set(QUESTIONS)


@every_page
def test_commands_and_options_that_are_named_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fenced = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)
    lines = (*CODE.findall(text), *"\n".join(fenced).splitlines())
    called = (re.search(r"framing-tui ([a-z][a-z-]*)(?![\w./-])([^|#]*)", line) for line in lines)
    unknown = []
    for name, rest in (found.groups() for found in called if found is not None):
        command = program.get_command(click.Context(program), name) if name in COMMANDS else None
        known = {o for p in command.params for o in p.opts} if command else set()
        options = re.findall(r"(?<!\S)-(?:-[a-z-]+|[a-z]\b)", rest)
        unknown += [f"{name} {o}" for o in options if o not in known | {"--help"}]
        unknown += [name] if command is None else []
    assert unknown == []


# Keys of terminals and of what stands around them; Ctrl+C closes what is open.
OTHER_KEYS = {"Ctrl+A", "Ctrl+C", "Ctrl+W"}


@pytest.mark.parametrize("name", ["kickoff", "screen", "walk", "troubleshooting"])
def test_keys_that_are_named_are_there(name: str) -> None:
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:F\d+|Ctrl\+\w|PgUp|PgDn)\b", page)) - OTHER_KEYS
    assert named <= {printed(key) for command in KEYS for key in command.keys.split(",")}


def test_the_agenda_is_that_of_the_clock_and_of_the_first_pass() -> None:
    page = (ROOT / "docs" / "kickoff.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) ([^|]+) \| (\d+) \| (\d+) \|", page, re.M)
    told = {(int(n), title): (int(minutes), int(first)) for n, title, minutes, first in rows}
    assert told == {
        (section.number, section.title): (
            BUDGET[section.id],
            sum(q.first_pass and not q.counts_apart for q in section.questions),
        )
        for section in SECTIONS
    }


def test_the_file_shown_is_read_without_a_fault() -> None:
    page = (ROOT / "docs" / "file.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", page, re.M | re.S)
    opened = load_bytes(shown.encode(), "file.md")
    assert opened.problems == ()
    judged = assess(opened.framing, date(2026, 3, 2))
    assert "FT603" in {f.code for f in judged.findings if f.accepted is not None}


def test_the_map_names_every_module_at_the_door() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "framing_tui"
    rooms = {p.parent.name + "/" for p in package.glob("*/__init__.py")}
    rooms |= {p.name for p in package.glob("*.py") if not p.name.startswith("__")}
    kinds_of_test = (p for p in (ROOT / "tests").iterdir() if p.is_dir())
    rooms |= {f"{p.name}/" for p in kinds_of_test if not p.name.startswith("_")}
    assert [name for name in sorted(rooms) if name not in page] == []


def test_the_map_names_no_module_that_is_not_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = ("framing_tui", "tests", "docs", "benchmarks", ".ci")
    known = {p.name for folder in folders for p in ROOT.glob(f"{folder}/**/*")}
    assert set(re.findall(r"\b(\w+\.py)\b", page)) <= known


# What is generated.


def test_every_question_is_on_the_page(generate: ModuleType) -> None:
    headings = re.findall(r"^#### `(.+)`$", generate.questions(), re.M)
    listed = [question_id for heading in headings for question_id in unfolded(heading)]
    assert sorted(listed) == sorted(q.id for q in QUESTIONS.values() if not q.internal)


def unfolded(heading: str) -> list[str]:
    """Return the ids that a heading stands for: `a.{b,c}.d` is `a.b.d` and `a.c.d`."""
    found = re.search(r"\{(.+)\}", heading)
    if found is None:
        return [heading]
    return [heading.replace(found.group(), name) for name in found.group(1).split(",")]


PICTURES = (
    "interview-120x36",
    "interview-80x24",
    "room-120x36",
    "start-120x36",
    "candidates-120x36",
    "end-120x36",
)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_app_shows(screenshots: ModuleType, name: str) -> None:
    picture = next(p for p in screenshots.PICTURES if p.name == name)
    shown = screenshots.words(picture.path.read_text(encoding="utf-8"))
    taken = screenshots.words(asyncio.run(screenshots.take(picture)))
    assert shown == taken, "run python docs/generate.py"


def test_pictures_show_what_they_are_for_and_load_nothing(screenshots: ModuleType) -> None:
    assert [picture.name for picture in screenshots.PICTURES] == list(PICTURES)
    for picture in screenshots.PICTURES:
        svg = picture.path.read_text(encoding="utf-8")
        text = "\n".join(screenshots.words(svg))
        assert picture.shows
        assert [words for words in picture.shows if words not in text] == [], picture.name
        assert "url(http" not in svg
        assert "@font-face" not in svg
        assert not re.search(r"saved \d", text)


def test_a_red_cell_is_seen_at_once_in_the_picture_of_the_readme(screenshots: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (name,) = re.findall(r"\]\(docs/images/(\S+)\.svg\)", readme)
    svg = (ROOT / "docs" / "images" / f"{name}.svg").read_text(encoding="utf-8")
    # The ground of the cell, row by row: its rectangles in the red of the dark theme.
    ground = DARK.fill("red")[1]
    rows = re.findall(rf'<rect fill="{ground}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert sum(float(width) for _, width in rows) / screenshots.CELL_WIDTH >= 60


def test_every_picture_is_shown_on_a_page(screenshots: ModuleType) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert [p.name for p in screenshots.PICTURES if f"images/{p.name}.svg" not in pages] == []


def test_a_picture_is_the_same_when_it_is_taken_twice(screenshots: ModuleType) -> None:
    picture = screenshots.PICTURES[0]
    first, second = (asyncio.run(screenshots.take(picture)) for _ in range(2))
    assert first == second


# The change log.

KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def test_the_change_log_keeps_its_form() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    releases = [line[3:] for line in lines if line.startswith("## ")]
    assert releases[0] == "[Unreleased]"
    assert [
        r for r in releases[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", r)
    ] == []
    numbers = [tuple(map(int, r[1 : r.index("]")].split("."))) for r in releases[1:]]
    assert numbers == sorted(numbers, reverse=True)
    assert all(release.startswith(f"[{__version__}]") for release in releases[1:2])
    assert {line[4:] for line in lines if line.startswith("### ")} <= set(KINDS)
    assert [line for line in lines if line.startswith("####")] == []
