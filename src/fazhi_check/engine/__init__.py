"""The engine asks each item of a checklist for evidence and returns an assessment."""

from fazhi_check.engine.assess import MOST, assess
from fazhi_check.engine.passages import CERTAIN

__all__ = ["CERTAIN", "MOST", "assess"]
