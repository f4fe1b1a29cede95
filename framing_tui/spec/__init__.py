"""The one-page kickoff spec: what it holds, and how it is written out."""

from framing_tui.spec.markdown import render_markdown
from framing_tui.spec.page import build_page
from framing_tui.spec.shape import Page
from framing_tui.spec.templating import SpecError

__all__ = ["Page", "SpecError", "build_page", "render_markdown"]
