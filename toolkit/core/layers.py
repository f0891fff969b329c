"""Lays a workspace over its theme and over what the toolkit ships: each file comes from the highest layer that has it.

Templates, styles and assets are overlaid file by file. Labels are overlaid message by message, vocabularies word by word, colours and
fonts token by token; those files of lower layers keep a path of their own, below `.layers/`, which no folder of a workspace has.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path, PurePosixPath

from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.core.extensions import THEMES, found, packages
from toolkit.core.workspace import DiskWorkspace, Workspace

SITE = "content/site.yaml"
OVERLAID = "templates"
BELOW = ".layers"
STACKED = ("vocabulary.yaml", "templates/styles/tokens.css")
"""Files that stand over one another, each naming only what differs."""
_THEME = re.compile(r"""^theme:[ \t]*(["']?)([^"'#\s]+)\1[ \t]*(?:#.*)?$""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder with `templates/`, `locales/` and `vocabulary.yaml` that stands below a workspace."""

    name: str
    root: Path
    shown: str
    """How people call the folder in messages."""

    def files(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the paths of files below a folder of the layer; bytecode of a package is none."""
        paths = DiskWorkspace(self.root).list(folder, suffix)
        return tuple(path for path in paths if "__pycache__" not in path and not path.endswith(".py"))

    def has(self, path: str) -> bool:
        """Say whether the layer has a file."""
        return (self.root / path).is_file()


@dataclass(frozen=True)
class LayeredWorkspace:
    """A workspace on disk, over the layers below it."""

    root: Path
    below: tuple[Layer, ...]
    """The layers from the highest to the lowest."""

    @cached_property
    def own(self) -> DiskWorkspace:
        """The files of the workspace itself."""
        return DiskWorkspace(self.root)

    def read(self, path: str) -> bytes:
        """Read a file of the highest layer that has it."""
        layer, inner = self._found(path)
        return DiskWorkspace(layer.root).read(inner) if layer else self.own.read(path)

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """List the files of all layers below a folder."""
        if _is_below(folder):
            return tuple(sorted(path for path in self._words() if path.startswith(f"{folder}/") and path.endswith(suffix)))
        paths = set(self.own.list(folder, suffix))
        if folder.partition("/")[0] == OVERLAID:
            paths.update(path for layer in self.below for path in layer.files(folder, suffix))
        return tuple(sorted(paths))

    def shown(self, path: str) -> str:
        """Return the path by which people find a file: that of the layer which has it."""
        layer, inner = self._found(path)
        return f"{layer.shown}/{inner}" if layer else path

    def today(self) -> dt.date | None:
        """Return the day of SOURCE_DATE_EPOCH."""
        return self.own.today()

    def history(self) -> Mapping[str, str]:
        """Return the commits that last changed the workspace's own files."""
        return self.own.history()

    def layer_of(self, path: str) -> Layer | None:
        """Return the lower layer that a file comes from; nothing where it is the workspace's own."""
        return self._found(path)[0]

    def _found(self, path: str) -> tuple[Layer | None, str]:
        if _is_below(path):
            _, name, inner = path.split("/", 2)
            return next((layer for number, layer in enumerate(self.below, 1) if f"{number}-{layer.name}" == name), None), inner
        overlaid = PurePosixPath(path).parts[:1] == (OVERLAID,) and ".." not in path and not (self.root / path).exists()
        return next((layer for layer in self.below if overlaid and layer.has(path)), None), path

    def _words(self) -> Iterator[str]:
        """Yield what is stacked of the lower layers, catalogs, vocabularies and tokens, each layer's after those of the one above it."""
        for number, layer in enumerate(self.below, 1):
            for path in (*layer.files("locales", "interface.po"), *filter(layer.has, STACKED)):
                yield f"{BELOW}/{number}-{layer.name}/{path}"


def _is_below(path: str) -> bool:
    return path == BELOW or path.startswith(f"{BELOW}/")


def lower(workspace: Workspace, name: str) -> tuple[str, ...]:
    """Return the files of a name that the layers below a workspace have, the highest layer first."""
    return tuple(path for path in workspace.list(BELOW, name) if path.split("/", 2)[2] == name)


def open_workspace(root: Path) -> LayeredWorkspace:
    """Return the workspace of a folder, over the theme that its site.yaml names and over what the toolkit ships."""
    layers = (theme_of(root), *extensions(), shipped())
    return LayeredWorkspace(root, tuple(layer for layer in layers if layer and layer.root.resolve() != root.resolve()))


def extensions() -> Iterator[Layer]:
    """Yield the folders of packages that bring records or blocks: the templates that print them, and the words of those."""
    for name in packages():
        yield Layer(name, Path(str(files(name))), f"({name})")


def shipped() -> Layer:
    """Return what the toolkit ships: in an installed package its folder `shipped`, in a checkout the checkout itself."""
    package = Path(str(files("toolkit")))
    inside = package / "shipped"
    return Layer("toolkit", inside if inside.is_dir() else package.parent, "(shipped)")


def theme_named(root: Path) -> str:
    """Return the theme that `content/site.yaml` names, on a line of its own; nothing where it names none."""
    try:
        words = DiskWorkspace(root).read(SITE).decode("utf-8", "replace")
    except ContentError:
        return ""
    named = _THEME.search(words)
    return named.group(2) if named else ""


def check_theme(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the theme that `content/site.yaml` names is neither a folder nor installed."""
    if not isinstance(workspace, LayeredWorkspace) or not (name := theme_named(workspace.root)):
        return
    if not any(layer.name == "theme" for layer in workspace.below):
        words = workspace.own.read(SITE).decode("utf-8", "replace")
        here = _THEME.search(words)
        assert here
        known = [one.name for one in installed_themes()]
        hint = did_you_mean(name, known, "name a folder of the workspace, as themes/house, or install the theme")
        place = Place(SITE, words.count("\n", 0, here.start(2)) + 1, here.start(2) - words.rfind("\n", 0, here.start(2)))
        yield Diagnostic("unknown-theme", f"there is no theme `{name}`", place, hint)


def theme_of(root: Path) -> Layer | None:
    """Return the theme of a workspace: a folder, by its path, or an installed package, by its name."""
    name = theme_named(root)
    if not name:
        return None
    folder = root / name
    if folder.is_dir():
        return Layer("theme", folder, name)
    installed = next((one for one in installed_themes() if one.name == name), None)
    return Layer("theme", Path(str(files(installed.value))), f"({name})") if installed else None


def installed_themes() -> tuple[EntryPoint, ...]:
    """Return the themes of installed packages."""
    return found(THEMES)
