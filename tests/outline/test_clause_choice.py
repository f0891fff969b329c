"""Choosing clauses by their conditions."""

from __future__ import annotations

from toolkit.content.agreements import Topic
from toolkit.content.document import Document
from toolkit.content.records import Cluster
from toolkit.outline.clause_choice import chosen, circumstances, scope

PACT = "content/documents/agreements/pact.yaml"


def ids(project, topic="subject"):
    terms = project.library.get(Document, "pact").agreement
    article = next(one for one in terms.articles if one.topic == topic)
    return chosen(article, project.library.get(Topic, topic), circumstances(project.library, terms))


def test_standard_clauses_that_apply_are_chosen(make):
    """Without a list, the standard clauses whose conditions hold."""
    assert ids(make()) == ("scope", "near", "both")


def test_an_alternative_stands_in_for_a_clause_that_does_not_apply(make):
    """With a prevailing text, its clause takes the place of the clause on equal texts."""
    project = make((PACT, "language_regime: equal", "language_regime: {prevailing: ru}"))

    assert ids(project) == ("scope", "near", "one")


def test_an_alternative_that_is_asked_for_replaces_its_clause(make):
    """`also: [court]` leaves `parley` out."""
    project = make((PACT, "    - topic: talks\n", "    - topic: talks\n      also: [court]\n"))

    assert ids(project, "talks") == ("court",)


def test_scope_is_worked_out_from_where_the_clusters_are(make):
    """Transboundary: each region borders on the other's country; transnational otherwise; national in one country."""
    library = make().library
    north, south = library.get(Cluster, "north"), library.get(Cluster, "south")

    apart = south.model_copy(update={"borders": ()})

    assert (scope([north, south]), scope([north, apart]), scope([north, north])) == ("transboundary", "transnational", "national")


def test_two_clusters_of_the_same_countries_need_their_borders(make):
    """Clusters that each lie in both countries are judged as all others; one alone adjoins nothing."""
    north = make().library.get(Cluster, "north").model_copy(update={"countries": ("RU", "BY"), "borders": ()})
    near = north.model_copy(update={"borders": ("RU", "BY")})

    assert (scope([north, north]), scope([near, near]), scope([near])) == ("transnational", "transboundary", "transnational")
