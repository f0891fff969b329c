"""Keeps what was made, with the questions it asked and the digests of their answers, in one file that survives a kill.

The file is SQLite. Every row bears the digest of its own words: one that was altered is no row. A file that cannot be read,
or that another version of the program left, is begun anew, and `word` says why.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import toolkit
from toolkit.core.reads import Question

FOLDER = ".cache"
"""Where the notes are, below `build/`; their file bears the digest of the program that made them."""
_TABLES = """
CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, question TEXT NOT NULL, digest TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS answer_by_question ON answer (question);
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, mark TEXT NOT NULL, value BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB NOT NULL, reads BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
"""
_PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing that was made, and the digest of the answer to each question that it asked, in the order of asking."""

    value: bytes
    reads: Mapping[Question, str]


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Return the digest of this program, its libraries and its Python: what they made holds for them alone."""
    total = blake2b(sys.version.encode(), digest_size=16)
    for module in sorted(Path(toolkit.__file__).parent.rglob("*.py")):
        total.update(module.read_bytes())
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        total.update("\n".join(sorted(path.name for path in folder.glob("*.*-info"))).encode())
    return total.hexdigest()


@dataclass(slots=True)
class Notes:
    """The notes of a build folder; several processes may use them at once."""

    path: Path
    word: str = ""
    """Why they were begun anew; nothing when they were not, or when there were none."""
    _unsaved: dict[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    _database: sqlite3.Connection | None = field(default=None, repr=False)

    @classmethod
    def of(cls, folder: Path) -> Notes | None:
        """Open the notes of a build folder that is there; nothing when it is not, or when nobody may write in it."""
        try:
            return cls.open(folder) if folder.is_dir() else None
        except (OSError, sqlite3.Error):
            return None

    @classmethod
    def open(cls, folder: Path, program: str | None = None) -> Notes:
        """Open the notes of a build folder, or begin them."""
        kept = folder / FOLDER
        kept.mkdir(parents=True, exist_ok=True)
        notes = cls(kept / f"notes-{(program or program_digest())[:16]}.sqlite")
        if others := [path for path in kept.glob("notes-*") if not path.name.startswith(notes.path.name)]:
            notes.word = "were left by another version of the program"
            _remove(others)
        elif notes.path.is_file() and not notes.path.stat().st_size:
            notes.word = "were cut off"
        notes._begin()
        return notes

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _begin(self) -> None:
        try:
            self._connect()
        except sqlite3.OperationalError as error:
            if "lock" in str(error):
                raise
            self._anew("could not be read")
        except sqlite3.DatabaseError:
            self._anew("could not be read")

    def _connect(self) -> None:
        database = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        self._database = database
        _written_ahead(database)
        database.execute("PRAGMA synchronous = NORMAL")
        with self.together():
            for statement in filter(str.strip, _TABLES.split(";")):
                database.execute(statement)

    def _anew(self, word: str) -> None:
        """Remove the file and begin another."""
        self.close()
        _remove(self.path.parent.glob(f"{self.path.name}*"))
        self.word = word
        self._connect()

    @property
    def _sql(self) -> sqlite3.Connection:
        assert self._database is not None, "the notes are closed"
        return self._database

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write several things in one go: all of them, or none when the program is stopped meanwhile."""
        if self._sql.in_transaction:
            yield
            return
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    # ── things ───────────────────────────────────────────────────────────────────────────────────

    def keep(self, key: str, value: bytes, reads: Mapping[Question, str]) -> None:
        """Keep a thing in place of what was kept under its key."""
        rows = [(_id(question, answer), question, answer) for question, answer in reads.items()]
        packed = array("q", (id for id, _, _ in rows)).tobytes()
        with self.together():
            self._sql.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?, ?)", rows)
            self._sql.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (key, value, packed, _seal(key, value, packed)))

    def kept(self, key: str) -> Kept | None:
        """Return what is kept under a key; nothing when there is none, or when it is not as it was written."""
        row = self._query("SELECT value, reads, seal FROM kept WHERE key = ?", (key,))
        if not row or _seal(key, row[0][0], row[0][1]) != row[0][2]:
            return None
        answers = self._answers(_unpacked(row[0][1]))
        return None if answers is None else Kept(row[0][0], dict(answers))

    def _answers(self, ids: array[int]) -> list[tuple[Question, str]] | None:
        statement = "SELECT id, question, digest FROM answer WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._query(statement, (json.dumps(ids.tolist()),))
        found = {id: (question, answer) for id, question, answer in rows if _id(question, answer) == id}
        return [found[id] for id in ids] if all(id in found for id in ids) else None

    def keys(self) -> tuple[str, ...]:
        """Return the keys of everything that is kept, in order."""
        return tuple(key for (key,) in self._query("SELECT key FROM kept ORDER BY key"))

    def values(self, prefix: str) -> dict[str, bytes]:
        """Return the things that are kept under keys that begin so and are as they were written."""
        return {key: value for key, (value, _) in self._under(prefix).items()}

    def drop(self, keys: Iterable[str]) -> None:
        """Forget some things."""
        with self.together():
            self._sql.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in keys))

    # ── what was read of files ───────────────────────────────────────────────────────────────────

    def file(self, path: str, mark: str) -> bytes | None:
        """Return what was read of a file, kept under the mark of its bytes; nothing when they were others, or it is damaged."""
        row = self._query("SELECT value, seal FROM file WHERE path = ? AND mark = ?", (path, mark))
        return row[0][0] if row and row[0][1] == _check(path.encode(), mark.encode(), row[0][0]) else None

    def last(self, path: str) -> bytes | None:
        """Return what was kept of a file last, whatever its bytes were; nothing when it is damaged."""
        row = self._query("SELECT mark, value, seal FROM file WHERE path = ?", (path,))
        return row[0][1] if row and row[0][2] == _check(path.encode(), row[0][0].encode(), row[0][1]) else None

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        """Keep what was read of a file, once `save` is called."""
        self._unsaved[path] = (mark, value)

    def save(self) -> None:
        """Write what was read of files, in one go."""
        rows = [(path, mark, value, _check(path.encode(), mark.encode(), value)) for path, (mark, value) in self._unsaved.items()]
        self._unsaved.clear()
        if rows:
            with self.together():
                self._sql.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", rows)

    # ── questions ────────────────────────────────────────────────────────────────────────────────

    def concerned(self, prefix: str, wanted: Callable[[Question, str], bool]) -> dict[str, tuple[bytes, Mapping[int, Question]]]:
        """Return the things under keys that begin so which asked a `wanted` question, judged by the question and the answer it had.

        Each comes with those questions, by their places in the order of asking; a thing that is damaged is left out.
        """
        rows = self._under(prefix)
        asked = {id for _, ids in rows.values() for id in ids}
        known = self._query("SELECT id, question, digest FROM answer") if asked else []
        found = {id: question for id, question, said in known if id in asked and _id(question, said) == id and wanted(question, said)}
        touched = ((key, value, {at: found[id] for at, id in enumerate(ids) if id in found}) for key, (value, ids) in rows.items())
        return {key: (value, questions) for key, value, questions in touched if questions}

    def holding(self, prefix: str, answer: Callable[[Question], str]) -> dict[str, bytes]:
        """Return the values of the things kept under keys that begin so and that still hold."""
        whole = self._under(prefix)
        asked = {id for _, ids in whole.values() for id in ids}
        known = self._query("SELECT id, question, digest FROM answer") if asked else []
        sound = {id for id, question, said in known if id in asked and _id(question, said) == id and answer(question) == said}
        return {key: value for key, (value, ids) in whole.items() if sound.issuperset(ids)}

    def keep_all(self, things: Mapping[str, tuple[bytes, Mapping[Question, str]]]) -> None:
        """Keep several things, in one go."""
        if things:
            with self.together():
                for key, (value, reads) in things.items():
                    self.keep(key, value, reads)

    def sweep(self) -> None:
        """Forget the answers that nothing asks for any more."""
        used = {id for _, ids in self._reads() for id in ids or ()}
        with self.together():
            idle = [(id,) for (id,) in self._query("SELECT id FROM answer") if id not in used]
            self._sql.executemany("DELETE FROM answer WHERE id = ?", idle)

    def _under(self, prefix: str) -> dict[str, tuple[bytes, array[int]]]:
        """Return the things that are whole under keys that begin so: the value of each, and the ids of what it asked."""
        rows = self._query(
            "SELECT key, value, reads, seal FROM kept WHERE key >= ? AND key < ? ORDER BY key", (prefix, prefix + "\U0010ffff")
        )
        return {key: (value, _unpacked(packed)) for key, value, packed, seal in rows if _seal(key, value, packed) == seal}

    def _reads(self) -> Iterator[tuple[str, array[int] | None]]:
        """Yield every key with the ids of what its thing asked, nothing where the row is damaged."""
        for key, packed, seal in self._query("SELECT key, reads, seal FROM kept ORDER BY key"):
            yield key, _unpacked(packed) if seal[8:] == _check(key.encode(), packed) else None

    def _query(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question to the file; where it turns out to be damaged it is begun anew, and there are none."""
        try:
            return self._sql.execute(statement, tuple(values)).fetchall()
        except sqlite3.OperationalError as error:
            if "lock" in str(error) or self._sql.in_transaction:
                raise
        except sqlite3.DatabaseError:
            if self._sql.in_transaction:
                raise
        self._anew("could not be read")
        return []


def _written_ahead(database: sqlite3.Connection) -> None:
    """Let others read while one writes; where another process turns that on at this moment, SQLite does not wait for it, and we do."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "lock" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)


def _id(question: Question, answer: str) -> int:
    """Return the number of a question with an answer: made of both, so that a row can be told to be whole."""
    return int.from_bytes(blake2b(f"{question}\0{answer}".encode(), digest_size=8).digest(), "big", signed=True)


def _check(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=8).digest()


def _seal(key: str, value: bytes, packed: bytes) -> bytes:
    """Return what tells that a row is as it was written: its value, and what it asked."""
    return _check(key.encode(), value) + _check(key.encode(), packed)


def _unpacked(packed: bytes) -> array[int]:
    ids: array[int] = array("q")
    ids.frombytes(packed)
    return ids
