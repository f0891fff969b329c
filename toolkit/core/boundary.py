"""Catches what ends a run early: a failure of the machine becomes one line, and Ctrl-C prints no traceback.

It is loaded before anything else, so it imports nothing that takes time.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn, TypeVar

from toolkit.core.faults import Fault, fault

T = TypeVar("T")
REFUSED = 1
INTERRUPTED = 130
NEW_OBJECTS = 50_000
"""New objects after which garbage is looked for: Python's 700 are soon made, and what a run makes it mostly keeps to its end."""

LEAST_MEMORY = 128_000_000
"""Bytes of address space below which libraries crash or hang while they are loaded, instead of saying that memory ran out."""


def run(load: Callable[[], Callable[[], object]]) -> NoReturn:
    """Load the program, run it, and end the process with its exit code; no exception passes.

    While the program is being loaded there is nothing to tidy, so Ctrl-C ends it on the spot. Later the first
    Ctrl-C is an exception, so that what was begun is tidied up, and a second one does not wait for that.
    """
    gc.set_threshold(NEW_OBJECTS, 20, 20)
    _on_interrupt(_leave)
    _open_outputs()
    code = _ended(lambda: _started(load))
    if code == INTERRUPTED:
        _leave()
    sys.exit(code)


def _started(load: Callable[[], Callable[[], object]]) -> None:
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY and allowed < LEAST_MEMORY:
        raise MemoryError
    start = load()
    _on_interrupt(_interrupt)
    start()


def _ended(start: Callable[[], object]) -> int:
    """Return the exit code of a run of which everything printed has reached its reader."""
    try:
        code = _exit_code(start)
        _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException as error:
        if sys.flags.dev_mode:
            raise
        if not isinstance(error, BrokenPipeError):  # whose reader left does not want to know more
            _say(fault(error))
        _silence()
        return REFUSED
    return code


def _exit_code(start: Callable[[], object]) -> int:
    try:
        start()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else REFUSED if ended.code else 0
    return 0


def _on_interrupt(handler: Callable[[int, FrameType | None], object]) -> None:
    """Set what Ctrl-C does, unless whoever started the program lets it ignore that."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGINT, _leave)
    raise KeyboardInterrupt


def _leave(number: int = 0, frame: FrameType | None = None) -> NoReturn:
    os._exit(INTERRUPTED)


class _Output(io.TextIOWrapper):
    """A stream whose errors name it, and which prints the number of a letter that the terminal lacks: that is no reason to end."""

    def __init__(self, stream: io.TextIOWrapper, name: str) -> None:
        lines, through, encoding = stream.line_buffering, stream.write_through, stream.encoding
        super().__init__(stream.detach(), encoding, "backslashreplace", line_buffering=lines, write_through=through)
        self.called = name

    def write(self, words: str) -> int:
        """Write as every stream does."""
        return self._named(lambda: super(_Output, self).write(words))

    def flush(self) -> None:
        """Flush as every stream does."""
        self._named(super().flush)

    def _named(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except OSError as error:
            raise OSError(error.errno, error.strerror, self.called) from None


def _open_outputs() -> None:
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, _Output(stream, name))


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def _say(told: Fault) -> None:
    try:
        print(told, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _silence()  # there is nobody to tell


def _silence() -> None:
    """Give what still waits to be printed to nobody, so that the end of the process does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
