"""Standards that a PDF may claim, and the figures that an archived one carries."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import page
import pikepdf
import pytest

from tests.conftest import Folder
from toolkit.build.formats.pdf import Pdf
from toolkit.build.pdf.layout import Attachment, PdfJob, make_pdf
from toolkit.content.paper import PdfVariant

HEAD = '<title>Пробный</title><meta name="keywords" content="x, ru/y">'
PAGE = f'<!doctype html><html lang="ru"><head>{HEAD}</head><body><p>Слово</p></body></html>'
ENCLOSED = Attachment("facts.json", b'{"facts": []}', dt.date(2026, 11, 16), "ru/y")


def claims(path: Path) -> str:
    """Return the metadata of a PDF, in which it says what it is."""
    with pikepdf.open(path) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("variant", PdfVariant)
def test_pdf_claims_the_standard_asked_for(variant: PdfVariant, tmp_path: Path) -> None:
    """Every variant that may be chosen is one that WeasyPrint makes; the file claims it, is tagged, and we can read the claim."""
    made = make_pdf(PdfJob(PAGE, ("p { font-family: 'PT Serif' }",), variant=variant.value))

    assert made.problem == ""
    (tmp_path / "x.pdf").write_bytes(made.data)
    said = claims(tmp_path / "x.pdf")
    for claim in variant.removeprefix("pdf/").split("+"):
        family, part = claim.split("-")
        assert f'pdf{family}id:part="{part[0]}"' in said
        assert f'pdfaid:conformance="{part[1:].upper()}"' in said or family == "ua"
    assert (named := Pdf().named(made.data)) is not None
    assert named.variant == variant
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_enclosed_file_is_the_same_twice() -> None:
    """The moment of the attachment file is the day of the document: same job, same bytes; other data, another address."""
    job = PdfJob(PAGE, (), variant="pdf/a-3u", attachment=ENCLOSED)
    bare = PdfJob(PAGE, (), variant="pdf/a-3u")

    assert make_pdf(job) == make_pdf(job)
    assert job.digest() != bare.digest()


@pytest.mark.parametrize(
    ("variant", "profile"), [("pdf/a-2u", "2u"), ("pdf/a-2a", "2a"), ("pdf/a-3u", "3u"), ("pdf/a-3a", "3a"), ("pdf/ua-1", "ua1")]
)
def test_pdf_keeps_the_standard_that_it_claims(variant: str, profile: str, workspace: Folder) -> None:
    """Each standard that the validator knows is kept by a document that claims it alone; both together are tested on what is shipped."""
    ran = workspace.run("build", "north", "--lang", "en", "--format", "pdf", "--pdf-variant", variant)

    assert ran.code == 0, ran.err
    report = page.validate_pdf(workspace.artifact("en", "profiles/north", ".pdf"), profile=profile)
    assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("variant", ["pdf/a-3u", "pdf/a-3a", "pdf/a-3a+ua-1"])
def test_archived_document_carries_its_figures(workspace: Folder, variant: str) -> None:
    """The PDF of a brief has its own figures and no others, with value, date and source, as an associated file."""
    ran = workspace.run("build", "small-brief", "--lang", "ru-en", "--format", "pdf", "--pdf-variant", variant)

    assert ran.code == 0, ran.err
    with pikepdf.open(workspace.artifact("ru-en", "briefs/small-brief", ".pdf")) as pdf:
        (attachment,) = pdf.Root.AF
        assert str(attachment.AFRelationship) == "/Data"
        assert str(attachment.EF.F.Params.CreationDate).startswith("D:20261116")
        found = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())
    facts = {row["id"]: row for row in found["facts"]}
    assert set(facts) == {"north.participants", "south.share"}
    assert facts["north.participants"]["value"] == 62
    assert facts["north.participants"]["source"] == "petrov2018"
    assert facts["north.participants"]["reference"]
    assert {"label_ru", "label_en"} <= facts["north.participants"].keys()


def test_site_chooses_the_variant(workspace: Folder) -> None:
    """`pdf_variant` of site.yaml is for every build; a PDF without figures then carries no file, and verify makes the same bytes."""
    file = workspace.root / "content/site.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "pdf_variant: pdf/a-3u\n", encoding="utf-8")

    ran = workspace.run("build", "north-south", "--lang", "ru", "--format", "pdf")

    assert ran.code == 0, ran.err
    path = workspace.artifact("ru", "agreements/north-south", ".pdf")
    assert 'pdfaid:part="3"' in claims(path)
    with pikepdf.open(path) as pdf:
        assert "/AF" not in pdf.Root
    assert workspace.run("verify", str(path)).code == 0


def test_unknown_variant_is_a_wrong_command(workspace: Folder) -> None:
    """A standard that we do not make is refused before anything is built."""
    ran = workspace.run("build", "--pdf-variant", "pdf/x-4")

    assert ran.code == 2
    assert "pdf/a-3u" in ran.err
