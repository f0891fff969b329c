"""What a map prints: its names, what it says to those who do not see it, and the table of coordinates."""

from __future__ import annotations

import re

import pytest

from tests.conftest import memory
from toolkit.project import Project

PLACES = {"north": "{latitude: 59.94, longitude: 30.31, source: petrov2018}", "south": "{latitude: -54.5, longitude: 36.26}"}


def page(kind: str, language: str) -> str:
    """Return the HTML of a map of the two clusters of the small workspace."""
    small = memory()
    files = {
        f"content/clusters/{id}.yaml": small.read(f"content/clusters/{id}.yaml").decode() + f"location: {place}\n"
        for id, place in PLACES.items()
    }
    files["content/documents/briefs/places.yaml"] = (
        "kind: brief\ntitle: Карта\ndate: 2026-11-16\nas_of: 2026-11-01\noutline:\n  - section: map\n    title: Карта\n    blocks:\n"
        f"      - map: {{kind: {kind}, caption: Где кластеры, highlight: [north], note: Пояснение.}}\n"
    )
    project = Project(memory(files))
    publication = next(one for one in project.publications if one.id == "briefs/places")
    made = project.fragments(publication, language)
    return "".join(str(made.block(block).html) for block in project.outline(publication).blocks() if block.name == "map")


WORDS = {"ru": ("59,94° с. ш.", "54,50° ю. ш.", "36,26° в. д."), "en": ("59.94° N", "54.50° S", "36.26° E")}
YES = {"ru": "да", "en": "yes"}


@pytest.mark.parametrize(("kind", "language"), [("tiles", "ru"), ("tiles", "en"), ("points", "en")])
def test_map_says_names_and_coordinates(kind: str, language: str) -> None:
    """Title and table have the coordinates, south and west named in words; the table tells what is highlighted; there are two layouts."""
    html = page(kind, language).replace("\u00a0", " ").replace("\u202f", " ")
    table = re.search(r'<details class="figure-table">.*</details>', html, re.DOTALL)
    title = re.search(r"<title[^>]*>([^<]*)</title>", html)

    assert table
    assert title
    assert html.count("<svg") == 2
    for words in WORDS[language]:
        assert words in table.group()
        assert words in title.group(1)
    assert f"<td>{YES[language]}</td>" in table.group()
