"""Tables and help can be read on every terminal: nothing is cut, no letter stands alone, and names can be copied."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner

from tests.conftest import DOCUMENTS, Folder
from toolkit.cli import app
from toolkit.cli.manual import commands
from toolkit.cli.tables import Table, wrapped

TITLE = "Соглашение об учреждении международного фармацевтического кластера в рамках Евразийского экономического союза"
LISTS = (
    ("list",), ("clauses",), ("facts",), ("doctor",), ("theme", "templates/styles"), ("explain",), ("report",),
    ("locales", "status"),
)  # fmt: skip


def table(*rows: tuple[str, ...]) -> Table:
    return Table.of(("document", "editions", "title"), rows, whole=("document", "editions"))


def test_in_a_pipe_a_row_is_a_line() -> None:
    """A pipe has no width, so that every line is a row for `grep` and `cut`."""
    lines = list(table(("agreements/founding", "ru, en", TITLE), ("briefs/a", "ru", "Б")).lines(None))

    assert lines == [
        "document             editions  title",
        f"agreements/founding  ru, en    {TITLE}",
        "briefs/a             ru        Б",
    ]


def test_prose_breaks_in_its_own_column_where_that_is_wide_enough() -> None:
    """Else it stands below the row; where the row itself has no room, each cell has its heading beside it."""
    made = table(("agreements/founding", "ru, en", TITLE))

    assert list(made.lines(80)) == [
        "document             editions  title",
        "agreements/founding  ru, en    Соглашение об учреждении международного",
        "                               фармацевтического кластера в рамках Евразийского",
        "                               экономического союза",
    ]
    assert list(made.lines(60))[:3] == [
        "document             editions",
        "agreements/founding  ru, en",
        f"  {TITLE[:58].rpartition(' ')[0]}",
    ]
    assert list(made.lines(24))[:4] == ["document", "agreements/founding", "  editions ru, en", "  Соглашение об"]


def test_numbers_stand_to_the_right_and_empty_columns_are_left_out() -> None:
    """A count that nothing has takes no room from the others."""
    made = Table.of(("catalog", "fuzzy", "machine"), (("a", "5", ""), ("bb", "120", "")), ("catalog",), ("fuzzy", "machine"))

    assert list(made.lines(80)) == ["catalog  fuzzy", "a            5", "bb         120"]


def test_no_break_spaces_hold() -> None:
    """A number and its unit stay on one line, and a word longer than the line stays whole."""
    assert wrapped("около 9\u202f000\u00a0мест за\nгод", 12) == ["около", "9\u202f000\u00a0мест", "за год"]
    assert wrapped("a content/documents/briefs.yaml b", 10) == ["a", "content/documents/briefs.yaml", "b"]


def test_wide_letters_count_twice() -> None:
    """A column of Chinese or Korean is padded by what it takes on the screen."""
    lines = list(Table.of(("a", "b"), (("共同", "x"), ("c", "y")), ("a", "b")).lines(80))

    assert {cell_len(line.rpartition(" ")[0]) for line in lines} == {5}


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_list_fits_the_terminal(made: Folder, words: tuple[str, ...], columns: int) -> None:
    """A line is longer than the screen only where it is one name, and no word is cut."""
    asked = words if words[0] == "explain" else (*words, "--workspace", str(made.root))
    ran = CliRunner().invoke(app, asked, env={"COLUMNS": str(columns), "NO_COLOR": "1"})
    said = [line.strip() for line in ran.stdout.splitlines() if line.strip() and " · " not in line]
    tabled = said[:-1] if words[0] in ("list", "theme", "report") else said  # the sentence below a table breaks as the terminal does

    assert ran.exit_code == 0, ran.stderr
    assert [line for line in tabled if cell_len(line) > columns and " " in line and not line.startswith("en:")] == []
    assert "…" not in ran.stdout


@pytest.mark.parametrize("columns", [40, 80])
def test_help_fits_the_terminal(columns: int) -> None:
    """No word of any command's help is cut, and a line of it holds more than a word or two."""
    names = [[], ["locales"], *(name.split() for name, _ in commands(get_command(app)))]
    helps = {" ".join(words): CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": str(columns)}).stdout for words in names}

    assert {name: found for name, said in helps.items() if (found := re.findall(r"\S*\w…\S*", said))} == {}
    assert {name for name, said in helps.items() if max(map(cell_len, said.splitlines())) > columns} == set()
    assert columns == 80 or len(helps["build"].split()) / len(helps["build"].splitlines()) > 3


def test_a_list_of_documents_names_each_once_on_a_line_of_its_own(made: Folder) -> None:
    """The id comes first, whole, at every width."""
    for columns in ("40", "80", "200"):
        ran = CliRunner().invoke(app, ["list", "--workspace", str(made.root)], env={"COLUMNS": columns})

        assert [line.split()[0] for line in ran.stdout.splitlines() if line.split()[0] in DOCUMENTS] == list(DOCUMENTS)
