"""Puts a built site where it is published, a folder or a branch, or tells what would change there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.core.files import exchange, finish_exchange

MARKER = ".toolkit-site"
"""A list of our files in a target folder: only a folder that has one, or is empty, is written to."""
LARGEST_IMAGE = 2_000_000
IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")


class RefusedError(Exception):
    """Says why nothing is published, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing would do to the target, by path."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def lines(self) -> Iterator[str]:
        """Yield a line for each path, as `git status` marks them."""
        for mark, paths in (("A", self.added), ("M", self.changed), ("D", self.removed)):
            yield from (f"{mark} {path}" for path in paths)


def site_files(site: Path) -> dict[str, Path]:
    """Return the files of a site by their path in it."""
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def too_large(site: Path) -> tuple[str, ...]:
    """Return the images that no reader should have to wait for."""
    return tuple(name for name, path in site_files(site).items() if path.suffix in IMAGES and path.stat().st_size > LARGEST_IMAGE)


def compare(new: Mapping[str, str], old: Mapping[str, str]) -> Changes:
    """Compare digests by path."""
    return Changes(
        tuple(sorted(set(new) - set(old))),
        tuple(sorted(name for name in new if name in old and new[name] != old[name])),
        tuple(sorted(set(old) - set(new))),
    )


# ── a folder ─────────────────────────────────────────────────────────────────────────────────────


def check_folder(target: Path, workspace: Path) -> None:
    """Refuse a folder that is not ours to change."""
    here, there = workspace.resolve(), target.resolve()
    if there == here or there in here.parents or there.is_relative_to(here / "build") or there.is_relative_to(here / "content"):
        raise RefusedError(f"`{target}` is the workspace, a part of it or a folder around it", "name a folder outside")
    if target.exists() and not target.is_dir():
        raise RefusedError(f"`{target}` is a file", "name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise RefusedError(
            f"`{target}` is not empty and was not published by this toolkit", "name an empty or a new folder, or empty this one yourself"
        )


def folder_changes(site: Path, target: Path) -> Changes:
    """Return what would change in a folder; files there that were never ours stay."""
    return compare(_digests(site_files(site)), _digests(_ours(target)))


def put(site: Path, target: Path) -> None:
    """Fill a new folder beside the target, and swap them at the end: a reader sees the old site or the new one.

    A file with the same bytes keeps its time; files that others put there stay. A link stays one: what it leads to is filled.
    """
    target = target.resolve()
    finish_exchange(target)
    ours, files = _ours(target), site_files(site)
    there = site_files(target) if target.is_dir() else {}
    kept = {name: path for name, path in there.items() if name not in ours and name not in files and name != MARKER}
    kept |= {name: ours[name] for name, path in files.items() if name in ours and ours[name].read_bytes() == path.read_bytes()}
    marker = "".join(f"{name}\n" for name in files).encode()
    exchange(target, {name: path for name, path in files.items() if name not in kept}, {MARKER: marker}, kept)


def _ours(target: Path) -> dict[str, Path]:
    marker = target / MARKER
    names = marker.read_text("utf-8").splitlines() if marker.is_file() else []
    return {name: target / name for name in names if (target / name).is_file()}


def _digests(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: _blob(path.read_bytes()) for name, path in files.items()}


# ── a branch ─────────────────────────────────────────────────────────────────────────────────────


def check_repository(workspace: Path, branch: str, remote: str, push: bool) -> None:
    """Refuse where a branch cannot be made, or would not show what the workspace's commit says."""
    if not shutil.which("git"):
        raise RefusedError("there is no `git` on this machine", "install git, or publish with --to DIR")
    if _git(workspace, "rev-parse", "--git-dir") is None:
        raise RefusedError(f"`{workspace}` is in no git repository", "run `git init`, or publish with --to DIR")
    if _git(workspace, "rev-parse", "--verify", "HEAD") is None:
        raise RefusedError("the repository has no commit yet", "commit the workspace first")
    dirty = _git(workspace, "status", "--porcelain", "--", "content", "templates", "locales") or ""
    if dirty.strip():
        names = [line[3:] for line in dirty.splitlines()]
        raise RefusedError(f"not committed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", "commit or stash, then publish")
    if branch in ("HEAD", "@") or branch.startswith(("-", "refs/")) or _git(workspace, "check-ref-format", f"refs/heads/{branch}") is None:
        raise RefusedError(f"`{branch}` is no name for a branch", "write it as gh-pages")
    there = (_git(workspace, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/") or "").split()
    if beside := next((name for name in there if f"{name}/".startswith(f"{branch}/") != f"{branch}/".startswith(f"{name}/")), None):
        raise RefusedError(f"git cannot have `{branch}` beside the branch `{beside}`", "choose another name: --branch gh-pages")
    if (_git(workspace, "symbolic-ref", "--short", "HEAD") or "").strip() == branch:
        raise RefusedError(f"`{branch}` is the branch that you work on", "name another: --branch gh-pages")
    if push and remote not in (_git(workspace, "remote") or "").split():
        raise RefusedError(f"the repository has no remote `{remote}`", f"run `git remote add {remote} URL`, or leave --push out")


def branch_changes(site: Path, workspace: Path, branch: str) -> Changes:
    """Return what would change on a branch."""
    listed = _git(workspace, "ls-tree", "-r", "-z", "--full-tree", f"refs/heads/{branch}") or ""
    old = {name: head.split()[2] for head, _, name in (line.partition("\t") for line in listed.split("\0") if line)}
    return compare(_digests(site_files(site)) | {".nojekyll": _blob(b"\n") if old.get(".nojekyll") == _blob(b"\n") else _blob(b"")}, old)


def unpushed(workspace: Path, branch: str, remote: str) -> bool:
    """Tell whether the branch is not what the remote had when it was last asked: a push failed, or was not wanted then."""
    ours, theirs = (
        _git(workspace, "rev-parse", "--verify", "--quiet", f"refs/{it}") for it in (f"heads/{branch}", f"remotes/{remote}/{branch}")
    )
    return ours != theirs


def put_on_branch(site: Path, workspace: Path, branch: str, remote: str, push: bool, message: str) -> None:
    """Commit the site to a branch, upon what the remote was last known to have there, and push it when asked to."""
    from ghp_import import GhpError, ghp_import

    try:
        with contextlib.chdir(workspace):
            ghp_import(str(site.resolve()), remote=remote, branch=branch, mesg=message, nojekyll=True)
    except GhpError as error:
        raise RefusedError(f"git would not take the site: {' '.join(str(error).split())}", "correct it with git, then publish") from None
    if push:
        _push(workspace, branch, remote)


def _push(workspace: Path, branch: str, remote: str) -> None:
    command = ["git", "-C", str(workspace), "push", remote, f"refs/heads/{branch}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment() | {"GIT_TERMINAL_PROMPT": "0"})
    if not done.returncode:
        return
    told = [line.strip(" !") for line in done.stderr.splitlines() if line.startswith((" !", "fatal:", "error:", "remote:"))]
    behind = "fetch first" in done.stderr or "non-fast-forward" in done.stderr
    raise RefusedError(
        f"the site is on `{branch}`, but `{remote}` would not take it: {' '.join((told or ['no reason given'])[0].split())}",
        f"others pushed to it: run `git fetch {remote}`, then publish again"
        if behind
        else f"try `git push {remote} {branch}`, then publish",
    )


def commit_of(workspace: Path) -> str:
    """Return the short name of the commit that is published; nothing outside a repository."""
    return (_git(workspace, "rev-parse", "--short", "HEAD") or "").strip()


def _git(folder: Path, *words: str) -> str | None:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False, env=_environment())
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _blob(data: bytes) -> str:
    """Return the name that git gives to a file's bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
