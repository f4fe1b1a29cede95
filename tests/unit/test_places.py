"""Where findings point for a code host: from the repository's root, from wherever it is asked."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

import pytest

from framing_tui.cli import main
from framing_tui.cli.places import Places
from framing_tui.reports.report import Place
from framing_tui.storage.search import repository_root

LATE = '[serving]\nonline = "yes"\np99_budget_ms = 120\np99_expected_ms = 140\n'
links = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a framing in a folder of it, and nothing known of any workflow."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    put(root / "deep" / "er" / "framing.toml")
    return root


def put(path: Path, text: str = LATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class Told:
    """What one check told: of GitHub's format and of SARIF, the places alone."""

    def __init__(self, capture: pytest.CaptureFixture[bytes], *paths: str | Path) -> None:
        self._capture = capture
        self._paths = [str(path) for path in paths]

    def run(self, name: str) -> str:
        self._capture.readouterr()
        with pytest.raises(SystemExit):
            main(["check", *self._paths, "--format", name, "--today", "2026-06-01"])
        return self._capture.readouterr().out.decode()

    @property
    def files(self) -> set[str]:
        """The files that GitHub is told."""
        found = re.findall(r"^::\w+ file=([^,]*),line=\d+,", self.run("github"), re.M)
        return {unquote(name) for name in found}

    @property
    def artifacts(self) -> set[tuple[str, str | None]]:
        """The addresses and bases in SARIF, of findings and of errors."""
        (log,) = json.loads(self.run("sarif"))["runs"]
        told = [*log["results"], *log["invocations"][0]["toolExecutionNotifications"]]
        places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in told]
        return {(place["uri"], place.get("uriBaseId")) for place in places}

    def is_at(self, path: str) -> None:
        """Expect one file of the repository, and nothing else."""
        assert self.files == {path}
        ((uri, base),) = self.artifacts
        assert (unquote(uri), base) == (path, "%SRCROOT%")

    def is_outside_at(self, path: Path) -> None:
        """Expect one file outside of the repository, and nothing else."""
        assert self.files == {path.as_posix()}
        assert self.artifacts == {(path.as_uri(), None)}


Capture = pytest.CaptureFixture[bytes]


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_paths_are_told_from_the_root_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture, mark: str
) -> None:
    if mark == "file":
        # As in a linked work tree and in a submodule.
        (repository / ".git").rmdir()
        (repository / ".git").write_text("gitdir: ../elsewhere\n", encoding="utf-8")
    for folder, given in (
        ("", "deep"),
        ("deep", "er/framing.toml"),
        ("deep", repository / "deep" / "er" / "framing.toml"),
        ("deep/er", "framing.toml"),
        ("deep/er", "."),
        ("deep/er", "../er/framing.toml"),
        ("deep/er", "../../deep/er/./framing.toml"),
    ):
        monkeypatch.chdir(repository / folder)
        Told(capsysbinary, given).is_at("deep/er/framing.toml")


def test_a_workflow_says_where_its_checkout_is(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    monkeypatch.chdir(repository / "deep")
    told = Told(capsysbinary, "er/framing.toml")
    # Checked out below the workspace, as several repositories are.
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository.parent))
    told.is_at("repository/deep/er/framing.toml")
    monkeypatch.setenv("GITHUB_WORKSPACE", f"{repository}/deep/")
    told.is_at("er/framing.toml")
    # What is no folder, or not set, tells nothing.
    for nothing in ("", str(repository / "gone"), ".", "deep"):
        monkeypatch.setenv("GITHUB_WORKSPACE", nothing)
        told.is_at("deep/er/framing.toml")


def test_without_a_repository_the_working_directory_is_the_root(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    (repository / ".git").rmdir()
    if repository_root(repository) is not None:
        pytest.skip("the tests run inside of a repository")
    monkeypatch.chdir(repository / "deep")
    Told(capsysbinary, ".").is_at("er/framing.toml")


def test_outside_of_the_root_paths_are_absolute(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    beside = put(tmp_path / "repository-2" / "100 % done, really: #1" / "framing.toml").resolve()
    monkeypatch.chdir(repository / "deep")
    Told(capsysbinary, beside).is_outside_at(beside)
    Told(capsysbinary, os.path.relpath(beside)).is_outside_at(beside)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository))
    Told(capsysbinary, beside.parent).is_outside_at(beside)


@pytest.mark.parametrize(
    "name", ["a b.toml", "50%.toml", "a%20b.toml", "é,数.toml", "#1?.toml", "a;b&c=d.toml"]
)
def test_any_name_leads_back_to_the_file(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture, name: str
) -> None:
    put(repository / "in here" / name)
    monkeypatch.chdir(repository / "in here")
    Told(capsysbinary, name).is_at(f"in here/{name}")


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("raw", [b"a:b.toml", b"a\nb.toml", b"a\\b.toml", b"\xff.toml"])
def test_an_odd_name_is_an_address_all_the_same(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture, raw: bytes
) -> None:
    try:
        put(repository / os.fsdecode(raw))
    except OSError:
        pytest.skip("this file system takes no such name")
    monkeypatch.chdir(repository)
    ((uri, base),) = Told(capsysbinary, os.fsdecode(raw)).artifacts
    assert (unquote_to_bytes(uri), base) == (raw, "%SRCROOT%")


@links
def test_links_are_followed_to_what_the_repository_knows(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    (tmp_path / "way").symlink_to(repository)
    (repository / "short").symlink_to("deep/er")
    (repository / "linked.toml").symlink_to("deep/er/framing.toml")
    real = "deep/er/framing.toml"
    monkeypatch.chdir(tmp_path / "way" / "deep")
    Told(capsysbinary, "er").is_at(real)
    Told(capsysbinary, tmp_path / "way" / "deep" / "er" / "framing.toml").is_at(real)
    Told(capsysbinary, "../short/framing.toml").is_at(real)
    Told(capsysbinary, "../linked.toml").is_at(real)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "way"))
    Told(capsysbinary, repository / "deep" / "er" / "framing.toml").is_at(real)


@links
def test_a_link_to_elsewhere_is_a_file_of_the_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    outside = put(tmp_path / "outside" / "plan.toml").resolve()
    (repository / "linked.toml").symlink_to(outside)
    (repository / "away").symlink_to(outside.parent)
    monkeypatch.chdir(repository / "deep")
    Told(capsysbinary, "../linked.toml").is_at("linked.toml")
    # Behind a linked folder there is no file of the repository.
    Told(capsysbinary, "../away/plan.toml").is_outside_at(outside)


def test_errors_are_told_from_the_root_too(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    monkeypatch.chdir(repository / "deep")
    Told(capsysbinary, "gone.toml").is_at("deep/gone.toml")
    (repository / "deep" / "empty").mkdir()
    Told(capsysbinary, "empty").is_at("deep/empty")
    put(repository / "deep" / "framing.toml", "[stack]\nkpo = 1\n")
    Told(capsysbinary, "framing.toml").is_at("deep/framing.toml")
    put(repository / ".framing.toml", "nonsense = 1\n")
    put(repository / "deep" / "framing.toml", "")
    Told(capsysbinary, "framing.toml").is_at(".framing.toml")


def test_scripts_and_test_reports_are_told_from_the_working_directory(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    monkeypatch.chdir(repository / "deep")
    told = Told(capsysbinary, repository / "deep" / "er" / "framing.toml")
    assert [file["path"] for file in json.loads(told.run("json"))["files"]] == ["er/framing.toml"]
    assert '<testsuite name="er/framing.toml"' in told.run("junit")


def test_a_place_is_the_same_in_another_process(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    put(repository / "deep" / "my-framing.toml")
    monkeypatch.chdir(repository / "deep")
    told = Told(capsysbinary, ".", "--jobs", "2")
    assert told.files == {"deep/my-framing.toml", "deep/er/framing.toml"}


def test_a_folder_above_the_root_is_outside(repository: Path) -> None:
    places = Places(repository / "deep")
    assert places.of(repository / "deep" / "er") == Place("er")
    assert places.of(repository / "deep" / "er" / ".." / "x") == Place("x")
    above = places.of(repository / "deep" / "..")
    assert above == Place(repository.resolve().as_posix(), is_inside=False)


@links
def test_the_root_of_the_system_has_one_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    name = Path("/no-such-framing.toml")
    monkeypatch.chdir("/")
    for root, place in ((Path("/"), Place(name.name)), (Path("/usr"), Place(str(name), False))):
        for given in (name, Path(name.name), Path("usr", "..", name.name)):
            assert Places(root).of(given) == place
            assert Places(root).real(given) == str(name)
    assert Places(Path("/")).of(Path("/")) == Place(".")


@links
def test_a_name_that_cannot_be_looked_at_is_one_error(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    monkeypatch.chdir(repository)
    long = f"{'x' * 300}.toml"
    told = Told(capsysbinary, "deep/er/framing.toml", long)
    assert told.files == {"deep/er/framing.toml", long}
    assert [file["path"] for file in json.loads(told.run("json"))["errors"]] == [long]


@links
def test_a_circle_of_links_is_one_line(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Capture
) -> None:
    (repository / "circle").symlink_to("circle")
    monkeypatch.chdir(repository)
    Told(capsysbinary, "circle/framing.toml").is_at("circle/framing.toml")
