"""Runs `toolkit clauses` and `toolkit forms`: the clause library as a table, and drafts of case forms to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
import yaml

from toolkit.checks.agreements import clauses_of
from toolkit.cli.printing import err, out, plural, print_json, print_markdown, print_table, wrong_command
from toolkit.cli.shared import AsJson, Root, one_output, open_library
from toolkit.content.agreements import Conditions, Party
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Topic
from toolkit.content.text import Text
from toolkit.core.diagnostics import did_you_mean
from toolkit.language.cases import Kind, drafts

GENDERS = ("masculine", "feminine")
HEADINGS = ("clause", "topic", "heading", "status", "applies", "used in")


def clauses(
    unused: Annotated[bool, typer.Option("--unused", help="Only clauses that no agreement uses.")] = False,
    used_by: Annotated[str, typer.Option("--used-by", metavar="AGREEMENT", help="Only clauses of one agreement.")] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """List the clause library: id, heading, status, conditions and where each clause is used."""
    one_output(markdown=markdown, json=as_json)
    _, library = open_library(workspace)
    used = _used(library)
    agreements = {document.id for document in library.all(Document) if document.agreement}
    name = used_by.rpartition("/")[2]
    if used_by and name not in agreements:
        wrong_command(f"`{used_by}` is not an agreement", did_you_mean(name, agreements, "agreements: " + ", ".join(sorted(agreements))))
    rows = [
        row for id, row in _rows(library, used) if not (unused and used.get(id)) and (not used_by or name in used.get(id, ()))
    ]  # fmt: skip
    if as_json:
        keys = ("clause", "topic", "heading", "status", "applies")
        print_json([{**dict(zip(keys, row[:-1], strict=True)), "used_in": used.get(row[0], [])} for row in rows])
        return
    if markdown:
        print_markdown(HEADINGS, rows)
        return
    print_table(HEADINGS, rows, whole=("clause", "topic"))
    out.print(plural(len(rows), "clause"), markup=False)


def _used(library: Library) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for document in library.all(Document):
        terms = document.agreement
        if terms and all(article.topic in library.items["clauses"] for article in terms.articles):
            for _, id, _ in clauses_of(library, terms):
                used.setdefault(id, []).append(document.id)
    return used


def _rows(library: Library, used: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for topic in sorted(library.all(Topic), key=lambda topic: (topic.order, topic.id)):
        for id, clause in topic.clauses.items():
            status = f"alternative to {clause.alternative_to}" if clause.alternative_to else clause.status
            yield id, (id, topic.id, clause.heading.source, status, _conditions(clause.applies), ", ".join(used.get(id, ())))


def _conditions(conditions: Conditions) -> str:
    given = conditions.model_dump(exclude_none=True)
    return ", ".join(f"{name}: {str(value).lower() if isinstance(value, bool) else value}" for name, value in given.items())


def forms(
    name: Annotated[str, typer.Argument(help="A party's id, or Russian words in the nominative.")],
    person: Annotated[bool, typer.Option("--person", help="The words are a person's name: every word changes.")] = False,
    gender: Annotated[str, typer.Option("--gender", help="masculine or feminine, for a person's name.")] = "",
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Suggest Russian case forms for a party's name or other words. Confirm a form by copying it into content."""
    if gender and gender not in GENDERS:
        meant = next((f"did you mean `{one}`?" for one in GENDERS if one[0] == gender[0]), "write masculine or feminine")
        wrong_command(f"`{gender}` is not a gender of Russian names", meant)
    party = None
    if name.isascii():
        _, library = open_library(workspace)
        party = library.items["parties"].get(name)
        if party is None:
            wrong_command(f"`{name}` is not a party", did_you_mean(name, library.items["parties"], "give a party's id, or Russian words"))
    lines = _party_lines(party) if isinstance(party, Party) else _lines(name, "name" if person else "phrase", gender, "")
    if as_json:
        said = yaml.safe_load("\n".join(lines))
        print_json({"party": name, **said} if party else {"words": name, "forms": said})
        return
    err.print("drafts by pymorphy3: read every line before you keep it", markup=False)
    out.print("\n".join(lines), markup=False)


def _party_lines(party: Party) -> Iterator[str]:
    yield from ("forms:", "  ru:  # draft, to be confirmed")
    yield from _lines(_russian(party.short), "phrase", "", "    ")
    signatory = party.signatory
    known: dict[str, Text | None] = {"name": signatory.name, "position": signatory.position, "basis": signatory.basis}
    if any(known.values()):
        yield from ("signatory:", "  forms:", "    ru:  # draft, to be confirmed")
        for part, text in known.items():
            if text is not None:
                yield f"      {part}:"
                yield from _lines(_russian(text), "name" if part == "name" else "phrase", signatory.gender or "", "        ")


def _russian(text: Text) -> str:
    return dict(text.official).get("ru", text.source)


def _lines(words: str, kind: Kind, gender: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}{case}: {form}" for case, form in drafts(words, kind, gender))
