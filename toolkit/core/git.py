"""Runs git on a folder, whatever repository the environment speaks of."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
    "GIT_PREFIX", "GIT_NAMESPACE",
)  # fmt: skip
"""What a hook finds in its environment: it would lead to another repository than that of the folder."""


def git(folder: Path, *words: str, data: bytes = b"", limit: float | None = None, index: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, its words in English; OSError where there is no git, TimeoutExpired after `limit` seconds.

    `index` is the file of an index of our own, where that of whoever works there is to be left alone.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environment = {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    if index:
        environment["GIT_INDEX_FILE"] = index
    command = ["git", "-c", "core.quotePath=off", "-C", str(folder), *words]
    return subprocess.run(command, input=data, capture_output=True, env=environment, check=False, timeout=limit)
