"""Runs `toolkit facts` and `toolkit report`: the ledger of figures, and what is unfinished."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, print_json, print_table, print_wrapped, wrong_command
from toolkit.cli.shared import AsJson, AsOf, Format, Root, TextOrJson, format_asked, one_output, open_library
from toolkit.cli.tables import INDENT
from toolkit.content.records import Cluster
from toolkit.core.diagnostics import did_you_mean
from toolkit.evidence.completeness import MEASURES, Completeness
from toolkit.evidence.ledger import as_csv, evidence

_TOTAL = "in all, each thing once"


def facts(
    cluster: Annotated[str | None, typer.Option("--cluster", metavar="ID", help="Only the figures of one cluster.")] = None,
    stale: Annotated[
        bool, typer.Option("--stale", help="Only figures whose review date has passed in a document that prints them.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
    workspace: Root = Path(),
) -> None:
    """List the figures: value, time, source, review, and the blocks that print each."""
    one_output(csv=csv, json=as_json)
    project, library = open_library(workspace, as_of)
    known = [one.id for one in library.all(Cluster)]
    if cluster is not None and cluster not in known:
        wrong_command(f"`{cluster}` is not a cluster", did_you_mean(cluster, known, "see content/clusters"))
    entries = tuple(evidence(project, cluster, stale=stale))
    if csv:
        print(as_csv(entries), end="")
        return
    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    for entry in entries:
        source = entry.source or f"computed from {', '.join(entry.computed_from)}"
        review = f"review by {entry.review_by}{', stale' if entry.stale else ''}" if entry.review_by else ""
        print_wrapped(" · ".join(filter(None, (f"{entry.id}: {entry.value}", entry.label, entry.as_of, source, review))))
        print_wrapped(f"printed in {', '.join(entry.printed_in) or 'nothing'}", INDENT, INDENT * 2)
    out.print(f"{plural(len(entries), 'figure')}", markup=False)


def report(
    as_json: AsJson = False,
    format: TextOrJson = None,
    as_of: AsOf = None,
    workspace: Root = Path(),
) -> None:
    """List what is unfinished in each document and language. Exits with 1 when a threshold in site.yaml is exceeded."""
    asked = format_asked(format, as_json, (Format.TEXT, Format.JSON))
    project, _ = open_library(workspace, as_of)
    found = Completeness(project)
    exceeded = tuple(found.exceeded())
    if asked is Format.JSON:
        rows = [{"document": row.document, "language": row.language, "withheld": row.withheld, **row.counts} for row in found.rows]
        data = {"totals": found.totals, "exceeded": [one.message for one in exceeded], "documents": rows}
        print_json(data)
    else:
        _print(found)
    print_diagnostics(exceeded)
    if exceeded:
        raise typer.Exit(CONTENT_ERRORS)


def _print(found: Completeness) -> None:
    """Print a line for each document and language that has something unfinished."""
    rows = [row for row in found.rows if row.withheld or any(row.counts.values())]
    names = tuple(measure.replace("_", " ") for measure in MEASURES)
    cells = [
        (row.document, row.language, "withheld" if row.withheld else "", *(str(row.counts[measure] or "") for measure in MEASURES))
        for row in rows
    ]
    cells.append((_TOTAL, "", "", *(str(found.totals[measure] or "") for measure in MEASURES)))
    print_table(("document", "in", "", *names), cells, whole=("document", "in"), numbers=("", *names))
    out.print(f"{len(found.rows) - len(rows)} of {len(found.rows)} documents by language have nothing unfinished", markup=False)
