"""The settings of a repository: where they are looked for, what they may say, what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from framing_tui.cli import main
from framing_tui.config import Config, config_for, nearest_rule, wrong_code
from framing_tui.rules.finding import Level
from framing_tui.session import Session

QUIET = '[rules.FT603]\nlevel = "warn"\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder in it; the working directory is the repository."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "checkout").mkdir()
    monkeypatch.chdir(root)
    return root


def said(config: Config) -> list[str]:
    return [str(problem) for problem in config.problems]


# Where.


def test_without_a_file_everything_is_as_declared(tree: Path) -> None:
    assert config_for(tree / "checkout") == Config()


def test_settings_are_found_above_up_to_the_root(tree: Path) -> None:
    (tree / ".framing.toml").write_text(QUIET, encoding="utf-8")
    config = config_for(tree / "checkout")
    assert config.file == ".framing.toml"
    assert config.settings.levels == {"FT603": Level.WARN}
    assert config.lines == {"rules.FT603.level": 2}


def test_nothing_above_the_root_counts(tree: Path) -> None:
    (tree.parent / ".framing.toml").write_text(QUIET, encoding="utf-8")
    assert config_for(tree / "checkout") == Config()


def test_a_worktree_ends_where_its_git_file_is(tree: Path) -> None:
    (tree / ".framing.toml").write_text(QUIET, encoding="utf-8")
    (tree / "checkout" / ".git").write_text("gitdir: ../x\n", encoding="utf-8")
    assert config_for(tree / "checkout") == Config()


def test_outside_of_a_repository_the_working_directory_is_the_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".framing.toml").write_text(QUIET, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a")
    assert config_for(inner) == Config()
    monkeypatch.chdir(tmp_path)
    assert config_for(inner).file == ".framing.toml"
    (tmp_path / "c").mkdir()
    monkeypatch.chdir(tmp_path / "c")
    assert config_for(inner) == Config()


def test_the_nearest_file_wins_and_our_own_before_the_project(tree: Path) -> None:
    project = '[tool.framing-tui]\nignore = ["FT905"]\n'
    (tree / "pyproject.toml").write_text(project, encoding="utf-8")
    assert config_for(tree / "checkout").ignore == ("FT905",)
    (tree / ".framing.toml").write_text('ignore = ["FT110"]\n', encoding="utf-8")
    assert config_for(tree / "checkout").ignore == ("FT110",)
    (tree / "checkout" / "pyproject.toml").write_text(project, encoding="utf-8")
    assert config_for(tree / "checkout").file == "checkout/pyproject.toml"


def test_a_project_that_says_nothing_of_us_is_passed_over(tree: Path) -> None:
    (tree / ".framing.toml").write_text(QUIET, encoding="utf-8")
    project = tree / "checkout" / "pyproject.toml"
    for text in ('[project]\nname = "x"\n', 'name = "framing-tui"\n', "not toml at all ["):
        project.write_text(text, encoding="utf-8")
        assert config_for(tree / "checkout").file == ".framing.toml"


def test_settings_in_a_project_have_their_lines(tree: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.framing-tui.rules.FT108]\nred_percent = 120\n'
    (tree / "pyproject.toml").write_text(text, encoding="utf-8")
    config = config_for(tree)
    assert config.settings.limits == {"FT108": {"red_percent": 120.0}}
    assert config.lines == {"rules.FT108.red_percent": 5}


# What.


def test_everything_can_be_set(tree: Path) -> None:
    text = (
        'select = ["ft1", "FT603"]\nignore = ["FT104"]\ntemplate = "markdown"\n'
        '[rules.FT108]\nlevel = "off"\nred_percent = 110\nwarn_percent = 90.5\n'
    )
    (tree / ".framing.toml").write_text(text, encoding="utf-8")
    config = config_for(tree)
    assert config.problems == ()
    assert (config.select, config.ignore) == (("FT1", "FT603"), ("FT104",))
    assert config.template == "markdown"
    assert config.settings.levels == {"FT108": None}
    assert config.settings.limits == {"FT108": {"red_percent": 110.0, "warn_percent": 90.5}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("selct = []", ".framing.toml:1: selct: unknown setting (nearest: select)"),
        ("zzz = 1", "unknown setting; there is: select, ignore, template, rules"),
        ("select = 'FT1'", ".framing.toml:1: select: expected a list of codes, like"),
        ("ignore = ['FT104', 'FT0']", "ignore: no rule has a code that begins with “FT0”"),
        ("ignore = ['']", "ignore: no rule has a code that begins with “”"),
        ("rules = 3", "rules: expected a table for each rule"),
        ("[rules.FT999]\nlevel = 'off'", ".framing.toml:1: rules.FT999: there is no such rule"),
        (
            "[rules.queue-over-capacity]",
            "rules.queue-over-capacity: there is no such rule (nearest: FT108)",
        ),
        ("[rules]\n\nFT108 = 'off'", ".framing.toml:3: rules.FT108: expected a table, like"),
        (
            "[rules.FT108]\nlevel = 'wran'",
            "rules.FT108.level: expected one of red, warn, note, off, got “wran” (nearest: warn)",
        ),
        ("[rules.FT108]\nlevel = 3", "rules.FT108.level: expected one of red, warn, note, off"),
        (
            "[rules.FT108]\nred_percnt = 3",
            ".framing.toml:2: rules.FT108.red_percnt: unknown setting (nearest: red_percent)",
        ),
        ("[rules.FT101]\nclasses = 3", "FT101.classes: unknown setting; there is: level"),
        ("[rules.FT108]\nred_percent = '9'", "red_percent: expected a number, got “9”"),
        ("[rules.FT108]\nred_percent = true", "red_percent: expected a number, got true"),
        ("[rules.FT108]\nred_percent = -1", "expected a number above 0, got -1"),
        ("[rules.FT108]\nred_percent = 0", "expected a number above 0, got 0"),
        ("[rules.FT108]\nred_percent = nan", "expected a number above 0, got nan"),
        ("[rules.FT108]\nred_percent = inf", "expected a number above 0, got inf"),
        ("template = 'markdwn'", "template: expected one of markdown"),
        ("template = './evil.md.j2'", "only where the command line names it: --template"),
        ("template = 3", "template: expected one of markdown"),
        ("x = ", ".framing.toml:1: settings: is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_key_and_the_nearest(
    tree: Path, text: str, expected: str
) -> None:
    (tree / ".framing.toml").write_text(text + "\n", encoding="utf-8")
    (found,) = said(config_for(tree))
    assert expected in found
    assert found.startswith(".framing.toml")


def test_what_is_wrong_costs_its_own_setting_alone(tree: Path) -> None:
    (tree / ".framing.toml").write_text(
        "ignore = ['FT104', 'nope']\n[rules.FT108]\nlevel = 'loud'\nred_percent = 120\n",
        encoding="utf-8",
    )
    config = config_for(tree)
    assert len(config.problems) == 2
    assert config.ignore == ("FT104",)
    assert config.settings.limits == {"FT108": {"red_percent": 120.0}}


def test_a_key_in_a_project_is_named_in_full(tree: Path) -> None:
    (tree / "pyproject.toml").write_text("[tool.framing-tui]\nnope = 1\n", encoding="utf-8")
    (found,) = said(config_for(tree))
    assert found.startswith("pyproject.toml:2: tool.framing-tui.nope: unknown setting")
    (tree / "pyproject.toml").write_text("[tool]\nframing-tui = 1\n", encoding="utf-8")
    (found,) = said(config_for(tree))
    assert found == "pyproject.toml:2: tool.framing-tui: expected a table"


def test_hostile_settings_are_refused_and_not_read_for_ever(tree: Path) -> None:
    (tree / ".framing.toml").write_text("a." * 50_000 + "b = 1\n", encoding="utf-8")
    assert "not a framing" in said(config_for(tree))[0]
    (tree / ".framing.toml").write_bytes(b"\xff\xfe = 1\n")
    assert said(config_for(tree)) == [".framing.toml: settings: is not UTF-8 text"]


def test_codes_are_known_by_their_beginning() -> None:
    assert wrong_code("FT") is None
    assert wrong_code("FT1") is None
    assert wrong_code("FT603") is None
    assert "begins with “FT6031”" in str(wrong_code("FT6031"))
    assert nearest_rule("cannot-serve-in-tim") == "FT603"
    assert nearest_rule("ft602") == "FT602"
    assert nearest_rule("zzzzzz") is None


# The other doors.

LATE = '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'


def test_the_session_judges_as_check_does(tree: Path) -> None:
    (tree / ".framing.toml").write_text(QUIET, encoding="utf-8")
    (tree / "framing.toml").write_text(LATE, encoding="utf-8")
    settings = config_for(tree).settings
    session = Session.open(tree / "framing.toml", date(2026, 1, 1), settings=settings)
    try:
        levels = {f.code: f.level for f in session.assessment.findings}
        assert levels["FT603"] is Level.WARN
        session.answer("stack.kpi", "churn")
        levels = {f.code: f.level for f in session.assessment.findings}
        assert levels["FT603"] is Level.WARN
    finally:
        session.close()


def test_export_judges_as_check_does(
    tree: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tree / "framing.toml").write_text(LATE, encoding="utf-8")

    def page() -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main(["export"])
        assert not left.value.code
        out, err = capsysbinary.readouterr()
        return out.decode(), err.decode()

    before, _ = page()
    assert "FT603" in before
    (tree / ".framing.toml").write_text('[rules.FT603]\nlevel = "off"\n', encoding="utf-8")
    assert "FT603" not in page()[0]
    (tree / ".framing.toml").write_text("nope = 1\n", encoding="utf-8")
    text, told = page()
    assert text == before
    assert told.startswith(".framing.toml:1: nope: unknown setting")


def test_the_example_of_the_docs_is_right(tree: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0]
    (tree / ".framing.toml").write_text(shown, encoding="utf-8")
    config = config_for(tree)
    assert config.problems == ()
    assert config.ignore == ("FT104",)
    assert config.settings.levels == {"FT603": Level.WARN}
    assert config.settings.limits == {"FT108": {"red_percent": 110.0, "warn_percent": 90.0}}
