"""Says what `--json` prints of every command, key by key: docs/commands.md shows it, and a test holds the real output to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

WIDTH = 100
"""Letters that a line of a shape has at most."""


@dataclass(frozen=True, slots=True)
class By:
    """An object whose keys are names: what they name, and the shape of each value."""

    name: str
    value: Shape


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes, each with the word on when it is that."""

    shapes: tuple[tuple[str, Shape], ...]


Shape = str | list["Shape"] | Mapping[str, "Shape"] | By | Either
"""A word for a plain value, a list of one shape, an object by its keys, or one of the two above."""

STRING, NUMBER, BOOLEAN = "string", "number", "boolean"
MAYBE_STRING, MAYBE_NUMBER = "string or null", "number or null"
PLACE: Mapping[str, Shape] = {"path": STRING, "line": NUMBER, "column": NUMBER}
DIAGNOSTIC: Mapping[str, Shape] = {
    "code": STRING, "severity": STRING, **PLACE, "message": STRING, "hint": STRING, "related": [{**PLACE, "message": STRING}],
}  # fmt: skip
SUMMARY: Mapping[str, Shape] = {"errors": NUMBER, "warnings": NUMBER, "codes": By("code", NUMBER)}
DIAGNOSTICS: Mapping[str, Shape] = {"summary": SUMMARY, "diagnostics": [DIAGNOSTIC]}
COUNT: Mapping[str, Shape] = {
    "words": By("state", NUMBER), "messages": By("state", NUMBER), "percent": NUMBER,
}  # fmt: skip
CASES = By("case", STRING)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "build": {
            "summary": {
                **SUMMARY, "documents": [STRING], "withheld": [STRING], "editions": NUMBER, "pages": NUMBER, "made": By("format", NUMBER),
                "cached": By("format", NUMBER), "written": NUMBER, "removed": NUMBER, "unfinished": By("state", NUMBER),
                "blanks": By("agreement", NUMBER), "seconds": NUMBER, "open": STRING,
            },
            "diagnostics": [DIAGNOSTIC],
        },
        "check": DIAGNOSTICS,
        "clauses": [
            {"clause": STRING, "topic": STRING, "heading": STRING, "status": STRING, "applies": STRING, "used_in": [STRING]},
        ],
        "compare": {
            "file": STRING,
            "changes": [{"id": STRING, "kinds": [STRING], "before": STRING, "after": STRING, "languages": [STRING]}],
        },
        "doctor": [
            {"name": STRING, "there": BOOLEAN, "found": STRING, "purpose": STRING, "cure": STRING, "needed": BOOLEAN, "state": STRING},
        ],
        "drafts": [
            {
                "agreement": STRING, "version": STRING, "status": STRING, "date": STRING, "from": STRING, "to": STRING, "public": STRING,
            },
        ],
        "explain": [{"code": STRING, "group": STRING, "says": STRING, "example": STRING, "cure": STRING}],
        "facts": [
            {
                "id": STRING, "label": STRING, "value": STRING, "number": NUMBER, "to": MAYBE_NUMBER, "qualifier": STRING,
                "unit": MAYBE_STRING, "as_of": STRING, "time": MAYBE_STRING, "period": MAYBE_STRING, "series": By("time", NUMBER),
                "published": STRING, "source": STRING, "locator": STRING, "review_by": STRING, "stale": BOOLEAN,
                "computed_from": [STRING], "printed_in": [STRING], "place": STRING,
            },
        ],
        "forms": Either(
            (
                ("words", {"words": STRING, "forms": CASES}),
                ("a party", {"party": STRING, "forms": By("language", CASES)}),
                (
                    "a party with a signatory",
                    {
                        "party": STRING,
                        "forms": By("language", CASES),
                        "signatory": {"forms": By("language", By("name, position or basis", CASES))},
                    },
                ),
            )
        ),
        "impact": {
            "edited": BOOLEAN, "exact": BOOLEAN, "files": [STRING], "records": [STRING], "texts": [STRING], "facts": [STRING],
            "messages": [STRING], "documents": [STRING], "editions": [STRING], "artifacts": [STRING], "perhaps": [STRING],
            "removed": [STRING], "search_index": BOOLEAN,
        },
        "import sources": [
            {
                "work": STRING, "title": STRING, "state": STRING, "source": STRING,
                "differs": [{"key": STRING, "before": STRING, "after": STRING}],
            },
        ],
        "init": Either(
            (
                ("a new workspace", {"folder": STRING, "source": STRING, "languages": [STRING], "kept": [STRING]}),
                ("--update", [{"file": STRING, "state": STRING, "diff": STRING}]),
            )
        ),
        "list": [{"document": STRING, "kind": STRING, "title": STRING, "editions": [STRING]}],
        "locales accept": [
            {
                "message": STRING, "file": STRING, "line": NUMBER, "machine": STRING, "before": STRING, "source": STRING,
                "translation": STRING,
            },
        ],
        "locales check": DIAGNOSTICS,
        "locales status": {
            "languages": By(
                "language",
                {
                    "domains": By("domain", COUNT),
                    "documents": By(
                        "document",
                        Either(
                            (
                                (
                                    "a document",
                                    {
                                        "release": BOOLEAN, "rendered": BOOLEAN, **COUNT,
                                        "left": [{"message": STRING, "state": STRING, "file": STRING, "line": NUMBER}],
                                    },
                                ),
                                ("one that cannot be rendered", {"release": BOOLEAN, "rendered": BOOLEAN}),
                            )
                        ),
                    ),
                },
            ),
            "next": [STRING],
        },
        "proof": {"summary": {**SUMMARY, "sheets": [STRING]}, "diagnostics": [DIAGNOSTIC]},
        "publish": {"published": BOOLEAN, "added": [STRING], "changed": [STRING], "removed": [STRING], "told": [STRING]},
        "report": {
            "totals": By("measure", NUMBER),
            "exceeded": [STRING],
            "documents": [
                {
                    "document": STRING, "language": STRING, "withheld": BOOLEAN, "blanks": NUMBER, "unwritten": NUMBER,
                    "untranslated": NUMBER,
                    "machine": NUMBER, "fuzzy": NUMBER, "uncited": NUMBER, "stale": NUMBER, "out_of_force": NUMBER,
                    "unchecked_acts": NUMBER, "missing_alt": NUMBER,
                },
            ],
        },
        "theme": [{"file": STRING, "layer": STRING}],
        "verify": {"verdict": STRING, "file": STRING, "edition": STRING, "digest": STRING},
        "why": {"file": STRING, "reason": STRING, "what": [STRING], "also": [{"reason": STRING, "what": [STRING]}]},
    }
)  # fmt: skip
"""What `--json` prints, by command."""


def shown(shape: Shape, left: int = 0) -> str:
    """Return a shape as docs/commands.md shows it, in the marks of JSON; `left` letters stand before it."""
    if isinstance(shape, str):
        return shape
    if isinstance(shape, Either):
        return f"\n{' ' * left}or ".join(f"{shown(one, left)}  ({word})" for word, one in shape.shapes)
    if isinstance(shape, By):
        return f"{{<{shape.name}>: {shown(shape.value, left)}, …}}"
    if isinstance(shape, list):
        return f"[{shown(shape[0], left)}, …]"
    pairs = [f'"{key}": {shown(value, left + 2)}' for key, value in shape.items()]
    line = "{" + ", ".join(pairs) + "}"
    if left + len(line) <= WIDTH and "\n" not in line:
        return line
    margin = " " * (left + 2)
    return "{\n" + ",\n".join(_filled(pairs, margin)) + f"\n{' ' * left}}}"


def _filled(pairs: list[str], margin: str) -> list[str]:
    """Return the pairs as lines of a width, several on a line; one that has lines itself stands alone."""
    lines: list[str] = []
    for pair in pairs:
        alone = "\n" in pair or (lines and "\n" in lines[-1])
        if lines and not alone and len(lines[-1]) + len(pair) + 2 <= WIDTH:
            lines[-1] += f", {pair}"
        else:
            lines.append(margin + pair)
    return lines
