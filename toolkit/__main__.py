"""Starts the program: `toolkit …` and `python -m toolkit …`."""

from __future__ import annotations

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
