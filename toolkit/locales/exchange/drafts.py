"""Reads drafts of machines from JSON lines, CSV or XLIFF 2, and writes what is to be drafted as JSON lines."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.language.machine_drafts import is_name
from toolkit.locales.drafts import Draft
from toolkit.locales.exchange import xliff
from toolkit.locales.exchange.markup import parsed
from toolkit.locales.exchange.units import Unit

NEEDED = ("context", "source", "translation")
SAID = ("engine", "model", "date")
"""What every draft says of itself; the command line says it for a file that does not."""
TOLD = ("language", "from", "plural", "limit", "notes", "forms")
"""What an export tells an engine: it may come back, and is not read."""
_CODE = "draft-unreadable"
_HINT = "each draft has context, source and translation, and engine, model and date: docs/translating.md shows them"


@dataclass(frozen=True, slots=True)
class Maker:
    """Engine, model and date of the drafts of a file, for those that do not say them."""

    engine: str = ""
    model: str = ""
    date: str = ""


def read(data: bytes, name: str, language: str, maker: Maker) -> list[Draft]:
    """Return the drafts of a file; ContentError names each line that cannot be read."""
    words = _decoded(data, name)
    if words.lstrip().startswith("<"):
        return list(_of_xliff(data, name, language, maker))
    rows = _json_lines(words, name) if words.lstrip().startswith("{") else _csv(words, name)
    drafts, found = [], []
    for row, place in rows:
        made = row if isinstance(row, Diagnostic) else _draft(row, place, language, maker)
        if isinstance(made, Diagnostic):
            found.append(made)
        else:
            drafts.append(made)
    if found:
        raise ContentError(*found)
    return drafts


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, data.count(b"\n", 0, error.start) + 1)
        raise ContentError(Diagnostic(_CODE, "the file is not UTF-8", place, "save it as UTF-8")) from None


def _json_lines(words: str, name: str) -> Iterator[tuple[Mapping[str, Any] | Diagnostic, Place]]:
    for number, line in enumerate(words.splitlines(), 1):
        place = Place(name, number, 1)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            yield Diagnostic(_CODE, "not valid JSON: one object stands on each line", Place(name, number, column), _HINT), place
            continue
        yield (row if isinstance(row, dict) else Diagnostic(_CODE, "the line is no JSON object", place, _HINT)), place


_PARTING = ",;\t"
"""What may part cells, by how often the heading has it: in Russian and German Excel writes semicolons."""


def _csv(words: str, name: str) -> Iterator[tuple[Mapping[str, Any] | Diagnostic, Place]]:
    heading = words.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(words, newline=""), delimiter=max(_PARTING, key=heading.count))
    forms = [column for column in reader.fieldnames or () if column.startswith("translation[")]
    start = 2
    for row in reader:
        place = Place(name, start, 1)
        start = reader.line_num + 1
        if None in row:
            yield (
                Diagnostic(
                    _CODE,
                    "the row has more cells than the heading has names",
                    place,
                    "put quotation marks around a cell that holds the sign between cells",
                ),
                place,
            )
            continue
        plain = {column: value for column, value in row.items() if value and column not in forms}
        several = [row[column] or "" for column in sorted(forms)]
        yield (plain | {"translation": several} if any(several) else plain), place


def _draft(row: Mapping[str, Any], place: Place, language: str, maker: Maker) -> Draft | Diagnostic:
    said: dict[str, Any] = {**{name: value for name in SAID if (value := getattr(maker, name))}, **row}
    for name in said:
        if name not in (*NEEDED, *SAID, *TOLD):
            return Diagnostic(_CODE, f"`{name}` is not known here", place, did_you_mean(name, (*NEEDED, *SAID), _HINT))
    for name in (*NEEDED, *SAID):
        if not said.get(name) and name != "context":
            how = f"; or say it for the whole file: --{name}" if name in SAID else ""
            return Diagnostic(_CODE, f"the draft says no `{name}`", place, _HINT + how)
    if (tag := said.get("language", language)) != language:
        return Diagnostic(_CODE, f"the draft is in `{tag}`, and `{language}` was asked for", place, "import each language by itself")
    strings = said["translation"] if isinstance(said["translation"], list) else [said["translation"]]
    texts = [said.get("context", ""), said["source"], *strings, *(said[name] for name in SAID)]
    if not all(isinstance(text, str) for text in texts):
        return Diagnostic(_CODE, "context, source, translation, engine, model and date are words", place, _HINT)
    fault = maker_fault(said["engine"], said["model"], said["date"])
    if fault:
        return Diagnostic(_CODE, fault, place, "write a name without `;`, and a date as 2026-11-28")
    return Draft((said.get("context", ""), said["source"]), tuple(strings), said["engine"], said["model"], said["date"], place)


def maker_fault(engine: str, model: str, date: str) -> str:
    """Return why an engine, a model and a date cannot stand in a remark; nothing where they can."""
    for name in (engine, model):
        if not is_name(name):
            return f"`{name[:40]!a}` is no name of an engine or a model"
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        return f"`{date}` is no date"
    return ""


def _of_xliff(data: bytes, name: str, language: str, maker: Maker) -> Iterator[Draft]:
    root = parsed(data, name)
    if root.tag != f"{{{xliff.NAMESPACE}}}xliff" or root.get("trgLang") != language:
        raise ContentError(Diagnostic(_CODE, f"no XLIFF 2 into `{language}`", Place(name, 1), "`toolkit locales export` writes it"))
    missing = [name for name in SAID if not getattr(maker, name)]
    if missing:
        options = " ".join(f"--{name}" for name in missing)
        raise ContentError(Diagnostic(_CODE, f"XLIFF does not say its {', '.join(missing)}", Place(name, 1), f"say them: {options}"))
    if fault := maker_fault(maker.engine, maker.model, maker.date):
        raise ContentError(Diagnostic(_CODE, fault, Place(name, 1), "write a name without `;`, and a date as 2026-11-28"))
    forms: dict[str, list[str]] = {}
    for one in xliff.read(root):
        if one.target:
            forms.setdefault(one.id.partition(".")[0], []).append(one.target)
    for id, strings in forms.items():
        yield Draft(None, tuple(strings), maker.engine, maker.model, maker.date, Place(name), id)


def write(units: Iterable[Unit], language: str) -> bytes:
    """Return what nobody has translated, a JSON object a line, with all that an engine should know."""
    rows: dict[str, dict[str, Any]] = {}
    for unit in units:
        mark = unit.id.partition(".")[0]
        if unit.target and mark not in rows:
            continue
        row = rows.setdefault(mark, {"context": unit.context, "source": unit.source, "language": language, "from": unit.language})
        if unit.form:
            row |= {"plural": unit.source, "forms": unit.form + 1}
        if unit.limit:
            row["limit"] = unit.limit
        row["notes"] = "\n".join(words for kind, words in unit.notes if kind in ("description", "comment"))
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows.values()).encode()
