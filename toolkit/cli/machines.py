"""Reads where a build is to be made: in one process, as a shard, from shards, or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toolkit.build.builder import Builder, Report, Request
from toolkit.build.cache import FOLDER, Cache
from toolkit.build.shards import Shard
from toolkit.cli.printing import err, wrong_command
from toolkit.core.store import Store, open_store

if TYPE_CHECKING:
    from toolkit.build.cluster import Cluster


PROTOCOLS = ("tcp", "tls", "ws", "wss", "ucx")
"""What schedulers of Dask are spoken to in."""


@dataclass(frozen=True, slots=True)
class Machines:
    """Where a build is made, and the cache that it is made with."""

    cache: Cache
    shard: Shard | None = None
    merge: bool = False
    cluster: Cluster | None = None

    def build(self, builder: Builder, request: Request) -> Report:
        """Build what is asked for, there."""
        if self.shard:
            return builder.shard(replace(request, publications=self.shard.chosen(request.publications)))
        if self.cluster is None:
            return builder.merge(request) if self.merge else builder.build(request)
        cluster = self.cluster
        try:
            cluster.render(builder.project, request, builder.root)
            return replace(builder, executor=lambda: cluster, elsewhere=cluster.elsewhere).build(request)
        finally:
            cluster.close()


def machines_asked(shard: str | None, merge: bool, cache: str | None, cluster: str | None, build: Path, limit: float) -> Machines:
    """Return where a build is made, by its options; what cannot be is refused in words."""
    if sum(map(bool, (shard, merge, cluster))) > 1:
        wrong_command("--shard, --merge and --cluster exclude each other", "render shards first, then merge; or give a cluster alone")
    kept = Cache(build / FOLDER, _store(cache))
    return Machines(kept, _shard(shard), merge, _cluster(cluster, limit) if cluster else None)


def _no_address(address: str) -> str:
    """Return what is wrong with the address of a scheduler, before anybody waits for an answer from it; nothing when it may be one."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        return str(error)
    if "://" not in address:
        return "it names no protocol"
    if parts.scheme not in PROTOCOLS:
        return f"`{parts.scheme}` is not one of {', '.join(PROTOCOLS)}"
    if not parts.hostname:
        return "it names no machine"
    return "" if port else "it names no port"


def _store(address: str | None) -> Store | None:
    if not address:
        return None
    try:
        return open_store(address)
    except ImportError as error:
        wrong_command(
            f"`{address}` cannot be reached: {error}", "pip install 'policy-toolkit[remote]', and what the address needs, as s3fs"
        )
    except ValueError as error:
        wrong_command(f"`{address}` is no address of a cache: {error}", "a folder, or an address of fsspec, as s3://bucket/policy")


def _shard(words: str | None) -> Shard | None:
    try:
        return Shard.read(words) if words else None
    except ValueError:
        wrong_command(f"`{words}` is no part of a whole", "write it as 2/4: the second of four")


def _cluster(address: str, limit: float) -> Cluster:
    if problem := _no_address(address):
        wrong_command(
            f"`{address}` is no address of a Dask scheduler: {problem}", "write it as `dask scheduler` prints it: tcp://10.0.0.1:8786"
        )
    try:
        from toolkit.build.cluster import Cluster as Reached

        found = Reached.connect(address, limit)
    except ImportError:
        wrong_command("--cluster needs dask.distributed", "pip install 'policy-toolkit[dask]'")
    except OSError as error:
        wrong_command(f"no scheduler answers at `{address}`: {' '.join(str(error).split())}", "start one with `dask scheduler`")
    except ValueError as error:
        wrong_command(f"no worker of `{address}` can be used: {error}", "install the same toolkit, Python and fonts on all of them")
    for words in found.refused:
        err.print(f"toolkit: {words}; it gets no jobs", markup=False)
    return found
