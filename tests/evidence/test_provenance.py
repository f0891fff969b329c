"""Each edition says what it was made from, and a PDF can be compared with its workspace."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from typer.testing import CliRunner

from tests.conftest import Folder, Inline
from toolkit.build.builder import Builder, Request
from toolkit.cli import app
from toolkit.core.workspace import DiskWorkspace
from toolkit.evidence.completeness import Completeness
from toolkit.evidence.ledger import HEADINGS, VALUES, as_csv, evidence
from toolkit.project import Project


def git(root, *words):
    subprocess.run(["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c", *words], check=True, capture_output=True)


@pytest.fixture
def built(tmp_path, whole_small):
    """The small workspace in a git repository, its English editions built."""
    for path, data in whole_small.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "content")
    git(tmp_path, "commit", "-qm", "content")
    build(tmp_path)
    return tmp_path


def build(root, stamped=True):
    project = Project(DiskWorkspace(root))
    request = Request(project.publications, ("en",), stamped=stamped, whole=False)
    Builder(project, project.library, root / "build", Inline).build(request)


def page(root, name):
    return (root / "build/site/en/briefs" / f"{name}.html").read_text("utf-8")


def test_sheet_says_day_acts_revision_and_digest(built):
    """The sheet names the day, each act with its state, and the commit of what is printed; JSON-LD says the same."""
    html = page(built, "first")
    commit = subprocess.run(
        ["git", "-C", str(built), "log", "-1", "--format=%h", "--abbrev=12"], capture_output=True, text=True, check=True
    )

    sheet = re.sub(r"<[^>]+>", " ", html[html.index('<div class="provenance"') :]).replace("\u00a0", " ")
    (data,) = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html).group(1))["@graph"]
    identifiers = {one["propertyID"]: one["value"] for one in data["identifier"]}

    assert "1 November 2026" in html[: html.index('class="provenance"')]  # in the imprint, and not again
    assert "Decree No. 1 (in force). It has not been compared with the official text." in " ".join(sheet.split())
    assert identifiers["git"] == commit.stdout.strip()
    assert identifiers["sha256"] in sheet
    assert data["citation"][0]["legislationIdentifier"] == data["citation"][0]["@id"] == "/akn/kz/act/decree/2014-08-01/1"


def test_sheet_is_set_as_other_text_is(built):
    """The number of an act stays with its sign at the end of a line."""
    html = page(built, "first")

    assert "Decree No.\u00a01 (" in html[html.index('<div class="provenance"') :]


def test_revision_is_left_out_while_an_edit_is_not_committed(built):
    """What is printed and not committed has no revision; a document that does not print it keeps its own."""
    second = built / "content/documents/briefs/second.yaml"
    second.write_text(second.read_text("utf-8").replace("Числа", "Цифры"), "utf-8")
    build(built)

    assert "Content revision" not in page(built, "second")
    assert "Content revision" in page(built, "first")


def test_draft_bears_no_revision(built):
    """A draft is the same before and after a commit."""
    build(built, stamped=False)

    assert "Content revision" not in page(built, "first")


def test_verify_agrees_until_content_changes(built):
    """The PDF just built agrees byte for byte; after an edit of what it prints, or of its own bytes, it does not."""
    pdf = built / "build/site/en/briefs/second.pdf"
    run = lambda file: CliRunner().invoke(app, ["verify", str(file), "-w", str(built)])  # noqa: E731
    fresh = run(pdf)
    (built / "copy.pdf").write_bytes(pdf.read_bytes() + b" ")
    altered = run(built / "copy.pdf")
    alpha = built / "content/clusters/alpha.yaml"
    alpha.write_text(alpha.read_text("utf-8").replace("value: 63", "value: 64"), "utf-8")
    stale = run(pdf)
    foreign = run(alpha)

    assert (fresh.exit_code, fresh.stdout.partition(":")[0]) == (0, "agrees")
    assert (altered.exit_code, altered.stdout.partition(":")[0]) == (1, "differs")
    assert (stale.exit_code, stale.stdout.partition(":")[0]) == (1, "differs")
    assert (foreign.exit_code, foreign.stdout.partition(":")[0]) == (1, "unknown")


def test_report_counts_each_thing_once(small, content):
    """The totals count a thing once; a row counts it for each document and language that prints it."""
    changes = {
        "clusters/alpha.yaml": content["clusters/alpha.yaml"].replace("as_of: 2016,", "review_by: 2020-01-01,"),
        "legal_bases/old-act.yaml": content["legal_bases/old-act.yaml"] + "repealed: 2025-03-01\n",
        "documents/briefs/second.yaml": content["documents/briefs/second.yaml"].replace(" [@report]", ""),
    }
    found = Completeness(Project(small(changes)))
    rows = {(row.document, row.language): row.counts for row in found.rows}

    assert rows[("briefs/second", "en")]["stale"] == 1
    assert rows[("briefs/second", "en")]["uncited"] == 1
    assert rows[("briefs/second", "en")]["untranslated"] == 3
    assert rows[("briefs/first", "ru")]["out_of_force"] == 1
    assert found.totals["stale"] == found.totals["out_of_force"] == found.totals["uncited"] == 1


def test_threshold_holds_a_release(built):
    """A release that exceeds a threshold of the site writes nothing and ends with 1."""
    site = built / "content/site.yaml"
    site.write_text(site.read_text("utf-8") + "thresholds: {unchecked_acts: 0, untranslated: 1}\n", "utf-8")
    before = page(built, "first")

    ran = CliRunner().invoke(app, ["build", "--release", "-w", str(built)])

    assert ran.exit_code == 1
    assert "error[report-threshold]: untranslated:" in ran.output
    assert "unchecked_acts" not in ran.output
    assert page(built, "first") == before


def test_ledger_names_the_blocks_that_print_a_figure(small):
    """Every figure stands in the ledger with value, source and where it is printed; CSV has a heading."""
    entries = tuple(evidence(Project(small())))

    assert [entry.id for entry in entries] == ["alpha.members"]
    assert entries[0].value == "63 участника".replace(" ", "\u00a0") or entries[0].value == "63 участника"
    assert entries[0].printed_in == ("briefs/second#figures.prose", "briefs/second#figures.evidence-table")
    assert as_csv(entries).splitlines()[0] == ",".join((*HEADINGS, *VALUES))


@pytest.mark.parametrize("asked", [(), ("--base-url", "https://example.net/other/")])
def test_verify_knows_where_the_site_stands(tmp_path, small, asked):
    """A PDF that encloses its figures says where the site stands; made for the same place once more, it has the same bytes."""
    for path, data in small().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text("utf-8") + "base_url: https://example.org/policy/\npdf_variant: pdf/a-3u\n", "utf-8")
    run = lambda *words: CliRunner().invoke(app, [*words, *asked, "-w", str(tmp_path)])  # noqa: E731
    made = run("build", "second", "--lang", "en", "--format", "pdf", "--jobs", "1")

    found = run("verify", str(tmp_path / "build/site/en/briefs/second.pdf"))

    assert made.exit_code == 0, made.stderr
    assert (found.exit_code, found.stdout.partition(":")[0]) == (0, "agrees")


def test_thresholds_hold_under_o(tmp_path, whole_small):
    """`python -O`, which leaves assertions out, counts what is unfinished all the same."""
    folder = Folder(tmp_path)
    for path, data in whole_small.items():
        folder.write(path, data)
    folder.replace("content/site.yaml", "editions: [ru, en]\n", "editions: [ru, en]\nthresholds: {untranslated: 0}\n")

    ran = folder.process("report", python=("-O",))

    assert ran.code == 1
    assert "error[report-threshold]: untranslated: " in ran.err


def test_a_release_is_held_by_the_languages_it_is_of(workspace):
    """What another language lacks holds no edition back that is not in it."""
    workspace.replace("content/site.yaml", "editions: [ru, en, ru-en]", "editions: [ru, en, ru-en, kk]\nthresholds: {untranslated: 0}")
    workspace.run("locales", "update")

    assert "report-threshold" not in workspace.run("build", "briefs/small-brief", "--release", "--lang", "en", "--format", "html").err
    assert "report-threshold" in workspace.run("build", "briefs/small-brief", "--release", "--lang", "kk", "--format", "html").err
