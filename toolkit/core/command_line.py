"""Writes command lines that the program tells people to run, so that they work when pasted into a shell."""

from __future__ import annotations

import shlex


def typed(*words: object) -> str:
    """Return a command line of these words between backquotes, each quoted where a shell would read it as something else.

    `typed("toolkit", "-C", "a b", "build")` is `` `toolkit -C 'a b' build` ``.
    """
    return f"`{shlex.join(str(word) for word in words)}`"
