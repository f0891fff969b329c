"""Judges which criteria of a platform or programme a cluster meets, by what its record says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.blocks.office import Criterion
from toolkit.content.facts import Fact
from toolkit.content.records import Cluster
from toolkit.content.vocabulary import OrganisationKind


class Verdict(StrEnum):
    """Whether a criterion is met; open where the record does not say."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion with what the record says of it, and the verdict."""

    criterion: Criterion
    verdict: Verdict
    fact: Fact | None = None
    kinds: tuple[OrganisationKind, ...] = ()
    """The kinds of the members that the sources name."""


def judge(cluster: Cluster, kinds: tuple[OrganisationKind, ...], criterion: Criterion) -> Judged:
    """Return whether a cluster meets a criterion; `kinds` are those of the members that the sources name."""
    if criterion.fact is not None and criterion.at_least is not None:
        fact = cluster.facts.get(criterion.fact)
        if fact is None:
            return Judged(criterion, Verdict.OPEN)
        low, high = fact.bounds
        met, unmet = low >= criterion.at_least, high < criterion.at_least
        return Judged(criterion, Verdict.MET if met else Verdict.UNMET if unmet else Verdict.OPEN, fact)
    if criterion.kinds_of_members is not None:
        # Sources name some of the members: too few kinds among those is no proof that there are no others.
        return Judged(criterion, Verdict.MET if len(kinds) >= criterion.kinds_of_members else Verdict.OPEN, kinds=kinds)
    if criterion.website_in is not None and cluster.website_languages:
        return Judged(criterion, Verdict.MET if criterion.website_in in cluster.website_languages else Verdict.UNMET)
    return Judged(criterion, Verdict.OPEN)
