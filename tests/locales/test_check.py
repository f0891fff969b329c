"""Every broken entry is found with its code and line, and what is only another way to say it is not."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.locales.conftest import CONTENT_PO, ROOT, Small
from toolkit.core.diagnostics import Place, errors
from toolkit.core.workspace import DiskWorkspace
from toolkit.locales.check import check_locales, judge_entry
from toolkit.locales.extract import extract
from toolkit.locales.judges import Judge, Pair
from toolkit.locales.judges.amounts import amounts
from toolkit.locales.judges.form import ends, label, length, marks, prose, shape
from toolkit.locales.judges.wording import Agreed, Glossary, source_left, stems
from toolkit.project import Project

HELIX = Glossary((Agreed(tuple(stems("тройная спираль", "ru")), tuple(stems("triple helix", "en")), "тройная спираль", "triple helix"),))


def codes(judge: Judge, source: str, words: str, into: str = "en", out_of: str = "ru", limit: int = 0) -> list[str]:
    """Return the codes of what a judge finds."""
    return [fault.code for fault in judge(Pair("c", source, "", (words,), out_of, into, Place("x.po", 1), limit))]


@pytest.mark.parametrize(
    ("judge", "source", "words", "code"),
    [
        (label, "в {a} и {b}", "in {a}", "placeholder-mismatch"),
        (prose, "в {a}", "in {a} and {b}", "placeholder-mismatch"),
        (label, "в {a}", "in {a} {", "brace-format"),
        (label, "в {a}", "in {a:gen}", "brace-format"),
        (prose, "в {a}", "in {a} }", "brace-format"),
        (prose, "слово", "a\u202eword", "invisible-character"),
        (label, "слово", "a word\x1b", "invisible-character"),
        (marks, "см. [сайт](https://a.org/x)", "see [site](https://a.org/y)", "link-mismatch"),
        (marks, "так [@a, с. 5]", "so", "citation-mismatch"),
        (marks, "так [@a#art_2]", "so [@a#art_3]", "citation-mismatch"),
        (marks, "по [](#x.y:dat)", "under [](#x.z)", "reference-mismatch"),
        (marks, "мест[^1]", "places", "footnote-mismatch"),
        (marks, "доля $x_i$", "share $x_j$", "formula-mismatch"),
        (prose, "слово", "[a word](javascript:x)", "unsafe-link"),
        (prose, "слово", "a <b>word</b>", "html-in-prose"),
        (prose, "слово", "a **word", "markdown-block"),
        (prose, "слово", "a [word](https://a.org", "markdown-block"),
        (shape, "слово", "- a word", "markup-mismatch"),
        (shape, "слово", "a `word`", "markup-mismatch"),
        (shape, "слово", "a word\n\nand another", "markup-mismatch"),
        (shape, "слово", "a word https://a.org", "markup-mismatch"),
        (ends, "слово", "word ", "space"),
        (ends, " слово", "word", "space"),
        (ends, "слово\n", "word", "newline"),
        (amounts, "9 000 мест", "9,100 jobs", "numbers"),
        (amounts, "в 2016 г.", "that year", "numbers"),
        (amounts, "5 мая 2026 г.", "5 June 2026", "numbers"),
        (amounts, "05.05.2026", "5 May 2025", "numbers"),
        (amounts, "1,5 млн", "1.5 thousand", "numbers"),
        (amounts, "5 %", "6 per cent", "numbers"),
        (amounts, "[@a, с. 5]", "[@a, p. 6]", "numbers"),
        (amounts, "три стороны", "13 parties", "numbers"),
        (source_left, "слово и дело", "слово и дело", "source-language"),
        (source_left, "слово и дело", "a word и дело", "source-language"),
        (HELIX.judge, "модель тройной спирали", "a three-way model", "glossary-term"),
    ],
)
def test_fault_is_found(judge: Judge, source: str, words: str, code: str) -> None:
    """Each fault has its code, once."""
    assert codes(judge, source, words) == [code]


@pytest.mark.parametrize(
    ("judge", "source", "words"),
    [
        (shape, "- раз\n- *два*", "- one\n- two"),
        (shape, "см. [сайт](https://a.org)", "see [the site](https://a.org), <https://a.org>"),
        (prose, "{a} и {b:gen}", "{b} and {a:ins}"),
        (prose, "{a}", "{a} in `{}`, $\\frac{x}{y}$ and \\{"),
        (marks, "[а](https://a.org) и [б](https://b.org/x_(y))", "[b](https://b.org/x_(y)) and [a](https://a.org)"),
        (marks, "[@a, с. 5; ] и [](#x:gen), [@b#p]", "[](#x) and [@b#p], [@a, p. 5]"),
        (amounts, "9 000 мест", "9,000 jobs"),
        (amounts, "9 тыс. мест", "9,000 jobs"),
        (amounts, "12\u00a0500,5 и 5,5 %", "12,500.5 and 5.5%"),
        (amounts, "1,5 млн руб.", "RUB 1.5 million"),
        (amounts, "5 мая 2026 г.", "5 May 2026"),
        (amounts, "05.05.2026", "May 5, 2026"),
        (amounts, "в октябре 2024 г., 2 марта и 3 мая", "in October 2024, on 2 March and 3 May"),
        (amounts, "с 2015–2019 по 2020-е", "from 2015 to 2019, into the 2020s"),
        (amounts, "№ 488-ФЗ, пункт 6.2", "No. 488-FZ, clause 6.2"),
        (amounts, "в XXI веке", "in the 21st century"),
        (amounts, "3 стороны", "three parties"),
        (amounts, "две стороны", "2 parties"),
        (amounts, "{kaluga.jobs} на https://a.org/2016", "{kaluga.jobs} at https://a.org/2016"),
        (amounts, "в родительном падеже («90 дней»)", "in the genitive"),
        (amounts, "он может (в 2016 г.)", "it may (in 2016)"),
        (source_left, "Novo Nordisk и AstraZeneca", "Novo Nordisk and AstraZeneca"),
        (source_left, "«Фармконтракт» (Россия)", "“Фармконтракт” (Россия)"),
        (source_left, "RUDN University", "RUDN University"),
        (HELIX.judge, "модели тройной спирали", "models of the Triple Helix"),
        (HELIX.judge, "тройная нагрузка и спираль", "a triple load and a coil"),
        (length, "слово", "a word"),
    ],
)
def test_no_false_alarm(judge: Judge, source: str, words: str) -> None:
    """Another order, another spelling of a number, a case: none of it is a fault."""
    assert codes(judge, source, words) == []


def test_kazakh_and_armenian_numbers() -> None:
    """Months and separators are those of each language."""
    assert codes(amounts, "16 ноября 2026 г., 9 000", "2026 ж. 16 қараша, 9 000", into="kk") == []
    assert codes(amounts, "16 ноября 2026 г.", "16 նոյեմբերի, 2026 թ.", into="hy") == []
    assert codes(amounts, "16 ноября 2026 г.", "2026 ж. 16 желтоқсан", into="kk") == ["numbers"]


def test_too_long() -> None:
    """Longer than the room there is: counted in characters."""
    assert codes(length, "слово", "a very long word", limit=10) == ["too-long"]


def found(small: Small) -> list[str]:
    """Return place and code of all that a check finds."""
    return [f"{one.place.path}:{one.code}" for one in check_locales(small.workspace, small.library)]


def test_whole_catalogs_have_no_fault(small: Small) -> None:
    """A translated workspace is clean, msgfmt included."""
    small.translate_all()

    assert found(small) == []


def test_fault_stands_at_its_line(small: Small) -> None:
    """The line of a diagnostic is that of the entry."""
    small.translate_all()
    small.translate({"В Северном кластере {north.participants}.": "In the North."})
    (diagnostic,) = check_locales(small.workspace, small.library)
    lines = small.files[CONTENT_PO].decode().split("\n")

    assert diagnostic.code == "placeholder-mismatch"
    assert lines[diagnostic.place.line - 1] == 'msgctxt "documents.first.outline.facts.blocks.prose"'


def test_accepted_fault_is_silent(small: Small) -> None:
    """A translator's comment `accept: numbers` says that both texts are right."""
    small.translate_all()
    file = small.po()
    entry = next(entry for entry in file if entry.msgid.startswith("Законы"))
    entry.msgstr, entry.tcomment = "Laws of 1999 change.", "as the client wants it\naccept: numbers"
    small.save(file)

    assert found(small) == []


@pytest.mark.parametrize(("language", "fault"), [("ru_RU", ""), ("ru", ""), ("be_BY", "header-language"), ("sr_Latn", "header-language")])
def test_a_header_may_name_a_region_and_a_form_for_fractions(small: Small, language: str, fault: str) -> None:
    """Weblate and Transifex write `ru_RU` and four forms; whole numbers take the same ones, so both are read."""
    path = "locales/ru/LC_MESSAGES/content.po"
    small.translate_all()
    file = small.po(path)
    file.metadata["Language"] = language
    file.metadata["Plural-Forms"] = (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14) ? 2 : 3);"
    )
    for entry in file:
        if entry.msgid_plural:
            entry.msgstr_plural[3] = entry.msgstr_plural[1]
    small.save(file, path)

    assert [one.code for one in check_locales(small.workspace, small.library) if one.severity.value == "error"] == (
        [fault] if fault else []
    )


def test_fourth_russian_form_is_refused(small: Small) -> None:
    """CLDR's form for fractions, as some tools ask for it, is named; Russian has three here."""
    small.translate_all()
    path = "locales/ru/LC_MESSAGES/content.po"
    file = small.po(path)
    file.metadata["Plural-Forms"] = "nplurals=4; plural=(n%10==1 ? 0 : n%10<5 ? 1 : n%10 ? 2 : 3);"
    entry = next(entry for entry in file if entry.msgid_plural)
    entry.msgstr_plural = dict(enumerate(["{n} участник", "{n} участника", "{n} участников", "{n} участника"]))
    small.save(file, path)

    (only,) = [one for one in check_locales(small.workspace, small.library) if one.place.path == path]
    assert (only.code, only.message) == ("plural-forms", "the header asks for 4 plural forms; `ru` has 3 here")


def test_foreign_folders_are_named_once(small: Small) -> None:
    """A language that the site does not list, one that is none, a file that is no domain: one line each."""
    small.translate_all()
    for path in ("locales/fr/LC_MESSAGES/content.po", "locales/qq/LC_MESSAGES/content.po", "locales/en/LC_MESSAGES/contents.po"):
        small.files[path] = small.files[CONTENT_PO]

    assert found(small) == [
        "locales/en/LC_MESSAGES/contents.po:unknown-domain",
        "locales/fr/LC_MESSAGES/content.po:unlisted-language",
        "locales/qq/LC_MESSAGES/content.po:unknown-language",
    ]


BROKEN = {
    "newline": ('msgstr "Laws change."', 'msgstr "Laws change.\\n"'),
    "plural rule": ("nplurals=2; plural=(n != 1);", "nplurals=2; plural=(n != );"),
    "plural rule out of range": ("nplurals=2; plural=(n != 1);", "nplurals=2; plural=n;"),
    "duplicate": ('msgctxt "documents.second.title"', 'msgctxt "documents.first.title"'),
    "escape": ('msgstr "Laws change."', 'msgstr "Laws \\q change."'),
    "open string": ('msgstr "Laws change."', 'msgstr "Laws change.'),
    "stray words": ('msgstr "Laws change."', 'msgstr "Laws change."\nlaws'),
    "c-format": ('msgctxt "documents.second.title"', '#, c-format\nmsgctxt "documents.second.title"'),
    "header": ('"Language: en\\n"\n', ""),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_all_that_msgfmt_finds(small: Small, name: str) -> None:
    """Whatever `msgfmt -c` complains of, the check complains of too."""
    old, new = BROKEN[name]
    small.files["content/documents/briefs/second.yaml"] = small.files["content/documents/briefs/second.yaml"].replace(
        "Вторая".encode(), "Первая".encode()
    )
    small.update()
    small.translate_all()
    if name == "c-format":
        small.translate({"Первая записка": "First %d"})
    small.change(CONTENT_PO, old, new)
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "-"], input=small.files[CONTENT_PO], capture_output=True, check=False)

    assert done.stderr
    assert [one for one in found(small) if one.startswith(CONTENT_PO)]


PARTICIPANTS = "В Северном кластере {north.participants}."
VERDICTS = {
    "The North cluster has {north.participants:number}.": "",
    "The North cluster has {north.participants:gen}.": "missing-form",
    "The North cluster has \\{{north.participants}.": "",
    "The North cluster has {north.participants} {.": "broken-mark",
    "The North cluster has members.": "placeholder-mismatch",
    "The North cluster\u202e has {north.participants}.": "invisible-character",
}
"""Translations of one text, and why they cannot be printed."""


def test_what_a_build_takes_a_check_takes(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build, check and editor say the same of a translation, whether gettext is installed or not."""
    small.translate_all()
    messages, path = extract(small.workspace, small.library), os.environ["PATH"]
    for words, code in VERDICTS.items():
        small.translate({PARTICIPANTS: words})
        file, project = small.po(), small.project
        assert project.library
        entry = next(one for one in file if one.msgid == PARTICIPANTS)
        judged = judge_entry(project.workspace, project.library, CONTENT_PO, messages, file, entry, project.catalogs["en"])
        monkeypatch.setenv("PATH", path)
        checked = {one.code for one in errors(check_locales(project.workspace, project.library))}
        monkeypatch.setenv("PATH", "")
        alone = checked if code else {one.code for one in errors(check_locales(project.workspace, project.library))}
        refused = {one.code for one in errors(project.diagnostics) if one.place.path == CONTENT_PO}

        assert refused == {code} - {""}, words
        assert refused <= checked, words
        assert (bool(checked), bool(alone)) == (bool(refused), bool(refused)), words
        assert refused <= {one.code for one in errors(judged)}, words


def test_real_catalogs_have_few_warnings() -> None:
    """The catalogs of this repository, 2 000 messages, have no error; false alarms would show here."""
    project = Project(DiskWorkspace(ROOT))
    assert project.library
    diagnostics = check_locales(project.workspace, project.library)

    assert [str(one) for one in diagnostics if one.code not in ("out-of-step", "header")] == []
