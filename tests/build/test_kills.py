"""Commands killed at random moments leave whole files, no process, and nothing that the next run does not tidy up."""

from __future__ import annotations

from pathlib import Path

from benchmarks.kills import campaign


def test_kills(small: Path) -> None:
    """A few kills of build, publish and update; `benchmarks/kills.py` does hundreds."""
    tally = campaign(small, "content/documents/briefs/one.yaml", ("A brief brief", "Another title"), kills=5, seed=3, longest=4)

    assert tally.harm == {}
