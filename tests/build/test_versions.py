"""Earlier versions of documents stay where they are published, whatever is published after them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit.build.publishing.changes import MARKER
from toolkit.build.publishing.record import RECORD
from toolkit.cli import app
from toolkit.outline.addresses import versioned

BASE = "https://example.org/p/"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def publish(small: Path, tmp_path: Path) -> Callable[..., Result]:
    """Publish the small workspace into the folder `www`, or to where the words say."""
    site = small / "content/site.yaml"
    site.write_text(site.read_text() + f"base_url: {BASE}\n")

    def made(*words: object) -> Result:
        ran = run("publish", "-w", small, *(words or ("--to", tmp_path / "www")))
        assert ran.exit_code == 0, ran.output
        return ran

    return made


def edit(workspace: Path, version: str, words: str, change: str = "", name: str = "one") -> None:
    """Give a brief another version and other words."""
    brief = workspace / f"content/documents/briefs/{name}.yaml"
    text = re.sub(r"^(version|changes):.*\n", "", brief.read_text(), flags=re.MULTILINE)
    text = re.sub(r"prose: .*", f"prose: {words}", text)
    changes = f'changes: [{{date: 2026-11-{change}, version: "{version}", what: The words are other ones.}}]\n' if change else ""
    brief.write_text(text.replace("date:", f'version: "{version}"\n{changes}date:', 1))


def test_a_version_that_is_replaced_stays(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """Page, PDF and Word file of the older version stand under its number, as they were; the newer page lists them."""
    www = tmp_path / "www"
    edit(small, "1.0", "Words of the first version.")
    publish()
    paper = (www / "en/briefs/one.pdf").read_bytes()
    edit(small, "1.0", "Words of the first version, altered in silence.")
    silent = publish("--to", www, "--dry-run").stdout
    edit(small, "1.1", "Words of the second version.", "20")
    told = publish().stdout
    old, new = ((www / f"en/briefs/{name}.html").read_text().replace("\xa0", " ") for name in ("one.v1.0", "one"))

    assert (www / "en/briefs/one.v1.0.pdf").read_bytes() == paper != (www / "en/briefs/one.pdf").read_bytes()
    assert (www / "en/briefs/one.v1.0.docx").is_file()
    assert "(briefs/one), still version 1.0: " in silent
    assert "(briefs/one), version 1.0 → 1.1: " in told
    assert "20 November 2026: The words are other ones." in told.replace("\xa0", " ")
    for suffix, version in ((".bib", "version = {1.0}"), (".ris", "1.0"), (".csl.json", '"version": "1.0"')):
        kept, now = ((www / f"en/briefs/{name}{suffix}").read_text() for name in ("one.v1.0", "one"))
        assert version in kept
        assert f"{BASE}en/briefs/one.v1.0.html" in kept
        assert f"{BASE}en/briefs/one.html" in now
        assert "one.v1.0" not in now
        assert len(re.findall(r"\ben/briefs/one\.v1\.0\b", kept)) == 2, "its id and its address"
        assert f'<a href="one.v1.0{suffix}">' in new
    (brief,) = (one for one in json.loads(re.search(r"ld\+json\">(.*?)</script>", new)[1])["@graph"] if one["@type"] == "Report")
    assert (brief["version"], brief["dateModified"]) == ("1.1", "2026-11-20")
    assert (brief["isBasedOn"][0]["version"], brief["isBasedOn"][0]["url"]) == ("1.0", f"{BASE}en/briefs/one.v1.0.html")
    assert "Words of the first version." in old
    assert "Words of the second version." in new
    assert "This is version 1.0 of 1 November 2026, kept as it was published." in old
    assert re.search(r'A newer one has replaced it: <a href="one.html">version 1.1, 20 November 2026</a>', old)
    assert re.search(r'<a href="one.v1.0.html" rel="predecessor-version">version 1.0</a>', new)
    assert '<a href="one.v1.0.pdf">PDF</a>' in new
    assert "earlier-version" not in new
    assert json.loads((www / RECORD).read_text())["documents"]["briefs/one"]["version"] == "1.1"


def test_an_earlier_version_is_itself(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """It names its own address, links its own files, keeps its own looks, and neither search engines nor the sitemap have it."""
    www = tmp_path / "www"
    edit(small, "1.0", "Words of the first version.")
    publish()
    style = (www / "assets/site.css").read_bytes()
    edit(small, "1.1", "Words of the second version.", "20")
    css = small / "templates/styles/site.css"
    css.write_text(css.read_text() + "\np { color: red }\n")
    publish()
    old = (www / "en/briefs/one.v1.0.html").read_text()
    sheet = re.search(r'<link rel="stylesheet" href="\.\./\.\./(assets/site\.[0-9a-f]{12}\.css)"', old)

    assert '<meta name="robots" content="noindex">' in old
    assert f'<link rel="canonical" href="{BASE}en/briefs/one.v1.0.html">' in old
    assert f"{BASE}en/briefs/one.html" not in old
    assert 'href="one.v1.0.pdf"' in old
    assert ' hreflang="en" href="http' not in old
    assert sheet
    assert (www / sheet.group(1)).read_bytes() == style != (www / "assets/site.css").read_bytes()
    assert "one.v1.0" not in (www / "sitemap.xml").read_text()
    assert "one.v1.0" not in (www / "en/feed.xml").read_text()


def test_a_third_version_keeps_both(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """Each later publication keeps all: the notice names the newest, bytes of files stay, and what nothing needs goes."""
    www = tmp_path / "www"
    for number, day in (("1.0", ""), ("1.1", "20"), ("1.2", "25")):
        edit(small, number, f"Words of {number}.", day)
        publish()
        if number == "1.1":
            paper = (www / "en/briefs/one.v1.0.pdf").read_bytes()
    (small / "content/documents/briefs/two.yaml").unlink()
    publish()
    again = publish()
    first, second = ((www / f"en/briefs/one.v{number}.html").read_text() for number in ("1.0", "1.1"))

    assert (www / "en/briefs/one.v1.0.pdf").read_bytes() == paper
    assert "version 1.2" in first.replace("\xa0", " ")
    assert "version 1.2" in second.replace("\xa0", " ")
    assert first.count('id="earlier-version"') == 1
    assert "0 added, 0 changed, 0 removed" in again.stdout
    listed = set((www / MARKER).read_text().split())
    assert {"en/briefs/one.v1.0.pdf", "en/briefs/one.v1.1.pdf", RECORD} <= listed


def test_a_renamed_document_keeps_its_versions(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """Earlier versions stay at the address that the document had, lead to the new one, and the new one lists them."""
    www = tmp_path / "www"
    edit(small, "1.0", "Words of the first version.")
    publish()
    folder = small / "content/documents/briefs"
    edit(small, "2.0", "Words of the second version.", "20")
    (folder / "renamed.yaml").write_text("aliases: [briefs/one]\n" + (folder / "one.yaml").read_text())
    (folder / "one.yaml").unlink()
    publish()

    assert '<a href="renamed.html">' in (www / "en/briefs/one.v1.0.html").read_text()
    assert 'href="one.v1.0.html"' in (www / "en/briefs/renamed.html").read_text()
    assert 'content="0; url=renamed.html"' in (www / "en/briefs/one.html").read_text()


def test_a_withdrawn_document_leaves_its_earlier_versions(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """All of its versions stay, the last one too: they say so, lead to the last, and link to nothing that is gone."""
    www = tmp_path / "www"
    edit(small, "1.0", "Words of the first version.")
    publish()
    edit(small, "1.1", "Words of the second version.", "20")
    publish()
    paper = (www / "en/briefs/one.pdf").read_bytes()
    (small / "content/documents/briefs/one.yaml").unlink()
    gone = publish().stdout
    assert "briefs/one" not in publish().stdout
    old = (www / "en/briefs/one.v1.0.html").read_text()

    assert "gone     briefs/one: " in gone
    assert "The document is no longer published." in old
    assert 'href="one.html"' not in old
    assert not (www / "en/briefs/one.html").exists()
    assert '<a href="one.v1.1.html">version 1.1</a>' in old.replace("\xa0", " ")
    assert "Its last version" not in (www / "en/briefs/one.v1.1.html").read_text()
    assert (www / "en/briefs/one.v1.1.pdf").read_bytes() == paper
    assert [one["version"] for one in json.loads((www / RECORD).read_text())["documents"]["briefs/one"]["earlier"]] == ["1.0", "1.1"]


def test_a_fresh_target_takes_the_versions_of_the_previous_one(small: Path, tmp_path: Path, publish: Callable[..., Result]) -> None:
    """With `--previous` a folder, a zip file and their like hand on what they keep; nothing of theirs is changed."""
    edit(small, "1.0", "Words of the first version.")
    publish()
    edit(small, "1.1", "Words of the second version.", "20")
    publish("--zip", tmp_path / "site.zip", "--previous", tmp_path / "www")
    publish("--to", tmp_path / "fresh", "--previous", tmp_path / "site.zip")
    nothing = run("publish", "-w", small, "--to", tmp_path / "other", "--previous", tmp_path)

    assert (tmp_path / "fresh/en/briefs/one.v1.0.pdf").read_bytes() == (tmp_path / "www/en/briefs/one.pdf").read_bytes()
    assert not (tmp_path / "www/en/briefs/one.v1.0.pdf").exists()
    assert nothing.exit_code == 1
    assert "holds no site that this toolkit published" in " ".join(nothing.stderr.split())


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("1.0", "ru/briefs/x.v1.0.part-2.html"),
        ("2-я", r"ru/briefs/x\.v2-[0-9a-f]{6}\.part-2\.html"),
        ("../..", r"ru/briefs/x\.v[0-9a-f]{6}\.part"),
    ],
)
def test_a_version_in_any_signs_makes_a_plain_address(version: str, name: str) -> None:
    """What no address may hold is left out, and a digest tells such versions apart."""
    assert re.match(name, versioned("ru/briefs/x.part-2.html", "ru/briefs/x", version))
