"""Defines the typed arguments of every block; a block is one of these and `templates/blocks/NAME.html`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.blocks.office import OFFICE, Criterion
from toolkit.blocks.tables import TableArguments
from toolkit.content.choices import Country
from toolkit.content.document import Arguments, Placement
from toolkit.content.prose import Prose
from toolkit.content.scalars import FileName, Whole
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

Detail = Literal["full", "short"]
"""Full: with rationale and editorial notes; short: what a brief has room for."""


class ProseArguments(Arguments):
    """Paragraphs of Markdown."""

    text: Prose


class BoxArguments(Arguments):
    """A boxed aside: a case, a definition, a warning."""

    title: Text
    text: Prose
    limits: bool = False
    """True for the one box of a document that tells the limits of its evidence."""


class SubjectArguments(Arguments):
    """A block about one cluster: the one named, or the one the document is about."""

    cluster: ClusterRef | None = None


class KeyFactsArguments(SubjectArguments):
    """The figures and particulars of a cluster."""

    placement: ClassVar[Placement] = Placement.WIDE


class MembersArguments(SubjectArguments):
    """Members and partners of a cluster."""


class LinksArguments(SubjectArguments):
    """Cooperation links of a cluster, as a table."""

    placement: ClassVar[Placement] = Placement.WIDE


class OverviewArguments(SubjectArguments):
    """The summary, the strengths and the open questions of a cluster."""


class EntryCriteriaArguments(SubjectArguments):
    """What a platform or programme asks of clusters that join it, and which of that this cluster meets."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    source: SourceRef | None = None
    """Where the criteria stand."""


class ComparisonArguments(Arguments):
    """Clusters side by side, one row a property or figure."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    clusters: tuple[ClusterRef, ...] = Field(min_length=2)
    rows: tuple[Literal["country", "region", "founded", "status", "scope", "facts", "partners", "legal_bases", "gaps"], ...]


class ClusterTableArguments(Arguments):
    """Many clusters, a row each, with the groups they belong to."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    clusters: tuple[ClusterRef, ...] = Field(min_length=1)
    groups: tuple[GroupRef, ...] = ()


class EvidenceTableArguments(Arguments):
    """Facts as a table: value, date, source."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    facts: tuple[FactRef, ...] = Field(min_length=1)


class PullFactArguments(Arguments):
    """One figure in large type beside the text, with words of the author's or the label of the fact."""

    fact: FactRef
    text: Text | None = None
    """What the figure says, read on from its value; the label of the fact when left out."""


class LegalBasesArguments(Arguments):
    """Acts with their state on the document's day and the provisions used."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text | None = None
    acts: tuple[ActRef, ...] = ()
    """The acts; those of the cluster that the document is about, when left out."""
    detail: Detail = "full"


class ActsRegisterArguments(Arguments):
    """The register of legal bases: every act with its state on the document's day and the documents that cite it."""

    placement: ClassVar[Placement] = Placement.WIDE
    lists_others: ClassVar[bool] = True

    caption: Text
    acts: tuple[ActRef, ...] = ()
    """The acts; all of the library, when left out."""


class ProgrammesArguments(Arguments):
    """State programmes with their term and what they provide for."""

    programmes: tuple[ProgrammeRef, ...] = Field(min_length=1)


class GroupsArguments(Arguments):
    """Typologies and the clusters that fall under each."""

    groups: tuple[GroupRef, ...] = Field(min_length=1)


class NetworkArguments(Arguments):
    """The cooperation figure: the network of partners of one cluster or of several."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    caption: Text
    detail: Detail = "full"
    """Short: without partners who are members and nothing else."""
    clusters: tuple[ClusterRef, ...] = ()
    """The clusters; the one that the document is about, when left out."""


def _no_pie(value: Any) -> Any:
    """Refuse a pie by what draws the same and can be read off."""
    if value in ("pie", "donut", "doughnut"):
        context = {"value": str(value), "hint": "write `kind: share`: parts of a whole in one bar, whose lengths can be compared"}
        raise PydanticCustomError("unknown-value", "a `{value}` is not drawn: nobody can compare its angles", context)
    return value


class ChartArguments(Arguments):
    """Facts drawn as bars, dots, a share or a series; every one of them in one unit."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    kind: Annotated[Literal["bar", "dot", "share", "series"], BeforeValidator(_no_pie)]
    """Bar and dot compare; share shows parts of a whole; series shows years."""
    caption: Text
    facts: tuple[FactRef, ...] = Field(min_length=1)
    """The facts, in the order to draw them in."""
    whole: FactRef | None = None
    """Share: what the facts are parts of; left out where they are per cent."""
    order: Literal["given", "falling", "rising"] = "given"
    """Bar and dot: as given, or by value."""
    highlight: tuple[FactRef, ...] = ()
    """The facts that the caption speaks of; the others step back."""
    note: Text | None = None
    """What a reader must know to read it right."""


class TimelineArguments(Arguments):
    """Acts with their dates and their state on the document's day, or the dated events of a cluster."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    caption: Text
    shows: Literal["acts", "events"] = "acts"
    """Events: founding, acts, programmes and figures of a cluster."""
    acts: tuple[ActRef, ...] = ()
    """The acts; those of the cluster, when left out, or those that the document cites where it is about none."""
    cluster: ClusterRef | None = None
    """The cluster; the one that the document is about, when left out."""
    jurisdictions: tuple[Country, ...] = ()
    """Only acts of these countries, or unions of countries."""
    scope: Literal["document", "library"] = "document"
    """Library: every act there is, cited here or not."""
    note: Text | None = None


class PictureArguments(Arguments):
    """A picture of `content/images/`, with the words for those who do not see it."""

    placement: ClassVar[Placement] = Placement.WIDE
    drawn: ClassVar[bool] = True

    file: FileName
    """The file, by its name below `content/images`: `map.svg`."""
    alt: Text
    """What it shows, for readers who do not see it."""
    caption: Text
    width: Whole = Field(100, ge=10, le=100)
    """How wide it is, in per cent of the text."""


class RecommendationsArguments(Arguments):
    """Recommendations: what, to whom, on which basis."""

    detail: Detail = "full"
    items: tuple[RecommendationRef, ...] = Field(min_length=1)


class KeyPointsArguments(Arguments):
    """What another document says on one page: its key messages, its request and what it recommends."""

    placement: ClassVar[Placement] = Placement.COLUMN

    document: DocumentRef


class SuccessFactorsArguments(Arguments):
    """Success factors as a table, a row each."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text | None = None
    items: tuple[FactorRef, ...] = Field(min_length=1)


class GlossaryArguments(Arguments):
    """Definitions of terms."""

    terms: tuple[TermRef, ...] = Field(min_length=1)


class CorrectionsArguments(Arguments):
    """Editorial notes: errors of the source that touch what the document shows."""

    placement: ClassVar[Placement] = Placement.WIDE

    only: tuple[CorrectionRef, ...] = ()
    """The notes to print; when left out, those that touch the document and change its words."""
    all: bool = False
    """True: every note of the library, as one page of the site has them."""


class SourcesArguments(Arguments):
    """The list of what the document cites."""

    placement: ClassVar[Placement] = Placement.ONCE
    late: ClassVar[bool] = True

    detail: Detail = "full"


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
