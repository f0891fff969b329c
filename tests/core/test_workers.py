"""Jobs in processes of their own: each within its time, none lost to the death of another, no process left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.core.workers import WorkerDiedError, Workers

LONG = 120


def nothing() -> None:
    """Warm nothing up."""


def dies(times: Path, often: int) -> str:
    """Kill the process that does this, as often as asked for; `times` counts."""
    done = len(times.read_bytes()) if times.exists() else 0
    if done < often:
        times.write_bytes(b"x" * (done + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def fails() -> None:
    """Raise what a job may raise."""
    raise LookupError("no such thing")


def ends(process: int) -> bool:
    """Wait for a process to be no more; return whether it is within a few seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{process}/stat")
        if stat.exists() and stat.read_text().rpartition(") ")[2].startswith("Z"):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def workers() -> Iterator[Workers]:
    """One process, and two seconds for a job."""
    pool = Workers(1, 2, nothing)
    yield pool
    pool.shutdown(cancel_futures=True)


def test_a_job_gives_its_result_or_raises(workers: Workers) -> None:
    """What a job returns or raises comes back, and the process goes on with the next."""
    first = workers.submit(os.getpid).result()

    with pytest.raises(LookupError, match="no such thing"):
        workers.submit(fails).result()
    assert workers.submit(os.getpid).result() == first != os.getpid()


def test_a_job_over_its_time_is_ended(workers: Workers) -> None:
    """A job that takes too long ends with its process; those that wait for their turn are done all the same."""
    process = workers.submit(os.getpid).result()
    slow, quick = workers.submit(time.sleep, LONG), workers.submit(abs, -1)

    with pytest.raises(TimeoutError):
        slow.result(LONG)
    assert quick.result(LONG) == 1
    assert ends(process)


def test_a_job_whose_process_is_killed_is_begun_again(workers: Workers, tmp_path: Path) -> None:
    """Killed once, by whatever kills processes when memory is short, a job is done by the next process."""
    assert workers.submit(dies, tmp_path / "times", 1).result(LONG) == "done"


def test_a_job_that_kills_is_given_up(workers: Workers, tmp_path: Path) -> None:
    """Killed twice, a job is told of; the others are done."""
    deadly, other = workers.submit(dies, tmp_path / "times", 9), workers.submit(abs, -2)

    with pytest.raises(WorkerDiedError):
        deadly.result(LONG)
    assert other.result(LONG) == 2
    assert len((tmp_path / "times").read_bytes()) == 2


def test_who_cancels_does_not_wait() -> None:
    """A pool that is given up ends the job that runs, and begins none."""
    pool = Workers(1, LONG, nothing)
    process = pool.submit(os.getpid).result()
    pool.submit(time.sleep, LONG)
    waiting = pool.submit(abs, -1)
    began = time.monotonic()

    pool.shutdown(cancel_futures=True)

    assert time.monotonic() - began < 5
    assert waiting.cancelled()
    assert ends(process)


@pytest.mark.parametrize(
    "job",
    [
        pytest.param("time.sleep, 120", id="asleep"),
        pytest.param(
            "re.match, '(a+)+b', 'a' * 60",
            id="deaf",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux does it"),
        ),
    ],
)
def test_a_worker_dies_with_the_program(job: str) -> None:
    """Where the program is killed, its workers end, even one in a library that never lets Python look."""
    assert re.match("a", "a")
    program = (
        "import os, re, sys, time; from toolkit.core.workers import Workers; pool = Workers(1, 600, int)\n"
        f"print(pool.submit(os.getpid).result(), flush=True); pool.submit({job}); time.sleep(120)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        time.sleep(0.2)
        process.kill()

    assert ends(worker)
