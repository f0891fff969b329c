"""Formats diagnostics for people, programs, SARIF viewers and GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from toolkit import __version__
from toolkit.core.codes import codes
from toolkit.core.diagnostics import Diagnostic, Place, Severity

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(found: Sequence[Diagnostic], **summary: Any) -> str:
    """Return diagnostics as one JSON object: `diagnostics` and `summary`."""
    counts = Counter(str(one.severity) for one in found)
    by_code = dict(sorted(Counter(one.code for one in found).items()))
    data = {
        "summary": {"errors": counts["error"], "warnings": counts["warning"], "codes": by_code, **summary},
        "diagnostics": [_record(one) for one in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _record(one: Diagnostic) -> dict[str, Any]:
    related = [{**_position(place), "message": words} for place, words in one.related]
    return {
        "code": one.code,
        "severity": str(one.severity),
        **_position(one.place),
        "message": one.message,
        "hint": one.hint,
        "related": related,
    }


def _position(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def as_sarif(found: Sequence[Diagnostic]) -> str:
    """Return diagnostics as SARIF 2.1.0, which GitHub code scanning loads; each rule carries its explanation."""
    used = sorted({one.code for one in found})
    rules = [_rule(code) for code in used]
    results = [_result(one, used.index(one.code)) for one in found]
    driver = {"name": "policy-toolkit", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(name: str) -> dict[str, Any]:
    code = codes()[name]
    return {
        "id": name,
        "name": name.title().replace("-", ""),
        "shortDescription": {"text": code.says},
        "fullDescription": {"text": code.says},
        "help": {"text": f"{code.cure}\n\nExample:\n{code.example}"},
        "properties": {"tags": [code.group]},
    }


def _result(one: Diagnostic, rule: int) -> dict[str, Any]:
    words = f"{one.message}\n{one.hint}" if one.hint else one.message
    related = [{**_location(place), "id": number, "message": {"text": said}} for number, (place, said) in enumerate(one.related, 1)]
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": "note" if one.severity is Severity.INFO else str(one.severity),
        "message": {"text": words},
        "locations": [_location(one.place)],
        **({"relatedLocations": related} if related else {}),
    }


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": max(place.line, 1), **({"startColumn": place.column} if place.column else {})}
    return {"physicalLocation": {"artifactLocation": {"uri": place.path, "uriBaseId": "%SRCROOT%"}, "region": region}}


def as_github(found: Iterable[Diagnostic]) -> str:
    """Return diagnostics as workflow commands, which GitHub shows as annotations beside the lines."""
    return "\n".join(_annotation(one) for one in found)


def _annotation(one: Diagnostic) -> str:
    where = [f"file={_property(one.place.path)}"]
    where += [f"line={one.place.line}"] if one.place.line else []
    where += [f"col={one.place.column}"] if one.place.column else []
    lines = [one.message, *(f"{place}: {words}" for place, words in one.related), *([f"hint: {one.hint}"] if one.hint else [])]
    command = "notice" if one.severity is Severity.INFO else str(one.severity)
    return f"::{command} {','.join(where)},title={_property(one.code)}::{_data(chr(10).join(lines))}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
