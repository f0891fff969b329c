"""Starts the program: `toolkit …` and `python -m toolkit …`."""

from __future__ import annotations

import os
import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # before anything that takes time: Ctrl-C is quiet from here on
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))

from collections.abc import Callable
from functools import partial
from typing import NoReturn

from toolkit.core import boundary


def main() -> NoReturn:
    """Run the command line and end the process."""
    boundary.run(_load)


def _load() -> Callable[[], object]:
    from toolkit.cli import app

    return partial(app, prog_name="toolkit")


if __name__ == "__main__":
    main()
