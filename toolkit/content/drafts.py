"""Defines the drafts of agreements that were frozen: what was sent to whom, and when, with the digest of every file that it is made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from toolkit.content.scalars import Word
from toolkit.content.text import Text
from toolkit.content.typed import Typed
from toolkit.content.values import Day, Item, Key
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.core.workspace import Workspace

FOLDER = "content/drafts"
RECORD = "draft.yaml"
"""The file that tells of a draft; beside it stand the files that the draft is made of, a small workspace of its own."""
_VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?")


class Version(Typed, str):
    """The version of a draft, as `0.2` or `2026-12-signed`: the name of a folder too."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_VERSION.pattern}$"}

    @classmethod
    def read(cls, value: Any) -> Version:
        """Read a version; one that could name no folder is an error."""
        if not isinstance(value, str) or not _VERSION.fullmatch(value) or ".." in value:
            context = {"value": str(value)[:60], "hint": "use digits, Latin letters, full stops and hyphens, as 0.2"}
            raise PydanticCustomError("bad-version", "`{value}` is no version", context)
        return cls(value)


class FrozenDraft(Item):
    """A draft of an agreement as it was: texts, parties and terms stand beside this file, and are built again byte for byte."""

    agreement: Key
    """The agreement that it is a draft of, by its id: `alpha-beta`."""
    version: Version
    """The version of the draft."""
    status: Literal["draft", "agreed", "executed"] = "draft"
    """How far it has come; the one line here, with `public`, that is changed later."""
    date: Day
    """The day on which it was frozen or sent."""
    sender: Text | None = None
    """Who sent it."""
    recipient: Text | None = None
    """Whom it was sent to."""
    note: Word | None = None
    """A note for the office; never printed: “Sent by courier”."""
    public: bool = False
    """True when the site shows it among the drafts of the agreement, with its text as Akoma Ntoso and how it is cited."""
    files: dict[str, Word] = Field(min_length=1)
    """The files beside this one, each with the SHA-256 of its bytes: `{site.yaml: 9f86d081884c7d65}`."""

    @property
    def folder(self) -> str:
        """The folder that holds the files."""
        return self.place.path.rpartition("/")[0]


def draft_id(agreement: str, version: str) -> str:
    """Return the id of a draft: `alpha-beta-0-2`."""
    return f"{agreement}-{re.sub('[^0-9a-z]+', '-', version.lower())}"


def draft_folder(agreement: str, version: str) -> str:
    """Return the folder of a draft."""
    return f"{FOLDER}/{agreement}/{version}"


def version_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """Return what versions are put in order by, numbers as numbers: 0.9 before 0.10."""
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in re.findall(r"[0-9]+|[^0-9._-]+", version))


def is_frozen(path: str) -> bool:
    """Say whether a file is one of those that a draft is made of, which nothing else reads."""
    return path.startswith(f"{FOLDER}/") and (path.count("/") != 4 or not path.endswith(f"/{RECORD}"))


def digest_of_file(data: bytes) -> str:
    """Return the digest by which a draft knows a file."""
    return hashlib.sha256(data).hexdigest()


def changed_files(workspace: Workspace, draft: FrozenDraft) -> Iterator[Diagnostic]:
    """Yield each file of a draft that was edited, taken away or added since it was frozen."""
    there = {path.removeprefix(f"{draft.folder}/") for path in workspace.list(draft.folder, "")} - {draft.place.path.rpartition("/")[2]}
    for path in sorted({*there, *draft.files}):
        place = Place(f"{draft.folder}/{path}")
        if path not in there:
            problem = "is gone"
        elif path not in draft.files:
            problem = "does not belong to it"
        elif digest_of_file(workspace.read(place.path)) != draft.files[path]:
            problem = "was edited since it was frozen"
        else:
            continue
        hint = "put the file back as it was (`git checkout` has it); what is to change is a new version"
        yield Diagnostic("frozen-draft", f"a file of draft {draft.version} of `{draft.agreement}` {problem}", place, hint)
