"""Check annual reports on building a law-based government against what the law demands of them."""

__version__ = "0.1.0"
