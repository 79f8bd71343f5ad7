"""fazhi-check: does an annual report on building a law-based government show what the law demands?"""

__version__ = "0.1.0"
