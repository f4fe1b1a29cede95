"""The forms that the page can be written in, and which of them a file is by its name.

Why a table of functions: each form is loaded only where it is asked for, as two of them come with
libraries that the others do not need.
"""

from __future__ import annotations

from framing_tui.model.framing import Framing
from framing_tui.rules.settings import Settings
from framing_tui.spec.templating import SpecError

FORMS = ("markdown", "html", "json")
_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json"}


def form_of(name: str) -> str:
    """Return the form that a file has by its name; Markdown where it says nothing."""
    lowered = name.lower()
    return next((form for end, form in _BY_ENDING.items() if lowered.endswith(end)), FORMS[0])


def export(
    form: str, framing: Framing, settings: Settings, template: str | None = None, toml: str = ""
) -> str:
    """Return the page in a form; raises SpecError. `toml` goes along where the form can hold it."""
    if form == "html":
        from framing_tui.spec.html import export_html

        return export_html(framing, settings, template, toml)
    if form == "json":
        from framing_tui.spec.plain import export_json

        if template is not None:
            raise SpecError("the page in JSON has no template")
        return export_json(framing, settings)
    from framing_tui.spec.markdown import export_markdown

    return export_markdown(framing, settings, template)
