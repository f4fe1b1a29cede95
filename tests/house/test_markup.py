"""Somebody's text never reaches a place that reads markup: the source of the screen is read for it.

Why: `[/]` in an answer would end the program, `[@click=app.quit]` would run an action, and
`list[int]` would lose its end. What is shown is rows of parts, or a `Content`: both hold text and
how it looks, and never markup.

The check knows where an expression comes from inside one function and its class. Where it cannot
tell, it refuses: name the type, or go through `framing_tui/tui/dialogs/lines.py`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).resolve().parents[2] / "framing_tui" / "tui"
FILES = sorted(TUI.rglob("*.py"))

# Widgets and messages of the toolkit whose first argument is read as markup.
SLOTS = {
    "Static",
    "Label",
    "Button",
    "Checkbox",
    "RadioButton",
    "Link",
    "Collapsible",
    "TabPane",
}
SLOT_METHODS = {"notify", "update"}
SLOT_NAMES = {"tooltip", "border_title", "border_subtitle", "placeholder"}
# What the palette finds: each with the place of its name and, by keyword, of the line under it.
HITS = {"Hit": 1, "DiscoveryHit": 0}
MAKERS = {"Content"}
# What makes markup out of text, by name.
FORBIDDEN = {"from_markup", "from_rich_text"}
# Statements that the check cannot tell to be safe, each with what makes it so.
KNOWN = (
    # What can be done is called and explained by fixed words; an answer stands behind the name, as
    # a `Content`.
    "Hit(fits * named.counts, shown, named.run, named.title, named.help)",
    "DiscoveryHit(title, named.run, named.title, named.help)",
    # The cells of a line, by their columns.
    "line.update(zip(",
)


class Source:
    """One module, with the names in it that are known to be `Content`."""

    def __init__(self, text: str, makers: frozenset[str] = frozenset()) -> None:
        self.module = ast.parse(text)
        self.makers = MAKERS | makers | returning_content(self.module)
        self.attributes = {
            target.attr
            for function in ast.walk(self.module)
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
            for node in ast.walk(function)
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in _targets(node)
            if isinstance(target, ast.Attribute)
            and (_says_content(node) or self.is_safe(node.value, _local(function, self)))
        }

    def is_safe(self, value: ast.expr | None, local: frozenset[str]) -> bool:
        """Tell whether an expression holds no markup whatever anybody has typed."""
        match value:
            case None | ast.Constant(value=None):
                return True
            case ast.Constant(value=str(text)):
                return "[" not in text
            case ast.Call(func=ast.Name(id=name)):
                return name in self.makers
            case ast.Call(func=ast.Attribute(value=base, attr=name)):
                return name in self.makers or self.is_safe(base, local)
            case ast.Name(id=name):
                return name in local
            case ast.Attribute(attr=name):
                return name in getattr(self, "attributes", ())
            case ast.IfExp(body=one, orelse=other):
                return self.is_safe(one, local) and self.is_safe(other, local)
            case ast.BinOp(left=one, right=other):
                return self.is_safe(one, local) and self.is_safe(other, local)
        return False

    def faults(self) -> list[str]:
        """Return every place that may read somebody's text as markup, by line."""
        found: list[str] = []
        self._visit(self.module, frozenset(), found)
        return found

    def _visit(self, node: ast.AST, local: frozenset[str], found: list[str]) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            local = local | _local(node, self)
        fault = self._fault(node, local)
        if fault:
            found.append(f"{node.lineno}: {ast.unparse(node)}")  # type: ignore[attr-defined]
        for child in ast.iter_child_nodes(node):
            self._visit(child, local, found)

    def _fault(self, node: ast.AST, local: frozenset[str]) -> bool:
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if method in FORBIDDEN:
                return True
            keywords = {keyword.arg: keyword.value for keyword in node.keywords}
            named = [v for k, v in keywords.items() if k in SLOT_NAMES or k == "title"]
            if name in HITS:
                # Given by its place, the line under the name would not be seen here.
                named += [keywords.get("help"), node.args[HITS[name]], *node.args[HITS[name] + 3 :]]
            if name in SLOTS or method in SLOT_METHODS:
                markup = keywords.get("markup")
                if isinstance(markup, ast.Constant) and markup.value is False:
                    return False
                named.extend(node.args[:1])
            return not all(self.is_safe(value, local) for value in named)
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = [t for t in _targets(node) if isinstance(t, ast.Attribute)]
            slots = [t for t in targets if t.attr in SLOT_NAMES]
            return bool(slots) and not self.is_safe(node.value, local)
        return False


def returning_content(module: ast.Module, *, not_at_all: bool = False) -> frozenset[str]:
    """Return the names of the functions of a module that return `Content`, or of all others."""
    return frozenset(
        node.name
        for node in ast.walk(module)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.returns is not None
        and (ast.unparse(node.returns) == "Content") != not_at_all
    )


def _local(function: ast.FunctionDef | ast.AsyncFunctionDef, source: Source) -> frozenset[str]:
    """Return the names in a function that hold `Content`, or tuples of it."""
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    names = {
        a.arg for a in arguments if a.annotation and ast.unparse(a.annotation).startswith("Content")
    }
    # Twice, as a name may be taken from one that is only found further down.
    for _ in range(2):
        for node in ast.walk(function):
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                if all(source.is_safe(part, frozenset(names)) for part in parts):
                    names.update(t.id for t in _targets(node) if isinstance(t, ast.Name))
    return frozenset(names)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [part for target in targets for part in getattr(target, "elts", [target])]


def _says_content(node: ast.Assign | ast.AnnAssign) -> bool:
    return isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "Content"


@pytest.fixture(scope="module")
def makers() -> frozenset[str]:
    """Every function of the screen that returns `Content`, as modules import from each other.

    A name that elsewhere returns something else tells nothing.
    """
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    names = [name for tree in trees for name in returning_content(tree)]
    others = {name for tree in trees for name in returning_content(tree, not_at_all=True)}
    return frozenset(names) - others


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TUI)))
def test_text_goes_to_the_screen_as_content(path: Path, makers: frozenset[str]) -> None:
    faults = Source(path.read_text(encoding="utf-8"), makers).faults()
    assert [f for f in faults if not any(f": {words}" in f for words in KNOWN)] == []


@pytest.mark.parametrize(
    "line",
    [
        "yield Static(self.question.asks)",
        "yield Static(f'{answer}')",
        "yield Label('x ' + answer)",
        "yield Static('[b]fixed[/b]')",
        "self.app.notify(f'{answer} was saved')",
        "self.app.notify(answer, markup=True)",
        "self._head.update(answer)",
        "self.area.placeholder = answer",
        "yield Button('ok', tooltip=answer)",
        "self.border_title = answer",
        "yield Static(Content.from_markup(answer))",
        "text = answer\n    yield Static(text)",
        "yield Hit(1, Content('x'), run, 'x', help=answer)",
        "yield Hit(1, Content('x'), run, 'x', answer)",
        "yield DiscoveryHit(answer, run)",
        "yield DiscoveryHit(Content('x'), run, 'x', f'last said: {answer}')",
    ],
)
def test_a_markup_slot_is_seen(line: str) -> None:
    assert Source(f"def f(self, answer: str):\n    {line}\n").faults() != []


@pytest.mark.parametrize(
    "line",
    [
        "yield Static()",
        "yield Static('fixed words', classes='head')",
        "yield Static(Content(answer))",
        "yield Static(Content('\\n').join(lines))",
        "self.app.notify(f'{answer} was saved', markup=False)",
        "self.app.notify('nothing to undo')",
        "self._head.update(Content(answer))",
        "drawn = (Content(answer), Content('x'))\n    head, foot = drawn\n    self.x.update(head)",
        "yield Static(content)",
        "yield Static(Content(answer) if answer else '')",
        "below: Any = Content(answer)\n    yield Hit(1, Content(answer), run, 'x', help=below)",
    ],
)
def test_a_safe_slot_is_let_through(line: str) -> None:
    assert Source(f"def f(self, answer: str, content: Content):\n    {line}\n").faults() == []
