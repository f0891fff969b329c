"""Where pages break: a heading stands with what it heads, wherever on a page it comes to stand."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from tests.build.pdf.lines import lines
from tests.conftest import Folder

DOCUMENT = "briefs/breaks"
FOOT = 50
"""Points at the foot of a page that belong to the margin."""
HEADING = 12.5
"""Height of a line of a heading at least, in points; body text stays below it."""


def brief(sentences: int) -> str:
    """Return a brief whose second section, a table over both columns, begins lower with each sentence of the first."""
    words = "Кластер растёт там, где предприятия знают друг друга давно и хорошо. " * sentences
    return (
        "kind: brief\ntitle: Разрывы\ndate: 2026-11-16\noutline:\n"
        f"  - section: one\n    title: Первый\n    blocks:\n      - prose: {words}\n"
        "  - section: two\n    title: Второй\n    blocks:\n"
        "      - comparison: {caption: Таблица, clusters: [north, south], rows: [country, region, founded, status, scope, facts]}\n"
    )


def stranded(pdf: Path) -> list[tuple[int, str]]:
    """Return the page and words of each heading below which its page has nothing."""
    found = []
    for number, page in groupby(lines(pdf), key=lambda line: line.page):
        last = max((line for line in page if line.bottom < line.height - FOOT), key=lambda line: line.bottom)
        if re.match(r"\d+ ", last.words) and last.bottom - last.top > HEADING:
            found.append((number, last.words))
    return found


@pytest.mark.parametrize("edition", ["ru", "ru-en"])
def test_no_heading_is_stranded(workspace: Folder, edition: str) -> None:
    """Line by line the heading of a table comes nearer to the foot of the first page, and goes over with its table in time."""
    ends = set()
    for sentences in (30, *range(64, 88, 4)) if edition == "ru" else (8, *range(26, 38, 2)):
        workspace.write(f"content/documents/{DOCUMENT}.yaml", brief(sentences))
        ran = workspace.run("build", DOCUMENT, "--lang", edition, "--format", "pdf")
        assert ran.code == 0, ran.err
        pdf = workspace.artifact(edition, DOCUMENT, ".pdf")
        ends |= {line.page for line in lines(pdf) if line.words.startswith("2 Второй")}

        assert stranded(pdf) == [], sentences

    assert ends == {1, 2}
