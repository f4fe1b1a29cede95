"""What each archetype is judged by and stands on, under the question that chooses one."""

from __future__ import annotations

from textual.content import Content

from framing_tui.assessment import Assessment
from framing_tui.model.archetype import PROFILES
from framing_tui.model.framing import Framing
from framing_tui.tui.texts import clipped, plain, stacked


def draw_profiles(framing: Framing, assessment: Assessment, width: int) -> Content:
    """Return the chosen archetype's profile, or all three until one is chosen."""
    chosen = framing.archetype.kind
    lines = []
    for profile in PROFILES:
        if chosen not in (None, profile.value):
            continue
        style = "$foreground-muted"
        usual = ", ".join(word.replace("-", " ") for word in profile.guardrails)
        words = f"{profile.title}: judged by {profile.focus}; usual guardrails: {usual}"
        lines += [plain(f"  {line}", style) for line in clipped(words, width - 2, 3)]
    return stacked(lines)
