"""Results are kept whole or not at all; a damaged one counts as none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.build.cache import Cache
from toolkit.build.formats import Made
from toolkit.core.files import ready, write

DIGEST = "ab" * 32
RESULT = Made(b"%PDF-1.7\nsomething\n%%EOF\n", 3)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    return Cache(tmp_path / "cache")


def entry(cache: Cache) -> Path:
    """Return the only file of a cache."""
    (found,) = (path for path in cache.folder.rglob("*") if path.is_file())
    return found


def test_what_is_put_is_got(cache: Cache) -> None:
    """Bytes and page count come back; another digest has nothing."""
    cache.put(DIGEST, RESULT)

    assert cache.get(DIGEST) == RESULT
    assert cache.get("cd" * 32) is None


@pytest.mark.parametrize("place", [0, 6, 40, -5])
def test_one_flipped_byte_is_seen(cache: Cache, place: int) -> None:
    """An entry is what its digest says, from its head to its end; one letter of the middle is enough to make it anew."""
    cache.put(DIGEST, RESULT)
    data = bytearray(entry(cache).read_bytes())
    data[place] ^= 1
    entry(cache).write_bytes(data)

    assert cache.get(DIGEST) is None


@pytest.mark.parametrize(
    "damage", [b"", b"pages 3\n", b"pages 3\n%PDF-1.7\n%%EOF", b"garbage", b"pages x sha256 0\n%PDF-1.7\n%%EOF", b"pages \n%PDF %%EOF"]
)
def test_damaged_entry_is_none(cache: Cache, damage: bytes) -> None:
    """A file cut short, emptied or overwritten is made anew, never served and never a traceback."""
    cache.put(DIGEST, RESULT)
    entry(cache).write_bytes(damage)

    assert cache.get(DIGEST) is None


def test_only_what_is_used_is_kept(cache: Cache) -> None:
    """Results of no document are removed."""
    cache.put(DIGEST, RESULT)
    cache.put("cd" * 32, RESULT)

    cache.keep_only(frozenset({DIGEST}))

    assert cache.get(DIGEST) == RESULT
    assert cache.get("cd" * 32) is None


def test_write_replaces_whole(tmp_path: Path) -> None:
    """A reader who has the old file open keeps the old bytes: the new file takes the name, not the place."""
    path = tmp_path / "deep" / "file"
    write(path, b"old")
    with path.open("rb") as reader:
        changed = write(path, b"new and longer")

        assert reader.read() == b"old"
    assert changed
    assert path.read_bytes() == b"new and longer"
    assert [one.name for one in path.parent.iterdir()] == ["file"]


def test_write_of_the_same_bytes_changes_nothing(tmp_path: Path) -> None:
    """The same bytes leave the file and its time alone."""
    path = tmp_path / "file"
    write(path, b"same")
    before = path.stat().st_mtime_ns

    assert not write(path, b"same")
    assert path.stat().st_mtime_ns == before


def test_what_killed_runs_left_is_swept(tmp_path: Path) -> None:
    """A file that a dead process was writing goes, at any depth; those of the living, and of others, stay."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = [f".toolkit-{dead.pid}-1.tmp", f"deep/.toolkit-{dead.pid}-77.tmp"]
    kept = [
        f".toolkit-{os.getpid()}-1.tmp",
        f".toolkit-{dead.pid}.tmp",
        f"a.toolkit-{dead.pid}-1.tmp",
        ".toolkit-x-1.tmp",
        ".page.html.1.tmp",
    ]
    (tmp_path / "deep").mkdir()
    for name in (*left, *kept):
        (tmp_path / name).touch()

    ready(tmp_path)

    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)


def test_a_name_as_long_as_a_folder_takes(tmp_path: Path) -> None:
    """A file may have the longest name that there is: the temporary one beside it is not longer."""
    write(tmp_path / ("n" * 255), b"words")

    assert (tmp_path / ("n" * 255)).read_bytes() == b"words"


def test_a_write_that_fails_names_the_file(tmp_path: Path) -> None:
    """The error tells of the file that people know, not of the temporary one."""
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "page.html"

    with pytest.raises(OSError, match="File exists") as caught:
        write(path, b"words")

    assert caught.value.filename == str(path)


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be written leaves no trace, and the old file as it was."""
    path = tmp_path / "file"
    path.mkdir()

    with pytest.raises(OSError, match="director"):
        write(path, b"new")

    assert [one.name for one in tmp_path.iterdir()] == ["file"]
