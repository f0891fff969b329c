"""Sites that several processes make: shards over one cache, and the workers of a cluster; always the bytes of one build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Folder
from toolkit.build.carried import Carried
from toolkit.build.shards import Shard
from toolkit.core.store import FolderStore, RemoteStore, open_store


def copies(small: Path, *names: str) -> list[Folder]:
    """Return as many workspaces of the same content."""
    for name in names:
        shutil.copytree(small, small.parent / name, ignore=shutil.ignore_patterns("build"))
    return [Folder(small.parent / name) for name in names]


def test_shards_and_merge_are_one_build(small: Path) -> None:
    """Each shard makes a part in a folder of its own; the merge in another has every byte of one build, and makes nothing again."""
    whole, one, two, merged = copies(small, "whole", "one", "two", "merged")
    cache = str(small.parent / "shared")
    assert whole.run("build", "--jobs", "2").code == 0

    first = one.run("build", "--shard", "1/2", "--cache", cache, "--jobs", "1")
    second = two.run("build", "--shard", "2/2", "--cache", cache, "--jobs", "1")
    ran = merged.run("build", "--merge", "--cache", cache)

    assert (first.code, second.code, ran.code) == (0, 0, 0), ran.err
    assert not (one.build / "site").exists()
    assert "1 document" in first.out
    assert "2 PDFs" not in first.out
    assert "0 PDFs made, 2 from the cache" in ran.out
    assert "2 editions rendered elsewhere" in ran.out
    assert merged.snapshot() == whole.snapshot()


def test_a_lost_shard_is_made_by_the_merge(small: Path) -> None:
    """What one shard never made, what is damaged, and what is of another state of the content, is rendered by the merge."""
    whole, shard, merged = copies(small, "whole", "shard", "merged")
    cache = small.parent / "shared"
    html = ("--format", "html")
    assert whole.run("build", *html).code == 0
    assert shard.run("build", "--shard", "1/2", "--cache", str(cache), *html).code == 0
    assert "1 edition rendered elsewhere" in merged.run("build", "--merge", "--cache", str(cache), *html).out
    assert merged.snapshot() == whole.snapshot()

    for path in cache.rglob("edition-*"):
        path.write_bytes(path.read_bytes()[:-40])
    (damaged,) = copies(small, "damaged")
    ran = damaged.run("build", "--merge", "--cache", str(cache), *html)

    assert ran.code == 0
    assert "rendered elsewhere" not in ran.out
    assert damaged.snapshot() == whole.snapshot()


def test_an_address_of_fsspec_is_a_cache() -> None:
    """What is written under an address is read there; a name without bytes has none; a folder needs no fsspec."""
    store = open_store("memory://policy/cache")
    store.write("ab/cd", b"bytes")

    assert isinstance(store, RemoteStore)
    assert open_store("memory://policy/cache").read("ab/cd") == b"bytes"
    assert store.read("ab/other") is None
    assert isinstance(open_store("somewhere"), FolderStore)


@pytest.mark.parametrize("words", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3"])
def test_what_is_no_shard_is_refused(small: Path, words: str) -> None:
    """A part that there is not is a wrong command, said in one line."""
    with pytest.raises(ValueError, match=words):
        Shard.read(words)
    if words == "3/2":
        ran = Folder(small).run("build", f"--shard={words}")
        assert ran.code == 2
        assert f"`{words}` is no part of a whole" in ran.err


def test_ways_to_build_exclude_each_other(small: Path) -> None:
    """A shard is not merged at the same time, and an address that nothing can reach is refused."""
    both = Folder(small).run("build", "--shard", "1/2", "--merge")
    strange = Folder(small).run("build", "--merge", "--cache", "nosuch://x")

    assert (both.code, strange.code) == (2, 2)
    assert "exclude each other" in both.err
    assert "nosuch://x" in strange.err


def test_what_is_carried_can_be_told_to_be_whole() -> None:
    """An edition read back is the same; with a byte changed or lost it is none."""
    one = Carried("en/a", ("html",), {"html": {"site/en/a.html": "<p>ё"}}, (("html", "site/en/a.html", "d", ("day",)),), {"x.png": b"\x00"},
                  ("frame",), {"frame": "1", "day": "2"}, 3, ())  # fmt: skip
    data = one.to_bytes()

    assert Carried.of_bytes(data) == one
    assert Carried.of_bytes(data[:-1]) is None
    assert Carried.of_bytes(data[:40] + b"x" + data[41:]) is None


# ── a cluster ────────────────────────────────────────────────────────────────────────────────────


class Machines:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.started = folder, folder / "scheduler.json", []
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file), "--no-dashboard")
        self.workers = [self.worker() for _ in range(2)]
        plain = folder / "fonts.conf"
        plain.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>', "utf-8")
        self.worker(FONTCONFIG_FILE=str(plain))
        self.wait(3)

    def start(self, name: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments], cwd=self.folder, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.started.append(process)
        return process

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        return self.start("worker", "--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny", "--no-dashboard", **more)

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text("utf-8"))["address"])

    def wait(self, count: int) -> None:
        from distributed import Client

        until = time.monotonic() + 90
        while not self.file.is_file() and time.monotonic() < until:
            time.sleep(0.05)
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=90)

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    yield made
    made.end()


def test_a_cluster_makes_the_same_bytes_though_a_worker_dies(small: Path, machines: Machines) -> None:
    """Workers render and lay out; one with other fonts is named and gets no job; one that is killed costs nothing but time."""
    here, there = copies(small, "here", "there")
    assert here.run("build", "--jobs", "2").code == 0

    with subprocess.Popen(
        [sys.executable, "-m", "toolkit", "build", "--cluster", machines.address], cwd=there.root, env=there.environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr
        said = []
        for line in process.stderr:  # the first file is made: some job is on each worker
            said.append(line)
            if line.startswith(("PDF", "Word")):
                machines.workers[0].kill()
                break
        out, rest = process.communicate(timeout=300)

    assert process.returncode == 0, rest
    assert sum("its fonts differ from those of this machine; it gets no jobs" in line for line in said) == 1
    assert "2 PDFs made" in out
    assert "2 editions rendered elsewhere" in out
    assert there.snapshot() == here.snapshot()


def test_a_cluster_that_is_not_there_is_said(small: Path) -> None:
    """Where no scheduler answers, the command says so and ends with 2."""
    ran = Folder(small).process("build", "--cluster", "tcp://127.0.0.1:1", DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")

    assert ran.code == 2
    assert "no scheduler answers at `tcp://127.0.0.1:1`" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("foo", "`foo` is no address of a Dask scheduler: it names no protocol"),
        ("foo:8786", "it names no protocol"),
        ("tcp://foo", "it names no port"),
        ("tcp://:8786", "it names no machine"),
        ("http://foo:8786", "`http` is not one of tcp, tls, ws, wss, ucx"),
        ("tcp://[::1", "is no address of a Dask scheduler"),
        ("tls://127.0.0.1:1", "no scheduler answers at `tls://127.0.0.1:1`: TLS expects"),
    ],
)
def test_what_cannot_be_a_cluster_is_refused_at_once(small: Path, address: str, words: str) -> None:
    """Nobody is waited for where the address is wrong, or this machine not set up for its protocol."""
    begun = time.monotonic()
    ran = Folder(small).process("build", "--cluster", address)

    assert ran.code == 2
    assert words in ran.err
    assert time.monotonic() - begun < 10
