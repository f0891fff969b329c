"""Figures come in from spreadsheets and SDMX by a map: new ones, changed ones, and what is wrong is told before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.small import CONTENT, real_files, small_files
from toolkit.cli import app
from toolkit.exchange.sdmx import observations
from toolkit.exchange.sheets import address, place_of

Run = Callable[..., tuple[int, str, str]]
MAP = """\
source: book
as_of: 2025
rows: {column: Кластер, are: {Альфа: alpha}}
columns:
  Участников: {fact: members, unit: member}
  Мест: {fact: jobs, label: Места, unit: member}
"""
CSV = "Кластер;Участников;Мест\nАльфа;70 p;1 200\nБета;5;6\n"
ALPHA = "content/clusters/alpha.yaml"
SDMX = """\
DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS
X,Q,LV,2024-Q1,10,P
X,Q,LV,2024-Q2,11.5,
X,Q,EE,2024-Q1,7,
"""
XML = b"""<m:GenericData xmlns:m="m" xmlns:g="g"><m:DataSet><g:Series><g:SeriesKey><g:Value id="REF_AREA" value="LV"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2024-S1"/><g:ObsValue value="5"/></g:Obs></g:Series></m:DataSet></m:GenericData>"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs an import on the small workspace, of some words by a map."""
    for path, data in small_files(real_files(), CONTENT).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)

    def ran(words: str, mapped: str, *more: str) -> tuple[int, str, str]:
        (tmp_path / "figures.csv").write_text(words, encoding="utf-8")
        (tmp_path / "map.yaml").write_text(mapped, encoding="utf-8")
        arguments = [
            "import",
            "facts",
            str(tmp_path / "figures.csv"),
            "--map",
            str(tmp_path / "map.yaml"),
            "--workspace",
            str(tmp_path),
            *more,
        ]
        result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return ran


def test_a_table_is_taken_in(run: Run, tmp_path: Path) -> None:
    """A dry run shows a diff; an import writes value, time, flag and the cell with the file's digest; a second one changes nothing."""
    before = (tmp_path / ALPHA).read_text(encoding="utf-8")
    code, told, _ = run(CSV, MAP, "--dry-run")
    assert code == 0
    assert "~ alpha.members: 63 → 70 (2025), provisional, B2" in told
    assert "\n+++ content/clusters/alpha.yaml" in told
    assert (tmp_path / ALPHA).read_text(encoding="utf-8") == before

    code, told, _ = run(CSV, MAP)
    words = (tmp_path / ALPHA).read_text(encoding="utf-8")
    assert "value: 70, unit: member, as_of: 2025, source: book, flags: [provisional]" in words
    assert "+ alpha.jobs: 1200, C2" in told
    assert "documents" in told
    assert CliRunner().invoke(app, ["check", "--workspace", str(tmp_path)]).exit_code == 0
    assert "0 figures changed" in run(CSV, MAP)[1]
    assert "~ alpha.jobs: 1200 → 1300 (2025), C2" in run(CSV.replace("1 200", "1 300"), MAP)[1]


@pytest.mark.parametrize(
    ("words", "mapped", "said"),
    [
        (CSV, MAP.replace("Мест:", "Места:"), "no column `Места`"),
        (CSV, MAP.replace("{Альфа: alpha}", "{Гамма: alpha}"), "no row `Гамма`"),
        (CSV.replace("1 200", "много"), MAP, "`много` in C2 is no figure"),
        (CSV.replace("70 p", "70 z"), MAP, "the letter `z` in B2 is not explained"),
        (CSV, MAP.replace("members, unit: member", "members, unit: percent"), "is in `percent`, and the fact is in `member`"),
        (CSV, MAP.replace(", label: Места", ""), "is new, and the map gives it no label"),
        (CSV, MAP.replace("source: book", "source: bok"), "`bok` is no source"),
        (CSV, MAP.replace("source: book", "sorce: book"), "unknown-key"),
    ],
)
def test_what_is_wrong_is_told(run: Run, tmp_path: Path, words: str, mapped: str, said: str) -> None:
    """Nothing is written where anything is wrong."""
    before = (tmp_path / ALPHA).read_text(encoding="utf-8")
    code, _, told = run(words, mapped)

    assert code == 1
    assert said in told
    assert "hint: " in told
    assert (tmp_path / ALPHA).read_text(encoding="utf-8") == before


def test_a_series_of_sdmx_is_taken_in(run: Run, tmp_path: Path) -> None:
    """The map names a series by its dimensions; its values become those of the fact's series; a vague name is refused."""
    mapped = "source: book\nseries:\n  alpha.jobs: {where: {REF_AREA: LV}, label: Места, unit: member}\n"
    code, told, _ = run(SDMX, mapped, "--sdmx")

    assert (code, "+ alpha.jobs: 11.5 (2024-Q2)" in told) == (0, True)
    words = (tmp_path / ALPHA).read_text(encoding="utf-8")
    assert "2024-Q1: 10\n" in words
    assert "2024-Q2: 11.5\n" in words
    assert "2 series have FREQ=Q" in run(SDMX, mapped.replace("REF_AREA: LV", "FREQ: Q"), "--sdmx")[2]
    assert [(one.period, one.value, dict(one.key)) for one in observations(XML, "a.xml")] == [("2024-H1", 5, {"REF_AREA": "LV"})]


@pytest.mark.parametrize(("cell", "place"), [("A1", (0, 0)), ("C7", (6, 2)), ("AA10", (9, 26))])
def test_cells_have_names(cell: str, place: tuple[int, int]) -> None:
    """A cell is named as spreadsheets do."""
    assert place_of(cell) == place
    assert address(*place) == cell
