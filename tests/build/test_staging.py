"""Editions on their way to disk: what waits for its files waits there too, and comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Inline
from toolkit.build.cache import Cache
from toolkit.build.formats import Made
from toolkit.build.pool import Asked, Pool
from toolkit.core.spill import Spill


@dataclass(frozen=True)
class Counted:
    """A job of some size, whose file says which it was."""

    size: int
    fails: bool = False

    def digest(self) -> str:
        return f"{self.size:064}"

    def make(self) -> Made:
        return Made(problem="no") if self.fails else Made(b"%d" % self.size)


class Alone(Inline):
    """An executor with room for one job, and one that waits beside it."""

    count = 1


def asked(job: Counted) -> Asked:
    return Asked(job, job.digest(), "PDF", str(job.size))


def test_values_put_aside_come_back_and_leave_no_file(tmp_path: Path) -> None:
    """Whatever is put aside is the same when it is taken again, in any order, and no file of it has a name."""
    spill = Spill(tmp_path / "not" / "there" / "yet")
    values = [b"x" * 10_000, {"a": ("b", 1)}, None]
    there = [spill.put(value) for value in values]

    assert [spill.get(one) for one in reversed(there)] == values[::-1]
    assert not list(tmp_path.rglob("*"))
    spill.close()


def test_each_file_is_made_once_and_told_of_to_whoever_asks(tmp_path: Path) -> None:
    """A job that is asked for again is not made again: its file is kept, its problem remembered."""
    said: list[tuple[int, int, str, str]] = []
    pool = Pool(Cache(tmp_path), Alone, lambda *words: said.append(words))
    good, bad = Counted(3), Counted(5, fails=True)
    first = [result for job in (good, bad) for result in pool.begin(asked(job))] + [*pool.rest()]
    again = [result for job in (good, bad) for result in pool.begin(asked(job))]
    pool.close()

    assert {digest: (made.data or made.problem, new) for digest, made, new in first if made} == {
        good.digest(): (b"3", True),
        bad.digest(): ("no", True),
    }
    assert [(made.data or made.problem, new) for _, made, new in again if made] == [(b"3", False), ("no", False)]
    assert len(said) == 2
