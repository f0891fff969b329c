"""Commits a site to a git branch beside what others have there, and pushes it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from toolkit.build.publishing.changes import MARKER, Changes, Published, RefusedError, Site, as_marker, compare, listed, refuse_clashes
from toolkit.core.command_line import typed
from toolkit.core.git import git

MESSAGE = "Publish"
"""The first word of our commits."""
NO_JEKYLL = ".nojekyll"
"""The file by which GitHub Pages leaves a site as it is."""


@dataclass(frozen=True, slots=True)
class _File:
    mode: str
    name: str
    """The name that git gives to its bytes."""


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
    if elsewhere := _worktree_of(workspace, branch):
        hint = f"name another branch, or run {typed('git', '-C', elsewhere, 'switch', '--detach')} first"
        raise RefusedError(f"`{branch}` is checked out in `{elsewhere}`: its files would no longer be those of the branch", hint)
    if push and remote not in (_git(workspace, "remote") or "").split():
        raise RefusedError(
            f"the repository has no remote `{remote}`", f"run {typed('git', 'remote', 'add', remote, 'URL')}, or leave --push out"
        )


def _worktree_of(workspace: Path, branch: str) -> str:
    """Return the folder in which a branch is checked out."""
    for block in (_git(workspace, "worktree", "list", "--porcelain") or "").split("\n\n"):
        lines = block.splitlines()
        if f"branch refs/heads/{branch}" in lines:
            return lines[0].removeprefix("worktree ")
    return ""


def branch_changes(site: Site, workspace: Path, branch: str, remote: str) -> Changes:
    """Return what would change on a branch; files there that were never ours stay, and are never written over."""
    there = _files(workspace, parent := _parent(workspace, branch, remote))
    ours = _ours(workspace, parent, there)
    refuse_clashes(site, there.keys() - ours, f"the branch `{branch}`")
    new = {name: file.name for name, file in _stored(site, workspace).items()}
    return compare(new, {name: file.name for name, file in there.items() if name in ours})


def on_branch(workspace: Path, branch: str, remote: str) -> Published:
    """Return what is published on a branch: ours of the newer one of the branch here and at the remote."""
    there = _files(workspace, parent := _parent(workspace, branch, remote))
    ours = _ours(workspace, parent, there)
    return Published(frozenset(ours), lambda name: git(workspace, "cat-file", "blob", there[name].name).stdout)


def unpushed(workspace: Path, branch: str, remote: str) -> bool:
    """Tell whether the branch is not what the remote had when it was last asked: a push failed, or was not wanted then."""
    ours, theirs = (
        _git(workspace, "rev-parse", "--verify", "--quiet", f"refs/{it}") for it in (f"heads/{branch}", f"remotes/{remote}/{branch}")
    )
    return ours != theirs


def put_on_branch(site: Site, workspace: Path, branch: str, remote: str, push: bool, message: str) -> None:
    """Commit the site to a branch, upon what the remote was last known to have there, and push it when asked to."""
    parent = _parent(workspace, branch, remote)
    there = _files(workspace, parent)
    ours = _ours(workspace, parent, there)
    others = {name: file for name, file in there.items() if name not in ours and name != MARKER}
    extra = {MARKER: as_marker(site), **({} if NO_JEKYLL in others else {NO_JEKYLL: b""})}
    kept = {name: _File("100644", _asked(workspace, "hash-object", "-w", "--stdin", data=data)) for name, data in extra.items()}
    tree = _tree(workspace, {**others, **_stored(site, workspace, "-w"), **kept})
    commit = _asked(workspace, "commit-tree", tree, *(("-p", parent) if parent else ()), "-m", message)
    last = (_git(workspace, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}") or "").strip()
    _asked(workspace, "update-ref", "-m", message, f"refs/heads/{branch}", commit, last or "0" * len(commit))
    if push:
        _push(workspace, branch, remote)


def _parent(workspace: Path, branch: str, remote: str) -> str:
    """Return the commit that the site goes upon: the newer one of the branch here and at the remote, as far as that is known."""
    here, there = (
        (_git(workspace, "rev-parse", "--verify", "--quiet", f"refs/{it}") or "").strip()
        for it in (f"heads/{branch}", f"remotes/{remote}/{branch}")
    )
    if not here or not there or _git(workspace, "merge-base", "--is-ancestor", here, there) is not None:
        return there or here
    if _git(workspace, "merge-base", "--is-ancestor", there, here) is not None:
        return here
    only_here = (_git(workspace, "log", "--format=%s", f"{there}..{here}") or "").splitlines()
    if all(subject.startswith(f"{MESSAGE} ") for subject in only_here):
        return there
    hint = f"bring them together with git, or begin anew with {typed('git', 'branch', '-f', branch, f'{remote}/{branch}')}"
    raise RefusedError(f"`{branch}` here and at `{remote}` have commits that the other has not", hint)


def _files(workspace: Path, commit: str) -> dict[str, _File]:
    """Return the files of a commit by path."""
    shown = (_git(workspace, "ls-tree", "-r", "-z", "--full-tree", commit) or "") if commit else ""
    lines = (line.partition("\t") for line in shown.split("\0") if line)
    return {name: _File(head.split()[0], head.split()[2]) for head, _, name in lines}


def _ours(workspace: Path, commit: str, there: Mapping[str, _File]) -> set[str]:
    """Return the names of the files of a commit that are ours.

    A site that was published before there were markers is known by its commit; what hosts ask for in it was put there by people.
    """
    if MARKER in there:
        return set(listed(_git(workspace, "cat-file", "blob", there[MARKER].name) or "")) & there.keys()
    if commit and (_git(workspace, "log", "-1", "--format=%s", commit) or "").startswith(f"{MESSAGE} "):
        return {name for name in there if not name.startswith(".") and name != "CNAME"}
    return set()


def _stored(site: Site, workspace: Path, *words: str) -> dict[str, _File]:
    """Return the files of a site as git names them; with `-w` it keeps their bytes too."""
    paths = "".join(f"{path.resolve()}\n" for path in site.values())
    names = _asked(workspace, "hash-object", "--no-filters", "--stdin-paths", *words, data=paths.encode()).split()
    return {name: _File("100644", made) for name, made in zip(site, names, strict=True)}


def _tree(workspace: Path, files: Mapping[str, _File]) -> str:
    """Return the tree of some files; the index of whoever works here is left alone."""
    lines = "".join(f"{file.mode} {file.name}\t{name}\0" for name, file in sorted(files.items()))
    with tempfile.TemporaryDirectory(prefix="toolkit-publish-") as folder:
        index = str(Path(folder, "index"))
        _asked(workspace, "update-index", "-z", "--index-info", data=lines.encode(), index=index)
        return _asked(workspace, "write-tree", index=index)


def _push(workspace: Path, branch: str, remote: str) -> None:
    done = git(workspace, "push", remote, f"refs/heads/{branch}")
    if not done.returncode:
        return
    said = done.stderr.decode("utf-8", "replace")
    told = _complaints(said.splitlines()) or ["no reason given"]
    behind = "fetch first" in said or "non-fast-forward" in said
    raise RefusedError(
        f"the site is on `{branch}`, but `{remote}` would not take it: {told[0]}",
        f"others pushed to it: run {typed('git', 'fetch', remote)}, then publish again"
        if behind
        else f"try {typed('git', 'push', remote, branch)}, then publish",
    )


def _complaints(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.strip(" !").split()) for line in lines if line.startswith((" !", "fatal:", "error:", "remote:"))]


def commit_of(workspace: Path) -> str:
    """Return the short name of the commit that is published; nothing outside a repository."""
    return (_git(workspace, "rev-parse", "--short", "HEAD") or "").strip()


def _git(folder: Path, *words: str) -> str | None:
    """Return what git prints; nothing where it refuses."""
    done = git(folder, *words)
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None


def _asked(folder: Path, *words: str, data: bytes = b"", index: str = "") -> str:
    """Return what git prints, which it must; RefusedError says why it would not."""
    done: CompletedProcess[bytes] = git(folder, *words, data=data, index=index)
    if done.returncode:
        said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        reason = (_complaints(said) or said or ["no reason given"])[0]
        raise RefusedError(f"git would not take the site: {reason}", "correct it with git, then publish")
    return done.stdout.decode("utf-8", "surrogateescape").strip()
