"""Settings: what holds for a server from its start to its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from fazhi_check.limits import SECONDS

MB = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """What `serve` was asked for.

    `checklists` maps the ids that may be chosen to what `loading.load` takes. `token` is "" where none is needed; `keep`
    is the folder in which uploads stay (None: nowhere). `max_size` is the size of one file in bytes, a request may hold
    several; `job_seconds` is how long a worker may be busy with one upload before it is ended. `names` are further names
    under which the page may be opened.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str = ""
    checklists: dict[str, str] = field(default_factory=dict)
    keep: Path | None = None
    max_size: int = 20 * MB
    max_files: int = 500
    seconds: float = SECONDS
    job_seconds: float = 120
    workers: int = 2
    names: tuple[str, ...] = ()

    @property
    def loopback(self) -> bool:
        """Tell whether the server can be reached from this machine only."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Tell whether a name or address means this machine and is reached from it alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
