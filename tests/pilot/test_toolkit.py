"""What is taken from the toolkit beside its public ways: named here, and told when it changes.

Each private name buys something that docs/decisions.md tells. Where a later version has it no more,
or does something else with it, a test here fails, and not the screen before six people.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import framing_tui.tui
from framing_tui.content import example_path
from framing_tui.tui.thin_driver import WritesWhatDiffers

from .window import Emulator, Place, Window, at_window, write_file

TUI = Path(framing_tui.tui.__file__).parent
# The modules that may use private names of the toolkit, and why the others that do so must.
WITH_PRIVATE_NAMES = {
    "toolkit.py": "one paint at the start, and rows instead of widgets",
    "driver.py": "the terminal is read, stopped, and given back by our own rules",
    "browser_driver.py": "what a page sends is read as a terminal is",
    "terminal_input.py": "sequences of a terminal are whole or nothing",
    "terminal_app.py": "how it ends: without answers in a report, and with an exit code that stays",
    "app.py": "how it ends: without answers in a report, and with an exit code that stays",
    "palette.py": "its search may end after its list has gone",
    "pending_input.py": "whoever waits for all queues is not to wait for its own",
    "dialogs/typed_line.py": "a paste of several lines is joined, and said to be",
}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


@cache
def of_the_toolkit(cls: type) -> frozenset[str]:
    """The private names that a class has from the toolkit: its methods and what they set."""
    theirs = [base for base in cls.__mro__ if base.__module__.partition(".")[0] == "textual"]
    return frozenset[str]().union(*map(private_of, theirs))


@cache
def private_of(base: type) -> frozenset[str]:
    """The private names that one class of the toolkit defines or sets."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
    stored = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    return frozenset(filter(is_private, {*vars(base), *stored}))


@cache
def our_own() -> frozenset[str]:
    """Every name that a module of ours defines or sets."""
    names: set[str] = {"_replace", "_exit"}
    for path in TUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return frozenset(names)


def said_of(node: ast.AST) -> str | None:
    """The name that a class defines, or takes from itself or from what it is made of."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.Name(id=name, ctx=ast.Store()):
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name):
            return name
    return None


def private_names(path: Path) -> dict[str, type | None]:
    """The private names of the toolkit that a module uses, with the class that has each."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = importlib.import_module(
        ".".join(("framing_tui", "tui", *path.relative_to(TUI).with_suffix("").parts))
    )
    found: dict[str, type | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            if any(map(is_private, (node.module or "").split("."))):
                found[str(node.module)] = None
            found |= {alias.name: None for alias in node.names if is_private(alias.name)}
        elif isinstance(node, ast.ClassDef):
            cls = getattr(module, node.name, None)
            theirs = of_the_toolkit(cls) if isinstance(cls, type) else frozenset()
            for inner in ast.walk(node):
                name = said_of(inner)
                if name is not None and is_private(name) and name in theirs:
                    found[name] = cls
        elif (
            isinstance(node, ast.Attribute)
            and is_private(node.attr)
            and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os"))
            and node.attr not in our_own()
        ):
            found.setdefault(node.attr, None)
    return found


def modules() -> list[Path]:
    return [path for path in sorted(TUI.rglob("*.py")) if path.name != "__init__.py"]


# Who uses them.


def test_no_other_module_uses_private_names() -> None:
    found = {str(path.relative_to(TUI)): private_names(path) for path in modules()}
    using = {name: names for name, names in found.items() if names}
    # One that uses none need not stand in the list.
    assert set(using) == set(WITH_PRIVATE_NAMES), using


def test_a_private_name_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = TUI / "editor.py"
    source = ours.read_text(encoding="utf-8")
    for line, name in (
        ("        self._set_theme('x')\n", "_set_theme"),
        ("        self.app._animate\n", "_animate"),
        ("        super()._on_mount()\n", "_on_mount"),
    ):
        changed = tmp_path / "editor.py"
        changed.write_text(
            source.replace(
                "        self.cursor_blink = False\n", f"        self.cursor_blink = False\n{line}"
            ),
            encoding="utf-8",
        )
        monkeypatch.setitem(globals(), "TUI", tmp_path)
        our_own.cache_clear()
        assert name in private_names(changed)
        monkeypatch.undo()
        our_own.cache_clear()


def test_each_is_told_in_the_decisions() -> None:
    page = (TUI.parent.parent / "docs" / "decisions.md").read_text(encoding="utf-8")
    for module in WITH_PRIVATE_NAMES:
        missing = [
            n for n in private_names(TUI / module) if f"`{n.rpartition('.')[2]}`" not in page
        ]
        assert missing == [], module


# Whether they are there, and do what they did.


@pytest.mark.parametrize("module", WITH_PRIVATE_NAMES)
def test_each_is_still_there(module: str) -> None:
    for name, cls in private_names(TUI / module).items():
        if cls is not None:
            assert name in of_the_toolkit(cls), f"{cls.__name__} has no {name} any more"
        elif name.startswith("textual."):
            importlib.import_module(name)


SIGNATURES = {
    "textual.screen:Screen._on_screen_resume": ["event"],
    "textual.screen:Screen._on_resize": ["event"],
    "textual.screen:Screen._on_layout": ["message"],
    "textual.widget:Widget._size_updated": ["size", "virtual_size", "container_size", "layout"],
    "textual.app:App._fatal_error": [],
    "textual.app:App._close_messages_no_wait": [],
    "textual.widgets:Input._on_paste": ["event"],
    "textual.command:CommandPalette._gather_commands": ["search_value"],
    "textual.command:CommandPalette._action_command_list": ["action"],
    "textual.drivers.linux_driver:LinuxDriver._get_terminal_size": [],
    "textual.drivers.linux_driver:LinuxDriver._enable_mouse_pixels": [],
    "textual.drivers.linux_driver:LinuxDriver._sigcont_application": ["_"],
    "textual._xterm_parser:XTermParser._sequence_to_key_events": ["sequence", "alt"],
}


@pytest.mark.parametrize("place", SIGNATURES)
def test_each_is_called_with_what_it_was(place: str) -> None:
    module, _, path = place.partition(":")
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    found = inspect.unwrap(found)
    assert list(inspect.signature(found).parameters)[1:] == SIGNATURES[place]


class Recording(WritesWhatDiffers, Emulator):
    """A driver that keeps the frames as the toolkit has made them, before anything is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made: list[str] = []

    def write(self, data: str) -> None:
        if re.match(r"\x1b\[\d+;\d+H", data):
            self.made.append(data)
        super().write(data)


def rows_of(frame: str) -> set[int]:
    """The rows that a frame writes something in."""
    rows = re.findall(r"\x1b\[(\d+);\d+H((?:\x1b\[[\d;]*m|[^\x1b\n])*)", frame)
    return {int(row) - 1 for row, text in rows if re.sub(r"\x1b\[[\d;]*m", "", text)}


async def made_by(window: Window, *keys: str) -> list[set[int]]:
    """The rows of each frame that the toolkit made of keys."""
    driver = window.driver
    assert isinstance(driver, Recording)
    await window.rest()
    before = len(driver.made)
    await window.burst(*keys)
    await window.rest()
    return [rows_of(frame) for frame in driver.made[before:]]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
@pytest.mark.parametrize("at", [None, "stack.objective", "validation.launch"])
async def test_the_first_screen_is_painted_once(
    at: str | None, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_window(path, size, at=at, driver=Recording) as window:
        driver = window.driver
        assert isinstance(driver, Recording)
        whole = [frame for frame in driver.made if len(rows_of(frame)) > size[1] // 2]
        assert len(whole) == 1
        assert rows_of(whole[0]) == set(range(size[1]))
        # What comes behind it is a row or two: that all is saved, or that nothing is to save.
        assert sum(len(rows_of(frame)) for frame in driver.made) <= size[1] + 2
        assert "F1 help" in window.text


async def test_nothing_is_written_when_nothing_happens(tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", {"stack.objective": "no-shows"})
    async with at_window(path, at="stack.objective", driver=Recording) as window:
        await window.press("x", "ctrl+p")
        await window.rest()
        await window.press("escape")
        await window.rest()
        before = len(window.driver.written)
        # Longer than a cursor blinks, and than the toolkit waits for anything.
        for _ in range(3):
            await window.rest()
            await window.pause(0.6)
        assert window.driver.written[before:] == []
        assert "no-shows" in window.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
async def test_only_rows_that_differ_are_painted(size: tuple[int, int], tmp_path: Path) -> None:
    path = write_file(tmp_path / "framing.toml", {"stack.objective": "no-shows"})
    async with at_window(path, size, at="stack.objective", driver=Recording) as window:
        for keys in (["x"], ["backspace"], ["down"], ["ctrl+g"], ["2"], ["n"], ["n"], ["tab"]):
            before = window.cells
            made = await made_by(window, *keys)
            changed = {
                y for y, (a, b) in enumerate(zip(before, window.cells, strict=True)) if a != b
            }
            painted = set().union(*made) if made else set()
            assert changed <= painted, keys
            # The row in which one writes is the toolkit's own; it is painted with each key. And the
            # first says that it saves, and then that it has.
            field = window.app.main.editor.region
            assert painted - changed <= {0, *range(field.y, field.bottom)}, keys
            assert len([rows for rows in made if rows - {0}]) <= 1, keys
        assert "F1 help" in window.text


async def test_a_change_of_focus_paints_nothing(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", driver=Recording) as window:
        # A click on a part that takes no focus leaves it where it is.
        made = await made_by(window)
        assert made == []
        driver = window.driver
        assert isinstance(driver, Recording)
        before = len(driver.made)
        await window.click(Place(60, 0))
        assert [rows_of(frame) for frame in driver.made[before:] if rows_of(frame)] == []
        assert window.app.focused is window.app.main.editor
        assert "F1 help" in window.text


async def test_a_section_is_one_paint(tmp_path: Path) -> None:
    path = tmp_path / "framing.toml"
    path.write_bytes(example_path("payment-fraud").read_bytes())
    async with at_window(path, driver=Recording) as window:
        for key in ("pagedown",) * 5 + ("pageup",) * 3:
            made = await made_by(window, key)
            assert len([rows for rows in made if len(rows) > 3]) == 1, key
        assert "F1 help" in window.text


async def test_what_moves_before_a_layout_is_painted_by_it(tmp_path: Path) -> None:
    async with at_window(tmp_path / "framing.toml", (80, 24)) as window:
        main = window.app.main
        await window.press("f2")
        assert "FINDINGS" in window.text
        # As it is once something was to be painted that is not shown: the toolkit then asks for
        # places as soon as anybody asks for a size.
        main._compositor._full_map_invalidated = True
        main.lay_out_again(main.editor)
        await window.press("f2")
        assert "FINDINGS" not in window.text
        assert "Title" in window.text
