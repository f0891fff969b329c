"""Runs jobs in processes of their own, each within a limit of time; none of them outlives the program.

`concurrent.futures` gives up on every job when one process dies, and cannot end a job that takes too long.
"""

from __future__ import annotations

import ctypes
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection, Pipe
from typing import Any

_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from toolkit.core.workers import work; work(int(sys.argv[1]))"
_TRIES = 2
"""How often a job is begun: once more when its process dies, for that may be the doing of another one."""
_Job = tuple[Callable[..., Any], tuple[Any, ...]]
_Answer = tuple[Any, BaseException | None]
_DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of Linux."""


class WorkerDiedError(BrokenExecutor):
    """The process of a job died, twice: as it does when memory runs out."""


class _Worker:
    """A process that does one job at a time; `warm` is its first."""

    def __init__(self, warm: Callable[[], object]) -> None:
        self._channel, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), *sys.path], pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for the program, which ends its workers itself
            )  # fmt: skip
        self._warm: Callable[[], object] | None = warm

    def answer(self, job: _Job, limit: float) -> _Answer:
        """Return what became of a job; raise TimeoutError after `limit` seconds, EOFError when the process dies."""
        if self._warm:
            warm, self._warm = self._warm, None
            _, error = self._exchange((warm, ()), None)
            if error:
                return None, error
        return self._exchange(job, limit)

    def _exchange(self, job: _Job, limit: float | None) -> _Answer:
        try:
            self._channel.send(job)
            if not self._channel.poll(limit):
                raise TimeoutError
            answer: _Answer = self._channel.recv()
        except ConnectionError:
            raise EOFError from None
        return answer

    def kill(self) -> None:
        """Let the process end, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """End the process, and give back what it held."""
        self._process.kill()
        self._process.wait()
        self._channel.close()


class Workers(Executor):
    """Processes for jobs; one that dies is replaced and its job begun again, one that is over its time is ended."""

    def __init__(self, count: int, limit: float, warm: Callable[[], object]) -> None:
        self.count, self._limit, self._warm = count, limit, warm
        self._threads = ThreadPoolExecutor(count)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin a job as soon as a process is free.

        Its future raises TimeoutError when the job took too long, WorkerDiedError when no process survived it.
        """
        return self._threads.submit(self._done, (partial(fn, **kwargs) if kwargs else fn, args))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; when jobs are to be cancelled, those that run are ended with them."""
        self._threads.shutdown(wait=wait and not cancel_futures, cancel_futures=cancel_futures)
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.kill()
        self._threads.shutdown(wait=wait)
        for worker in self._idle:
            worker.end()
        self._idle.clear()

    def _done(self, job: _Job) -> Any:
        for _ in range(_TRIES):
            worker = self._taken()
            try:
                result, error = worker.answer(job, self._limit)
            except BaseException as ended:
                worker.end()
                if not isinstance(ended, EOFError):
                    raise
            else:
                self._idle.append(worker)
                if error:
                    raise error
                return result
            finally:
                self._busy.discard(worker)
        raise WorkerDiedError

    def _taken(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise CancelledError
            worker = self._idle.pop() if self._idle else _Worker(self._warm)
            self._busy.add(worker)
        return worker


def work(handle: int) -> None:
    """Do the jobs that come through a channel, in a process that ends as soon as nobody stands at its other end."""
    if sys.platform == "linux":  # elsewhere, and here too, `_listen` sees it, unless a library never lets it look
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    channel: Connection[_Answer, _Job] = Connection(handle)
    jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, jobs), daemon=True).start()
    while True:
        job, arguments = jobs.get()
        try:
            channel.send((job(*arguments), None))
        except BaseException as error:  # whoever asked for the job is told
            channel.send((None, error))


def _listen(channel: Connection[_Answer, _Job], jobs: queue.SimpleQueue[_Job]) -> None:
    while True:
        try:
            jobs.put(channel.recv())
        except (EOFError, OSError):
            os._exit(1)
        except BaseException as error:  # a job that cannot be loaded here
            jobs.put((_raise, (error,)))


def _raise(error: BaseException) -> None:
    raise error
