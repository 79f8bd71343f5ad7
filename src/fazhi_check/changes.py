"""Changes: the files, and of text files the lines, that a git branch has changed since it left another."""

from __future__ import annotations

import os
import re
from pathlib import Path

from fazhi_check.mistakes import Mistake

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class Changes:
    """What the working tree, with files that git does not know yet, has changed since the branch left `ref`.

    Raises `Mistake` where there is no git, no repository or no such commit.
    """

    def __init__(self, ref: str) -> None:
        self._top = _git("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
        self._base = _base(ref)
        touched = _git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", self._base, "--")
        new = _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", self._top)
        self._new = self._paths(new)
        self._touched = self._paths(touched) | self._new

    def _paths(self, listed: bytes) -> frozenset[str]:
        names = (os.fsdecode(one) for one in listed.split(b"\0") if one)
        return frozenset(os.path.realpath(Path(self._top) / name) for name in names)

    def touches(self, path: str) -> bool:
        """Tell whether a file, or the archive that it stands in, was changed."""
        real = Path(os.path.realpath(path))
        return any(str(one) in self._touched for one in (real, *real.parents))

    def __call__(self, path: str) -> frozenset[int] | None:
        """Return the numbers of a file's changed lines, None where all of it is new."""
        real = os.path.realpath(path)
        if real in self._new or not Path(real).is_file():
            return None
        if b"\0" in Path(real).read_bytes():  # UTF-16: git does not see its lines
            return None
        shown = _git(
            "--literal-pathspecs",
            "diff",
            "-U0",
            "--no-color",
            "--no-ext-diff",
            "--no-renames",
            "--text",
            self._base,
            "--",
            real,
        )
        lines: set[int] = set()
        for start, count in _HUNK.findall(shown):
            lines.update(range(int(start), int(start) + (int(count) if count else 1)))
        return frozenset(lines)


def _base(ref: str) -> str:
    """Return the commit where the branch left `ref`."""
    try:
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except Mistake:
        raise Mistake(
            f"--diff {ref}：git 里没有这个分支或提交。在 CI 里检出时要取全历史（如 fetch-depth: 0）。"
        ) from None
    try:
        return _git("merge-base", found.decode().strip(), "HEAD").decode().strip()
    except Mistake:
        raise Mistake(
            f"--diff {ref}：它和当前分支没有共同的历史；在 CI 里检出时要取全历史（如 fetch-depth: 0）。"
        ) from None


def _git(*arguments: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},  # its messages are looked at below
        )
    except OSError:
        raise Mistake("--diff 要用 git，但这台机器上没有 git（或不能运行）。") from None
    if done.returncode:
        if b"not a git repository" in done.stderr:
            raise Mistake("--diff 要在 git 仓库里用，当前文件夹不在 git 仓库里。")
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Mistake(f"git 出错：{told[-1] if told else done.returncode}。")
    return done.stdout
