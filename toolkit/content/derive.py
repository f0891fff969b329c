"""Works out the series and derivations of facts, and tells which cannot be worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from toolkit.content.facts import Derivation, Fact, Qualifier
from toolkit.content.periods import Period
from toolkit.content.values import FactRef
from toolkit.core.characters import strange
from toolkit.core.diagnostics import Diagnostic, did_you_mean


class _NoValueError(Exception):
    """A fact that has no value; its diagnostic is noted already, or is that of an input."""


@dataclass(slots=True)
class Settled:
    """Works facts out, inputs first."""

    facts: Mapping[str, Fact]
    lost: Callable[[str], bool]
    """Says whether a fact that is not there is one that could not be read: to miss it is no second mistake."""
    done: dict[str, Fact] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)

    def settle(self, id: str, path: tuple[str, ...] = ()) -> Fact:
        """Return one fact, worked out."""
        if id in self.done:
            return self.done[id]
        if id in self.broken:
            raise _NoValueError
        fact = self.facts[id]
        if id in path:
            circle = " → ".join((*path[path.index(id) :], id))
            self._refuse(fact, "fact-cycle", f"`{id}` is computed from itself: {circle}", "take one of the facts from a source instead")
        try:
            self.done[id] = self._rising(self._computed(fact, (*path, id)) if fact.derived else _latest(fact))
        except _NoValueError:
            self.broken.add(id)
            raise
        return self.done[id]

    def _computed(self, fact: Fact, path: tuple[str, ...]) -> Fact:
        derived = fact.derived
        assert derived is not None
        self._refuse_unknown(fact, derived)
        inputs = [(self.settle(reference.record, path), reference) for reference in derived.of]
        values = []
        for used, reference in inputs:
            value = used.at(reference.part)
            if value is None:
                years = ", ".join(used.series) or "it has no series"
                self._refuse(fact, "unknown-year", f"`{used.id}` has no value for {reference.part}", f"years of its series: {years}")
            else:
                values.append(value)
        if derived.how in ("share", "ratio") and not values[1]:
            self._refuse(fact, "divided-by-zero", f"`{fact.id}` divides by `{derived.of[1]}`, which is 0", "choose another input")
        exact = all(used.qualifier is Qualifier.EXACT and used.to is None for used, _ in inputs)
        changes: dict[str, object] = {"value": compute(derived, values)}
        if "qualifier" not in fact.model_fields_set and not exact:
            changes["qualifier"] = Qualifier.ABOUT
        times = {Period(reference.part) if reference.part else used.as_of for used, reference in inputs}
        if fact.as_of is None and fact.period is None and len(times) == 1:
            changes["as_of"] = times.pop()
        return fact.settled(**changes)

    def _refuse_unknown(self, fact: Fact, derived: Derivation) -> None:
        """Refuse a fact that is worked out of what is no fact, with a diagnostic for each such name."""
        missing = [reference for reference in derived.of if reference.record not in self.facts]
        self.found.extend(unknown_fact(one, [id for id in self.facts if id != fact.id]) for one in missing if not self.lost(one.record))
        if missing:
            self.broken.add(fact.id)
            raise _NoValueError

    def _rising(self, fact: Fact) -> Fact:
        """Return a fact whose range rises, now that its value is known."""
        if fact.to is not None and fact.to <= fact.value:
            message = f"the range of `{fact.id}` must rise: `to` is {fact.to}, and its value is {fact.value}"
            self._refuse(fact, "falling-range", message, "correct `to:`, or leave it out")
        return fact

    def _refuse(self, fact: Fact, code: str, message: str, hint: str) -> None:
        self.found.append(Diagnostic(code, message, fact.place, hint))
        self.broken.add(fact.id)
        raise _NoValueError


def compute(derived: Derivation, values: list[Decimal]) -> Decimal:
    """Return what follows from the inputs; shares and ratios are rounded half to even to the digits asked for."""
    if derived.how == "sum":
        return sum(values, Decimal(0))
    if derived.how == "difference":
        return reduce(lambda left, right: left - right, values)
    quotient = values[0] / values[1] * (100 if derived.how == "share" else 1)
    rounded = round(quotient, derived.digits)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()


def _latest(fact: Fact) -> Fact:
    """Give a series without a value its last value and year."""
    if not fact.series or "value" in fact.model_fields_set:
        return fact
    year = max(fact.series)
    changes: dict[str, object] = {"value": fact.series[year]}
    return fact.settled(**changes, **({} if fact.as_of else {"as_of": year}))


def unknown_fact(reference: FactRef, known: Iterable[str]) -> Diagnostic:
    """Return what is wrong with a reference to a fact that is none."""
    hint = did_you_mean(reference.record, known, "facts stand in content/facts.yaml and under `facts:` of a cluster")
    return Diagnostic("unknown-fact", f"`{reference.record}` is not a fact{strange(reference.record)}", reference.place, hint)


def settle(facts: Mapping[str, Fact], lost: Callable[[str], bool]) -> Settled:
    """Work out every fact; those that cannot be are `broken`, and left out of `done`."""
    settled = Settled(facts, lost)
    for id in facts:
        try:
            settled.settle(id)
        except _NoValueError:
            settled.broken.add(id)
    return settled
