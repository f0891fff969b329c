"""Gives every item of a list its dotted path: the msgctxt of its texts, which stays the same when other items come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import yaml


def item_paths(nodes: Sequence[yaml.Node], path: str) -> Iterator[str]:
    """Yield the paths of the items of a list: by the `id` or `section` of each, so that inserting moves nothing; else by its number.

    The blocks of a section are told apart by their names, which their mappings add; a second one of a name is numbered.
    """
    blocks = path.endswith(".blocks")
    seen: Counter[str] = Counter()
    for number, node in enumerate(nodes, 1):
        name = _key_of(node)
        if name:
            yield f"{path}.{name}"
        elif blocks and isinstance(node, yaml.MappingNode) and node.value:
            block = str(node.value[0][0].value)
            seen[block] += 1
            yield path if seen[block] == 1 else f"{path}.{seen[block]}"
        else:
            yield f"{path}.{number}" if path else path


def _key_of(node: yaml.Node) -> str:
    """Return the name that an item of a list gives itself."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in ("id", "section") and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return ""
