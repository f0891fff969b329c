"""Chooses and orders the records that a block's template prints; layout is the template's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from types import MappingProxyType
from typing import Any

from toolkit.blocks import arguments as args
from toolkit.blocks.briefs import key_points, recommendations
from toolkit.blocks.charts import chart
from toolkit.blocks.criteria import judge
from toolkit.blocks.figures import NetworkArguments
from toolkit.blocks.maps import map_view
from toolkit.blocks.network import narrow, partners, wide
from toolkit.blocks.office import amendments
from toolkit.blocks.reach import by_act, mentioned
from toolkit.blocks.tables import table
from toolkit.blocks.timelines import timeline_view
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import (
    Cluster,
    Correction,
    Group,
    LegalBasis,
    Link,
    Organisation,
    Programme,
    Source,
    SuccessFactor,
    Term,
)
from toolkit.content.values import ActRef, EntityRef, FactRef, Item
from toolkit.content.vocabulary import LinkKind, OrganisationKind
from toolkit.core.diagnostics import ContentError
from toolkit.outline.numbering import Outline

View = Mapping[str, Any]

MEMBERS = frozenset({"member", "core"})
PARTNERS = frozenset({"partner"})
ENTRANTS = frozenset({"entrant"})
"""Roles of the kinds of link that make an organisation a member, a partner, or one that may join."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link seen from a cluster: the other end, the link itself, and what the vocabulary says of its kind."""

    other: Item
    link: Link
    kind: LinkKind
    of_body: OrganisationKind | None = None
    """What the other end is, where it is an organisation."""

    @classmethod
    def of(cls, library: Library, link: Link, other: EntityRef) -> Tie:
        """Look the other end and the kinds up; ContentError when there is none."""
        found = entity(library, other)
        kind = library.choice(link.kind)
        body = library.choice(found.kind) if isinstance(found, Organisation) else None
        if not isinstance(kind, LinkKind) or (isinstance(found, Organisation) and not isinstance(body, OrganisationKind)):
            raise ContentError  # the word has its diagnostic already
        return cls(found, link, kind, body if isinstance(body, OrganisationKind) else None)


def subject(library: Library, outline: Outline, arguments: args.SubjectArguments) -> Cluster:
    """Return the cluster that a block is about."""
    if arguments.cluster is not None:
        return library.get(Cluster, arguments.cluster)
    cluster = outline.publication.subject
    if cluster is None:
        raise LookupError("the block names no cluster and the document is about none")
    return cluster


def entity(library: Library, reference: EntityRef) -> Item:
    """Return the record at an end of a link; ContentError when there is none."""
    found = library.find(reference, reference.targets)
    if found is None:
        raise ContentError  # the reference has its diagnostic already
    return found


def ties(library: Library, cluster: Cluster) -> tuple[Tie, ...]:
    """Return the links of a cluster, with the record at the other end."""
    found = []
    for link in library.links_of(cluster.id):
        if link.target == cluster.id and link.source != cluster.id:
            found.append(Tie.of(library, link, link.source))
        elif link.source == cluster.id:
            found.append(Tie.of(library, link, link.target))
    return tuple(found)


def of_roles(found: Iterable[Tie], roles: frozenset[str]) -> tuple[Tie, ...]:
    """Return the ties to organisations that have some roles, each organisation once."""
    seen: dict[str, Tie] = {}
    for tie in found:
        if tie.kind.role in roles and tie.of_body and tie.of_body.partner:
            seen.setdefault(tie.other.id, tie)
    return tuple(seen.values())


def overview(library: Library, outline: Outline, it: args.OverviewArguments) -> View:
    """A cluster with its summary."""
    return {"cluster": subject(library, outline, it)}


def key_facts(library: Library, outline: Outline, it: args.KeyFactsArguments) -> View:
    """A cluster and its figures, each in its first reading; one that we counted, or the year of founding, is none of them."""
    cluster = subject(library, outline, it)
    left_out = {reference.record for reference in it.leave_out}
    given = (it for it in cluster.facts.values() if it.unit != "year" and not (it.counted or it.differs_from))
    return {"cluster": cluster, "facts": [it for it in given if it.id not in left_out]}


def members(library: Library, outline: Outline, it: args.MembersArguments) -> View:
    """Members, partners, entrants, and the findings on who is missing."""
    cluster = subject(library, outline, it)
    found = ties(library, cluster)
    named = of_roles(found, MEMBERS)
    known = {tie.other.id for tie in named}
    absent = {tie.link.description.source: tie for tie in found if tie.link.status == "absent"} if it.missing else {}
    return {
        "members": named,
        "partners": tuple(tie for tie in of_roles(found, PARTNERS) if tie.other.id not in known),
        "entrants": of_roles(found, ENTRANTS),
        "absent": tuple(absent.values()),
    }


def links(library: Library, outline: Outline, it: args.LinksArguments) -> View:
    """Every link of a cluster but bare membership, in the order of the content."""
    cluster = subject(library, outline, it)
    return {"ties": tuple(tie for tie in ties(library, cluster) if tie.kind.role != "member")}


def entry_criteria(library: Library, outline: Outline, it: args.EntryCriteriaArguments) -> View:
    """Each criterion with the verdict of the record of the cluster."""
    cluster = subject(library, outline, it)
    bodies = {tie.of_body.id: tie.of_body for tie in ties(library, cluster) if tie.kind.role in MEMBERS and tie.of_body}
    return {"cluster": cluster, "judged": tuple(judge(cluster, tuple(bodies.values()), one) for one in it.criteria)}


def comparison(library: Library, outline: Outline, it: args.ComparisonArguments) -> View:
    """Clusters, and the partners of each."""
    clusters = tuple(library.get(Cluster, reference) for reference in it.clusters)
    partners = {cluster.id: of_roles(ties(library, cluster), MEMBERS | PARTNERS) for cluster in clusters}
    return {"clusters": clusters, "partners": partners}


def cluster_table(library: Library, outline: Outline, it: args.ClusterTableArguments) -> View:
    """Clusters, and the groups asked for."""
    groups = tuple(library.get(Group, reference) for reference in it.groups)
    return {"clusters": tuple(library.get(Cluster, reference) for reference in it.clusters), "groups": groups}


def evidence_table(library: Library, outline: Outline, it: args.EvidenceTableArguments) -> View:
    """Facts by id, or one year of their series, with their owner where they have one."""
    return {"facts": tuple((id, _fact(library, id), _owner(library, id)) for id in it.facts)}


def pull_fact(library: Library, outline: Outline, it: args.PullFactArguments) -> View:
    """One fact, or one year of its series, with its owner where it has one."""
    whole = _fact(library, it.of) if it.of else None
    return {"fact": _fact(library, it.fact), "owner": _owner(library, it.fact), "whole": whole}


def _fact(library: Library, reference: FactRef) -> Fact:
    return library.facts[reference.record].in_year(reference.part)


def _owner(library: Library, id: str) -> Cluster | None:
    owner = library.facts[id.partition("#")[0]].owner
    return library.get(Cluster, owner) if owner else None


def legal_bases(library: Library, outline: Outline, it: args.LegalBasesArguments) -> View:
    """Acts, each with the provisions that are used."""
    cluster = outline.publication.subject
    references = it.acts or (cluster.legal_bases if cluster else ())
    return {"acts": _acts(library, references)}


def _acts(library: Library, references: Iterable[ActRef]) -> tuple[tuple[LegalBasis, tuple[str, ...], tuple[ActRef, ...]], ...]:
    """Return acts, each with the provisions that are used and the references that name it."""
    return tuple(
        (library.get(LegalBasis, id), tuple(reference.part for reference in found if reference.part), tuple(found))
        for id, found in by_act(references).items()
    )


def acts_register(library: Library, outline: Outline, it: args.ActsRegisterArguments) -> View:
    """Acts by jurisdiction, the oldest first; those without a date last."""
    acts = tuple(library.get(LegalBasis, reference.record) for reference in it.acts) or library.all(LegalBasis)
    return {"acts": tuple(sorted(acts, key=lambda act: (act.jurisdiction, act.adopted is None, act.adopted, act.id)))}


def programmes(library: Library, outline: Outline, it: args.ProgrammesArguments) -> View:
    """State programmes."""
    return {"programmes": tuple(library.get(Programme, reference) for reference in it.programmes)}


def groups(library: Library, outline: Outline, it: args.GroupsArguments) -> View:
    """Groups with their clusters."""
    found = tuple(library.get(Group, reference) for reference in it.groups)
    return {"groups": found, "clusters": {group.id: tuple(library.get(Cluster, id) for id in group.clusters) for group in found}}


def network_figure(library: Library, outline: Outline, it: NetworkArguments) -> View:
    """The cooperation figure, and the links that it draws as rows of a table."""
    subjects = tuple(library.get(Cluster, reference) for reference in it.clusters) or tuple(filter(None, (outline.publication.subject,)))
    return drawn(library, subjects, it.detail)


def drawn(library: Library, subjects: tuple[Cluster, ...], detail: str) -> View:
    """Return what lays out the cooperation figure of some clusters, with every tie between two of them, and its rows.

    Links that say the same of several partners are one row. What one cluster lacks is not told in the figure of another alone.
    A template says how many lines the names take in its language: only then is it known how high the boxes are.
    """
    found = {it.id: tuple(tie for tie in ties(library, it) if _drawn(tie, detail)) for it in subjects}
    if len(subjects) == 1:
        found = {id: tuple(tie for tie in each if tie.link.status != "absent" or tie.link.source == id) for id, each in found.items()}
    groups = [partners([(tie.other, tie.link) for tie in found[cluster.id]], subjects) for cluster in subjects]
    pairs = combinations(enumerate(subjects), 2)
    between = {(i, j): next((tie.link.status for tie in found[one.id] if tie.other.id == other.id), "") for (i, one), (j, other) in pairs}
    above = {cluster.id: {one.id for one in subjects[:place]} for place, cluster in enumerate(subjects)}
    told = [(cluster, tie) for cluster in subjects for tie in found[cluster.id] if tie.other.id not in above[cluster.id]]
    works = tuple({tie.link.evidence.source: tie.link.evidence for _, tie in told}.values())
    rows: dict[tuple[str, str, str], tuple[Cluster, list[Tie]]] = {}
    for cluster, tie in told:
        rows.setdefault((cluster.id, tie.link.description.source, tie.link.status), (cluster, []))[1].append(tie)
    layouts = {"wide": partial(wide, subjects, groups, between), "narrow": partial(narrow, subjects, groups, between)}
    return {**layouts, "rows": tuple(rows.values()), "works": works}


def tied(library: Library) -> tuple[Cluster, ...]:
    """Return the clusters that have a link to draw, each below one that it is tied to where that can be.

    The chain begins at its end, the cluster with the fewest others; where it breaks off, the one with the most links follows.
    """
    found = {it.id: [tie.other.id for tie in ties(library, it) if _drawn(tie, "full")] for it in library.all(Cluster)}
    left = {id: links for id, links in found.items() if links}
    others = {id: {link for link in links if link in left} for id, links in left.items()}
    order: list[str] = []
    while left:
        near = [id for id in left if order and id in others[order[-1]]]
        if order or not any(others.values()):
            chosen = max(near or left, key=lambda it: (len(others[it]), len(left[it])))
        else:
            chosen = min((id for id in left if others[id]), key=lambda it: len(others[it]))
        order.append(chosen)
        del left[chosen]
    return tuple(library.get(Cluster, id) for id in order)


def _drawn(tie: Tie, detail: str) -> bool:
    """Tell whether the figure shows a tie: where a cluster lies is no cooperation; the Union is no partner, nor is one without a name."""
    if tie.kind.drawn == "never" or (tie.of_body and not tie.of_body.partner):
        return False
    return detail == "full" or tie.kind.drawn == "always"


def success_factors(library: Library, outline: Outline, it: args.SuccessFactorsArguments) -> View:
    """Success factors in the order asked for."""
    return {"factors": tuple(library.get(SuccessFactor, reference) for reference in it.items)}


def glossary(library: Library, outline: Outline, it: args.GlossaryArguments) -> View:
    """Defined terms."""
    return {"terms": tuple(library.get(Term, reference) for reference in it.terms)}


def corrections(library: Library, outline: Outline, it: args.CorrectionsArguments) -> View:
    """Errors of the sources that touch a record which the document shows, each with the language of its source where that is known."""
    if it.only:
        found = tuple(library.get(Correction, reference) for reference in it.only)
    elif it.all:
        found = tuple(note for note in library.all(Correction) if note.kept == it.kept)
    else:
        visible = mentioned(library, outline)
        near = {note.id: note for id in visible for note in library.corrections_of(id) if note.scope == "documents"}
        found = tuple(sorted((note for note in near.values() if note.kept == it.kept), key=lambda note: note.place))
    return {"corrections": tuple((note, library.get(Source, note.evidence.source).language) for note in found)}


VIEWS: Mapping[str, Callable[[Library, Outline, Any], View]] = MappingProxyType(
    {
        "acts-register": acts_register,
        "amendments": amendments,
        "chart": chart,
        "cluster-table": cluster_table,
        "comparison": comparison,
        "corrections": corrections,
        "entry-criteria": entry_criteria,
        "evidence-table": evidence_table,
        "pull-fact": pull_fact,
        "glossary": glossary,
        "groups": groups,
        "key-facts": key_facts,
        "key-points": key_points,
        "legal-bases": legal_bases,
        "links": links,
        "map": map_view,
        "members": members,
        "network": network_figure,
        "overview": overview,
        "programmes": programmes,
        "recommendations": recommendations,
        "success-factors": success_factors,
        "table": table,
        "timeline": timeline_view,
    }
)
