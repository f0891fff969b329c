"""Says what every place of publication can do, be it a folder, a git branch or a zip file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from toolkit.build.publishing import branch as git_branch
from toolkit.build.publishing.changes import Changes, Published, RefusedError, Site
from toolkit.build.publishing.folder import check_folder, folder_changes, in_folder, put
from toolkit.build.publishing.record import Record
from toolkit.build.publishing.zipped import SUFFIX, check_zip, in_zip, put_into_zip, zip_changes


class Target(Protocol):
    """A place that sites are published to; each of these may raise RefusedError, which says why not and what to do."""

    def check(self) -> None:
        """Refuse what cannot be published to, before anything is built."""
        ...

    def published(self) -> Published:
        """Return what is published there now."""
        ...

    def changes(self, site: Site) -> Changes:
        """Return what would change there."""
        ...

    def waits(self) -> bool:
        """Say whether something is to be done though no file differs."""
        ...

    def put(self, site: Site) -> str:
        """Put a site there, whole or not at all; return where it is now, in words."""
        ...


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder that a web server shows, or that something uploads."""

    folder: Path
    workspace: Path

    def check(self) -> None:
        """Refuse a folder that is not ours to change."""
        check_folder(self.folder, self.workspace)

    def published(self) -> Published:
        """Return our files there."""
        return in_folder(self.folder)

    def changes(self, site: Site) -> Changes:
        """Compare file by file."""
        return folder_changes(site, self.folder)

    def waits(self) -> bool:
        """Say no: a folder is what its files are."""
        return False

    def put(self, site: Site) -> str:
        """Fill a new folder and let the two change names."""
        put(site, self.folder)
        return f"published to {self.folder}"


@dataclass(frozen=True, slots=True)
class BranchTarget:
    """A git branch, as gh-pages, of the repository that the workspace is in."""

    workspace: Path
    branch: str
    remote: str
    push: bool

    def check(self) -> None:
        """Refuse where a branch cannot be made, or would not show what a commit says."""
        git_branch.check_repository(self.workspace, self.branch, self.remote, self.push)

    def published(self) -> Published:
        """Return our files on the branch."""
        return git_branch.on_branch(self.workspace, self.branch, self.remote)

    def changes(self, site: Site) -> Changes:
        """Compare by the names that git gives to bytes."""
        return git_branch.branch_changes(site, self.workspace, self.branch, self.remote)

    def waits(self) -> bool:
        """Say whether the remote lacks what the branch has."""
        return self.push and git_branch.unpushed(self.workspace, self.branch, self.remote)

    def put(self, site: Site) -> str:
        """Make a commit, and push it when asked to."""
        message = f"{git_branch.MESSAGE} {git_branch.commit_of(self.workspace)}"
        git_branch.put_on_branch(site, self.workspace, self.branch, self.remote, self.push, message)
        return f"published to branch {self.branch}" + (f", pushed to {self.remote}" if self.push else "")


@dataclass(frozen=True, slots=True)
class ZipTarget:
    """A zip file, for hosts that take one by hand."""

    file: Path

    def check(self) -> None:
        """Refuse a file that is not ours to replace."""
        check_zip(self.file)

    def published(self) -> Published:
        """Return our files in it."""
        return in_zip(self.file)

    def changes(self, site: Site) -> Changes:
        """Compare entry by entry."""
        return zip_changes(site, self.file)

    def waits(self) -> bool:
        """Say no: a file is what its bytes are."""
        return False

    def put(self, site: Site) -> str:
        """Write the file by way of a temporary one."""
        put_into_zip(site, self.file)
        return f"published to {self.file}, {self.file.stat().st_size / 1_000_000:.1f} MB"


def joined(before: Published, target: Published) -> Published:
    """Return an earlier publication together with what the target alone holds of earlier versions: neither is lost."""
    kept = {name for entry in Record.of(target).documents.values() for one in entry.earlier for name in one.files}
    more = {name for name in target.names if name in kept or name.startswith("assets/")} - before.names
    return Published(before.names | more, lambda name: target.read(name) if name in more else before.read(name))


def published_at(place: str, workspace: Path, remote: str) -> Published:
    """Return an earlier publication by where it stands: a folder, a zip file, or a git branch; RefusedError where there is none."""
    path = Path(place)
    if path.is_dir():
        found = in_folder(path)
    elif path.is_file() and path.suffix == SUFFIX:
        found = in_zip(path)
    else:
        found = git_branch.on_branch(workspace, place, remote)
    if not found.names:
        raise RefusedError(f"`{place}` holds no site that this toolkit published", "name a folder, a zip file or a git branch that does")
    return found
