"""Lays out a new workspace as files: samples, or the shipped example, with the workflows and settings that stand around them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.json_schema import FOLDER, SINGLE, schemas
from toolkit.content.library import COLLECTIONS
from toolkit.core.archive import lower_files
from toolkit.core.layers import shipped
from toolkit.core.workspace import DiskWorkspace
from toolkit.start.samples import sample_catalogs, sample_content

RECORD = ".toolkit/init.json"
"""What was written: by it a later version tells what has changed since, and what is the user's own by now."""
EXAMPLE = ("ru", "en")
"""The languages of the shipped example, that of its authors first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a workspace is asked to be."""

    source: str
    languages: tuple[str, ...]
    example: bool = False

    @property
    def editions(self) -> tuple[str, ...]:
        """Each language, and the first two side by side."""
        others = [tag for tag in self.languages if tag != self.source]
        return (self.source, *others, *([f"{self.source}-{others[0]}"] if others else []))


def laid_out(wish: Wish, root: Path, now: dt.datetime) -> dict[str, bytes]:
    """Return every file of a new workspace by its path."""
    kept = kept_in_step(wish)
    own = _example() if wish.example else sample_catalogs(kept, lower_files(root), now)
    return {**own, **kept, **_schemas(), RECORD: record(wish, kept)}


def kept_in_step(wish: Wish) -> dict[str, bytes]:
    """Return the files that later versions of the toolkit may bring changes of."""
    samples = {} if wish.example else sample_content(wish.source, wish.editions)
    return dict(sorted({**samples, **_kit()}.items()))


def record(wish: Wish, kept: Mapping[str, bytes]) -> bytes:
    """Return the record of what was written."""
    data = {"toolkit": __version__, **asdict(wish), "files": {path: words.decode() for path, words in kept.items()}}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def recorded(data: bytes) -> tuple[Wish, dict[str, bytes]]:
    """Return what a record says was asked for and written; ValueError where it is none."""
    try:
        said = json.loads(data)
        wish = Wish(str(said["source"]), tuple(map(str, said["languages"])), bool(said["example"]))
        return wish, {str(path): str(words).encode() for path, words in said["files"].items()}
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None


def _kit() -> dict[str, bytes]:
    """Return workflows and settings; what begins with a dot in a workspace has none among the files of the program."""
    kit = DiskWorkspace(Path(str(files("toolkit.start"))) / "kit")
    dotted = ("gitignore", "github", "vscode")
    made = {(f".{path}" if path.startswith(dotted) else path): kit.read(path) for path in kit.list("", "")}
    return {**made, ".vscode/settings.json": _editor_settings()}


def _editor_settings() -> bytes:
    """Return the settings by which an editor knows the schema of each content file."""
    known: dict[str, Any] = {f"./{FOLDER}/site.json": "content/site.yaml", f"./{FOLDER}/vocabulary.json": "content/vocabulary.yaml"}
    for name in COLLECTIONS:
        known[f"./{FOLDER}/{name}.json"] = (
            f"content/{name}/**/*.yaml" if name in SINGLE else [f"content/{name}.yaml", f"content/{name}.*.yaml"]
        )
    settings = {"yaml.schemas": known, "files.associations": {"*.po": "po"}, "files.insertFinalNewline": True}
    return (json.dumps(settings, indent=2) + "\n").encode()


def _schemas() -> dict[str, bytes]:
    made = schemas(ARGUMENTS)
    return {
        f"{FOLDER}/{name}.json": (json.dumps(one, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        for name, one in made.items()
    }


def _example() -> dict[str, bytes]:
    """Return content and catalogs of the shipped subject; the words of the interface come from the toolkit as ever."""
    layer = DiskWorkspace(shipped().root)
    catalogs: Iterable[str] = (path for path in layer.list("locales", ".po") if not path.endswith("interface.po"))
    return {path: layer.read(path) for path in (*layer.list("content", ""), *catalogs)}
