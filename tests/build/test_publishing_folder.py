"""What others have in a folder that a site is put into stays: files, links, folders, modes; and the site is never missing."""

from __future__ import annotations

import fcntl
import os
import random  # noqa: TID251  # moments to kill at
import shutil
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from toolkit.build.publishing import folder as publishing
from toolkit.build.publishing.changes import MARKER, RefusedError, site_files
from toolkit.build.publishing.folder import check_folder, folder_changes, put

PAGES = {"index.html": "home", "en/a.html": "two", "en/b.html": "three", "assets/site.css": "style", "ru/deep/c.html": "four"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site", PAGES)


def made(folder: Path, pages: dict[str, str]) -> Path:
    for name, words in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words)
    return folder


@pytest.fixture(params=["at once", "in place"])
def www(request: pytest.FixtureRequest, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has a site and what others put there; a git checkout is one that is filled in place."""
    target = tmp_path / "www"
    put(site_files(site), target)
    if request.param == "in place":
        made(target, {".git/config": "theirs"})
    made(target, {"CNAME": "example.org", "en/theirs.txt": "theirs", ".well-known/security.txt": "theirs", "uploads/a/b.pdf": "theirs"})
    (target / "empty/deeper").mkdir(parents=True)
    (target / "link").symlink_to("en/a.html")
    (target / "folder-link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (target / "dangling").symlink_to("nowhere")
    os.mkfifo(target / "pipe")
    (target / "CNAME").chmod(0o640)
    (target / "uploads").chmod(0o2770)
    (target / "empty/deeper").chmod(0o711)
    (target / "index.html").chmod(0o664)
    target.chmod(0o2775)
    made(tmp_path / "elsewhere", {"a.html": "theirs"})
    return target


def looks(target: Path, *ours: str) -> dict[str, tuple[int, int, int, str]]:
    """Return what others can see of what is not ours: kind and mode, owner, the file itself, and its words or where it leads."""
    found = {}
    for path in sorted(target.rglob("*")):
        name, at = path.relative_to(target).as_posix(), path.lstat()
        if name in ours or name == MARKER:
            continue
        words = str(path.readlink()) if path.is_symlink() else path.read_text() if path.is_file() else ""
        found[name] = (at.st_mode, at.st_uid, 0 if stat.S_ISDIR(at.st_mode) else at.st_ino, words)
    return found


def test_all_that_is_not_ours_stays(www: Path, site: Path, tmp_path: Path) -> None:
    """Files, links, pipes, empty folders, modes and owners of others are what they were; ours are new, changed, gone."""
    before = looks(www, *PAGES, "new/page.html", "new")
    (site / "en/a.html").write_text("two, corrected")
    (site / "index.html").write_text("home, corrected")
    shutil.rmtree(site / "ru")
    made(site, {"new/page.html": "new"})

    changes = folder_changes(site_files(site), www)
    put(site_files(site), www)

    after = looks(www, *PAGES, "new/page.html", "new")
    assert (changes.added, changes.changed, changes.removed) == (("new/page.html",), ("en/a.html", "index.html"), ("ru/deep/c.html",))
    assert after == {name: look for name, look in before.items() if name not in ("ru", "ru/deep")}
    assert (www / "en/a.html").read_text() == "two, corrected"
    assert not (www / "ru").exists()
    assert stat.S_IMODE((www / "index.html").stat().st_mode) == 0o664
    assert stat.S_IMODE(www.stat().st_mode) == 0o2775
    assert (tmp_path / "elsewhere/a.html").read_text() == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "site", "www"]


def test_a_page_becomes_a_folder_and_back(www: Path, site: Path) -> None:
    """Where our own file gives way to our own folder, or the other way round, nobody has to tidy up first."""
    for pages in ({"x": "file"}, {"x/y.html": "folder"}, {"x": "file"}):
        if (site / "x").is_dir():
            shutil.rmtree(site / "x")
        (site / "x").unlink(missing_ok=True)
        made(site, pages)
        folder_changes(site_files(site), www)
        put(site_files(site), www)

        assert {name: (www / name).read_text() for name in pages} == pages
        assert not folder_changes(site_files(site), www)


@pytest.mark.parametrize(
    ("theirs", "named"),
    [({"new.html": "theirs"}, "new.html"), ({"new.html/in.txt": "theirs"}, "new.html"), ({"new": "theirs"}, "new/page.html")],
)
def test_no_file_of_others_is_written_over(www: Path, site: Path, theirs: dict[str, str], named: str) -> None:
    """A page that would take the place of a file of others, of their folder, or need a folder where they have a file, is refused."""
    made(www, theirs)
    made(site, {named: "ours"})

    with pytest.raises(RefusedError, match=f"the site has `{named}`, and in .* taken by what is not ours"):
        folder_changes(site_files(site), www)


def test_a_page_that_others_made_a_link_is_theirs(www: Path, site: Path, tmp_path: Path) -> None:
    """A marker may name what is by now a link, or behind one: nothing is written or removed through it."""
    shutil.rmtree(www / "en")
    (www / "en").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    with pytest.raises(RefusedError, match=r"`en/a.html`, `en/b.html`"):
        folder_changes(site_files(site), www)
    shutil.rmtree(site / "en")
    put(site_files(site), www)
    assert (tmp_path / "elsewhere/a.html").read_text() == "theirs"
    assert (www / "en").is_symlink()


@pytest.mark.parametrize("line", ["../secret", "/etc/hostname", "uploads/../../secret"])
def test_a_marker_leads_nowhere_else(site: Path, tmp_path: Path, line: str) -> None:
    """A list of files that names one outside of its folder removes none there."""
    made(tmp_path, {"secret": "theirs", "www/index.html": "ours"})
    (tmp_path / "www" / MARKER).write_text(f"index.html\n{line}\n")
    put(site_files(site), tmp_path / "www")

    assert (tmp_path / "secret").read_text() == "theirs"


@pytest.mark.parametrize("name", [".www.old", ".www.new", ".toolkit-publish-of-mine"])
def test_folders_beside_the_target_are_nobodys_business(site: Path, tmp_path: Path, name: str) -> None:
    """Whatever its name, what stands beside the target is not touched."""
    made(tmp_path / name, {"diary.txt": "theirs"})
    for _ in range(2):
        put(site_files(site), tmp_path / "www")

    assert (tmp_path / name / "diary.txt").read_text() == "theirs"


def test_a_work_folder_of_others_is_refused(site: Path, tmp_path: Path) -> None:
    """Even a folder of exactly the name that we would work in is not taken for ours."""
    put(site_files(site), tmp_path / "www")
    (work,) = (tmp_path / f".toolkit-publish-{publishing._digest(b'www')[:12]}",)
    made(work, {"diary.txt": "theirs"})

    with pytest.raises(RefusedError, match="stands in the way"):
        put(site_files(site), tmp_path / "www")
    assert (work / "diary.txt").read_text() == "theirs"


def test_two_runs_at_once(site: Path, tmp_path: Path) -> None:
    """While one run works on a folder, another is refused in words."""
    put(site_files(site), tmp_path / "www")
    work = tmp_path / f".toolkit-publish-{publishing._digest(b'www')[:12]}"
    made(work, {".toolkit-publish": ""})
    with (work / ".toolkit-publish").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RefusedError, match="another run is publishing"):
            put(site_files(site), tmp_path / "www")


@pytest.mark.parametrize(
    "part", ["content", "content/x", "templates/x", "locales/x", ".git/x", "build/x", ".github/pages", "schemas/x", "link/x"]
)
def test_the_workspace_is_not_published_into(tmp_path: Path, part: str) -> None:
    """No folder of a workspace's own, nor one of git, by whatever name it is reached, is a place for a site."""
    for name in ("content", "templates", "locales", "build", "schemas", ".git"):
        (tmp_path / "W" / name).mkdir(parents=True)
    (tmp_path / "W/link").symlink_to("templates", target_is_directory=True)

    with pytest.raises(RefusedError, match="is the workspace, a part of it"):
        check_folder(tmp_path / "W" / part, tmp_path / "W")
    check_folder(tmp_path / "W/public", tmp_path / "W")


def test_what_others_add_meanwhile_is_not_lost(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that comes into the old folder after it was looked through is in the new one."""
    put(site_files(site), tmp_path / "www")
    (site / "index.html").write_text("home, corrected")
    real = publishing.exchange

    def late(first: Path, second: Path) -> None:
        made(second, {"late/upload.txt": "theirs"})
        real(first, second)

    monkeypatch.setattr(publishing, "exchange", late)
    put(site_files(site), tmp_path / "www")

    assert (tmp_path / "www/late/upload.txt").read_text() == "theirs"
    assert (tmp_path / "www/index.html").read_text() == "home, corrected"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]


def test_a_full_disk_leaves_the_old_site(site: Path, tmp_path: Path) -> None:
    """Where the new site does not fit, the old one stays whole, and what was begun is gone."""
    put(site_files(site), tmp_path / "www")
    (site / "en/a.html").write_text("x" * 100_000)
    program = (
        "from pathlib import Path; from toolkit.build.publishing.changes import site_files; "
        "from toolkit.build.publishing.folder import put; put(site_files(Path('site')), Path('www'))"
    )
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f 8; exec "{sys.executable}" -c "$0"', program], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip

    assert "File too large" in done.stderr
    assert (tmp_path / "www/en/a.html").read_text() == "two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]


KILLED = """
import sys
from pathlib import Path
from toolkit.build.publishing.changes import site_files
from toolkit.build.publishing.folder import put
print("ready", flush=True)
sites = [site_files(Path(name)) for name in ("two", "one")]
for turn in range(1000):
    put(sites[turn % 2], Path("www"))
"""


@pytest.mark.parametrize("in_place", [False, True])
def test_kills_lose_nothing(tmp_path: Path, in_place: bool) -> None:
    """Killed at any moment, a publication leaves a whole site and all files of others; the next one tidies up what was left."""
    many = {f"en/{n}.html": "one" for n in range(40)}
    one, two = (
        made(tmp_path / "one", PAGES | many),
        made(tmp_path / "two", {**dict.fromkeys(many, "two"), "index.html": "home", "x/y.html": "new"}),
    )
    target = tmp_path / "www"
    put(site_files(one), target)
    made(target, {"CNAME": "example.org", "uploads/a.txt": "theirs", **({".git/config": "theirs"} if in_place else {})})
    theirs = {name: look for name, look in looks(target).items() if "CNAME" in name or "uploads/" in name}
    moments = random.Random(7)
    missing: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            missing.extend([1] * (not (target / "index.html").is_file()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.2))
            process.kill()
        seen = {words for name in many if (words := (target / name).read_text())}
        assert seen <= {"one", "two"}
        assert in_place or len(seen) == 1
        assert {name: looks(target)[name] for name in theirs} == theirs
    done.set()
    watcher.join()
    put(site_files(two), target)

    assert missing == []
    assert {path.relative_to(target).as_posix() for path in target.rglob("*.html")} == {*many, "index.html", "x/y.html"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two", "www"]
    assert not list(target.glob(".toolkit-publish*")) + list(target.rglob("*.tmp"))
