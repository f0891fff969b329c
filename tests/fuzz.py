"""Changes a small workspace at random where its kinds of values stand, and tells what came of it: `python -m tests.fuzz --count 1500`.

Each change is known beforehand to be wrong, or only strange. A wrong one must be refused or warned of; none may end in an
exception of the program, or take longer than `LIMIT`.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251  # seeded: the same changes each time
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from tests.small import CONTENT, real_files, small_files
from toolkit.build.builder import Builder
from toolkit.core.diagnostics import ContentError, Diagnostic, Severity
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

LIMIT = 120
"""Seconds of the clock after which a check counts as one that hangs; a machine may be busy."""
STYLE, TOKENS, PO = "templates/styles/site.css", "templates/styles/tokens.css", "locales/ru/LC_MESSAGES/content.po"
PICTURE = "content/images/map.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'

WRONG: dict[str, tuple[str, ...]] = {
    "date": ("2026-13-01", "9999-12-31", "0000-01-01", "2026-02-30", "tomorrow", "1e9", "[2026-01-01]"),
    "as_of": ("9999", "0001", "2016-13", "20166", "soon", "[]"),
    "adopted": ("2999-01-01", "2014-09-31", "9999-12-31", "2030-01-01"),
    "in_force": ("2001-01-01", "1-1-1", "9999-12-31"),
    "value": ("1e30", "1e999999", "-63", "6_3", "٦٣", "nan", "Infinity", "0x10", "63 members", "1,5", "[1]", "9" * 40, "--5", "²"),
    "countries": ("[ZZ]", "[]", "[RU, RU]", "[ru]", "RU", "[RUS]", "[SU]", "{RU: 1}", "[null]"),
    "jurisdiction": ("ZZ", "kz", "Kazakhstan", "''", "[KZ]"),
    "unit": ("none", "members", "сompany", '"member\\u200b"', "[member]", "''"),
    "source": ("none", '"book "', "Book", "[book]", "''", "a" * 5000),
    "kind": ("memo-none", "''", "[brief]", "../brief"),
    "section": ("Право", "''", "a b", "main", "a" * 500 + "!"),
    "language": ("xx", "RU", "ru_RU", "''", "[ru]"),
    "source_language": ("xx", "RU", "''", "[ru]"),
    "editions": ("[]", "[xx]", "[ru, ru]", "[ru-ru]", "ru", "[ru-en-kk]", "[RU]"),
    "evidence": ("{}", "none", "{source: none}", "{source: book, page: 3}"),
    "short": ("''", '"\\u200b"', '"\\e[31mred"', '"\\a"', '"a\\u202Eb"', "[a]", "{xx: a}", "{}", '"\\u3164"', "<b>a</b>", "a" * 30_000),
    "title": ("''", "' '", '"\\u2066a"', "{ru: '', en: ''}", "{zz: a}", "x" * 1_000_000),
    "summary": ("''", "'| a | b |'", "'~~a~~'", "'[^1]'", "'{members'", "'[a](javascript:x)'", "'# a'", "'![a](b)'", "'$a=b^2$'"),
    "description": ("'<script>'", "'[a](javascript:x)'", "'{none}'", "'| a | b |'"),
    "publisher": ("'<b>a</b>'", "'[@none]'", "''"),
    "name": ("''", "[]", "{ru: 1, ru: 2}", '"\\x00"', '"\\uFEFFa"'),
    "legal_bases": ("[none]", "[old-act, old-act]", "[old-act#none]", "none", "[[]]"),
    "issued": ("2018-00", "9999", "soon", "{year: x}"),
    "type": ("statute-none", "''", "[book]"),
    "one": ("member", "''", '"{n} {n}"', "[a]"),
    "other": ("members", "''", '"{m} members"'),
}  # fmt: skip
"""By the key that they stand under: values that nobody who reads with care would let pass."""
STRANGE = (
    "null", "~", "NO", "on", "010", "1:30", "0b1", "!!binary aGk=", "!!python/object:os.system x", "&a [*a]", "*none", "{a: {b: 1}}",
    "[[[[]]]]", '"\\ud800"', "'%s%n{0}'", "'{{ 1 }}'", "|\n    a\n\n    b", ">-\n    a", "- a", "? a", f"'{'я' * 9_000}'",
    f"'{'{a}' * 500}'",
    f"'{'[' * 2_000}'", f"'{'*' * 3_000}'", f"'{'[@book] ' * 900}'", "2026-01-01T00:00:00", ".inf", "-0", "🙂", "اب", "'a\u00a0b'",
)  # fmt: skip
"""Values that are odd under any key: an answer must come, whatever it is."""
TEMPLATES = ("{{ 1/0 }}", "{{ none }}", "{% include 'gone.html' %}", "{% if %}", "{{ it.x.y }}", "{{ ''.__class__ }}", "{{ token('no') }}",
             "{% for i in range(10**9) %}{% endfor %}", "{% extends 'blocks/none.html' %}", "{{ 'a'|none }}",
             "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")  # fmt: skip
TEMPLATE_PATHS = (
    "blocks/prose.html", "blocks/title.html", "frames/web.html", "frames/print.html", "frames/shell.html", "site/home.html",
    "site/404.html", "site/sources.html", "site/documents.html", "components/body.html",
)  # fmt: skip
STYLES = ("}", "a {", "@import 'https://a.example/x.css';", "a { background: url(https://a.example/x) }", "b" * 20_000, "a { colour red }")
DRAWINGS = (
    "<script>1</script>",
    '<g onload="x"/>',
    '<image href="data:,"/>',
    '<use href="#a"/>',
    "<foreignObject/>",
    "<rect/>" * 30_000,
    "<g>" * 400,
)
POS = ('msgid "a', 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n', "<<<<<<< ours\n", 'msgstr "a"\n', "\x00")


@dataclass(frozen=True)
class Change:
    """One change of the workspace: what it is, the file that it is in, the new bytes, and whether it is wrong."""

    name: str
    path: str
    data: bytes
    wrong: bool


def changes(seed: int, files: dict[str, bytes]) -> Iterator[Change]:
    """Yield changes without end, the same for the same seed."""
    chance = random.Random(seed)
    makers: list[tuple[Callable[[random.Random, dict[str, bytes]], Change], int]] = [(_value, 60), (_odd, 20), (_lines, 8), (_other, 12)]
    while True:
        make = chance.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]
        yield make(chance, files)


def _places(words: str) -> list[tuple[str, int, int]]:
    """Return every value of a YAML file: the key that it stands under, where it begins and where it ends."""
    found: list[tuple[str, int, int]] = []

    def walk(node: yaml.Node, key: str) -> None:
        found.append((key, node.start_mark.index, node.end_mark.index))
        for pair in node.value if isinstance(node, yaml.MappingNode) else ():
            walk(pair[1], str(pair[0].value))
        for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
            walk(entry, "")

    node = yaml.compose(words)
    if node is not None:
        walk(node, "")
    return found[1:]


def _value(chance: random.Random, files: dict[str, bytes]) -> Change:
    """Put a wrong value in the place of one of its kind."""
    sites = [(path, *place) for path in sorted(CONTENT) for place in _places(CONTENT[path]) if place[0] in WRONG]
    path, key, start, end = chance.choice(sites)
    return _put(path, start, end, key, chance.choice(WRONG[key]), wrong=True)


def _odd(chance: random.Random, files: dict[str, bytes]) -> Change:
    """Put an odd value anywhere."""
    path = chance.choice(sorted(CONTENT))
    key, start, end = chance.choice(_places(CONTENT[path]))
    return _put(path, start, end, key, chance.choice(STRANGE), wrong=False)


def _put(path: str, start: int, end: int, key: str, value: str, *, wrong: bool) -> Change:
    words = CONTENT[path]
    tail = "\n" if words[start:end].endswith("\n") else ""
    shown = value if len(value) < 40 else f"{value[:20]}… ({len(value)})"
    return Change(
        f"{path}: {key}: {shown!r}", f"content/{path}", f"{words[:start]}{value}{tail}{words[end:]}".encode("utf-8", "surrogatepass"), wrong
    )


def _lines(chance: random.Random, files: dict[str, bytes]) -> Change:
    """Spoil a line as editors, copying and merging do; what comes of it may still be right."""
    path = chance.choice(sorted(CONTENT))
    lines = CONTENT[path].split("\n")
    number = chance.randrange(len(lines))
    how = chance.choice(["cut", "twice", "tab", "nbsp", "swap", "cp1251", "bom", "half"])
    if how == "cut":
        del lines[number]
    elif how == "twice":
        lines.insert(number, lines[number])
    elif how in ("tab", "nbsp"):
        lines[number] = ("\t" if how == "tab" else "\u00a0") + lines[number]
    elif how == "swap":
        other = chance.randrange(len(lines))
        lines[number], lines[other] = lines[other], lines[number]
    words = "\n".join(lines)
    data = words.encode("cp1251", "replace") if how == "cp1251" else words.encode("utf-8-sig" if how == "bom" else "utf-8")
    return Change(f"{path}: {how} on line {number + 1}", f"content/{path}", data[: len(data) // 2] if how == "half" else data, wrong=False)


def _other(chance: random.Random, files: dict[str, bytes]) -> Change:
    """Spoil a template, a stylesheet, a colour, a catalog or a drawing."""
    how = chance.choice(["template", "style", "token", "po", "drawing", "encoding"])
    if how == "template":
        path = chance.choice(TEMPLATE_PATHS)
        added = chance.choice(TEMPLATES)
        return Change(f"{path}: {added}", f"templates/{path}", files[f"templates/{path}"] + added.encode(), wrong=_is_run(path, added))
    if how == "drawing":
        inside = chance.choice(DRAWINGS)
        data = SVG.format(inside).encode(chance.choice(["utf-8", "utf-16"]))
        return Change(f"drawing: {inside[:30]}", PICTURE, data, wrong=True)
    if how == "token":
        return Change("token", TOKENS, files[TOKENS].replace(b"--accent: #0a5563", b"--accent: banana"), wrong=True)
    if how == "encoding":
        path = chance.choice([STYLE, TOKENS, "templates/blocks/prose.html", PO])
        return Change(f"{path}: cp1251", path, "/* краска */".encode("cp1251") + files[path], wrong=True)
    pool, path = (STYLES, STYLE) if how == "style" else (POS, PO)
    added = chance.choice(pool)
    return Change(f"{path}: {added[:30]!r}", path, files[path] + b"\n" + added.encode(), wrong=True)


def _is_run(path: str, added: str) -> bool:
    """Say whether words at the end of a template are run: what follows the blocks of a child is not."""
    return "{% if" in added or "none' %}" in added or not path.startswith(("frames/web", "frames/print", "site/"))


class _TooLongError(Exception):
    pass


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLongError


def outcome(change: Change, files: dict[str, bytes]) -> tuple[str, str]:
    """Return what came of a change (`refused`, `warned`, `silent`, `exception`, `hang`), and words on it."""
    picture = {PICTURE: SVG.format("<rect/>").encode()}
    workspace = MemoryWorkspace({**files, **picture, change.path: change.data})
    before = signal.signal(signal.SIGALRM, _ring)
    signal.alarm(LIMIT)
    try:
        found = _checked(Project(workspace))
    except _TooLongError:
        return "hang", ""
    except ContentError as error:
        found = error.diagnostics
    except Exception:
        return "exception", traceback.format_exc()
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    worst = {one.severity for one in found}
    said = next((str(one) for one in found if one.severity is Severity.ERROR), "")
    return ("refused" if Severity.ERROR in worst else "warned" if Severity.WARNING in worst else "silent"), said


def _checked(project: Project) -> tuple[Diagnostic, ...]:
    """Check content, and render it where nothing is wrong with it."""
    if project.library is None or any(one.severity is Severity.ERROR for one in project.diagnostics):
        return project.diagnostics
    builder = Builder(project, project.library, Path("/nowhere"), executor=_none)
    return tuple(builder.check(project.publications, project.library.editions).diagnostics)


def _none() -> Any:
    raise AssertionError("a check makes no file")


def workspace_files() -> dict[str, bytes]:
    """Return the files that are changed: the small workspace, with a picture in one of its documents."""
    table = "- evidence-table: {caption: Числа, facts: [alpha.members]}"
    path = "documents/briefs/second.yaml"
    pictured = CONTENT[path].replace(table, f"{table}\n      - picture: {{file: map.svg, alt: Карта, caption: Карта}}")
    return small_files(real_files(), {**CONTENT, path: pictured})


def run(count: int, seed: int, tell: Callable[[str], None]) -> Counter[str]:
    """Try so many changes; return how often each outcome came, and those of wrong values by `wrong …`."""
    files, tally = workspace_files(), Counter[str]()
    for change, _ in zip(changes(seed, files), range(count), strict=False):
        came, words = outcome(change, files)
        tally[came] += 1
        if change.wrong:
            tally[f"wrong {came}"] += 1
        if came in ("exception", "hang") or (change.wrong and came == "silent"):
            tell(f"{came}: {change.name}\n{words}")
    return tally


def main() -> None:
    """Run the driver from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started = time.monotonic()
    tally = run(asked.count, asked.seed, print)
    print(f"{asked.count} changes in {time.monotonic() - started:.0f} s: " + ", ".join(f"{name} {n}" for name, n in sorted(tally.items())))


if __name__ == "__main__":
    main()
