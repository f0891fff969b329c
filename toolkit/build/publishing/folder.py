"""Puts a site into a folder: in one step where the system can, file by file where it cannot."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.build.publishing.changes import (
    MARKER,
    Changes,
    Published,
    RefusedError,
    Site,
    as_marker,
    compare,
    digests,
    folders_of,
    listed,
    refuse_clashes,
)
from toolkit.build.publishing.exchange import exchange
from toolkit.core.files import sweep

OWN = ("content", "templates", "locales", "build", "schemas")
"""Folders of a workspace that hold what its people and this program write."""
_LOCK = ".toolkit-publish"
"""The mark of a work folder, held locked while a run works in it."""
_FRESH = "site"
"""The new site in a work folder; when the two have changed places, the old one."""


_UNABLE = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EBUSY, errno.EROFS}
)
"""What a system says that has no second names, no exchange, or no right to them here; a full disk is not among it."""


class _CannotExchangeError(Exception):
    """The target cannot change its name with a new folder, or would lose something by it."""


def check_folder(target: Path, workspace: Path) -> None:
    """Refuse a folder that is not ours to change."""
    here, there = workspace.resolve(), target.resolve()
    if there == here or there in here.parents or _part_of(there, here) or ".git" in there.parts:
        raise RefusedError(f"`{target}` is the workspace, a part of it or a folder around it", "name a folder outside")
    if there.exists() and not there.is_dir():
        raise RefusedError(f"`{target}` is a file", "name a folder")
    if there.is_dir() and not (there / MARKER).is_file() and any(not _is_work(path) for path in there.iterdir()):
        raise RefusedError(
            f"`{target}` is not empty and was not published by this toolkit", "name an empty or a new folder, or empty this one yourself"
        )
    nearest = next(folder for folder in (there, *there.parents) if folder.exists())
    if not nearest.is_dir():
        raise RefusedError(f"`{nearest}` is a file", "name a folder below a folder")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise RefusedError(f"`{nearest}` cannot be written to", "give yourself the right to write there, or name another folder")


def _part_of(there: Path, here: Path) -> bool:
    """Tell whether a folder is one of the workspace's own, or below one, by whatever name: a link, or other letters of the case."""
    own = [folder for name in OWN if (folder := here / name).exists()]
    around = [folder for folder in (there, *there.parents) if folder.exists()]
    below = there.relative_to(here).parts if there.is_relative_to(here) else ("",)
    return below[0].startswith(".") or below[0] in OWN or any(one.samefile(other) for one in around for other in own)


def folder_changes(site: Site, target: Path) -> Changes:
    """Return what would change in a folder; files there that were never ours stay, and are never written over."""
    there = target.resolve()
    ours = _ours(there)
    others = {name: path for name, path in _entries(there).items() if name not in ours}
    folders = {name for name, path in others.items() if _is_folder(path)}
    refuse_clashes(site, others.keys() - folders, f"`{target}`", folders - folders_of(ours))
    return compare(digests(site), digests(ours))


def in_folder(target: Path) -> Published:
    """Return what is published in a folder."""
    ours = _ours(target.resolve())
    return Published(frozenset(ours), lambda name: ours[name].read_bytes())


def put(site: Site, target: Path) -> None:
    """Put a site into a folder, so that a reader sees the old one or the new one.

    A new folder is filled beside the target and takes its name in one step; what others put there is in both, as the same file.
    Where that cannot be had (the target is a mount, holds one, or may not be renamed) each file is replaced by itself, pages last.
    A file with the same bytes keeps its time. A link stays one: what it leads to is filled.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _work_folder(target.parent / f".toolkit-publish-{_digest(target.name.encode())[:12]}", target) as work:
            _put_at_once(site, target, work)
    except _CannotExchangeError:
        with _work_folder(target / _LOCK, target):
            _put_in_place(site, target)


# ── the work folder ──────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def _work_folder(place: Path, target: Path) -> Iterator[Path]:
    """Yield a folder that is this run's alone; what a killed run left in it is cleared away, before and after."""
    try:
        place.mkdir(exist_ok=True)
    except OSError:
        if place.parent != target:
            raise _CannotExchangeError from None
        raise
    if not _is_work(place):
        raise RefusedError(f"`{place}` stands in the way, and is not ours", "move it away, then publish again")
    with (place / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RefusedError(f"another run is publishing into `{target}`", "wait until it has ended, then publish again") from None
        try:
            _clear(place, target)
            yield place
        finally:
            _clear(place, target)
            (place / _LOCK).unlink()
            with contextlib.suppress(OSError):  # it holds what is not ours to remove
                place.rmdir()


def _is_work(path: Path) -> bool:
    """Tell whether a folder is one that a run of ours works in, or was about to."""
    known = path.name.startswith(_LOCK) and _is_folder(path)
    return known and ((path / _LOCK).is_file() or not any(path.iterdir()))


def _clear(place: Path, target: Path) -> None:
    """Remove the site in a work folder. Of an old one, whatever is neither ours nor in the target too goes there.

    The lock names the folder that was being filled: it is the new site until the two have changed places.
    """
    tree = place / _FRESH
    if not tree.is_dir():
        return
    unfinished = (place / _LOCK).read_text("utf-8") == str(tree.stat().st_ino)
    ours = _ours(tree)
    for name, path in reversed(_entries(tree).items()):
        kept = target / name
        if _is_folder(path):
            with contextlib.suppress(OSError):
                path.rmdir()
        elif unfinished or name == MARKER or name in ours or (os.path.lexists(kept) and os.path.samestat(path.lstat(), kept.lstat())):
            path.unlink()
        elif not os.path.lexists(kept):
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.rename(kept)
    with contextlib.suppress(OSError):
        tree.rmdir()


# ── at once ──────────────────────────────────────────────────────────────────────────────────────


def _put_at_once(site: Site, target: Path, work: Path) -> None:
    fresh = work / _FRESH
    if target.is_dir() and (_holds_mounts(target) or (target / ".git").exists() or _is_work(target / _LOCK)):
        raise _CannotExchangeError
    try:
        fresh.mkdir()
        (work / _LOCK).write_text(str(fresh.stat().st_ino), "utf-8")
        _fill(fresh, target, site, _ours(target))
        if target.exists():
            exchange(fresh, target)
        else:
            fresh.rename(target)
    except OSError as error:
        if error.errno not in _UNABLE or not target.exists():
            raise
        raise _CannotExchangeError from error


def _holds_mounts(target: Path) -> bool:
    """Tell whether a folder is where another disk or folder is mounted, or holds one that is."""
    mounts = Path("/proc/self/mounts")
    listed_there = [line.split()[1] for line in mounts.read_text("utf-8", "surrogateescape").splitlines()] if mounts.is_file() else []
    points = [Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), name)) for name in listed_there]
    return os.path.ismount(target) or any(point == target or target in point.parents for point in points)


def _fill(fresh: Path, target: Path, files: Mapping[str, Path], ours: Mapping[str, Path]) -> None:
    """Make the new site in a folder: files of others, and ours that are the same, are second names of those in the target."""
    others = {name: path for name, path in _entries(target).items() if name not in ours and name != MARKER}
    emptied = folders_of(ours) - folders_of(files)
    emptied -= folders_of(name for name in others if name not in emptied)
    _make_like(fresh, target)
    (fresh / MARKER).write_bytes(as_marker(files))
    for name, path in others.items():
        if _is_folder(path):
            if name not in emptied:
                (fresh / name).mkdir()
                _make_like(fresh / name, path)
        else:
            os.link(path, fresh / name, follow_symlinks=False)
    for name, path in files.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        kept = ours.get(name)
        if kept and _same(kept, path):
            os.link(kept, fresh / name)
        else:
            shutil.copyfile(path, fresh / name)
            _make_like(fresh / name, target / name)


def _make_like(fresh: Path, model: Path) -> None:
    """Give a new folder or file the owner, group, mode and attributes of the one whose place it takes, where there is one."""
    if not model.exists():
        return
    wanted, made = model.stat(), fresh.stat()
    if (wanted.st_uid, wanted.st_gid) != (made.st_uid, made.st_gid):
        os.chown(fresh, wanted.st_uid, wanted.st_gid)
    times = made.st_atime_ns, made.st_mtime_ns
    shutil.copystat(model, fresh)
    if not fresh.is_dir():
        os.utime(fresh, ns=times)


# ── in place ─────────────────────────────────────────────────────────────────────────────────────


def _put_in_place(site: Site, target: Path) -> None:
    """Replace file by file, each whole: what pages need comes before them, and what no page needs any more goes last."""
    files, ours = site, _ours(target)
    sweep(target)
    gone = sorted(set(ours) - set(files), reverse=True)
    in_the_way = [name for name in gone if name in folders_of(files) or folders_of([name]) & files.keys()]
    _replace(target / MARKER, as_marker({*files, *ours}))
    for name in in_the_way:
        _remove(target, name)
    for name, path in sorted(files.items(), key=lambda item: (item[0].endswith(".html"), item[0])):
        if name not in ours or not _same(ours[name], path):
            _replace(target / name, path.read_bytes())
    for name in (one for one in gone if one not in in_the_way):
        _remove(target, name)
    _replace(target / MARKER, as_marker(files))


def _remove(target: Path, name: str) -> None:
    """Remove one of our files, and the folders that it leaves empty."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        (target / name).unlink()
    for folder in list((target / name).parents)[: name.count("/")]:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".toolkit-{os.getpid()}-0.tmp")
    try:
        fresh.write_bytes(data)
        with contextlib.suppress(PermissionError):
            _make_like(fresh, path)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


# ── what is there ────────────────────────────────────────────────────────────────────────────────


def _entries(folder: Path) -> dict[str, Path]:
    """Return all that is in a folder by its path, folders before what is in them; a link is itself, and work folders are left out."""
    found: dict[str, Path] = {}
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not _is_work(Path(parent, name)))
        found |= {(path := Path(parent, name)).relative_to(folder).as_posix(): path for name in sorted((*folders, *names))}
    return found


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def _ours(target: Path) -> dict[str, Path]:
    """Return the files of a folder that are ours: in its marker, and no link, nor behind one."""
    marker = target / MARKER
    names = listed(marker.read_text("utf-8")) if marker.is_file() else ()
    return {name: target / name for name in names if _is_plain(target, name)}


def _is_plain(target: Path, name: str) -> bool:
    path = target / name
    above = list(path.parents)[: name.count("/")]
    return path.is_file() and not any(one.is_symlink() for one in (path, *above))


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
