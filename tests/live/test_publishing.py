"""A site put into a folder or on a branch, and what is refused."""

from __future__ import annotations

import os
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit.build import Builder, Request
from toolkit.cli import app
from toolkit.project import Project
from toolkit.publishing import MARKER, branch_changes, folder_changes, put, put_on_branch
from toolkit.workspace import DiskWorkspace


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", "-C", str(folder), *identity, *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, text in {"index.html": "one", "en/a.html": "two", "en/b.html": "three"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_folder_gets_what_changed(site: Path, tmp_path: Path) -> None:
    """Unchanged files keep their time, changed ones are new, gone ones go, and what others put there stays."""
    target = tmp_path / "www"
    put(site, target)
    for path in target.rglob("*.html"):
        os.utime(path, (1_000_000, 1_000_000))
    (target / "CNAME").write_text("example.org")
    (site / "en/a.html").write_text("two, corrected")
    (site / "en/b.html").unlink()
    (site / "en/c.html").write_text("four")
    changes = folder_changes(site, target)
    put(site, target)

    assert (changes.added, changes.changed, changes.removed) == (("en/c.html",), ("en/a.html",), ("en/b.html",))
    assert list(changes.lines()) == ["A en/c.html", "M en/a.html", "D en/b.html"]
    assert (target / "index.html").stat().st_mtime == 1_000_000
    assert (target / "en/a.html").stat().st_mtime > 1_000_000
    assert (target / "CNAME").read_text() == "example.org"
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.html")) == ["en/a.html", "en/c.html", "index.html"]
    assert not folder_changes(site, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]


def test_branch_gets_the_site(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The branch holds the site and nothing else; a second time nothing would change."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "Test")
    git(workspace, "init")
    git(workspace, "config", "user.name", "Test")
    git(workspace, "config", "user.email", "test@example.org")
    put_on_branch(site, workspace, "gh-pages", "origin", False, "Publish")

    assert git(workspace, "ls-tree", "-r", "--name-only", "gh-pages").split() == [".nojekyll", "en/a.html", "en/b.html", "index.html"]
    assert not branch_changes(site, workspace, "gh-pages")
    (site / "index.html").write_text("changed")
    assert branch_changes(site, workspace, "gh-pages").changed == ("index.html",)


def test_publish_builds_checks_and_puts(small: Path, tmp_path: Path) -> None:
    """One command: a release is built, checked and put; a dry run writes nothing; a second run finds nothing to do."""
    target = tmp_path / "www"
    dry = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "A en/briefs/one.pdf" in dry.stdout
    assert not target.exists()

    real = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p")
    assert real.exit_code == 0, real.output
    assert (target / "en/briefs/one.pdf").read_bytes().startswith(b"%PDF")
    assert "https://example.org/p/en/briefs/one.html" in (target / "sitemap.xml").read_text()
    assert 'href="/p/assets/site.css"' in (target / "404.html").read_text()
    assert (target / MARKER).is_file()
    again = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p")
    assert "0 added, 0 changed, 0 removed" in again.stdout


def test_mistakes_are_not_published(small: Path, tmp_path: Path) -> None:
    """A mistake of content withholds the whole site, with its place."""
    brief = small / "content/documents/briefs/one.yaml"
    brief.write_text(brief.read_text().replace("[@book]", "[@boook]"))
    result = run("publish", "-w", small, "--to", tmp_path / "www")

    assert result.exit_code == 1
    assert "content/documents/briefs/one.yaml:4" in result.stderr
    assert "not published: 1 error, 1 document withheld" in result.stderr
    assert not (tmp_path / "www").exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ([], 2, "say where to"),
        (["--to", "{tmp}/www", "--branch", "gh-pages"], 2, "say where to"),
        (["--to", "{tmp}/www", "--push"], 2, "--push goes with --branch"),
        (["--to", "{tmp}/www", "--base-url", "example.org"], 2, "`example.org` is no web address"),
        (["--to", "{tmp}/full"], 1, "is not empty and was not published by this toolkit"),
        (["--to", "{tmp}/full/file"], 1, "is a file"),
        (["--to", "{tmp}"], 1, "is the workspace, a part of it or a folder around it"),
        (["--branch", "gh-pages"], 1, "is in no git repository"),
    ],
)
def test_refusals_are_one_line(small: Path, tmp_path: Path, words: list[str], code: int, says: str) -> None:
    """What cannot be published to is refused before anything is built, with what to do."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("not ours")
    result = run("publish", "-w", small, *(word.format(tmp=tmp_path) for word in words))

    assert result.exit_code == code
    assert says in " ".join(result.stderr.split())
    assert "hint:" in result.stderr
    assert not (small / "build").exists()


def test_uncommitted_work_is_not_put_on_a_branch(small: Path) -> None:
    """A branch shows what a commit says: changed content is named; so is a branch that is being worked on."""
    git(small, "init")
    assert "no commit yet" in run("publish", "-w", small, "--branch", "gh-pages").stderr
    git(small, "add", ".")
    git(small, "commit", "-m", "all")
    (small / "content/site.yaml").write_text((small / "content/site.yaml").read_text() + "\n")

    assert "not committed: content/site.yaml" in run("publish", "-w", small, "--branch", "gh-pages").stderr
    git(small, "commit", "-am", "more")
    assert "`main` is the branch that you work on" in run("publish", "-w", small, "--branch", "main").stderr
    assert "no remote `origin`" in run("publish", "-w", small, "--branch", "gh-pages", "--push").stderr


def test_two_documents_with_one_address(small: Path, tmp_path: Path) -> None:
    """A document may not stand where a page of the site stands, nor two at one address."""
    (small / "content/documents/briefs/index.yaml").write_text((small / "content/documents/briefs/one.yaml").read_text())
    project = Project(DiskWorkspace(small))
    assert project.library
    report = Builder(project, project.library, tmp_path / "build", lambda: ThreadPoolExecutor(1)).build(Request((), ("en",)))

    assert [one.code for one in report.diagnostics] == ["address-taken"]
    assert report.diagnostics[0].place.path == "content/documents/briefs/index.yaml"


def test_a_port_in_use_is_said(small: Path) -> None:
    """`toolkit serve` on a port that another program has ends at once, and names another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "-w", small, "--port", port)

    assert result.exit_code == 2
    assert f"port {port} of 127.0.0.1 is in use" in result.stderr
    assert f"--port {port + 1}" in result.stderr
