"""A few random changes of the small workspace: each is answered, and nothing wrong passes in silence."""

from __future__ import annotations

from tests.fuzz import run


def test_wrong_values_are_refused_and_nothing_raises() -> None:
    """`python -m tests.fuzz` does the same at length, with other seeds."""
    told: list[str] = []

    tally = run(25, seed=20, tell=told.append)

    assert told == []
    assert tally["refused"] > 10
