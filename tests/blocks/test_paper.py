"""Figures on paper: one drawing of each, tagged with the words that hold its values, in the fonts of the page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.blocks.example import CHARTS, TIMELINES, example
from tests.build.pdf.structure import read
from tests.conftest import Folder


@pytest.fixture(scope="module")
def pdf(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF of the example in Russian."""
    workspace = made.copied(tmp_path_factory.mktemp("paper"))
    source = example().workspace
    for path in ("content/facts.yaml", "content/units.yaml", "content/documents/briefs/figures.yaml", "locales/ru/LC_MESSAGES/content.po"):
        workspace.write(path, source.read(path))
    ran = workspace.run("build", "briefs/figures", "--lang", "ru", "--format", "pdf")
    assert ran.code == 0, ran.err
    return workspace.artifact("ru", "briefs/figures", ".pdf")


def test_figures_are_tagged_with_their_values(pdf: Path) -> None:
    """Each figure stands once in the tree, the layout for phones nowhere, with every value in its words."""
    figures = [element for element in read(pdf).everything() if element.role == "Figure"]
    alts = [figure.alt.replace("\u00a0", " ") for figure in figures]

    assert len(figures) == len(CHARTS) + len(TIMELINES)
    for value in ("1 017,5 фирмы", "около 420 фирм", "более 600 фирм", "менее 250 фирм", "300–450 фирм", "0 фирм"):
        assert value in alts[0]
        assert value in alts[1]
    assert "9 000,5" in alts[3]
    assert "30 июня 2015" in alts[-2]
    assert all(figure.raw["box"] for figure in figures)


def test_captions_are_numbered_in_order(pdf: Path) -> None:
    """Figures of every kind share one series of numbers."""
    words = read(pdf).text()

    places = [words.index(f"Рисунок {number}.") for number in range(1, len(CHARTS) + len(TIMELINES) + 1)]
    assert places == sorted(places)


def test_words_are_set_in_the_fonts_of_the_page(pdf: Path) -> None:
    """No other font stands in for a letter, a digit or a sign of a drawing."""
    listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert {line.split()[0].partition("+")[2].partition("-")[0] for line in listed} <= {"PT", "PTSans", "PTSerif"}
