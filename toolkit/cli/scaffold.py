"""Writes the commented YAML of a new record from what a person knows of it, and lists what it leaves open."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent

from toolkit.checks.texts import AGREEMENT_WORDS
from toolkit.content.agreements import Agreement, Article, Clause, Form, Party, Regime, Topic
from toolkit.content.library import Library
from toolkit.content.tree import Scalar
from toolkit.content.values import PartyRef
from toolkit.core.diagnostics import Place
from toolkit.exchange.yaml_edit import after_the_last, find
from toolkit.language.markdown import references
from toolkit.language.placeholders import placeholders
from toolkit.outline.agreement import clause_texts
from toolkit.outline.clause_choice import Circumstances, chosen, circumstances, unmet


@dataclass(frozen=True, slots=True)
class Draft:
    """A new file: its path in the workspace, its words, and what is still to be decided in it."""

    path: str
    words: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person decides on before an agreement can be drafted."""

    id: str
    title: str
    date: str
    parties: tuple[Party, ...]
    form: Form = "agreement"
    regime: str = "equal"
    """`equal` or `prevailing-ru`."""


def draft_agreement(library: Library, plan: Plan) -> Draft:
    """Return an agreement of the usual articles, with the standard clauses that apply, and every parameter as a blank.

    LookupError when the library has no clause for such an agreement.
    """
    terms = _terms(plan)
    here = circumstances(library, terms)
    taken = _taken(library, terms, here)
    if not taken:
        raise LookupError(plan.id)
    blanks = _parameters(taken, terms, here)
    words = (
        _schema("../../../", "documents")
        + _agreement_head(plan, library.languages)
        + _parameter_lines(blanks)
        + _article_lines(library, taken, terms, here, blanks)
    )
    left = [f"{len(blanks)} {'parameter is' if len(blanks) == 1 else 'parameters are'} blank"] if blanks else []
    left += [f"party `{party.id}` has no signatory" for party in plan.parties if party.signatory.name is None]
    return Draft(f"content/documents/agreements/{plan.id}.yaml", words, (*left, "the recitals", "optional clauses, named in comments"))


def _terms(plan: Plan) -> Agreement:
    regime: Regime = "equal" if plan.regime == "equal" else {"prevailing": plan.regime.removeprefix("prevailing-")}
    parties = tuple(PartyRef.read(Scalar.at(party.id, Place(""))) for party in plan.parties)
    return Agreement.model_construct(form=plan.form, version="", parties=parties, language_regime=regime, recitals=(), articles=())


def _article(topic: Topic) -> Article:
    return Article.model_validate({"topic": Scalar.at(topic.id, Place(""))})


def _clauses(topic: Topic, here: Circumstances) -> Iterator[Clause]:
    yield from (topic.clauses[id] for id in chosen(_article(topic), topic, here))


def _taken(library: Library, terms: Agreement, here: Circumstances) -> list[Topic]:
    """Return the usual topics that have clauses here, all where none is usual, and those which their clauses refer to or require."""
    owners = {id: topic for topic in library.all(Topic) for id in (topic.id, *topic.clauses)}
    usable = [topic for topic in library.all(Topic) if any(_clauses(topic, here))]
    taken = {topic.id: topic for topic in usable if topic.usual} or {topic.id: topic for topic in usable}
    waiting = list(taken.values())
    while waiting:
        for clause in _clauses(waiting.pop(), here):
            for target in (*clause.requires, *(id for text in clause_texts(terms, clause) for id in references(text.source))):
                owner = owners.get(target)
                if owner and owner.id not in taken:
                    taken[owner.id] = owner
                    waiting.append(owner)
    return sorted(taken.values(), key=_place_of)


def _place_of(topic: Topic) -> tuple[int, str]:
    return topic.order, topic.id


def _parameters(topics: Sequence[Topic], terms: Agreement, here: Circumstances) -> dict[str, str]:
    """Return the parameters that the clauses ask for, with their labels."""
    found: dict[str, str] = {}
    for topic in topics:
        asked = {name for clause in _clauses(topic, here) for text in clause_texts(terms, clause) for name in placeholders(text.source)}
        found.update({name: parameter.label.source for name, parameter in topic.parameters.items() if name in asked})
    return found


def _agreement_head(plan: Plan, languages: Sequence[str]) -> str:
    regime = "equal" if plan.regime == "equal" else f"{{prevailing: {plan.regime.removeprefix('prevailing-')}}}"
    both = f"# editions: [{languages[1]}-{languages[0]}]  # besides the editions of the site\n" if len(languages) > 1 else ""
    return f"""kind: agreement
title: {quoted(plan.title)}
date: {plan.date}  # of this draft; law is judged on `as_of:`, or on this day
# as_of: {plan.date}
{both}agreement:
  form: {plan.form}  # agreement: the Parties shall; memorandum: the Signatories intend
  version: "0.1"
  parties: [{", ".join(party.id for party in plan.parties)}]  # in the order in which they sign
  # place: …  # where it is signed; a blank, when left out
  language_regime: {regime}  # writes the clause on authentic texts
  # alternat: true  # a further copy in which the other party comes first
  recitals:  # motives; acts in full, as ([@act#provision]); no obligations, no definitions
    - "…,"
"""


def _parameter_lines(blanks: dict[str, str]) -> str:
    lines = [f"    {name}:  # {label}\n" for name, label in blanks.items()]
    return "".join(["  parameters:  # what stays empty prints as a blank\n", *lines]) if lines else ""


def _article_lines(library: Library, taken: Sequence[Topic], terms: Agreement, here: Circumstances, given: Container[str]) -> str:
    lines = ["  # Standard clauses that apply are taken; `also:` adds, `without:` leaves out, `clauses:` lists all.\n"]
    lines.append("  articles:\n")
    for topic in sorted(library.all(Topic), key=_place_of):
        if topic not in taken:
            lines.append(f"    # - topic: {topic.id}  # {topic.heading.source}\n")
            continue
        lines.append(f"    - topic: {topic.id}\n")
        more = [id for id, clause in topic.clauses.items() if clause.status != "standard" and not unmet(clause.applies, here)]
        more = [id for id in more if id not in chosen(_article(topic), topic, here)]
        lines += [f"      # also: [{', '.join(more)}]\n"] if more else []
        for id in more:
            asked = frozenset[str]().union(*(placeholders(text.source) for text in clause_texts(terms, topic.clauses[id])))
            if wanted := [name for name in topic.parameters if name in asked and name not in given]:
                lines.append(f"      #   {id} asks for {', '.join(wanted)}\n")
    lines.append(
        "  # annexes: a work plan, an indicator table, a list of members, or parts of your own; see content/documents/agreements\n"
    )
    return "".join(lines)


def draft_cluster(id: str, name: str, short: str, country: str, languages: Sequence[str]) -> Draft:
    """Return a cluster with what is known of it."""
    forms = ", ".join(f"{language}: …" for language in languages)
    official = f"  # or {{{forms}}}, when the author owns the name in each language" if len(languages) > 1 else ""
    words = (
        _schema("../../", "clusters")
        + f"""name: {quoted(name)}{official}
short: {quoted(short)}  # name in tables and figures
countries: [{country}]
# region: …
# borders: [{country}]  # other countries that its region borders on: transboundary or transnational
# founded: 2015
status: unknown  # operating, proposed or unknown
scope: national
profile: overview  # full: a profile of its own
summary: |
  …
gaps:  # what the sources leave open
  - …
# facts:  # the only way a figure enters a document
#   participants: {{label: …, value: 1, unit: organisation, source: …, locator: …}}
evidence: []  # - {{source: …, locator: …}}
"""
    )
    return Draft(f"content/clusters/{id}.yaml", words, ("the summary", "the sources: `evidence` is empty", "facts and region"))


def draft_brief(id: str, title: str, date: str) -> Draft:
    """Return a brief with one section."""
    words = (
        _schema("../../../", "documents")
        + f"""kind: brief
title: {quoted(title)}
# subtitle: …
date: {date}
# as_of: {date}  # day on which law and figures are judged
# audience: …
summary: |
  …
key_messages:
  - …
outline:
  - section: findings  # its anchor
    title: …
    blocks:  # prose, box, comparison, evidence-table, chart, timeline, recommendations, legal-bases, … one a line
      - prose: |
          …
  - section: sources
    title: …
    blocks:
      - sources:
"""
    )
    return Draft(f"content/documents/briefs/{id}.yaml", words, ("summary and key messages", "the sections"))


def draft_clause(library: Library, id: str, topic: str, heading: str, text: str, before: str) -> Draft:
    """Return the file of a topic with a clause added after its last; a new topic when the library has none of that id.

    `before` is the file that the topic stands in; LookupError when its clauses are written so that none can be added.
    """
    country = next((party.country for party in library.all(Party)), "AT")
    entry = f"""  {id}:
    heading: {quoted(heading)}  # printed in the library only
    text: {quoted(text)}
    # memorandum: …  # the text in a memorandum: the Signatories intend, where the Parties shall
    # points: []  # lettered points; `closing:` are words after them, `paragraphs:` numbered ones
    status: optional  # standard, alternative (with `alternative_to: …`) or optional
    # applies: {{form: agreement, parties: 2, country: {country}, scope: transnational, regime: equal}}
    # requires: [clause]  # clauses, articles, annexes (annex-ID) that must be there; `excludes:` those that must not
    # rests_on: [act#provision]
    # note: …  # drafting note, never printed in an agreement
"""
    held = library.items["clauses"].get(topic)
    known = held.parameters if isinstance(held, Topic) else {}
    asked = [
        name for name in sorted(placeholders(text)) if name not in known and name not in AGREEMENT_WORDS and not library.fact_named(name)
    ]
    left = (
        "its text in a memorandum",
        "its translation",
        *(f"`{name}` under `parameters:` of the topic, with its label and case" for name in asked),
    )
    if held:
        return Draft(held.place.path, _after_the_last(before, topic, entry), left)
    path = f"content/clauses/{topic}.yaml"
    parameters = "".join(["parameters:\n", *(f"  {name}:\n    label: …\n    # case: gen\n" for name in asked)]) if asked else ""
    head = _schema("../../", "clauses") + f"heading: …\n{parameters}clauses:\n"
    return Draft(path, head + entry, ("the heading of the topic", *left))


def _after_the_last(words: str, topic: str, entry: str) -> str:
    """Return a file with an entry put after the last clause of a topic; LookupError where the clauses leave no place for one."""
    clauses = next((found for path in (["clauses"], [topic, "clauses"]) if (found := find(words, path))), None)
    if clauses is None or clauses.flow_style or not clauses.value:
        raise LookupError(topic)
    return after_the_last(words, clauses, dedent(entry))


def quoted(words: str) -> str:
    """Return words as a YAML scalar that no character can break."""
    return json.dumps(words, ensure_ascii=False)


def _schema(up: str, name: str) -> str:
    return f"# yaml-language-server: $schema={up}schemas/{name}.json\n"
