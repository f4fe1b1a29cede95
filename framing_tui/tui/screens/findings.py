"""The findings over the form, where there is no room beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from framing_tui.assessment import Assessment
from framing_tui.tui.screens.dialogs import Reading
from framing_tui.tui.screens.help import finding_help
from framing_tui.tui.screens.over import Over
from framing_tui.tui.texts import joined
from framing_tui.tui.widgets.cells import CellPanel, JumpWanted
from framing_tui.tui.widgets.findings import AcceptWanted, ExplainWanted, FindingsList


class FindingsScreen(Over[str | AcceptWanted | None]):
    """Cells and findings; the result is the question to go to, or the finding to accept."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f2,q,ctrl+c", "leave", "back")]

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self._assessment = assessment

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog reading"):
            yield Static(
                joined(
                    ("Findings", "bold $accent"),
                    ("   Enter: go there · e: explain · a: accept · q: back", "$foreground-muted"),
                )
            )
            yield CellPanel()
            yield FindingsList()

    def on_mount(self) -> None:
        width = self.app.size.width - 10
        self.query_one(CellPanel).show(self._assessment, frozenset(), width)
        findings = self.query_one(FindingsList)
        findings.show(self._assessment.findings, frozenset())
        self.set_focus(findings)

    @on(JumpWanted)
    def jump(self, event: JumpWanted) -> None:
        event.stop()
        self.dismiss(event.question_id)

    @on(ExplainWanted)
    def explain(self, event: ExplainWanted) -> None:
        event.stop()
        self.app.push_screen(Reading(finding_help(event.finding), event.finding.code))

    @on(AcceptWanted)
    def accept(self, event: AcceptWanted) -> None:
        event.stop()
        self.dismiss(AcceptWanted(event.finding))

    def action_leave(self) -> None:
        self.dismiss(None)
