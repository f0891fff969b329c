"""What a screen reader says of a small document of each kind, as golden files; `--update` writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.build.pdf.conftest import PAPERS, paper
from tests.conftest import Folder
from toolkit.build.pdf.transcript import transcript


@pytest.mark.parametrize("kind", PAPERS)
def test_transcript(papers: Folder, kind: str, golden: Callable[[str, str], None]) -> None:
    """Each thing is said once, in its order, with its language; digests, which follow every edit, are left out."""
    said = transcript(paper(papers, kind).read_bytes())

    golden(f"{kind}-transcript.txt", re.sub(r"\b[0-9a-f]{64}\b", "#", said))


@pytest.mark.parametrize("kind", PAPERS)
def test_transcript_is_published_beside_its_pdf(papers: Folder, kind: str) -> None:
    """The site has the transcript of each PDF, and the page that offers the PDF links to it."""
    made = paper(papers, kind)
    told = made.with_name(made.name.replace(".pdf", ".transcript.txt"))

    assert told.read_text("utf-8") == transcript(made.read_bytes())
    assert f'href="{told.name}"' in made.with_suffix(".html").read_text("utf-8")


def test_proof_writes_transcripts_and_findings(workspace: Folder) -> None:
    """`toolkit proof --transcript` writes one for each document; in JSON, findings name their document and say their page."""
    workspace.replace("content/documents/briefs/small-brief.yaml", "Первый абзац", "Հայաստան. Первый абзац")

    ran = workspace.run("proof", "briefs/small-brief", "--lang", "ru", "--transcript", "--format", "json", "--strict")

    assert ran.code == 1
    (found,) = [one for one in json.loads(ran.out)["diagnostics"] if one["code"] == "pdf-fallback-font"]
    assert found["path"] == "content/documents/briefs/small-brief.yaml"
    assert "ru/briefs/small-brief, page 1: " in found["message"]
    assert (workspace.build / "proof/ru/briefs/small-brief.txt").read_text("utf-8").startswith("ru  paragraph: АНАЛИТИЧЕСКАЯ ЗАПИСКА")
