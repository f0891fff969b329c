"""The notes of a build: what is kept comes back as it was kept, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.core.notes import Notes


def _one(folder: Path, program: str = "one") -> Notes:
    notes = Notes.open(folder, program)
    notes.keep("page a", b"<p>A", {"record clusters.a": "1", "day": "0"})
    notes.keep("page b", b"<p>B", {"record clusters.b": "1", "day": "0"})
    return notes


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """A thing comes back in another run with what it asked, in the order of asking; one kept again replaces it."""
    notes = _one(tmp_path)
    notes.keep("page a", b"<p>C", {"day": "0", "record clusters.c": "2"})
    notes.close()

    kept = Notes.open(tmp_path, "one").kept("page a")

    assert kept is not None
    assert (kept.value, list(kept.reads.items())) == (b"<p>C", [("day", "0"), ("record clusters.c", "2")])


def test_a_thing_holds_while_its_questions_have_the_same_answers(tmp_path: Path) -> None:
    """What asked something that differs no longer holds; what asked nothing of it does."""
    notes = _one(tmp_path)
    now = {"record clusters.a": "2", "record clusters.b": "1", "day": "0"}

    assert notes.holding("page ", now.__getitem__) == {"page b": b"<p>B"}
    assert notes.holding("page ", lambda question: "other") == {}


def test_things_of_two_runs_keep_their_own_answers(tmp_path: Path) -> None:
    """A thing made after an answer changed holds; one made before it does not."""
    notes = _one(tmp_path)
    notes.keep("page b", b"<p>B", {"day": "1"})

    assert notes.holding("page ", lambda question: "1").keys() == {"page b"}


def test_who_asks_is_known(tmp_path: Path) -> None:
    """From a question one finds the things that asked it, each with the place of that question among its own."""
    notes = _one(tmp_path)

    assert _asking(notes, "day") == {"page a": {1: "day"}, "page b": {1: "day"}}
    assert _asking(notes, "record clusters.b") == {"page b": {0: "record clusters.b"}}
    assert _asking(notes, "record clusters.x") == {}
    assert notes.concerned("page a", lambda question, known: known == "0").keys() == {"page a"}


def _asking(notes: Notes, question: str) -> dict[str, dict[int, str]]:
    return {key: dict(asked) for key, (_, asked) in notes.concerned("page ", lambda one, _: one == question).items()}


def test_answers_that_nothing_asks_for_are_swept(tmp_path: Path) -> None:
    """What was asked by things since dropped goes; the rest stays."""
    notes = _one(tmp_path)
    notes.drop(["page b"])
    notes.sweep()

    assert _asking(notes, "record clusters.b") == {}
    assert _asking(notes, "day").keys() == {"page a"}


def test_another_version_begins_anew(tmp_path: Path) -> None:
    """What another program made is forgotten, with a word."""
    _one(tmp_path).close()

    notes = Notes.open(tmp_path, "two")

    assert (notes.keys(), notes.word) == ((), "were left by another version of the program")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_cut_file_is_begun_anew(tmp_path: Path, share: float) -> None:
    """A file that was cut gives nothing wrong: what it has is whole, or it is begun anew and can be written."""
    notes = _one(tmp_path)
    for number in range(200):
        notes.keep(f"page {number}", b"x" * 500, {f"record {number}": "1"})
    notes.close()
    file = notes.path
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])

    again = Notes.open(tmp_path, "one")
    found = [again.kept(f"page {number}") for number in range(200)]
    again.keep("page a", b"new", {"day": "2"})

    assert all(kept is None or (kept.value, dict(kept.reads)) == (b"x" * 500, {f"record {n}": "1"}) for n, kept in enumerate(found))
    assert (kept := again.kept("page a")) is not None
    assert kept.value == b"new"


def test_rubbish_is_begun_anew(tmp_path: Path) -> None:
    """A file that is no SQLite, or was emptied, is replaced, with a word."""
    notes = _one(tmp_path)
    for left, word in ((b"no notes at all" * 1000, "could not be read"), (b"", "were cut off")):
        notes.close()
        notes.path.write_bytes(left)
        notes = Notes.open(tmp_path, "one")

        assert (notes.keys(), notes.word) == ((), word)


def test_an_altered_row_is_no_row(tmp_path: Path) -> None:
    """A value or an answer that somebody altered is not taken for what was kept."""
    notes = _one(tmp_path)
    notes._sql.execute("UPDATE kept SET value = ? WHERE key = 'page a'", (b"<p>forged",))
    notes._sql.execute("UPDATE answer SET digest = '9' WHERE question = 'record clusters.b'")

    assert notes.kept("page a") is None
    assert notes.kept("page b") is None
    assert "page b" not in notes.holding("page ", lambda question: {"record clusters.b": "9"}.get(question, "0"))


_WRITER = """
import sys
from pathlib import Path
from toolkit.core.notes import Notes
notes = Notes.open(Path(sys.argv[1]), "one")
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    notes.keep(f"page {sys.argv[2]} {number}", b"x" * 2000, {f"record {number}": "1", "day": "0"})
"""


def test_a_kill_leaves_whole_things(tmp_path: Path) -> None:
    """After a kill in the middle of writing every thing that is there is whole."""
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), "a", "1000000"], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    while len(keys := Notes.open(tmp_path, "one").keys()) < 50:
        pass
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    notes = Notes.open(tmp_path, "one")

    assert set(keys) <= set(notes.keys())
    assert all((kept := notes.kept(key)) and kept.value == b"x" * 2000 for key in notes.keys()[:100])
    assert notes.word == ""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    """Two processes that write at the same time lose nothing of each other's."""
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name, "100"], stdout=subprocess.DEVNULL) for name in ("a", "b")]

    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(Notes.open(tmp_path, "one").keys()) == 200
