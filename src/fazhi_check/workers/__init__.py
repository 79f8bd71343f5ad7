"""Workers: processes that do one thing with many jobs, whatever a job does to the process that has it.

Each worker is a fresh interpreter that takes jobs from a pipe and gives answers through another. It always holds a few
jobs in a row, so it is known which of them it was at when it ended or overran: that job alone is blamed, its neighbours
go back to the others. Nothing here knows what a job is.
"""

from fazhi_check.workers.crew import Crew, Limits, Lost, NoWorkers, processors

__all__ = ["Crew", "Limits", "Lost", "NoWorkers", "processors"]
