"""Results are kept whole or not at all; a damaged one counts as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.build.pdf.cache import Cache
from toolkit.build.pdf.layout import PdfResult
from toolkit.core.files import write

DIGEST = "ab" * 32
RESULT = PdfResult(b"%PDF-1.7\nsomething\n%%EOF\n", 3)


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


@pytest.mark.parametrize(
    "damage", [b"", b"pages 3\n", b"pages 3\n%PDF-1.7\ncut sh", b"garbage", b"pages x\n%PDF-1.7\n%%EOF", b"pages \n%PDF %%EOF"]
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


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be written leaves no trace, and the old file as it was."""
    path = tmp_path / "file"
    path.mkdir()

    with pytest.raises(OSError, match="director"):
        write(path, b"new")

    assert [one.name for one in tmp_path.iterdir()] == ["file"]
