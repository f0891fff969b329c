"""Runs commands and measures them: CPU and wall seconds, and the memory of the main process and of its workers apart."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Spent:
    """Seconds, and the most memory in megabytes: of the process itself, and of the largest that it started."""

    cpu: float
    wall: float
    main: float = 0.0
    worker: float = 0.0
    code: int = 0


def spent(command: Sequence[str], folder: Path) -> Spent:
    """Run a command to its end; what it says when it fails is shown."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        most: dict[int, float] = {}
        watching = threading.Thread(target=_watch, args=(running, most), daemon=True)
        watching.start()
        _, said = running.communicate()
        watching.join()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    if running.returncode:
        print("\n".join(said.decode("utf-8", "replace").splitlines()[:3]), file=sys.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    workers = [size for pid, size in most.items() if pid != running.pid]
    return Spent(cpu, wall, most.get(running.pid, 0.0), max(workers, default=0.0), running.returncode)


def _watch(running: subprocess.Popen[bytes], most: dict[int, float]) -> None:
    """Note the most memory of a process and of its descendants, while it runs."""
    while running.poll() is None:
        for pid in descendants(running.pid):
            most[pid] = max(most.get(pid, 0.0), peak(pid))
        time.sleep(PAUSE)


def descendants(pid: int) -> list[int]:
    """Return a process and all that it started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text("utf-8").rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(words[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def peak(pid: int) -> float:
    """Return the most memory that a process has had, in megabytes; none where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
