"""Numbering, copies, recitals, blanks and preamble of an agreement, as text."""

from __future__ import annotations

import re

from toolkit.outline.numbering import outline
from toolkit.render.context import Context
from toolkit.render.edition import Edition
from toolkit.render.fragments import Fragments

PACT = "content/documents/agreements/pact.yaml"
PARTIES = "content/parties.yaml"
LINKS = """
plant-north:
  from: plant
  to: north
  kind: member
  status: in-force
  description: {ru: Завод входит в кластер., en: The plant is a member.}
  evidence: {source: book}
"""
ORGANISATIONS = """
plant:
  name: {ru: Завод, en: Plant}
  kind: company
  countries: [RU]
  evidence: {source: book}
"""
UNSIGNED = (PARTIES, "    name: {ru: Ли, en: Lee}\n    forms: {ru: {name: {gen: Ли}}}\n", "    {}\n")


def body(project, edition="ru", copy=0):
    """Return the body of the pact, or of its copy."""
    publication = project.publications[copy]
    numbered = outline(publication, project.library)
    fragments = {
        tag: Fragments(project.templates(tag), Context(project.library, numbered, project.localizer(tag))) for tag in edition.split("-")
    }
    return Edition(project.library, numbered, edition, fragments).body()


def words(part):
    """Return the plain words of a section, non-breaking spaces made plain."""
    html = " ".join(str(cell.html) for row in part.rows for cell in row.cells)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def part(made, id):
    """Return the section of that id."""
    return next(one for one in made.parts if one.id == id)


def test_clauses_are_numbered_and_references_follow(make):
    """Article 1 has 1.1–1.3; a reference prints the number."""
    made = body(make(), "en")

    assert "1.1. The Parties cooperate." in words(part(made, "subject"))
    assert "as clause 1.1 says" in words(part(made, "talks"))


def test_a_reference_leads_to_the_alternative_that_stands_in(make):
    """Where an alternative takes the place of a clause, what refers to the clause refers to it."""
    court = ("content/clauses/talks.yaml", "en: A court settles the dispute.", 'en: "A court settles it, as [](#near) says."')
    asked = (PACT, "    - topic: talks\n", "    - topic: talks\n      also: [court]\n")
    apart = ("content/clusters/south.yaml", "borders: [RU]", "borders: []")
    russian = ("content/clauses/talks.yaml", "ru: Спор решает суд.", 'ru: "Суд решает по [](#near:dat)."')

    made = body(make(court, asked, apart, russian), "en")

    assert "as clause 1.2 says" in words(part(made, "talks"))


def test_a_memorandum_intends(make):
    """The form chooses the verbs."""
    made = body(make((PACT, '  version: "1"', '  version: "1"\n  form: memorandum')), "en")

    assert "The Sides intend to cooperate." in words(part(made, "subject"))


def test_the_preamble_names_signatories_in_the_case(make):
    """Name, position and basis stand in the genitive; the participle agrees with the signatory."""
    preamble = words(part(body(make()), "preamble"))

    assert "Ивановой Марии Петровны" in preamble
    assert "Устава" in preamble


def test_alternat_makes_a_copy_with_the_order_changed(make):
    """The copy names the other party first, everywhere."""
    project = make((PACT, "equal\n", "equal\n  alternat: true\n"))

    first, second = (words(part(body(project, "en", copy), "talks")) for copy in (0, 1))

    assert [one.id for one in project.publications] == ["agreements/pact", "agreements/pact-alternat"]
    assert "of the North Cluster and the South Cluster" in first
    assert "of the South Cluster and the North Cluster" in second
    assert words(part(body(project, "en", 1), "preamble")).index("South Office") < words(part(body(project, "en", 1), "preamble")).index(
        "North Body"
    )


def test_three_parties_get_three_copies(make):
    """Each further party has its copy."""
    third = (PARTIES, "south:\n", "third:\n  cluster: south\n  country: BY\n  name: {ru: Т, en: T}\n  short: {ru: Т, en: T}\nsouth:\n")
    project = make(third, (PACT, "[north, south]", "[north, south, third]"), (PACT, "equal\n", "equal\n  alternat: true\n"))

    assert [one.id.rpartition("/")[2] for one in project.publications] == ["pact", "pact-alternat", "pact-alternat-2"]


def test_a_recital_on_a_lapsed_act_is_left_out(make):
    """Only what is in force on the day of the draft, unless the document asks for a note."""
    plain = '    - {ru: "учитывая [@act],", en: "noting [@act],"}\n  articles:'

    made = body(make((PACT, "  articles:", plain)), "en")

    assert "noting" not in words(part(made, "preamble"))


def test_a_recital_on_a_lapsed_act_may_carry_a_note(make):
    """The note says since when."""
    decided = '    - text: {ru: "учитывая [@act],", en: "noting [@act],"}\n      lapsed: note\n  articles:'

    made = body(make((PACT, "  articles:", decided)), "en")

    assert "expired on 1 January 2020" in words(part(made, "preamble"))


def test_blanks_are_the_same_in_both_languages_and_say_where_they_stand(make):
    """The sheet lists each blank once, with the clause that has it."""
    made = body(make((PACT, "    - topic: talks\n", "    - topic: talks\n      also: [wait]\n"), UNSIGNED), "ru-en")
    row = part(made, "open-points-sheet").rows[0]
    numbers = [re.findall(r"<tr><td>(\d+)</td>", str(cell.html)) for cell in row.cells]

    assert numbers[0] == numbers[1] == [str(n) for n in range(1, len(made.blanks) + 1)]
    assert re.search(r'period</td><td><a href="#wait">clause.2\.2</a>', str(row.cells[1].html))


def test_annexes_are_numbered_and_referred_to(make):
    """An annex is a target; what its table leaves open is a blank that names its row."""
    annex = """  annexes:
    - id: plan
      title: {ru: План, en: Plan}
      work_plan:
        - {id: start, what: {ru: Начало, en: Start}, begins: 2027-01}
"""
    project = make((PACT, "  articles:", annex + "  articles:"), ("content/clauses/talks.yaml", "as [](#scope:prep)", "as [](#annex-plan)"))

    made = body(project, "en")

    assert "as Annex 1 says" in words(part(made, "talks"))
    assert "Annex 1" in str(part(made, "annex-plan").headings[0].html)
    assert "date: Start" in words(part(made, "open-points-sheet"))


def test_a_list_of_members_follows_the_links(make):
    """The members come from the library's links; a broken member withholds the agreement instead of failing."""
    annex = "  annexes:\n    - {id: members, title: {ru: Участники, en: Members}, members: [{party: north}]}\n  articles:"
    project = make((PACT, "  articles:", annex), ("content/links.yaml", "", LINKS), ("content/organisations.yaml", "", ORGANISATIONS))

    made = body(project, "en")

    assert "Plant" in words(part(made, "annex-members"))


def test_a_country_that_no_source_states_is_a_blank(make):
    """What is to be signed does not print as a fact what the author only knows; the open points name the member."""
    annex = "  annexes:\n    - {id: members, title: {ru: Участники, en: Members}, members: [{party: north}]}\n  articles:"
    links = LINKS + LINKS.replace("plant", "mill")
    mill = ORGANISATIONS.replace("plant", "mill").replace("Plant", "Mill").replace("[RU]", "[RU]\n  country_basis: general-knowledge")
    known = ORGANISATIONS + mill
    project = make((PACT, "  articles:", annex), ("content/links.yaml", "", links), ("content/organisations.yaml", "", known))

    made = body(project, "en")

    assert "1PlantRussia 2Mill(country)" in words(part(made, "annex-members"))
    assert "country: Mill" in words(part(made, "open-points-sheet"))
    with project.reader.recorder.noting() as reads:
        assert list(project.fragments(project.publications[0], "en").early())
    assert "record organisations.plant" in reads


def test_an_annex_holds_one_thing(find):
    """A work plan and indicators are two annexes."""
    found = find("annex-content", (PACT, "  articles:", "  annexes:\n    - {id: none, title: {ru: Пусто, en: Empty}}\n  articles:"))

    assert len(found) == 1
