"""Checks that facts do not contradict each other, add up, and are possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.periods import Period
from toolkit.content.units import Unit
from toolkit.content.values import FactRef, Item, name_of
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.outline.numbering import Publication
from toolkit.render.reads import Ledger

_ASIDE = re.compile(r"\s*\([^)]*\)")


def check_facts(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the figures themselves."""
    for fact in library.facts.values():
        yield from _percentage(fact)
        yield from _bounds(fact, library.items["units"].get(fact.unit.record) if fact.unit else None)
        yield from _derivation(library, fact)
        yield from _parts(library, fact)
    yield from _contradictions(library)
    yield from _names(library)


def _names(library: Library) -> Iterator[Diagnostic]:
    """Each fact has a placeholder of its own: `-` and `_` are one sign there."""
    first: dict[str, Fact] = {}
    for fact in sorted(library.facts.values(), key=lambda fact: fact.place):
        other = first.setdefault(name_of(fact.id), fact)
        if other is not fact:
            message = f"`{fact.id}` and `{other.id}` have one placeholder, `{{{name_of(fact.id)}}}`"
            yield Diagnostic("duplicate-id", message, fact.place, "rename one of them", related=((other.place, "the other fact"),))


def _percentage(fact: Fact) -> Iterator[Diagnostic]:
    """A share lies between 0 and 100; growth is counted in a unit of another name."""
    highest = fact.to if fact.to is not None else max((fact.value, *fact.series.values()))
    lowest = min((fact.value, *fact.series.values()))
    if fact.unit and fact.unit.record.partition("-")[0] == "percent" and (highest > 100 or lowest < 0):
        wrong = highest if highest > 100 else lowest
        hint = "correct the value; a growth that may pass 100 needs a unit of its own, as `growth`"
        yield Diagnostic("percentage-range", f"`{fact.id}` is {wrong} per cent", fact.place, hint)


def _bounds(fact: Fact, unit: Item | None) -> Iterator[Diagnostic]:
    """The values of a fact lie where its unit says that they make sense."""
    if not isinstance(unit, Unit) or unit.id.partition("-")[0] == "percent":
        return
    values = (fact.value, *((fact.to,) if fact.to is not None else ()), *fact.series.values())
    low, high = min(values), max(values)
    wrong = low if unit.least is not None and low < unit.least else high if unit.most is not None and high > unit.most else None
    if wrong is not None:
        bounds = f"{unit.least if unit.least is not None else '…'} to {unit.most if unit.most is not None else '…'}"
        hint = f"correct the value, or `least:` and `most:` of the unit in {unit.place.path}"
        yield Diagnostic("out-of-range", f"`{fact.id}` is {wrong}, and `{unit.id}` goes from {bounds}", fact.place, hint)
    elif unit.least is None and low < 0:
        hint = f"correct the value; if `{unit.id}` may be below zero, say so in {unit.place.path}, as `least: -100`"
        yield Diagnostic("below-zero", f"`{fact.id}` is {low}", fact.place, hint, Severity.WARNING)
    if unit.says is not None and {*values} != {unit.says}:
        hint = f"write `value: {unit.says}`, or take a unit that prints its number"
        yield Diagnostic("out-of-range", f"`{unit.id}` says {unit.says} in words, and `{fact.id}` is {fact.value}", fact.place, hint)


def _derivation(library: Library, fact: Fact) -> Iterator[Diagnostic]:
    """A sum has one unit, and so has a difference; a share is in per cent, of one unit; a ratio is in neither of its units."""
    derived = fact.derived
    if derived is None or any(reference.record not in library.facts for reference in derived.of):
        return
    inputs = [(reference, library.facts[reference.record]) for reference in derived.of]
    units = list(dict.fromkeys(one.unit or "" for _, one in inputs))
    of_per_cent = (fact.unit or "").partition("-")[0] == "percent"
    wrong = ""
    if derived.how in ("sum", "difference", "share") and len(units) > 1:
        wrong = f"a {derived.how} of {_listed(units)}"
    elif derived.how in ("sum", "difference") and (fact.unit or "") != units[0]:
        wrong = f"a {derived.how} of {_listed(units)} that is in {_listed([fact.unit or ''])}"
    elif derived.how == "share" and not of_per_cent:
        wrong = f"a share that is in {_listed([fact.unit or ''])}, not in per cent"
    elif derived.how == "ratio" and (fact.unit or "") in units and units != [""]:
        wrong = f"a ratio of {_listed(units)} that is in {_listed([fact.unit or ''])} again"
    if wrong:
        hint = "a sum and a difference keep the unit of their inputs, a share is in `percent`, a ratio in a unit of its own"
        yield Diagnostic("mixed-units", f"`{fact.id}` is {wrong}", fact.place, hint, related=_related(inputs))
    times = {time for reference, one in inputs for time in _times(library, one, reference.part)}
    one_matter = len({reference.record for reference, _ in inputs}) == 1
    if not one_matter and _differ(times):
        message = f"`{fact.id}` is a {derived.how} of values of different times: " + ", ".join(sorted(times))
        hint = "take values of one time, as `fact#2016` of a series; or say in `note:` why they go together"
        severity = Severity.INFO if fact.note else Severity.WARNING
        yield Diagnostic("mixed-times", message, fact.place, hint, severity, _related(inputs))


def _times(library: Library, fact: Fact, part: str = "") -> Iterator[str]:
    """Yield the times of a figure: its own, or those of all that it is computed from, through as many steps as there are."""
    if part or fact.as_of:
        yield part or str(fact.as_of)
    else:
        for reference in fact.derived.of if fact.derived else ():
            if reference.record in library.facts:
                yield from _times(library, library.facts[reference.record], reference.part)


def _differ(times: Iterable[str]) -> bool:
    return any(not _one_time(first, second) for first, second in combinations(sorted(set(times)), 2))


def _related(inputs: Sequence[tuple[FactRef, Fact]]) -> tuple[tuple[Place, str], ...]:
    return tuple(
        (fact.place, f"`{reference}`, {fact.unit or 'no unit'}, {reference.part or fact.as_of or 'no time'}") for reference, fact in inputs
    )


def _listed(units: Sequence[str]) -> str:
    return " and ".join(f"`{unit}`" if unit else "no unit" for unit in units)


def _one_time(first: str, second: str) -> bool:
    """Two dates are one time when one lies within the other: 2016 and 2016-05, 2016-Q2 and 2016-05; a range of years is another thing."""
    if not first or not second:
        return True
    one, other = Period.read(first), Period.read(second)
    if "years" in (one.kind, other.kind):
        return one == other
    return (one.first <= other.first and other.last <= one.last) or (other.first <= one.first and one.last <= other.last)


def _parts(library: Library, fact: Fact) -> Iterator[Diagnostic]:
    """The counts of a cluster's companies, universities and public bodies add up to its total."""
    parts = [library.facts[part.record] for part in fact.parts if part.record in library.facts]
    if not parts or len(parts) < len(fact.parts):
        return
    times = {time for part in (fact, *parts) for time in _times(library, part)}
    if _differ(times) and not fact.note:
        message = f"`{fact.id}` and its parts are of different times: " + ", ".join(sorted(times))
        hint = "take values of one time; or say in `note:` why they go together"
        yield Diagnostic("mixed-times", message, fact.place, hint, Severity.WARNING)
    low, high = (sum((part.bounds[side] for part in parts), Decimal(0)) for side in (0, 1))
    if low > fact.bounds[1] or high < fact.bounds[0]:
        added = " + ".join(f"{part.value}" for part in parts)
        total = sum((part.value for part in parts), Decimal(0))
        hint = "correct a part or the total, or take out of `parts:` what is not a part"
        yield Diagnostic("parts-do-not-add-up", f"`{fact.id}` is {fact.value}, and its parts are {added} = {total}", fact.place, hint)


def _contradictions(library: Library) -> Iterator[Diagnostic]:
    """Two facts on one matter, with one unit and one time, must allow a common value, unless one says why it differs."""
    alike: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in library.facts.values():
        matter = " ".join(_ASIDE.sub("", fact.label.source).casefold().split())
        alike.setdefault((fact.owner, matter, fact.unit or ""), []).append(fact)
    for facts in alike.values():
        for first, second in combinations(facts, 2):
            if _same_time(first, second) and not _explained(first, second) and not _overlap(first, second):
                message = f"`{second.id}` is {_shown(second)}, and `{first.id}` is {_shown(first)}"
                hint = "correct one, or say `differs_from:` or `supersedes:` with `fact:` and `reason:`"
                yield Diagnostic("contradicting-facts", message, second.place, hint, related=((first.place, "the other fact"),))


def _same_time(first: Fact, second: Fact) -> bool:
    return _one_time(first.as_of or "", second.as_of or "")


def _explained(first: Fact, second: Fact) -> bool:
    named = {(first.id, it.fact.record) for it in (first.differs_from, first.supersedes) if it}
    named |= {(second.id, it.fact.record) for it in (second.differs_from, second.supersedes) if it}
    return bool(named & {(first.id, second.id), (second.id, first.id)})


def _overlap(first: Fact, second: Fact) -> bool:
    return max(first.bounds[0], second.bounds[0]) <= min(first.bounds[1], second.bounds[1])


def _shown(fact: Fact) -> str:
    words = str(fact.value) if fact.to is None else f"{fact.value}–{fact.to}"
    return words if fact.qualifier.value == "exact" else f"{fact.qualifier.value.replace('-', ' ')} {words}"


def check_stale(library: Library, publications: Mapping[str, Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield each fact that is past its review on the day of a publication which prints it, with all that print it."""
    for fact in library.facts.values():
        due = fact.review_due
        printed = [(place, where) for place, where in ledger.of("fact", fact.id) if due and publications[where.publication].day > due]
        if due and printed:
            related = dict.fromkeys((place, f"printed in {where}") for place, where in printed)
            message = f"`{fact.id}` was to be reviewed by {due}"
            hint = "look up the figure again; then set `value:`, `as_of:` and `review_by:`"
            yield Diagnostic("stale-fact", message, fact.place, hint, Severity.WARNING, tuple(related))


def check_to_come(library: Library, publications: Mapping[str, Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield each figure that holds for a time after the day of a publication which prints it."""
    for fact in library.facts.values():
        begins = fact.as_of.first if fact.as_of else None
        printed = [(place, where) for place, where in ledger.of("fact", fact.id) if begins and publications[where.publication].day < begins]
        if printed:
            related = dict.fromkeys((place, f"printed in {where}") for place, where in printed)
            days = ", ".join(sorted({str(publications[where.publication].day) for _, where in printed}))
            message = f"`{fact.id}` is of {fact.as_of}, and is printed in documents of {days}"
            hint = "give the documents a later `as_of:` or `--as-of`, or print a figure of their time, as `fact#2016` of a series"
            yield Diagnostic("future-fact", message, fact.place, hint, Severity.WARNING, tuple(related))
