"""Chooses which sections of an edition stand together on a web page, and links the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import PurePosixPath

from toolkit.outline.addresses import relative

LIMIT = 100_000
"""Bytes that a page may have, figures aside: some twenty seconds of a phone at the edge of the network. A longer edition comes in parts."""
_FIGURE = re.compile(r"<svg.*?</svg>", re.DOTALL)
_SECTION = re.compile(r'<(?:section|div) id="([^"]*)" class="part ')
_END = re.compile(r'<section class="(?:notes|about-page)"')
_RECORD = re.compile(r' id="(?:source-|link-)?([^"]*)"[^>]* data-record=')
_ID = re.compile(r' id="([^"]*)"')
_HERE = re.compile(r'href="#([^"]*)"')

Cut = tuple[tuple[str, ...], ...]
"""The ids of the sections on each page of an edition; one page has them all."""


def weight(html: str) -> int:
    """Return the bytes of a page, its figures left out."""
    return len(_FIGURE.sub("", html).encode())


def heaviest(html: str, page: str) -> int:
    """Return the most that a piece of a page may weigh in parts: a link that leaves the piece may have to name another page."""
    own = set(_ID.findall(html))
    return weight(html) + len(page.encode()) * sum(id not in own for id in _HERE.findall(html))


def section_weights(html: str, page: str) -> dict[str, int]:
    """Return the weight of each section of a whole page, by its id; `page` is the name that links to another part would have."""
    starts = [(found.group(1), found.start()) for found in _SECTION.finditer(html)]
    if not starts:
        return {}
    end = _END.search(html, starts[-1][1])
    ends = [*(start for _, start in starts[1:]), end.start() if end else len(html)]
    return {id: heaviest(html[start:stop], page) for (id, start), stop in zip(starts, ends, strict=True)}


def longest_record(html: str) -> str:
    """Return the id of the record that takes most of a page of a register; nothing where none is marked."""
    starts = [(found.group(1), found.start()) for found in _RECORD.finditer(html)]
    ends = [start for _, start in starts[1:]] + [len(html)]
    sizes = {id: end - start for (id, start), end in zip(starts, ends, strict=True)}
    return max(sizes, key=sizes.__getitem__, default="")


def divide(weights: Sequence[int], room: int) -> tuple[range, ...]:
    """Return runs of neighbours, as few as fit, as equal as can be; one that does not fit alone has a run of its own.

    Each way to cut is judged by the squares of what its runs weigh: the more equal, the smaller is their sum.
    """
    sums = [0, *accumulate(weights)]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(sums)):
        fitting = (start for start in range(end) if start == end - 1 or sums[end] - sums[start] <= room)
        best.append(min((best[start][0] + 1, best[start][1] + (sums[end] - sums[start]) ** 2, start) for start in fitting))
    return tuple(reversed(list(_back(best))))


def _back(best: Sequence[tuple[int, int, int]]) -> Iterator[range]:
    end = len(best) - 1
    while end:
        start = best[end][2]
        yield range(start, end)
        end = start


def part_of(cut: Cut, section: str) -> int:
    """Return the number of the part that has a section, from 1."""
    return next((number for number, ids in enumerate(cut, 1) if section in ids), 1)


def across(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of an edition, by path, with each link to what stands on another of them leading there."""
    homes: dict[str, str] = {}
    ids = {path: set(_ID.findall(html)) for path, html in pages.items()}
    for path, own in ids.items():
        for id in own:
            homes.setdefault(id, path)

    def led(path: str, found: re.Match[str]) -> str:
        id = found.group(1)
        there = path if id in ids[path] else homes.get(id, path)
        return found.group() if there == path else f'href="{relative(there, path)}#{id}"'

    return {path: _HERE.sub(partial(led, path), html) for path, html in pages.items()}


def name_of(path: str) -> str:
    """Return the name of a page, as a link beside it has it."""
    return PurePosixPath(path).name
