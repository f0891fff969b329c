"""Copies for signature and sheets of terms: what is open is told at its line, what is made is ready for the pen."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest

from tests.outline.conftest import PACT, ROOT, edited
from toolkit.build.copies import copies, edition_to_sign
from toolkit.build.word.reading import opened
from toolkit.build.word.xml import W
from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

PARTIES = "content/parties.yaml"
ACT = "content/legal_bases/act.yaml"
TALKS = "content/clauses/talks.yaml"
PARTICULARS = """  address: {ru: Адрес, en: Address}
  tax_number: "1"
  bank: {ru: Банк, en: Bank}
  email: a@example.org
  confirmed: 2026-11-01
"""
READY = (
    ("content/site.yaml", "editions: [ru, en]", "editions: [ru, en, en-ru, ru-en]"),
    (PACT, "  recitals:", "  alternat: true\n  place: {ru: г. Минск, en: Minsk}\n  recitals:"),
    (PARTIES, "  country: RU\n", f"  country: RU\n{PARTICULARS}"),
    (PARTIES, "  country: BY\n", f"  country: BY\n{PARTICULARS}"),
    (PARTIES, "gen: Северного кластера,", "gen: Северного кластера, nom: Северный кластер,"),
    (PARTIES, "    name: {ru: Ли, en: Lee}\n    forms: {ru: {name: {gen: Ли}}}",
     "    name: {ru: Ли, en: Lee}\n    position: {ru: директор, en: Director}\n    basis: {ru: Устав, en: its Charter}\n"
     "    gender: masculine\n    forms: {ru: {name: {gen: Ли}, position: {gen: директора}, basis: {gen: Устава}}}"),
)  # fmt: skip


@pytest.fixture(scope="module")
def templates() -> dict[str, bytes]:
    """Return the real templates, and the Russian words of the toolkit."""
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()}
    interface = "locales/ru/LC_MESSAGES/interface.po"
    return {**found, interface: (ROOT / interface).read_bytes()}


def project(templates: dict[str, bytes], *changes: tuple[str, str, str]) -> Project:
    """Return the smallest agreement, with words of its files replaced."""
    return Project(MemoryWorkspace({**templates, **{path: words.encode() for path, words in edited(*changes).items()}}))


def made(one: Project, root: Path, purpose: str, formats: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Make the copies of the agreement, and return the files by name."""
    assert [found.code for found in one.diagnostics if found.severity == "error"] == []
    publication = next(each for each in one.publications if each.copy == 0)
    found = list(copies(one, root, publication, edition_to_sign(one, publication), purpose, formats))
    return {copy.path.name: copy.path.read_bytes() for copy in found}


def words(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]


def test_a_copy_for_each_party_is_ready_to_be_signed(templates: dict[str, bytes], tmp_path: Path) -> None:
    """Each party's copy names it first; one place to sign for each party, with date and mark; no draft, no edition, x of y on all pages."""
    files = made(project(templates, *READY), tmp_path, "execution")

    assert sorted(files) == [f"pact-ru-en-for-{party}.{suffix}" for party in ("north", "south") for suffix in ("docx", "pdf")]
    north, south = (words(files[f"pact-ru-en-for-{party}.pdf"]) for party in ("north", "south"))
    assert "".join(north).index("North Body") < "".join(north).index("South Office")
    assert "".join(south).index("South Office") < "".join(south).index("North Body")
    for pages in (north, south):
        whole = " ".join(pages)
        assert not re.search(r"ПРОЕКТ|DRAFT|SHA|открытых|Open points|Издатель", whole)
        assert whole.count("Дата подписания Date") == whole.count("Подпись Signature") == 2
        assert whole.count("Место для отметки об электронной подписи Place for the mark") == 2
        assert [page.rstrip().endswith(f"{number} из {len(pages)}") for number, page in enumerate(pages, 1)] == [True] * len(pages)
    document = opened(files["pact-ru-en-for-north.docx"])["word/document.xml"]
    said = "".join(document.itertext())
    assert "Место для отметки об электронной подписи" in said
    assert not re.search(r"ПРОЕКТ|DRAFT|Открытые", said)
    assert "ИНН: 1" in said
    assert "ОГРН" not in said  # a number alone is that of a taxpayer
    assert said.count("Подпись / Signature: ____") == said.count("Дата подписания / Date: ____") == 2


def test_all_that_is_open_is_told_at_its_line_and_nothing_is_written(templates: dict[str, bytes], tmp_path: Path) -> None:
    """An open value, a name that nobody has confirmed and an act that nobody has compared are told in one run."""
    changes = (
        *READY,
        (PARTIES, "  confirmed: 2026-11-01\n", ""),
        (PACT, "    - topic: talks\n", "    - {topic: talks, also: [wait]}\n  parameters:\n    talks_period:\n"),
        (PACT, "желая сотрудничать,", "желая ([@act]) сотрудничать,"),
        (PACT, "wishing to cooperate,", "wishing ([@act]) to cooperate,"),
        (ACT, "expires: 2020-01-01\n", ""),
    )

    with pytest.raises(ContentError) as caught:
        made(project(templates, *changes), tmp_path, "execution")

    lines = edited(*changes)[PACT].splitlines()
    found = {(one.code, one.place.path, one.place.line) for one in caught.value.diagnostics}
    assert ("open-blank", PACT, lines.index("    talks_period:") + 1) in found
    assert {code for code, _, _ in found} == {"open-blank", "unconfirmed-party", "unverified-act"}
    assert {path for code, path, _ in found if code == "unconfirmed-party"} == {PARTIES}
    assert {path for code, path, _ in found if code == "unverified-act"} == {ACT}
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_mark_that_keeps_the_place_of_words_is_an_open_blank(templates: dict[str, bytes], tmp_path: Path) -> None:
    """“…”, TODO and the like are told by `check`, print as blanks in a draft, and keep a copy from being made, each at its line."""
    changes = (
        *READY,
        (PACT, '{ru: "желая сотрудничать,", en: "wishing to cooperate,"}', '{ru: "…,", en: TODO}'),
        ("content/clauses/subject.yaml", "{ru: Стороны сотрудничают., en: The Parties cooperate.}", '{ru: "?", en: "[…]"}'),
        (TALKS, "за 30 дней, как", "за 30 дней [ ], как"),
        (PARTIES, 'country: RU\n  address: {ru: Адрес, en: Address}\n  tax_number: "1"', "country: RU\n  address: …\n  tax_number: TBD"),
    )
    one = project(templates, *changes)

    told = {(found.place.path, found.place.line) for found in one.diagnostics if found.code == "unwritten-text"}
    with pytest.raises(ContentError) as caught:
        made(one, tmp_path, "execution")

    assert len(told) == 5
    assert told == {(found.place.path, found.place.line) for found in caught.value.diagnostics if found.code == "open-blank"}
    publication = next(each for each in one.publications if each.copy == 0)
    printed = "".join(made.html for _, made in one.fragments(publication, "en").early())
    assert [id in printed for id in ('"recitals.1"', '"north.address"', '"north.tax"', '"subject.clauses.scope.text"')] == [True] * 4
    assert not re.search("…|TODO|TBD", printed)


def test_texts_that_differ_are_not_signed(templates: dict[str, bytes], tmp_path: Path) -> None:
    """A term of another length in the other language keeps the copy from being made, at its line."""
    changes = (*READY, (TALKS, "settled within 30 days", "settled within 30 working days"))

    with pytest.raises(ContentError) as caught:
        made(project(templates, *changes), tmp_path, "execution")

    assert [(one.code, one.place.path) for one in caught.value.diagnostics] == [("days-mismatch", TALKS)]


def test_the_sheet_of_terms_names_the_clause_of_each_line(templates: dict[str, bytes], tmp_path: Path) -> None:
    """A value stands beside its clause in both languages, a choice among alternatives too; an open value is a blank."""
    changes = (
        *READY,
        (TALKS, "width: 20}", "width: 20, sheet: {ru: 'не более {talks_period}', en: 'at most {talks_period}'}}"),
        (
            PACT,
            "    - topic: talks\n",
            "    - {topic: talks, also: [court, wait]}\n  parameters:\n    talks_period: {ru: 3 дня, en: 3 days}\n",
        ),
    )

    files = made(project(templates, *changes), tmp_path, "terms")
    pages = words(files["pact-ru-en.pdf"])

    whole = " ".join(pages)
    letters = {int(one.get(f"{{{W}}}val")) for one in opened(files["pact-ru-en.docx"])["word/styles.xml"].iter(f"{{{W}}}sz")}
    assert max(letters) <= 22  # in half points; a sheet in letters of a whole agreement takes five pages
    assert len(pages) <= 2
    assert "Срок: не более 3 дня (п. 2.2)" in whole
    assert "Period: at most 3 days (cl. 2.2)" in whole
    assert "Суд (п. 2.1)" in whole
