"""A kind of record: an investment project of a cluster, in `content/investments.yaml`."""

from typing import ClassVar

from toolkit.content.text import Text
from toolkit.content.values import ClusterRef, Evidence, Item, Moment, Reference


class InvestmentRef(Reference):
    """The id of an investment project."""

    __slots__ = ()
    targets: ClassVar[tuple[str, ...]] = ("investments",)
    noun: ClassVar[str] = "investment"


class Investment(Item):
    """An investment project of a cluster."""

    name: Text
    cluster: ClusterRef
    end: Moment | None = None
    evidence: Evidence
