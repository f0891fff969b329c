"""Figures come in from spreadsheets and SDMX by a map: new ones, changed ones, and what is wrong is told before anything is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from typer.testing import CliRunner

from tests.small import CONTENT, real_files, small_files
from toolkit.cli import app
from toolkit.exchange.sdmx import observations
from toolkit.exchange.sheets import address, place_of

Run = Callable[..., tuple[int, str, str]]
Rows = list[list[str | float | None]]
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

    def ran(words: str | bytes, mapped: str, *more: str, name: str = "figures.csv") -> tuple[int, str, str]:
        (tmp_path / name).write_bytes(words if isinstance(words, bytes) else words.encode())
        (tmp_path / "map.yaml").write_text(mapped, encoding="utf-8")
        arguments = [
            "import",
            "facts",
            str(tmp_path / name),
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


def test_an_exact_figure_leaves_nothing_of_the_old_one(run: Run, tmp_path: Path) -> None:
    """The end of a range, a qualifier and a place in the old source go with the old figure; two rows of one name are refused."""
    alpha = tmp_path / ALPHA
    held = "value: 63, to: 65, qualifier: about, unit: member, as_of: 2016, source: report, locator: p. 5"
    alpha.write_text(alpha.read_text("utf-8").replace("value: 63, unit: member, as_of: 2016, source: report", held), "utf-8")

    code, _, told = run(CSV + "Альфа;71;1\n", MAP)
    assert (code, "bad-import" in told, "stands in B2 too" in told) == (1, True, True)
    code, said, _ = run(CSV, MAP)
    words = alpha.read_text("utf-8")

    assert (code, "63–65 → 70" in said) == (0, True)
    assert "value: 70, unit: member, as_of: 2025, source: book, flags" in words
    assert not any(key in words for key in ("to: 65", "qualifier", "locator: p. 5"))
    assert CliRunner().invoke(app, ["check", "--workspace", str(tmp_path)]).exit_code == 0


def packed(parts: dict[str, str]) -> bytes:
    """Return a file of an office program: XML in a ZIP, the parts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return out.getvalue()


def excel(sheets: dict[str, Rows]) -> bytes:
    """Return a workbook of Excel (ECMA-376), with the words in its cells."""
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbered = list(enumerate(sheets.items(), 1))
    parts = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n, _ in numbered)
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )

    def cell(at: str, value: str | float | None) -> str:
        if value is None:
            return ""
        return (
            f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            if isinstance(value, str)
            else f'<c r="{at}"><v>{value}</v></c>'
        )

    def rows(table: Rows) -> str:
        return "".join(
            f'<row r="{r + 1}">{"".join(cell(address(r, c), value) for c, value in enumerate(row))}</row>' for r, row in enumerate(table)
        )

    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{parts}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}/relationships"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{ties}</Relationships>',
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{main}"><sheetData>{rows(table)}</sheetData></worksheet>'
                for n, (_, table) in numbered
            },
        }
    )


def open_document(sheets: dict[str, Rows]) -> bytes:
    """Return a spreadsheet of OpenDocument (ISO/IEC 26300)."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"

    def cell(value: str | float | None) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table)
        + "</table:table>"
        for name, table in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": kind,
            "content.xml": f'<office:document-content {spaces} office:version="1.3">{body}</office:document-content>',
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.3">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        }
    )


OFFICE = {"figures.xlsx": excel, "figures.ods": open_document}
SHEETS: dict[str, Rows] = {
    "Титул": [["Реестр"]],
    "Кластеры": [
        ["Реестр за 2025 год"],
        [],
        ["Кластер", "Участников", "Мест"],
        ["Альфа", "70 p", 1200],
        ["Бета", 5, None],
        [None, None, 12.5],
    ],
}
IN_SHEET = MAP + "sheet: Кластеры\nheader: 3\ncells:\n  alpha.share: {cell: C6, label: Доля, unit: member}\n"


@pytest.mark.parametrize("name", OFFICE)
def test_figures_come_from_a_sheet(run: Run, tmp_path: Path, name: str) -> None:
    """Numbers, figures in words, empty rows and a fraction come from the named sheet of Excel and OpenDocument, each with its cell."""
    code, told, wrong = run(OFFICE[name](SHEETS), IN_SHEET, name=name)
    words = (tmp_path / ALPHA).read_text(encoding="utf-8")

    assert code == 0, wrong
    assert "~ alpha.members: 63 → 70 (2025), provisional, Кластеры!B4" in told
    assert "+ alpha.jobs: 1200, Кластеры!C4" in told
    assert "+ alpha.share: 12.5, Кластеры!C6" in told
    assert f"file: {name}" in words
    assert "0 figures changed" in run(OFFICE[name](SHEETS), IN_SHEET, name=name)[1]


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        (IN_SHEET.replace("sheet: Кластеры", "sheet: Кластер"), "there is no sheet `Кластер`\n  hint: did you mean `Кластеры`?"),
        (IN_SHEET.replace("header: 3", "header: 2"), "no column `Кластер` stands in row 2 of `Кластеры`"),
        (IN_SHEET.replace("sheet: Кластеры\n", ""), "no column `Кластер` stands in row 3 of `Титул`"),
        (IN_SHEET.replace("C6", "A4"), "`Альфа` in Кластеры!A4 is no figure"),
    ],
)
def test_a_wrong_map_of_a_sheet_is_told(run: Run, tmp_path: Path, name: str, mapped: str, said: str) -> None:
    """A sheet, a heading and a cell that are not there are named as the file names its own."""
    before = (tmp_path / ALPHA).read_bytes()
    code, _, told = run(OFFICE[name](SHEETS), mapped, name=name)

    assert (code, said in told) == (1, True), told
    assert (tmp_path / ALPHA).read_bytes() == before


@pytest.mark.parametrize("name", OFFICE)
def test_a_file_that_is_no_spreadsheet_is_told(run: Run, name: str) -> None:
    """A file cut short, one of another kind and an empty one are one line each, never a traceback."""
    whole = OFFICE[name](SHEETS)
    for data in (whole[: len(whole) // 2], b"Word", b"", packed({"readme.txt": "words"})):
        code, _, told = run(data, IN_SHEET, name=name)

        assert (code, "error[bad-import]" in told) == (1, True), told


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


def test_a_mistake_of_the_map_stands_in_the_map(run: Run) -> None:
    """A name that the file does not have is told at its line of the map."""
    mapped = "source: book\nrows: {column: Кластер, are: {Альфа: alpha}}\ncolumns:\n  Мест: {fact: jobs}\n  Нет: {fact: others}\n"
    _, _, told = run("Кластер;Мест\nАльфа;5\n", mapped)
    assert ":5:3: error[bad-import]: no column `Нет` stands in row 1 of " in told

    _, _, told = run("Кластер;Мест\nАльфа;5\n", "source: nope\ncolumns: {Мест: {fact: jobs}}\n")
    assert ":1:9: error[unknown-source]" in told


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
