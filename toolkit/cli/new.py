"""Runs `toolkit new …`: it writes a commented YAML file for a new record, and asks only what it cannot know."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import out, wrong_command
from toolkit.cli.scaffold import Draft, Plan, draft_agreement, draft_brief, draft_clause, draft_cluster
from toolkit.cli.shared import Root, open_library
from toolkit.cli.wording import wording
from toolkit.content.agreements import MOST_PARTIES, Form, Party
from toolkit.content.library import Library
from toolkit.content.records import Topic
from toolkit.content.values import ID
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.project import Project

new = typer.Typer(add_completion=False, help="Start a new record: writes a commented YAML file for you to complete.", no_args_is_help=True)
new.command("wording")(wording)
FORMS: dict[str, Form] = {"agreement": "agreement", "memorandum": "memorandum"}

NewId = Annotated[str, typer.Argument(metavar="ID", help="Id of the new record: lower-case Latin letters, digits and hyphens.")]
Title = Annotated[str, typer.Option("--title", help="Title, in the source language.")]
Date = Annotated[str, typer.Option("--date", help="Date of the document, YYYY-MM-DD; today when left out.")]


@new.command("agreement")
def agreement(
    id: NewId,
    more: Annotated[list[str] | None, typer.Argument(metavar="PARTY", help="Further parties, after --parties.")] = None,
    parties: Annotated[list[str] | None, typer.Option("--parties", "-p", help="Parties, by their id or their cluster's.")] = None,
    form: Annotated[str, typer.Option("--form", help="agreement or memorandum.")] = "agreement",
    regime: Annotated[str, typer.Option("--regime", help="equal, or prevailing-ru.")] = "",
    title: Title = "",
    date: Date = "",
    workspace: Root = Path(),
) -> None:
    """Draft an agreement between two parties or more from the clause library."""
    project, library = open_library(workspace)
    _free(library, "documents", id)
    if form not in FORMS:
        wrong_command(f"`{form}` is not a form", "use agreement or memorandum")
    named = " ".join([*(parties or []), *(more or [])]) or _ask("parties", "", "Parties (ids, parted by spaces)")
    chosen = _parties(library, named.replace(",", " ").split())
    if not 2 <= len(chosen) <= MOST_PARTIES:
        wrong_command(f"an agreement has 2 to {MOST_PARTIES} parties, not {len(chosen)}", "give them as --parties alpha beta")
    regime = regime or _ask("regime", "equal", "Language regime: equal, or prevailing-ru")
    written = {clause.applies.regime for topic in library.all(Topic) for clause in topic.clauses.values() if clause.applies.regime}
    regimes = tuple(one for one in ("equal", *(f"prevailing-{tag}" for tag in library.languages)) if not written or one in written)
    if regime not in regimes:
        wrong_command(f"`{regime}` is not a language regime", did_you_mean(regime, regimes, "one of: " + ", ".join(regimes)))
    title = title or _ask("title", " — ".join(party.short.source for party in chosen), "Title")
    plan = Plan(id, title, _day(project, date), chosen, FORMS[form], regime)
    try:
        draft = draft_agreement(library, plan)
    except LookupError:
        wrong_command("the clause library has no clause for such an agreement", "write one: `toolkit new clause ID --topic TOPIC`")
    _save(workspace, draft)


@new.command("cluster")
def cluster(
    id: NewId,
    name: Annotated[str, typer.Option("--name", help="Full name.")] = "",
    short: Annotated[str, typer.Option("--short", help="Name in tables.")] = "",
    country: Annotated[str, typer.Option("--country", help="ISO 3166 code, as AT or KZ.")] = "",
    workspace: Root = Path(),
) -> None:
    """Begin a cluster."""
    _, library = open_library(workspace)
    _free(library, "clusters", id)
    name = name or _ask("name", None, "Full name")
    short, country = short or _ask("short", name, "Short name"), country or _ask("country", None, "Country code")
    _save(workspace, draft_cluster(id, name, short, country, library.languages))


@new.command("brief")
def brief(id: NewId, title: Title = "", date: Date = "", workspace: Root = Path()) -> None:
    """Begin a policy brief."""
    project, library = open_library(workspace)
    _free(library, "documents", id)
    _save(workspace, draft_brief(id, title or _ask("title", None, "Title"), _day(project, date)))


@new.command("clause")
def clause(
    id: NewId,
    topic: Annotated[str, typer.Option("--topic", help="Topic that it belongs to; a new one is begun when there is none.")] = "",
    heading: Annotated[str, typer.Option("--heading", help="Its name in the library.")] = "",
    text: Annotated[str, typer.Option("--text", help="Its first paragraph.")] = "…",
    workspace: Root = Path(),
) -> None:
    """Add a clause to a topic of the library."""
    project, library = open_library(workspace)
    topic = topic or _ask("topic", None, "Topic: " + ", ".join(library.items["clauses"]))
    owner = next((one.id for one in library.all(Topic) if id in one.clauses), "")
    if owner or not ID.fullmatch(id) or not ID.fullmatch(topic):
        wrong_command(f"`{id}` is a clause of `{owner}`" if owner else f"`{id}` or `{topic}` is no id", "choose another id")
    held = library.items["clauses"].get(topic)
    before = project.workspace.read(held.place.path).decode() if held else ""
    for one, topics in ((id, (*library.items["clauses"], topic)), (topic, tuple(_clause_ids(library)))):
        if one in topics:
            wrong_command(f"`{one}` is the id of a {'topic' if one == id else 'clause'}: links would lead to either", "choose another id")
    heading = heading or _ask("heading", None, "Heading")
    try:
        draft = draft_clause(library, id, topic, heading, text, before)
    except LookupError:
        wrong_command(f"the clauses of `{topic}` do not stand one below the other", "write them so, or add this one by hand")
    _save(workspace, draft, grows=bool(before))


def _clause_ids(library: Library) -> Iterator[str]:
    yield from (id for topic in library.all(Topic) for id in topic.clauses)


def _free(library: Library, collection: str, id: str) -> None:
    if not ID.fullmatch(id):
        wrong_command(f"`{id}` is no id", "lower-case Latin letters, digits, `-` and `_`; a letter first")
    if id in library.items[collection] or (collection, id) in library.broken:
        wrong_command(f"`{id}` is there already, in {collection}", "choose another id, or edit that file")


def _parties(library: Library, names: list[str]) -> tuple[Party, ...]:
    """Return the parties of names; one that is named twice, by its id or its cluster's, ends the program."""
    found: dict[str, Party] = {}
    for name in names:
        party = _party(library, name)
        if party.id in found:
            wrong_command(
                f"`{party.id}` is named twice: an agreement has each party once",
                "name another one; parties: " + ", ".join(library.items["parties"]),
            )
        found[party.id] = party
    return tuple(found.values())


def _party(library: Library, name: str) -> Party:
    found = next((party for party in library.all(Party) if name in (party.id, party.cluster)), None)
    if found is None:
        known = [word for party in library.all(Party) for word in (party.id, str(party.cluster))]
        wrong_command(f"`{name}` is not a party", did_you_mean(name, known, "parties: " + ", ".join(library.items["parties"])))
    return found


def _ask(option: str, default: str | None, question: str) -> str:
    """Ask on a terminal; elsewhere take the default, or say which option is missing."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=default or None))
    if not default:
        wrong_command(f"option --{option} is missing", "give it, or run this on a terminal to be asked")
    return str(default)


def _day(project: Project, date: str) -> str:
    if not date:
        return (project.workspace.today() or dt.datetime.now(dt.UTC).date()).isoformat()
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError:
        wrong_command(f"`{date}` is not a date", "write YYYY-MM-DD")


def _save(workspace: Path, draft: Draft, *, grows: bool = False) -> None:
    """Write a new file, never over another; only a topic of the clause library may grow."""
    target = workspace / draft.path
    if target.exists() and not grows:
        wrong_command(f"{draft.path} is there already", "choose another id, or edit that file")
    write(target, draft.words.encode())
    out.print(f"{draft.path} written", markup=False)
    out.print("still open: " + "; ".join(draft.left), markup=False)
    out.print("then run `toolkit check` and `toolkit locales update`", markup=False)
