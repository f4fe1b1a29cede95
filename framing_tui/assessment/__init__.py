"""The one judgement of a framing that every door calls."""

from framing_tui.assessment.assess import Assessment, assess

__all__ = ["Assessment", "assess"]
