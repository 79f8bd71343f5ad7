"""The engine asks each item of a checklist for evidence and returns an assessment."""

from fazhi_check.engine.assess import MOST, assess

__all__ = ["MOST", "assess"]
