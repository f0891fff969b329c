"""What `toolkit check` says of agreements: one smallest wrong content for each code."""

from __future__ import annotations

import pytest

from toolkit.core.diagnostics import Severity

PACT = "content/documents/agreements/pact.yaml"
TALKS = "content/clauses/talks.yaml"
SUBJECT = "content/clauses/subject.yaml"
PARTIES = "content/parties.yaml"
TALKS_LINE = "    - topic: talks\n"


def test_a_good_agreement_has_no_diagnostics(make):
    """The smallest agreement is in order in both languages."""
    found = make().diagnostics

    assert found == ()


def test_a_reference_must_lead_into_the_same_agreement(find):
    """A clause that refers to what this agreement leaves out is the agreement's mistake, at its article."""
    found = find("unknown-reference", (PACT, "    - topic: subject\n", "    - topic: subject\n      without: [scope]\n"))

    assert [(one.place.path, one.severity) for one in found] == [(PACT, Severity.ERROR)]
    assert "`parley` refers to `#scope`" in found[0].message


def test_two_alternatives_at_once_are_an_error(find):
    """An agreement takes a clause or its alternative."""
    found = find("two-alternatives", (PACT, TALKS_LINE, TALKS_LINE + "      clauses: [parley, court]\n"))

    assert "`parley` and `court`" in found[0].message


def test_a_clause_that_does_not_apply_may_not_be_asked_for(find):
    """The language clause of the other regime is refused, with the condition that fails."""
    found = find("clause-does-not-apply", (PACT, "    - topic: subject\n", "    - topic: subject\n      also: [one]\n"))

    assert "`regime: prevailing-ru`" in found[0].message


def test_an_agreement_needs_its_language_clause(find):
    """A list of clauses without the one on authentic texts is refused, and the right one named."""
    found = find("no-language-clause", (PACT, "    - topic: subject\n", "    - topic: subject\n      clauses: [scope]\n"))

    assert "`both`" in found[0].hint


def test_an_article_without_a_clause_is_an_error(find):
    """When no clause of a topic is left, the article would be empty."""
    found = find("empty-article", (PACT, TALKS_LINE, TALKS_LINE + "      without: [parley]\n"))

    assert len(found) == 1


def test_a_topic_is_one_article(find):
    """The same topic twice would give two clauses one anchor."""
    found = find("duplicate-article", (PACT, TALKS_LINE, TALKS_LINE * 2))

    assert len(found) == 1


def test_clauses_are_chosen_one_way(find):
    """`clauses` and `also` contradict each other."""
    found = find("clause-choice", (PACT, TALKS_LINE, TALKS_LINE + "      clauses: [parley]\n      also: [wait]\n"))

    assert len(found) == 1


def test_an_unknown_optional_clause_is_an_error(find):
    """A mistyped id under `also` is no silent omission."""
    found = find("unknown-clause", (PACT, TALKS_LINE, TALKS_LINE + "      also: [wiat]\n"))

    assert "did you mean `wait`?" in found[0].hint


def test_ids_of_clauses_are_their_own(find):
    """A clause is an anchor and a target: no other clause or topic may have its id."""
    found = find("duplicate-clause-id", (TALKS, "  wait:\n", "  subject:\n"))

    assert ["`subject`" in one.message for one in found] == [True]


def test_an_alternative_must_name_a_clause_of_its_topic(find):
    """A mistyped `alternative_to` would let both clauses stand."""
    found = find("unknown-clause", (TALKS, "alternative_to: parley", "alternative_to: parlay"))

    assert ["did you mean `parley`?" in one.hint for one in found] == [True]


def test_a_parameter_without_a_value_is_an_info(find):
    """A blank is no mistake: it is said to who asks, and withholds nothing."""
    found = find("blank-parameter", (PACT, TALKS_LINE, TALKS_LINE + "      also: [wait]\n"))

    assert [(one.severity, "`talks_period`" in one.message) for one in found] == [(Severity.INFO, True)]


def test_a_party_without_signatory_is_an_info(find):
    """The preamble has blanks until somebody is named; that is no mistake, as no other blank is."""
    found = find("no-signatory", (PARTIES, "    name: {ru: Ли, en: Lee}\n    forms: {ru: {name: {gen: Ли}}}\n", "    {}\n"))

    assert [(one.severity, one.message) for one in found] == [(Severity.INFO, "party `south` has no signatory")]


def test_a_lapsed_act_in_a_recital_is_a_warning_until_the_document_decides(find):
    """Left out and warned of by default; an info once the document says what to do."""
    plain = '    - {ru: "учитывая [@act],", en: "noting [@act],"}\n  articles:'
    decided = '    - text: {ru: "учитывая [@act],", en: "noting [@act],"}\n      lapsed: note\n  articles:'

    warned, informed = find("lapsed-act", (PACT, "  articles:", plain)), find("lapsed-act", (PACT, "  articles:", decided))

    assert [one.severity for one in warned + informed] == [Severity.WARNING, Severity.INFO]
    assert "`act`" in warned[0].message


def test_a_clause_that_rests_on_a_lapsed_act_is_a_warning(find):
    """What a clause rests on must be in force on the day of the draft."""
    found = find("lapsed-act", (TALKS, "  court:\n", "    rests_on: [act]\n  court:\n"))

    assert [one.severity for one in found] == [Severity.WARNING]


def test_a_placeholder_needs_its_case(find):
    """A case that is not stored is an error that offers a draft to be confirmed."""
    found = find("missing-case", (PARTIES, "gen: Южного кластера, ", ""))

    assert [one.severity for one in found] == [Severity.ERROR]
    assert "`gen: Южного кластера`" in found[0].hint


def test_a_signatory_needs_the_genitive(find):
    """The preamble says «в лице …»: each part of it that is known needs its genitive."""
    found = find("missing-case", (PARTIES, "name: {gen: Ивановой Марии Петровны}, ", ""))

    assert "`gen: Ивановой Марии Петровны`" in found[0].hint


def test_a_copy_with_the_order_changed_needs_the_cases_of_both(find):
    """In the second copy party_a is the other party."""
    only_first = ("{party_a:gen} и {party_b:gen}", "{party_a:gen} и {party_b}")
    changes = [(TALKS, *only_first), (PARTIES, "gen: Южного кластера, ", "")]

    without, with_copy = find("missing-case", *changes), find("missing-case", *changes, (PACT, "equal\n", "equal\n  alternat: true\n"))

    assert (len(without), len(with_copy)) == (0, 1)


def test_an_unpaired_paragraph_is_a_warning(find):
    """A paragraph in one language only is named, once for the agreement and the language."""
    found = find("unpaired-paragraph", (TALKS, "{ru: Споры, en: Disputes}", "Споры"))

    assert [(one.severity, "`en`" in one.message) for one in found] == [(Severity.WARNING, True)]


def test_numbers_must_be_the_same_in_both_languages(find):
    """30 days are not 20 days."""
    found = find("figures-differ", (TALKS, "within 30 days", "within 20 days"))

    assert "only `ru` has 30; only `en` has 20" in found[0].message


def test_dates_must_be_the_same_in_both_languages(find):
    """A month is compared as a month, whatever its name."""
    both = (
        (TALKS, "Спор решает суд.", "Суд решает 1 мая 2027 г."),
        (TALKS, "A court settles the dispute.", "The court decides on 1 May 2027."),
    )
    listed = (PACT, TALKS_LINE, TALKS_LINE + "      also: [court]\n")

    same, other = find("figures-differ", *both, listed), find("figures-differ", *both, (TALKS, "1 May", "1 June"), listed)

    assert (len(same), len(other)) == (0, 1)


def test_a_defined_term_must_be_used(find):
    """A definition that nothing uses is a warning."""
    found = find("unused-term", (SUBJECT, "Стороны сотрудничают.", "Стороны сотрудничают (далее — Проект)."))

    assert [("Проект" in one.message, one.severity) for one in found] == [(True, Severity.WARNING)]


def test_a_term_must_be_defined_where_it_is_used(find):
    """A term that another clause of the library defines must not be used without that clause."""
    found = find(
        "undefined-term",
        (TALKS, "text: {ru: Спор решает суд., en:", "text: {ru: Спор решает суд (далее — Суд)., en:"),
        (SUBJECT, "Стороны сотрудничают.", "Стороны сотрудничают через Суд."),
    )

    assert ["Суд" in one.message for one in found] == [True]


@pytest.mark.parametrize("id", ["parties", "agreed", "recital-1", "signature-block", "front", "main", "source-book"])
def test_a_clause_may_not_bear_an_id_of_the_page(find, id):
    """A clause called as a paragraph of the preamble would print that paragraph's words."""
    found = find("reserved-id", (TALKS, "  court:", f"  {id}:"))

    assert [one.place.path for one in found] == [TALKS]
    assert f"`{id}`" in found[0].message


def test_a_clause_id_is_an_anchor(find):
    """A reference finds only ids of small letters, digits and hyphens; the diagnostic stands at the key."""
    found = find("bad-id", (TALKS, "  court:", "  The.Court:"))

    assert [str(one.place) for one in found] == [f"{TALKS}:10:3"]


@pytest.mark.parametrize("second", ["plan", "annex-of-clause"])
def test_annexes_have_ids_of_their_own(find, second):
    """A second annex of one id would print the first; so would one whose anchor is a clause's."""
    annex = "    - {{id: {}, title: {{ru: План, en: Plan}}, work_plan: [{{id: a, what: {{ru: Дело, en: Work}}}}]}}\n"
    annexes = "  annexes:\n" + annex.format("plan") + annex.format("plan" if second == "plan" else "wait")
    changes = [(PACT, "  articles:\n", annexes + "  articles:\n"), (TALKS, "  wait:", "  annex-wait:")]

    found = find("duplicate-section", *changes)

    assert [one.place.path for one in found] == [PACT]
