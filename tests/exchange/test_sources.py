"""Works come in from reference managers and go out to them, and nothing that an author wrote is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.small import CONTENT, real_files, small_files
from toolkit.cli import app
from toolkit.exchange.bibliography import read_bibliography
from toolkit.exchange.bibtex import write_bibtex
from toolkit.exchange.sources import write_csl_json
from toolkit.exchange.yaml_edit import added, changed

Run = Callable[..., tuple[int, str, str]]

ZOTERO_BIB = r"""
@string{fpe = "Forest Policy and Economics"}

@article{ozolina_wood-based_2021,
	title = {Wood-based {EU} bioeconomy \& clusters: {\v S}kola, 50\% of $x^2$},
	volume = {127},
	doi = {10.1016/j.forpol.2021.102437},
	journal = fpe,
	author = {Ozoliņa, Ilze and van den Berg, Hans and {World Bank} and Smith, Jr., John},
	month = jun,
	year = {2021},
	pages = {10--37},
	file = {PDF:C\:\\Users\\a.pdf:application/pdf},
}
@misc{noauthor_furniture_2024, title = {Furniture}, url = {https://example.org/a_b}, urldate = {2026-09-30}, date = {2024} }
@thesis{Иванов2015, type = {phdthesis}, title = {Порты}, author = {Иванов, И. И.}, date = {2015}, langid = {russian} }
"""
BETTER_CSL = """\
---
references:
  - id: ozolina2021
    abstract: The paper analyses clusters.
    accessed: [{year: 2026, month: 10, day: 2}]
    author: [{family: Ozoliņa, given: Ilze}]
    citation-key: ozolina2021
    DOI: 10.1016/j.forpol.2021.102437
    issued: [{year: 2021, month: 6}]
    title: 'Wood: governance'
    type: article-journal
...
"""
ZOTERO_JSON = """\
[
 {"id": "http://zotero.org/users/8123456/items/7QK3M2XW", "type": "report", "title": "Mežs \\ud83c\\udf32",
 \t"author": [{"family": "Berg", "given": "Hans", "non-dropping-particle": "van den"}],
 \t"license": "All rights reserved", "accessed": {"date-parts": [["2026", 10, 2]]}, "issued": {"date-parts": [["2021", 6]]}}
]
"""
RIS = """\
TY  - JOUR
AU  - Ozoliņa, Ilze
AU  - Berg, Hans, Jr.
AU  - World Bank
TI  - Wood clusters
T2  - Forest Policy
PY  - 2021
DA  - 2021/06/03/
SP  - 10
EP  - 37
DO  - 10.1016/j.forpol.2021.102437
N2  - The abstract.
ER  -\x20

TY  - RPRT
AU  - Šmíd, Jan
TI  - Report
PY  - 2019
M1  - 7
UR  - https://example.org/
ER  -\x20
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command line on the small workspace."""
    for path, data in small_files(real_files(), CONTENT).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)

    def ran(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [*arguments, "--workspace", str(tmp_path)], env={"COLUMNS": "200"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return ran


def works(words: str, name: str) -> dict[str, dict]:
    """Return the works of a file by id, as they would be written; nothing may be wrong with it."""
    found = read_bibliography(words.encode(), name, "en")
    assert [str(one) for one in found.found if one.severity != "info"] == []
    return {work.id: dict(work.fields) for work in found.works}


def test_bibtex_of_zotero_is_read() -> None:
    """Names keep their particles, a body in braces stays whole, LaTeX becomes letters, pages and months are those of CSL."""
    found = works(ZOTERO_BIB, "export.bib")

    assert found["ozolina-wood-based-2021"] == {
        "type": "article-journal",
        "title": "Wood-based EU bioeconomy & clusters: Škola, 50% of $x^2$",
        "DOI": "10.1016/j.forpol.2021.102437",
        "container-title": "Forest Policy and Economics",
        "page": "10-37",
        "volume": "127",
        "author": [
            {"family": "Ozoliņa", "given": "Ilze"},
            {"family": "Berg", "given": "Hans", "non-dropping-particle": "van den"},
            {"literal": "World Bank"},
            {"family": "Smith", "given": "John", "suffix": "Jr."},
        ],
        "issued": "2021-06",
    }
    assert found["noauthor-furniture-2024"]["URL"] == "https://example.org/a_b"
    assert (found["ivanov2015"]["language"], found["ivanov2015"]["type"]) == ("ru", "thesis")


def test_bibtex_that_people_write_is_read() -> None:
    """Pieces are put together, `and others` stands for authors, a year may bear a letter; a year that is none is told."""
    words = """@string{jw = "J W"}
@article{a, title="T" # " and U", journal = jw # { B}, author={Ivanov, I. and others}, year={1999a}}
@book{b, title={C # and F #}, author={Иванов, И. and others}, year={n.d.}, langid={russian}}
"""
    found = read_bibliography(words.encode(), "works.bib", "en")
    first, second = (one.source for one in found.works)

    assert (first.title, first.container_title, str(first.issued)) == ("T and U", "J W B", "1999")
    assert [[name.family or name.literal for name in one.author] for one in (first, second)] == [["Ivanov", "et al."], ["Иванов", "и др."]]
    assert second.title == "C # and F #"
    assert any("year" in one.message for one in found.found)
    assert "and others" in write_bibtex({"a": first})


def test_csl_and_ris_are_read() -> None:
    """CSL-YAML and CSL JSON come as they are exported; RIS has no key, so the first author and the year make the id."""
    assert works(BETTER_CSL, "a.yaml")["ozolina2021"]["issued"] == "2021-06"
    assert works(ZOTERO_JSON, "a.json")["w-7qk3m2xw"]["title"] == "Mežs 🌲"
    found = works(RIS, "a.ris")

    assert found["ozolina2021"]["issued"] == "2021-06-03"
    assert found["ozolina2021"]["author"][1:] == [{"family": "Berg", "given": "Hans", "suffix": "Jr."}, {"literal": "World Bank"}]
    assert (found["smid2019"]["number"], found["smid2019"]["URL"]) == ("7", "https://example.org/")


@pytest.mark.parametrize(
    ("name", "words", "place"),
    [
        ("a.bib", "@book{x,\n title = {never closed\n", "a.bib:1:1"),
        ("a.bib", "@book{a, title={A}}\n@book{a, title={B}}", "a.bib:2:1"),
        ("a.json", '[\n{"id": "x"', "a.json:2:11"),
        ("a.json", '{"a": 1}', "a.json"),
        ("a.ris", "TY  - BOOK\nTI  - A\n", "a.ris:1:1"),
        ("a.ris", "nothing of the kind", "a.ris"),
        ("a.yaml", "references: none", "a.yaml"),
        ("a.docx", "x", "a.docx"),
        ("a.bib", "@book{x, title = {}}", "a.bib:1:1"),
    ],
)
def test_what_is_no_bibliography_is_told(name: str, words: str, place: str) -> None:
    """A file that is broken is a line with its place and a hint."""
    found = read_bibliography(words.encode(), name, "en").found

    assert [str(one.place) for one in found] == [place]
    assert found[0].severity == "error"
    assert found[0].hint


def test_works_are_taken_in_once(run: Run, tmp_path: Path) -> None:
    """New works stand below those that are there; a second import changes nothing; --update takes what differs; a DOI is an identity."""
    bib = tmp_path / "export.bib"
    bib.write_text(ZOTERO_BIB, encoding="utf-8")
    held = tmp_path / "content/sources.yaml"
    before = held.read_text(encoding="utf-8")

    assert run("import", "sources", str(bib), "--dry-run")[1].endswith("3 works would be taken in, 0 differ, 0 there already\n")
    assert held.read_text(encoding="utf-8") == before
    assert run("import", "sources", str(bib))[0] == 0
    once = held.read_text(encoding="utf-8")
    assert once.startswith(before.rstrip("\n"))
    assert "3 there already" in run("import", "sources", str(bib))[1]
    assert run("check")[0] == 0

    csl = tmp_path / "better.yaml"
    csl.write_text(BETTER_CSL, encoding="utf-8")
    _, told, said = run("import", "sources", str(csl))
    assert "= ozolina-wood-based-2021" in told
    assert "no reference prints `abstract`, `citation-key`" in said
    assert held.read_text(encoding="utf-8") == once
    run("import", "sources", str(csl), "--update")
    assert "title: 'Wood: governance'" in held.read_text(encoding="utf-8")


def test_what_is_exported_comes_back(run: Run, tmp_path: Path) -> None:
    """CSL JSON and BibTeX say what the sources say: an import of an export finds no difference."""
    for name, format in (("a.json", "csl-json"), ("a.bib", "bibtex")):
        assert run("export", "sources", "--format", format, "--to", str(tmp_path / name))[0] == 0
        assert "0 works would be taken in, 0 differ, 2 there already" in run("import", "sources", str(tmp_path / name), "-n")[1]


def test_exported_signs_survive() -> None:
    """Signs that mean something to LaTeX or JSON come back as they went."""
    words = json.dumps([{"id": "a", "type": "book", "title": 'A & B_c: 50% of {x} $5 #1 ~ ^ "q" \\n', "author": [{"literal": "X and Y"}]}])
    source = {one.id: one.source for one in read_bibliography(words.encode(), "a.json", "en").works}

    for name, written in (("a.bib", write_bibtex(source)), ("a.json", write_csl_json(source))):
        assert works(written, name)["a"] == works(words, "a.json")["a"]


def test_edited_yaml_keeps_every_other_letter() -> None:
    """A changed value and an added entry leave comments, order and quotes of the rest."""
    words = "# head\na:\n  x: 1  # one\n  y: |\n    long\n\n# next\nb: {x: 'q'}\n# tail\n"

    assert changed(words, ["a"], {"x": "2", "z": "new"}) == words.replace("x: 1", "x: 2").replace("    long\n", "    long\n  z: new\n")
    assert changed(words, ["b"], {"y": "2025"}) == words.replace("'q'}", "'q', y: 2025}")
    assert added(words, [], {"c": {"x": "1"}}) == words + "\nc:\n  x: 1\n"
