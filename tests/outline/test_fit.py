"""What an agreement has fits together: clauses, annexes, case forms, any number of parties."""

from __future__ import annotations

import pytest

from toolkit.language.cases import has_case
from toolkit.outline.numbering import outline

PACT = "content/documents/agreements/pact.yaml"
TALKS = "content/clauses/talks.yaml"
SUBJECT = "content/clauses/subject.yaml"
PARTIES = "content/parties.yaml"
TALKS_LINE = "    - topic: talks\n"
ANNEX = """  annexes:
    - id: rules
      title: {ru: Правила, en: Rules}
      parts:
        - text: {ru: "Эти правила применяются к [](#scope:dat).", en: "These rules apply to [](#scope)."}
        - clause:
            id: first
            text: {ru: "Стороны передают:", en: "The Parties transfer:"}
            points: [{ru: образцы;, en: samples;}, {ru: данные., en: data.}]
        - table:
            columns: [{ru: Что, en: What}, {ru: Кому, en: To whom}]
            rows: [[{ru: образцы, en: samples}, null]]
        - clause:
            id: second
            text: {ru: "Исключение — [](#annex-rules.first.2:nom).", en: "[](#annex-rules.first.2) is an exception."}
        - form:
            title: {ru: Заявка, en: Request}
            fields: [{label: {ru: Образец, en: Sample}}, {label: {ru: Цель, en: Purpose}, lines: 3}]
"""
MENTION = (TALKS, "как сказано в [](#scope:prep).", "как сказано в [](#annex-rules.second:prep).")
MENTIONED = (TALKS, "as [](#scope:prep) says.", "as [](#annex-rules.second:prep) says.")


def words(project, publication_id="agreements/pact", language="ru"):
    publication = next(one for one in project.publications if one.id == publication_id)
    fragments = project.fragments(publication, language)
    printed = ((block.id, str(fragments.block(block).html.striptags())) for block in fragments.outline.blocks() if not block.late)
    return {id: " ".join(html.replace("\u00a0", " ").split()) for id, html in printed}


def test_an_annex_has_text_clauses_tables_and_forms_and_is_referred_to(make):
    """Clauses of an annex are numbered through, and references say which annex; a form's lines are no blanks."""
    project = make((PACT, TALKS_LINE, TALKS_LINE + ANNEX), MENTION, MENTIONED)

    said = words(project)

    assert [one.code for one in project.diagnostics if one.severity != "info"] == []
    assert "пункте 2 приложения 1" in said["parley"]
    assert [said[f"annex-rules.{id}"][:2] for id in ("first", "second")] == ["1.", "2."]
    assert "подпункт б) пункта 1 приложения 1" in said["annex-rules.second"]
    assert "—" in said["annex-rules.part-3"]
    assert "Заявка" in said["annex-rules.part-5"]


def test_an_annex_that_no_clause_mentions_is_told(find):
    """A warning stands at the title of the annex; one that a clause mentions has none."""
    alone = find("unmentioned-annex", (PACT, TALKS_LINE, TALKS_LINE + ANNEX))

    assert [(one.place.path, "rules" in one.message) for one in alone] == [(PACT, True)]
    assert find("unmentioned-annex", (PACT, TALKS_LINE, TALKS_LINE + ANNEX), MENTION, MENTIONED) == []


@pytest.mark.parametrize(("key", "value"), [("requires", "court"), ("excludes", "scope"), ("requires", "annex-plan")])
def test_clauses_need_and_bar_others(find, key, value):
    """`requires` names what must be there, `excludes` what must not, at the line of the article."""
    found = find(f"clause-{key}", (TALKS, "    status: alternative\n", f"    {key}: [{value}]\n    status: alternative\n"),
                 (TALKS, "  parley:\n", f"  parley:\n    {key}: [{value}]\n"))  # fmt: skip

    assert [(one.place.path, value in one.message) for one in found] == [(PACT, True)]


def test_four_parties_sign_and_one_manages_no_cluster(make):
    """Texts name all of any number of parties; who manages no cluster is party too; two are “the other”, more are “each other”."""
    more = "".join(
        f"""
{id}:
  country: KZ
  name: {{ru: Фонд {id}, en: Fund {id}}}
  gender: masculine
  short: {{ru: Фонд {id}, en: Fund {id}}}
  forms: {{ru: {{gen: Фонда {id}, ins: Фондом {id}}}}}
  signatory: {{name: {{ru: Ли, en: Lee}}, forms: {{ru: {{name: {{gen: Ли}}}}}}}}
"""
        for id in ("east", "west")
    )
    clause = "Спор {party_a:gen} и {party_b:gen} решают за 30 дней"
    english = "A dispute of {party_a} and {party_b} is settled within 30 days"
    wordings = ((TALKS, clause, "Спор {parties:gen} решает {other_party:nom} за 30 дней"),
                (TALKS, english, "A dispute of {parties} is settled by {other_party} within 30 days"))  # fmt: skip
    two = words(make(*wordings))["parley"]
    four = make((PACT, "[north, south]", "[north, south, east, west]"), (PARTIES, "\nsouth:", f"{more}\nsouth:"), *wordings)

    assert "Северного кластера и Южного кластера решает другая Сторона" in two
    assert "Южного кластера, Фонда east и Фонда west" in words(four)["parley"]
    assert "each other Party" in words(four, language="en")["parley"]
    publication = four.publications[0]
    assert sum(section.kind == "article" for section in outline(publication, four.library).sections) == 2


def test_a_clause_may_ask_for_a_least_and_a_greatest_number_of_parties(find):
    """A clause for more parties than there are is told with its condition."""
    changed = (TALKS, "  wait:\n", "  wait:\n    applies: {min_parties: 3}\n"), (PACT, TALKS_LINE, "    - {topic: talks, also: [wait]}\n")

    assert ["min_parties: 3" in one.message for one in find("clause-does-not-apply", *changed)] == [True]


@pytest.mark.parametrize(
    ("words", "case", "right"),
    [
        ("3 года", "gen", False), ("3 лет", "gen", True), ("трёх лет", "gen", True), ("три года", "gen", False), ("21 дня", "gen", True),
        ("21 день", "gen", False), ("24 часа", "gen", False), ("90 календарных дней", "acc", True), ("два года", "acc", True),
        ("двух лет", "acc", False), ("2 лет", "acc", False), ("трёх представителей", "acc", True), ("1 марта", "gen", True),
        ("центр трансфера технологий", "gen", False), ("центра трансфера технологий", "gen", True), ("АО «Завод»", "ins", True),
        ("группа компаний «Юг»", "ins", False), ("1 000 000 (одного миллиона) рублей", "acc", True), ("г. Минск", "nom", True),
        ("Merck KGaA", "gen", True), ("", "gen", True),
    ],
)  # fmt: skip
def test_a_value_stands_in_the_case_of_its_clauses(words, case, right):
    """Numbers, nouns and adjectives are read; what nobody can read is passed over."""
    assert has_case(words, case) is right


def test_another_party_is_the_other_one_of_two(make):
    """One text says “the other Party” of two and “another Party” of more."""
    english = "A dispute of {party_a} and {party_b} is settled"
    russian = "Спор {party_a:gen} и {party_b:gen} решают"
    wordings = ((TALKS, english, "A dispute with {another_party:ins} is settled"), (TALKS, russian, "Спор с {another_party:ins} решают"))

    said = words(make(*wordings), language="en")["parley"]

    assert "A dispute with the other Party is settled" in said


def test_provisions_are_named_together(make):
    """Articles are named together, then clauses: «статьи 1 и 2», one alone «статья 1»."""
    asked = (TALKS, "Спор {party_a:gen} и {party_b:gen} решают", "Действуют {lasting_provisions}; спор решают")
    english = (TALKS, "A dispute of {party_a} and {party_b} is settled", "{lasting_provisions} last; a dispute is settled")
    one = make((SUBJECT, "usual: true", "usual: true\nlasts: true"), asked, english)
    both = make(
        (SUBJECT, "usual: true", "usual: true\nlasts: true"), (TALKS, "\nparameters:", "\nlasts: true\nparameters:"), asked, english
    )
    mixed = make(
        (SUBJECT, "usual: true", "usual: true\nlasts: true"), (TALKS, "  parley:\n", "  parley:\n    lasts: true\n"), asked, english
    )

    assert "Действуют статья 1;" in words(one)["parley"]
    assert "Действуют статьи 1 и 2;" in words(both)["parley"]
    assert "Действуют статья 1, а также пункт 2.1;" in words(mixed)["parley"]


def test_a_memorandum_does_not_speak_as_an_agreement(find):
    """“The Parties” in a memorandum is told, as “this Memorandum” in an agreement is; a text of its own cures it."""
    memorandum = (PACT, '  version: "1"\n', '  form: memorandum\n  version: "1"\n')

    found = find("undefined-term", memorandum, (TALKS, "is settled within 30 days", "between the Parties is settled within 30 days"))

    assert ["“Parties”" in one.message for one in found] == [True]
    assert find("undefined-term", memorandum) == []
