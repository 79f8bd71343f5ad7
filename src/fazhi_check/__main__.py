"""Entry point. `--version` and `--help` are answered before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path

_GC_THRESHOLD = 50_000


def main() -> None:
    """Run the command line."""
    arguments = sys.argv[1:]
    # What a start makes stays: looking for garbage in it at every step costs a tenth of a short run.
    gc.set_threshold(_GC_THRESHOLD)
    if sys.stdout is None:  # closed by whoever called
        raise SystemExit(2)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if arguments in (["--version"], ["-V"]):
        from fazhi_check.versions import version_lines

        sys.stdout.write(version_lines())
        return
    if arguments in (["--help"], ["-h"], []) and "_FAZHI_CHECK_COMPLETE" not in os.environ:
        # Typer needs many times longer to write the same text; a test compares them.
        sys.stdout.write((Path(__file__).parent / "data" / "help.txt").read_text("utf-8"))
        raise SystemExit(0 if arguments else 2)
    try:
        _command(arguments)
    except BrokenPipeError:
        # Whoever read our output has seen enough (… | head): no more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("fazhi_check"):
            raise
        sys.stderr.write(
            f"fazhi-check：这个功能要用的 {error.name} 没有安装。请执行 pip install 'fazhi-check[all]'。\n"
        )
        raise SystemExit(2) from None
    except OSError as error:
        sys.stderr.write(f"fazhi-check：读写时出错，没有做完（{error.errno}，可能是磁盘满了）。\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("\nfazhi-check：已中断。\n")
        raise SystemExit(130) from None


def _command(arguments: list[str]) -> None:
    from fazhi_check.cli.quick import request_of

    request = request_of(arguments)
    if request is not None:
        from fazhi_check.cli.running import run

        code = run(request)
        sys.stdout.flush()
        raise SystemExit(code)
    from fazhi_check.cli.app import run_app

    run_app()


if __name__ == "__main__":
    main()
