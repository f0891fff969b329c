"""A site put into a folder or on a branch, and what is refused."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from toolkit.build.builder import Builder, Request
from toolkit.build.publishing.branch import branch_changes, put_on_branch
from toolkit.build.publishing.changes import MARKER, site_files
from toolkit.build.publishing.folder import folder_changes, put
from toolkit.cli import app
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project


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
    put(site_files(site), target)
    for path in target.rglob("*.html"):
        os.utime(path, (1_000_000, 1_000_000))
    (target / "CNAME").write_text("example.org")
    (site / "en/a.html").write_text("two, corrected")
    (site / "en/b.html").unlink()
    (site / "en/c.html").write_text("four")
    changes = folder_changes(site_files(site), target)
    put(site_files(site), target)

    assert (changes.added, changes.changed, changes.removed) == (("en/c.html",), ("en/a.html",), ("en/b.html",))
    assert list(changes.lines()) == ["A en/c.html", "M en/a.html", "D en/b.html"]
    assert (target / "index.html").stat().st_mtime == 1_000_000
    assert (target / "en/a.html").stat().st_mtime > 1_000_000
    assert (target / "CNAME").read_text() == "example.org"
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.html")) == ["en/a.html", "en/c.html", "index.html"]
    assert not folder_changes(site_files(site), target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]


def test_a_link_to_a_folder_stays_one(site: Path, tmp_path: Path) -> None:
    """A target that is a link is filled where it leads, the first time and the next."""
    (tmp_path / "served").mkdir()
    target = tmp_path / "www"
    target.symlink_to(tmp_path / "served", target_is_directory=True)

    for words in ("one", "one, corrected"):
        (site / "index.html").write_text(words)
        put(site_files(site), target)

    assert target.is_symlink()
    assert (tmp_path / "served/index.html").read_text() == "one, corrected"


def test_branch_gets_the_site(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The branch holds the site and nothing else; a second time nothing would change."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "Test")
    git(workspace, "init")
    git(workspace, "config", "user.name", "Test")
    git(workspace, "config", "user.email", "test@example.org")
    put_on_branch(site_files(site), workspace, "gh-pages", "origin", False, "Publish")

    assert git(workspace, "ls-tree", "-r", "--name-only", "gh-pages").split() == [
        ".nojekyll",
        ".toolkit-site",
        "en/a.html",
        "en/b.html",
        "index.html",
    ]
    assert not branch_changes(site_files(site), workspace, "gh-pages", "origin")
    (site / "index.html").write_text("changed")
    assert branch_changes(site_files(site), workspace, "gh-pages", "origin").changed == ("index.html",)


def test_publish_builds_checks_and_puts(small: Path, tmp_path: Path) -> None:
    """One command: a release is built, checked and put; a dry run writes nothing; a second run finds nothing to do."""
    target = tmp_path / "www"
    dry = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "A en/briefs/one.pdf" in dry.stdout
    assert "new      “A brief brief” (briefs/one): en" in dry.stdout
    assert not target.exists()

    real = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p")
    assert real.exit_code == 0, real.output
    assert (target / "en/briefs/one.pdf").read_bytes().startswith(b"%PDF")
    assert "https://example.org/p/en/briefs/one.html" in (target / "sitemap.xml").read_text()
    assert 'href="/p/assets/site.css"' in (target / "404.html").read_text()
    assert (target / MARKER).is_file()
    again = run("publish", "-w", small, "--to", target, "--base-url", "https://example.org/p")
    assert "0 added, 0 changed, 0 removed" in again.stdout


def test_a_first_publication_lays_out_nothing_again(pushable: Path, tmp_path: Path) -> None:
    """After a build every PDF and Word file is taken from the cache, whatever address the site gets; drafts know nothing of it.

    Paper bears the lasting address of `site.yaml`; the pages of a mirror say where the mirror stands.
    """
    site = pushable / "content/site.yaml"
    site.write_text(site.read_text() + "base_url: https://example.org/p/\n")
    git(pushable, "commit", "-am", "the lasting address")
    assert run("build", "-w", pushable).exit_code == 0
    impact = run("impact", "-w", pushable).stdout
    first = run("publish", "-w", pushable, "--to", tmp_path / "www", "--base-url", "https://example.org/p")
    other = run("publish", "-w", pushable, "--to", tmp_path / "mirror", "--base-url", "https://example.net/")

    assert (first.exit_code, other.exit_code) == (0, 0), first.output + other.output
    for ran in (first, other):
        assert "0 PDFs made, 2 from the cache" in ran.stderr
        assert "0 Word files made, 2 from the cache" in ran.stderr
    assert run("impact", "-w", pushable).stdout == impact
    assert "0 files to write" in impact
    paper = pypdfium2.PdfDocument(tmp_path / "mirror/en/briefs/one.pdf")
    assert "example.org/p/en/briefs/one.html" in paper[0].get_textpage().get_text_range().replace("\r\n", "")
    assert 'rel="canonical" href="https://example.net/en/briefs/one.html"' in (tmp_path / "mirror/en/briefs/one.html").read_text()
    assert (tmp_path / "www/en/briefs/one.pdf").read_bytes() == (pushable / "build/site/en/briefs/one.pdf").read_bytes()


def test_a_zip_holds_the_site(small: Path, tmp_path: Path) -> None:
    """A zip file of the same site has the same bytes; its names are plain and lead nowhere else; a second run writes nothing."""
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    for file in (first, second):
        made = run("publish", "-w", small, "--zip", file)
        assert made.exit_code == 0, made.output
    again = run("publish", "-w", small, "--zip", first)
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        page = archive.read("en/briefs/one.html").decode()

    assert first.read_bytes() == second.read_bytes()
    assert names == sorted(names)
    assert {MARKER, "index.html", "en/briefs/one.pdf"} <= set(names)
    assert not any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    assert "A brief brief" in page.replace("\xa0", " ")
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert f"published to {first}" not in again.stdout


def test_what_others_put_into_a_zip_stays(small: Path, tmp_path: Path) -> None:
    """What others put into the zip file stays; where their file has the name of a page, nothing is published."""
    file = tmp_path / "site.zip"
    assert run("publish", "-w", small, "--zip", file).exit_code == 0
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("CNAME", "example.org")
        archive.writestr("en/briefs/three.html", "theirs")
    one = small / "content/documents/briefs/one.yaml"
    one.write_text(one.read_text().replace("first section", "changed section"))
    kept = run("publish", "-w", small, "--zip", file)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    before = file.read_bytes()
    (small / "content/documents/briefs/three.yaml").write_text(one.read_text())
    clash = run("publish", "-w", small, "--zip", file)

    assert kept.exit_code == 0, kept.output
    assert {"CNAME", "en/briefs/three.html", "en/briefs/one.html"} <= set(names)
    assert clash.exit_code == 1
    assert "the site has `en/briefs/three.html`" in " ".join(clash.stderr.split())
    assert file.read_bytes() == before


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
        ([], 2, "say where to, once"),
        (["--to", "{tmp}/www", "--branch", "gh-pages"], 2, "say where to"),
        (["--to", "{tmp}/www", "--push"], 2, "--push goes with --branch"),
        (["--to", "{tmp}/www", "--base-url", "example.org"], 2, "`example.org` is no web address"),
        (["--to", "{tmp}/full"], 1, "is not empty and was not published by this toolkit"),
        (["--to", "{tmp}/full/file"], 1, "is a file"),
        (["--to", "{tmp}"], 1, "is the workspace, a part of it or a folder around it"),
        (["--branch", "gh-pages"], 1, "is in no git repository"),
        (["--to", "{tmp}/www", "--zip", "{tmp}/www.zip"], 2, "say where to, once"),
        (["--zip", "{tmp}/missing/www.zip"], 1, "there is no folder"),
        (["--zip", "{tmp}/full"], 1, "is a folder"),
        (["--zip", "{tmp}/www"], 1, "does not end in .zip"),
        (["--zip", "{tmp}/full/theirs.zip"], 1, "is no site that this toolkit published"),
    ],
)
def test_refusals_are_one_line(small: Path, tmp_path: Path, words: list[str], code: int, says: str) -> None:
    """What cannot be published to is refused before anything is built, with what to do."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").write_text("not ours")
    with zipfile.ZipFile(tmp_path / "full/theirs.zip", "w") as theirs:
        theirs.writestr("theirs.txt", "theirs")
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


@pytest.mark.parametrize("name", ["HEAD", "@", "-x", "refs/heads/x", "bad name", "a..b"])
def test_what_is_no_branch_is_refused(small: Path, name: str) -> None:
    """A name that git would not take, or take for something else, is refused before anything is built."""
    git(small, "init")
    git(small, "add", ".")
    git(small, "commit", "-m", "all")
    result = run("publish", "-w", small, f"--branch={name}")

    assert result.exit_code == 1
    assert f"`{name}` is no name for a branch" in result.stderr
    assert not (small / "build").exists()


def test_a_branch_below_a_branch_is_refused(small: Path) -> None:
    """Git keeps a branch as a file: none can stand below another."""
    git(small, "init")
    git(small, "add", ".")
    git(small, "commit", "-m", "all")

    assert "git cannot have `main/site` beside the branch `main`" in run("publish", "-w", small, "--branch", "main/site").stderr


@pytest.fixture
def pushable(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace, committed, with a bare repository as its remote."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    (small / ".gitignore").write_text("build/\n")
    git(small, "init")
    git(small, "add", ".")
    git(small, "commit", "-m", "all")
    git(tmp_path, "init", "--bare", "remote.git")
    git(small, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return small


def publish_branch(workspace: Path, *more: str) -> Result:
    return run("publish", "-w", workspace, "--branch", "gh-pages", "--base-url", "https://example.org/", *more)


def edit(workspace: Path, old: str, new: str) -> None:
    """Change the first brief, and commit."""
    brief = workspace / "content/documents/briefs/one.yaml"
    brief.write_text(brief.read_text().replace(old, new))
    git(workspace, "commit", "-am", new)


def test_branch_is_pushed(pushable: Path, tmp_path: Path) -> None:
    """The remote gets the site and nothing else, a commit for each state that differs; a dry run and a second run push nothing."""
    remote = tmp_path / "remote.git"
    dry = publish_branch(pushable, "--push", "--dry-run")
    assert "A en/briefs/one.pdf" in dry.stdout
    assert git(remote, "branch", "--list").strip() == ""

    first = publish_branch(pushable, "--push")
    assert first.exit_code == 0, first.output
    assert "published to branch gh-pages, pushed to origin" in first.stdout
    files = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"index.html", ".nojekyll", "sitemap.xml", "en/briefs/one.pdf"} <= set(files)
    assert not any(name.startswith(("content/", "templates/", "build/")) for name in files)
    again = publish_branch(pushable, "--push")
    assert "0 added, 0 changed, 0 removed" in again.stdout
    assert "published" not in again.stdout
    edit(pushable, "A brief brief", "A changed brief")
    assert publish_branch(pushable, "--push").exit_code == 0
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "2"
    assert "A changed brief" in git(remote, "show", "gh-pages:en/briefs/one.html").replace("\xa0", " ")


def test_what_others_have_on_the_branch_stays(pushable: Path, tmp_path: Path) -> None:
    """CNAME, a README, a link and the mode of a script are there after each publication; a page of theirs is never written over."""
    other = tmp_path / "other"
    git(pushable, "worktree", "add", "--detach", str(other))
    git(other, "switch", "--orphan", "gh-pages")
    (other / "CNAME").write_text("example.org")
    (other / "deep").mkdir()
    (other / "deep/run.sh").write_text("theirs")
    (other / "deep/run.sh").chmod(0o755)
    (other / "link").symlink_to("CNAME")
    git(other, "add", ".")
    git(other, "commit", "-m", "theirs")
    checked_out = publish_branch(pushable)
    git(other, "switch", "--detach")
    first = publish_branch(pushable)
    edit(pushable, "A brief brief", "A changed brief")
    (pushable / "content/documents/briefs/two.yaml").unlink()
    git(pushable, "commit", "-am", "one less")
    second = publish_branch(pushable)

    assert checked_out.exit_code == 1
    assert f"`gh-pages` is checked out in `{other}`" in " ".join(checked_out.stderr.split())
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    listed = git(pushable, "ls-tree", "-r", "gh-pages").splitlines()
    modes = {name: head.split()[0] for head, _, name in (line.partition("\t") for line in listed)}
    assert {name: modes[name] for name in ("CNAME", "deep/run.sh", "link")} == {
        "CNAME": "100644",
        "deep/run.sh": "100755",
        "link": "120000",
    }
    assert "en/briefs/one.html" in modes
    assert "en/briefs/two.html" not in modes
    assert git(pushable, "status", "--porcelain").strip() == ""
    git(other, "switch", "gh-pages")
    git(other, "rm", "--quiet", "--cached", ".toolkit-site")
    git(other, "commit", "-m", "the list is lost")
    git(other, "switch", "--detach")
    clash = publish_branch(pushable)
    assert clash.exit_code == 1
    assert "in the branch `gh-pages` that place is taken by what is not ours" in " ".join(clash.stderr.split())


def test_a_hook_leads_nowhere_else(pushable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from a hook of another repository, publishing still knows which one it is in."""
    git(tmp_path, "init", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere/.git/index"))
    result = publish_branch(pushable)
    monkeypatch.undo()

    assert result.exit_code == 0, result.output
    assert "index.html" in git(pushable, "ls-tree", "--name-only", "gh-pages")
    assert git(tmp_path / "elsewhere", "branch", "--list").strip() == ""


def test_commits_of_others_are_not_left_behind(pushable: Path, tmp_path: Path) -> None:
    """Where people committed to the branch here, and others at the remote, neither is given up: it is refused in words."""
    assert publish_branch(pushable, "--push").exit_code == 0
    for place in ("here", "there"):
        clone = tmp_path / place
        git(tmp_path, "clone", "--branch", "gh-pages", str(tmp_path / "remote.git"), str(clone))
        (clone / place).write_text(place)
        git(clone, "add", ".")
        git(clone, "commit", "-m", place)
    git(tmp_path / "there", "push", "origin", "gh-pages")
    git(pushable, "fetch", str(tmp_path / "here"), "+gh-pages:gh-pages")
    git(pushable, "fetch", "origin")
    before = git(pushable, "rev-parse", "gh-pages")
    result = publish_branch(pushable)

    assert result.exit_code == 1
    assert "`gh-pages` here and at `origin` have commits that the other has not" in " ".join(result.stderr.split())
    assert git(pushable, "rev-parse", "gh-pages") == before


def test_a_rejected_push_is_said_and_made_good(pushable: Path, tmp_path: Path) -> None:
    """Where others pushed meanwhile, one line says so and what to do; done so, the site goes onto their commit."""
    assert publish_branch(pushable, "--push").exit_code == 0
    other = tmp_path / "other"
    git(tmp_path, "clone", "--branch", "gh-pages", str(tmp_path / "remote.git"), str(other))
    (other / "CNAME").write_text("example.org")
    git(other, "add", ".")
    git(other, "commit", "-m", "theirs")
    git(other, "push", "origin", "gh-pages")
    edit(pushable, "A brief brief", "A changed brief")
    result = publish_branch(pushable, "--push")

    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert "not published: the site is on `gh-pages`, but `origin` would not take it: [rejected]" in said
    assert "run `git fetch origin`, then publish again" in said
    assert "Traceback" not in result.output
    git(pushable, "fetch", "origin")
    again = publish_branch(pushable, "--push")
    assert again.exit_code == 0, again.output
    log = git(tmp_path / "remote.git", "log", "--format=%s", "gh-pages")
    assert [line.partition(" ")[0] for line in log.splitlines()] == ["Publish", "theirs", "Publish"]


def test_a_remote_that_is_not_there_is_said(pushable: Path, tmp_path: Path) -> None:
    """A push to nowhere is one line with git's reason; the branch is made all the same, and pushed once the remote is there."""
    git(pushable, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    result = publish_branch(pushable, "--push")

    assert result.exit_code == 1
    assert "`origin` would not take it: fatal:" in " ".join(result.stderr.split())
    assert "hint: try `git push origin gh-pages`" in result.stderr
    git(pushable, "remote", "set-url", "origin", str(tmp_path / "remote.git"))
    again = publish_branch(pushable, "--push")
    assert again.exit_code == 0, again.output
    assert "index.html" in git(tmp_path / "remote.git", "ls-tree", "--name-only", "gh-pages")


def test_a_machine_without_git_is_said(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git a site goes into a folder, and that is said before anything is built."""
    monkeypatch.setenv("PATH", "/nonexistent")
    result = publish_branch(small)

    assert result.exit_code == 1
    assert "there is no `git` on this machine" in result.stderr
    assert "publish with --to DIR" in result.stderr


def test_too_large_an_image_is_not_published(small: Path, tmp_path: Path) -> None:
    """An image of megabytes withholds the site, by its name in content; `check` says so first, and once."""
    noise = Image.effect_noise((1700, 1700), 90)
    (small / "content/images").mkdir()
    noise.save(small / "content/images/noise.png")
    brief = small / "content/documents/briefs/one.yaml"
    brief.write_text(
        brief.read_text().replace("      - prose", "      - picture: {file: noise.png, alt: Noise, caption: Noise}\n      - prose")
    )
    found = run("check", "-w", small)
    result = run("publish", "-w", small, "--to", tmp_path / "www")

    assert (found.exit_code, result.exit_code) == (1, 1), result.output
    assert found.stdout.count("[image-too-large]") + found.stderr.count("[image-too-large]") == 1
    assert "broken-image" not in result.stderr
    assert "error[image-too-large]: `content/images/noise.png` is larger than 2 MB" in result.stderr
    assert "not published: 1 error" in result.stderr
    assert not (tmp_path / "www").exists()


def test_a_site_without_search_is_still_published(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a platform that Pagefind has no program for, one warning says what is left out, and the site is put."""
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    result = run("publish", "-w", small, "--to", tmp_path / "www")

    assert result.exit_code == 0, result.output
    assert result.stderr.count("warning[no-search]: Pagefind has no program for this platform") == 1
    assert (tmp_path / "www/en/search.html").is_file()
    assert not (tmp_path / "www/pagefind").exists()


def test_an_index_that_cannot_be_made_anew_is_no_longer_listed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole build that makes no index leaves none of the last: neither its files nor their names in the manifest."""
    run("build", "-w", small, "--jobs", 1)
    before = (small / "build/manifest.json").read_text()
    (small / "content/documents/briefs/two.yaml").write_text("kind: brief\n")  # a mistake: the manifest is merged, not written anew
    one = small / "content/documents/briefs/one.yaml"
    one.write_text(one.read_text().replace("first section", "second thoughts"))
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    run("build", "-w", small, "--jobs", 1)

    assert "site/pagefind/" in before
    assert "site/pagefind/" not in (small / "build/manifest.json").read_text()
    assert not list((small / "build/site").rglob("*.pf_meta"))


@pytest.mark.parametrize("command", [["build"], ["publish", "--to", "www"]])
def test_a_base_that_is_none_is_one_line(small: Path, command: list[str]) -> None:
    """An address that is none is refused before anything is built, on the command line and at its place in `content/site.yaml`."""
    asked = run(*command, "-w", small, "--base-url", "htp://x")
    site = small / "content/site.yaml"
    site.write_text(site.read_text() + "base_url: example.org/policy\n")
    written = run(*command, "-w", small)

    assert (asked.exit_code, written.exit_code) == (2, 1)
    assert "--base-url: `htp://x` is no web address" in asked.stderr
    assert "content/site.yaml:6:11: error[unsafe-link]: `base_url`: `example.org/policy` is not a web address" in written.stderr
    assert asked.stderr.count("hint:") == written.stderr.count("hint:") == 1
    assert not (small / "build").exists()


def test_two_documents_with_one_address(small: Path, tmp_path: Path) -> None:
    """A document may not stand where a page of the site stands, nor two at one address."""
    (small / "content/documents/briefs/index.yaml").write_text((small / "content/documents/briefs/one.yaml").read_text())
    project = Project(DiskWorkspace(small))
    assert project.library
    report = Builder(project, project.library, tmp_path / "build", lambda: ThreadPoolExecutor(1)).build(Request((), ("en",)))

    assert [one.code for one in report.diagnostics] == ["address-taken"]
    assert report.diagnostics[0].place.path == "content/documents/briefs/index.yaml"


def test_a_series_and_a_document_with_one_address(small: Path) -> None:
    """A document that stands where a series puts one of its publications is told at its line, with the other's file."""
    (small / "content/clusters").mkdir()
    (small / "content/clusters/north.yaml").write_text(
        "name: {en: North Cluster}\nshort: {en: North}\nstatus: operating\ncountries: [RU]\nsummary: Words.\nevidence: [{source: book}]\n"
    )
    profile = "kind: profile\ntitle: A profile\ndate: 2026-11-01\noutline:\n  - {section: about, title: About, blocks: [{prose: Words.}]}\n"
    (small / "content/documents/profiles").mkdir()
    (small / "content/documents/profiles/all.yaml").write_text(
        profile.replace("title: A profile", "title: A profile\nseries: {clusters: [north]}")
    )
    (small / "content/documents/profiles/north.yaml").write_text(profile)
    result = run("check", "-w", small)

    assert result.exit_code == 1
    assert "`profiles/north`" in result.output
    assert "address-taken" in result.output


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
