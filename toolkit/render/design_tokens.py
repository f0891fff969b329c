"""Reads the colours and fonts of a workspace: one place for web, paper, drawings, Word files, cards and icon.

Each layer names in `templates/styles/tokens.css` what differs from the layer below. A colour that gets another value by day
and none by night is worked out for the night.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from toolkit.core.layers import lower
from toolkit.core.workspace import Workspace, text_of

STYLES = "templates/styles"
PATH = f"{STYLES}/tokens.css"
NIGHT = "dark-"
FONTS = ("serif", "sans", "narrow", "mono")
"""The tokens that are lists of fonts."""
_TOKEN = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VARIABLE = re.compile(r"var\(--([a-z][a-z0-9-]*)\)")


def token_files(workspace: Workspace) -> tuple[str, ...]:
    """Return the files that name tokens, the lowest layer's first; a workspace of a test may have none."""
    own = PATH in workspace.list(STYLES, ".css")
    return (*reversed(lower(workspace, PATH)), *((PATH,) if own else ()))


def design(workspace: Workspace) -> Mapping[str, str]:
    """Return the value of each token: `accent` is `#0a5563`."""
    return stacked(tuple(text_of(workspace, path) for path in token_files(workspace)))


@lru_cache(maxsize=16)
def stacked(sheets: tuple[str, ...]) -> Mapping[str, str]:
    """Return the value of each token, by the highest of the stylesheets that names it."""
    found: dict[str, str] = {}
    for css in sheets:
        own = tokens(css)
        for name in own:
            found.pop(f"{NIGHT}{name}", None) if found.get(name) != own[name] else None
        found |= own
        nightly = {name.removeprefix(NIGHT) for sheet in sheets for name in tokens(sheet) if name.startswith(NIGHT)}
        found = {**{f"{NIGHT}{name}": _at_night(name, value) for name, value in found.items() if name in nightly}, **found}
    return found


def tokens(css: str) -> Mapping[str, str]:
    """Return what each custom property of a stylesheet is first given."""
    found: dict[str, str] = {}
    for name, value in _TOKEN.findall(_COMMENT.sub("", css)):
        found.setdefault(name, value.strip())
    return found


def _at_night(name: str, value: str) -> str:
    """Return a colour for the night: a ground becomes dark, what stands on it light."""
    ground = name.startswith("paper") or (name.endswith("-soft") and name != "ink-soft")
    return f"color-mix(in oklab, {value}, {'black 78%' if ground else 'white 55%'})"


def as_css(known: Mapping[str, str]) -> str:
    """Return the tokens as a stylesheet; those of the night stand beside those of the day, for browsers that choose."""
    day = {name: value for name, value in known.items() if not name.startswith(NIGHT)}
    lines = "".join(f"  --{name}: {value};\n" for name, value in day.items())
    return f":root {{\n{lines}}}\n"


def night_css(known: Mapping[str, str]) -> str:
    """Return the stylesheet that gives each colour its value by day and by night."""
    both = "".join(f"    --{name}: light-dark({known[name]}, {known[NIGHT + name]});\n" for name in known if NIGHT + name in known)
    return f"@supports (color: light-dark(#000, #fff)) {{\n  :root {{\n{both}  }}\n}}\n" if both else ""


def families(known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the font that each list of fonts names first."""
    found = (value.partition(",")[0].strip().strip("\"'") for name in FONTS if (value := known.get(name, "")))
    return tuple(dict.fromkeys(found))


def coloured(drawing: bytes, known: Mapping[str, str]) -> bytes:
    """Return a drawing with the values of the tokens that it names: a file that stands alone has no stylesheet."""
    return _VARIABLE.sub(lambda found: known.get(found.group(1), "currentColor"), drawing.decode()).encode()
