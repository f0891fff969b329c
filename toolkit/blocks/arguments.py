"""Defines the typed arguments of every block; a block is one of these and `templates/blocks/NAME.html`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from toolkit.blocks.figures import ChartArguments, Detail, NetworkArguments, PictureArguments, TimelineArguments
from toolkit.blocks.map_arguments import MapArguments
from toolkit.blocks.office import OFFICE, Criterion
from toolkit.blocks.tables import TableArguments
from toolkit.content.document import Arguments, Placement
from toolkit.content.prose import Prose
from toolkit.content.text import Text
from toolkit.content.values import (
    ActRef,
    ClusterRef,
    CorrectionRef,
    DocumentRef,
    FactorRef,
    FactRef,
    GroupRef,
    ProgrammeRef,
    RecommendationRef,
    SourceRef,
    TermRef,
)
from toolkit.core.extensions import BLOCKS, brought


class ProseArguments(Arguments):
    """Paragraphs of Markdown."""

    text: Prose
    """The paragraphs."""


class BoxArguments(Arguments):
    """A boxed aside: a case, a definition, a warning."""

    title: Text
    """The heading of the box: «Пример»."""
    text: Prose
    """What stands in the box."""
    limits: bool = False
    """True for the one box of a document that tells the limits of its evidence."""


class SubjectArguments(Arguments):
    """A block about one cluster: the one named, or the one the document is about."""

    cluster: ClusterRef | None = None
    """The cluster; the one that the document is about, when left out."""


class KeyFactsArguments(SubjectArguments):
    """The figures and particulars of a cluster."""

    placement: ClassVar[Placement] = Placement.WIDE

    leave_out: tuple[FactRef, ...] = ()
    """Figures of the cluster that are not printed here: `[alpha.jobs]`."""


class MembersArguments(SubjectArguments):
    """Members and partners of a cluster."""

    missing: bool = True
    """False leaves out which links the cluster lacks."""


class LinksArguments(SubjectArguments):
    """Cooperation links of a cluster, as a table."""

    placement: ClassVar[Placement] = Placement.WIDE


class OverviewArguments(SubjectArguments):
    """The summary, the strengths and the open questions of a cluster."""


class EntryCriteriaArguments(SubjectArguments):
    """What a platform or programme asks of clusters that join it, and which of that this cluster meets."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    """The words above the table."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """The criteria, a row each."""
    source: SourceRef | None = None
    """Where the criteria stand."""


class ComparisonArguments(Arguments):
    """Clusters side by side, one row a property or figure."""

    placement: ClassVar[Placement] = Placement.WIDE
    reusable: ClassVar[bool] = True

    caption: Text
    """The words above the table."""
    clusters: tuple[ClusterRef, ...] = Field(min_length=2)
    """The clusters, a column each: `[alpha, beta]`."""
    rows: tuple[Literal["country", "region", "founded", "status", "scope", "facts", "partners", "legal_bases", "gaps"], ...]
    """What is compared, a row each."""


class ClusterTableArguments(Arguments):
    """Many clusters, a row each, with the groups they belong to."""

    placement: ClassVar[Placement] = Placement.WIDE
    reusable: ClassVar[bool] = True

    caption: Text
    """The words above the table."""
    clusters: tuple[ClusterRef, ...] = Field(min_length=1)
    """The clusters, a row each."""
    groups: tuple[GroupRef, ...] = ()
    """The groups that the table names for each cluster."""


class EvidenceTableArguments(Arguments):
    """Facts as a table: value, date, source."""

    placement: ClassVar[Placement] = Placement.WIDE
    reusable: ClassVar[bool] = True

    caption: Text
    """The words above the table."""
    facts: tuple[FactRef, ...] = Field(min_length=1)
    """The facts, a row each."""


class PullFactArguments(Arguments):
    """One figure in large type beside the text, with words of the author's or the label of the fact."""

    fact: FactRef
    """The figure."""
    of: FactRef | None = None
    """The whole of which the figure is a part, as 63 in “0 of 63”; each keeps its own date and source."""
    text: Text | None = None
    """What the figure says, read on from its value; the label of the fact when left out."""


class LegalBasesArguments(Arguments):
    """Acts with their state on the document's day and the provisions used."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text | None = None
    """The words above the table."""
    acts: tuple[ActRef, ...] = ()
    """The acts; those of the cluster that the document is about, when left out."""
    detail: Detail = "full"
    """Full: with all particulars; short: what a brief has room for."""


class ActsRegisterArguments(Arguments):
    """The register of legal bases: every act with its state on the document's day and the documents that cite it."""

    placement: ClassVar[Placement] = Placement.WIDE
    lists_others: ClassVar[bool] = True

    caption: Text
    """The words above the table."""
    acts: tuple[ActRef, ...] = ()
    """The acts; all of the library, when left out."""


class ProgrammesArguments(Arguments):
    """State programmes with their term and what they provide for."""

    programmes: tuple[ProgrammeRef, ...] = Field(min_length=1)
    """The programmes to show."""


class GroupsArguments(Arguments):
    """Typologies and the clusters that fall under each."""

    groups: tuple[GroupRef, ...] = Field(min_length=1)
    """The groups to show."""


class RecommendationsArguments(Arguments):
    """Recommendations: what, to whom, on which basis."""

    detail: Detail = "full"
    """Full: with rationale and editorial notes; short: what a brief has room for."""
    items: tuple[RecommendationRef, ...] = Field(min_length=1)
    """The recommendations, in the order to print them in."""


class KeyPointsArguments(Arguments):
    """What another document says on one page: its key messages, its request and what it recommends."""

    placement: ClassVar[Placement] = Placement.WIDE

    document: DocumentRef
    """The document that is summed up."""


class SuccessFactorsArguments(Arguments):
    """Success factors as a table, a row each."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text | None = None
    """The words above the table."""
    items: tuple[FactorRef, ...] = Field(min_length=1)
    """The factors, a row each."""


class GlossaryArguments(Arguments):
    """Definitions of terms."""

    terms: tuple[TermRef, ...] = Field(min_length=1)
    """The terms to define."""


class CorrectionsArguments(Arguments):
    """Editorial notes: errors of the source that touch what the document shows."""

    placement: ClassVar[Placement] = Placement.WIDE

    only: tuple[CorrectionRef, ...] = ()
    """The notes to print; when left out, those that touch the document and change its words."""
    all: bool = False
    """True: every correction of the library, as one page of the site has them."""
    kept: bool = False
    """True: the notes on words that are kept, in place of the corrections."""


class SourcesArguments(Arguments):
    """The list of what the document cites."""

    placement: ClassVar[Placement] = Placement.ONCE
    late: ClassVar[bool] = True

    detail: Detail = "full"
    """Full: with editorial notes; short: the references alone."""


ARGUMENTS: Mapping[str, type[Arguments]] = {
    "acts-register": ActsRegisterArguments,
    "box": BoxArguments,
    "chart": ChartArguments,
    "cluster-table": ClusterTableArguments,
    "comparison": ComparisonArguments,
    "corrections": CorrectionsArguments,
    "entry-criteria": EntryCriteriaArguments,
    "evidence-table": EvidenceTableArguments,
    "pull-fact": PullFactArguments,
    "glossary": GlossaryArguments,
    "groups": GroupsArguments,
    "key-facts": KeyFactsArguments,
    "key-points": KeyPointsArguments,
    "legal-bases": LegalBasesArguments,
    "links": LinksArguments,
    "map": MapArguments,
    "members": MembersArguments,
    "network": NetworkArguments,
    "overview": OverviewArguments,
    "picture": PictureArguments,
    "programmes": ProgrammesArguments,
    "prose": ProseArguments,
    "recommendations": RecommendationsArguments,
    "sources": SourcesArguments,
    "success-factors": SuccessFactorsArguments,
    "table": TableArguments,
    "timeline": TimelineArguments,
    **OFFICE,
    **brought(BLOCKS),
}
