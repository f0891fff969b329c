"""Puts the filters of a search index in order: Pagefind writes them as they come, and the site would not be the same twice."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping

import cbor2

_MAGIC = b"pagefind_dcd"
"""What Pagefind sets before the CBOR of each file; gzip stands around both."""
_FILTERS = 3
"""Place of the list `[name, hash]` of filters in a language's meta file, after version, pages and words."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index with values, filters and keys in order, each file under the hash of what it holds now."""
    renamed: dict[str, str] = {}
    made = {name: data for name, data in files.items() if not name.endswith((".pf_filter", ".pf_meta", "-entry.json"))}
    for name, data in files.items():
        if name.endswith(".pf_filter"):
            filter_name, values = _read(data)
            _put(made, renamed, name, [filter_name, sorted(values)])
    for name, data in files.items():
        if name.endswith(".pf_meta"):
            meta = _read(data)
            meta[_FILTERS] = sorted([one, renamed[hash]] for one, hash in meta[_FILTERS])
            _put(made, renamed, name, meta)
    for name, data in files.items():
        if name.endswith("-entry.json"):
            entry = json.loads(data)
            for language in entry["languages"].values():
                language["hash"] = renamed[language["hash"]]
            made[name] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return dict(sorted(made.items()))


def _read(data: bytes) -> list:  # type: ignore[type-arg]
    return list(cbor2.loads(gzip.decompress(data).removeprefix(_MAGIC)))


def _put(made: dict[str, bytes], renamed: dict[str, str], name: str, value: object) -> None:
    """Add a file under the hash of its value, as long as the hash that Pagefind gave it."""
    body = _MAGIC + cbor2.dumps(value)
    stem, _, suffix = name.rpartition(".")
    before = stem.rpartition("/")[2].removeprefix("pagefind.")
    language, _, hash = before.rpartition("_")
    renamed[before] = f"{language}_{hashlib.sha256(body).hexdigest()[: len(hash)]}"
    made[f"{stem.removesuffix(before)}{renamed[before]}.{suffix}"] = gzip.compress(body, mtime=0)
