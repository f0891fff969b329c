"""Writes `facts.json` and `facts.csv`, and describes them for programs: as CSV on the Web, and as a data package."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Source
from toolkit.content.text import Text
from toolkit.core import csv_table
from toolkit.render.bibliography import reference
from toolkit.render.context import Context
from toolkit.site.data_columns import Column, columns
from toolkit.site.linked_data import OPEN_DATA, clean

_PROFILES = "https://datapackage.org/profiles/2.0"
_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")


def reference_of(source: Source, library: Library, language: str) -> str:
    """Return the reference of a work as an edition in its own language prints it, or in the one given where it has none."""
    words = reference(source, source.language or language, library.site.citation_styles)
    return " ".join(words.striptags().split())


def _reference(source: Source, library: Library, contexts: Mapping[str, Context]) -> str:
    return reference_of(source, library, first_language(contexts))


def _sources(library: Library, fact: Fact) -> tuple[Source, ...]:
    """Return what a figure rests on: its source, or for a derived one the sources of its inputs, each once."""
    if fact.derived is None:
        return (library.get(Source, fact.source),) if fact.source else ()
    found = (source for id in fact.derived.of for source in _sources(library, library.facts[id.record]))
    return tuple({source.id: source for source in found}.values())


def rows(library: Library, contexts: Mapping[str, Context], only: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield a row for each fact, or for those in `only`, by id; words stand once for each language, as `label_ru`.

    A derived fact says how it is computed and of which facts, and has the sources of those.
    """
    for id in sorted(library.facts if only is None else only):
        fact = library.facts[id]
        sources = _sources(library, fact)
        yield {
            "id": id,
            "subject": fact.owner,
            **_said("label", fact.label, contexts),
            "value": _number(fact.value),
            "to": _number(fact.to) if fact.to is not None else "",
            "qualifier": fact.qualifier.value,
            "unit": fact.unit or "",
            **{f"printed_{tag}": context.localizer.quantity(fact, context.unit(fact)) for tag, context in contexts.items()},
            "as_of": fact.as_of or "",
            "published": fact.published or "",
            "flags": " ".join(fact.flags),
            **_said("period", fact.period, contexts),
            "derived": fact.derived.how if fact.derived else "",
            "derived_from": " ".join(fact.derived.of) if fact.derived else "",
            "source": " ".join(source.id for source in sources),
            "reference": " ; ".join(_reference(source, library, contexts) for source in sources),
            "source_url": " ".join(source.URL for source in sources if source.URL),
            **_said("locator", fact.locator, contexts),
            "counted": "yes" if fact.counted else "no",
            **_said("note", fact.note, contexts),
        }


def first_language(contexts: Mapping[str, Context]) -> str:
    """Return the first language of the site."""
    return next(iter(contexts))


def as_json(library: Library, contexts: Mapping[str, Context], base: str, only: Collection[str] | None = None) -> str:
    """Return the facts, or those in `only`, as JSON; what is not known is left out."""
    found = [clean(row) for row in rows(library, contexts, only)]
    return json.dumps(clean({**_about(library, contexts, base), "facts": found}), ensure_ascii=False, indent=1) + "\n"


def as_csv(library: Library, contexts: Mapping[str, Context]) -> str:
    """Return the facts as CSV (RFC 4180), with a byte order mark, so that spreadsheets read the Cyrillic."""
    names = [column.name for column in columns(contexts)]
    return "\ufeff" + csv_table.as_csv(names, ([row[name] for name in names] for row in rows(library, contexts)))


def csv_metadata(library: Library, contexts: Mapping[str, Context], base: str) -> str:
    """Return the metadata of the CSV, as CSV on the Web wants it beside the file: title, publisher, licence, columns."""
    about = _about(library, contexts, base)
    found = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "facts.csv",
        "dc:title": _in_languages(about["title"]),
        "dc:publisher": _in_languages(about["publisher"]),
        "dc:license": {"@id": about["licence"]["url"]} if about["licence"] else {},
        "tableSchema": {"columns": [_csvw(column) for column in columns(contexts)], "primaryKey": "id"},
    }
    return json.dumps(clean(found), ensure_ascii=False, indent=1) + "\n"


def data_package(library: Library, contexts: Mapping[str, Context], base: str) -> str:
    """Return `datapackage.json`: the open data as a Data Package 2.0, which Frictionless and its kin read.

    It names no time, so that the same content gives the same bytes.
    """
    about, first = _about(library, contexts, base), first_language(contexts)
    found = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "facts",
        "title": about["title"][first],
        "description": contexts[first].plain(library.site.description),
        "homepage": base,
        "licenses": [_licence(**about["licence"])] if about["licence"] else [],
        "contributors": [{"title": about["publisher"][first], "roles": ["publisher"]}],
        "sources": _works(library, contexts),
        "resources": [
            {**_resource("facts", "csv", as_csv(library, contexts)), "type": "table", "schema": _table_schema(contexts)},
            _resource("facts-json", "json", as_json(library, contexts, base)),
        ],
    }
    return json.dumps(clean(found), ensure_ascii=False, indent=1) + "\n"


def _resource(name: str, format: str, words: str) -> dict[str, Any]:
    """Return a file as the package lists it, with its size and the digest by which a program checks that it has the same."""
    data = words.encode()
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": name,
        "path": f"facts.{format}",
        "format": format,
        "mediatype": OPEN_DATA[f"facts.{format}"],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _table_schema(contexts: Mapping[str, Context]) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in columns(contexts)],
        "primaryKey": ["id"],
    }


def _field(column: Column) -> dict[str, Any]:
    """Return a column as Table Schema describes it."""
    limits = {"required": column.required, "unique": column.name == "id", "enum": list(column.words)}
    words = {"trueValues": ["yes"], "falseValues": ["no"]} if column.type == "boolean" else {}
    return {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
        **words,
        "constraints": {name: limit for name, limit in limits.items() if limit},
    }


def _csvw(column: Column) -> dict[str, Any]:
    """Return a column as CSV on the Web describes it."""
    return {
        "name": column.name,
        "titles": [column.name],
        "dc:title": column.title,
        "dc:description": column.description,
        "datatype": {"base": "boolean", "format": "yes|no"} if column.type == "boolean" else column.type,
        "separator": " " if column.several else "",
        "lang": column.language,
        **({"required": True} if column.required else {}),
    }


def _licence(name: str, url: str) -> dict[str, str]:
    """Return a licence by its title, its address and, where its words make one, its identifier: `CC-BY-4.0`."""
    id = name.replace(" ", "-")
    return {"name": id if _LICENCE_NAME.fullmatch(id) else "", "title": name, "path": url}


def _works(library: Library, contexts: Mapping[str, Context]) -> list[dict[str, str]]:
    """Return the works that the figures rest on, each once, by id."""
    found = {source.id: source for id in library.facts for source in _sources(library, library.facts[id])}
    return [{"title": _reference(found[id], library, contexts), "path": found[id].URL or ""} for id in sorted(found)]


def _in_languages(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": said, "@language": tag} for tag, said in words.items()]


def _about(library: Library, contexts: Mapping[str, Context], base: str) -> dict[str, Any]:
    licence = library.site.data_licence
    return {
        "title": {tag: context.plain(library.site.title) for tag, context in contexts.items()},
        "publisher": {tag: context.plain(library.site.publisher) for tag, context in contexts.items()},
        "url": base,
        "licence": {"name": licence.name, "url": licence.url} if licence else {},
    }


def _said(name: str, text: Text | None, contexts: Mapping[str, Context]) -> dict[str, str]:
    return {f"{name}_{tag}": context.plain(text) if text else "" for tag, context in contexts.items()}


def _number(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
