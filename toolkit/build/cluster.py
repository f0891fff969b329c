"""Renders and lays out on the workers of a dask.distributed cluster: the content is sent to each once, jobs are values."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.build.builder import Builder
from toolkit.build.carried import Carried
from toolkit.build.output import DiskFolder
from toolkit.build.pdf.layout import warm
from toolkit.build.pool import Making
from toolkit.build.request import Request
from toolkit.content.library import Library
from toolkit.core import fonts
from toolkit.core.archive import sources
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.notes import program_digest
from toolkit.core.reads import digest
from toolkit.core.workers import WorkerDiedError, Workers
from toolkit.core.workspace import MemoryWorkspace
from toolkit.outline.numbering import Publication
from toolkit.project import Known, Project

NAME = "policy-toolkit"
RETRIES = 3
"""How often a job is begun again when the worker that had it is lost."""


def kind() -> dict[str, str]:
    """Return what must be the same on every machine, for the bytes to be."""
    return {"Python": sys.version.split()[0], "program or its libraries": program_digest(), "fonts": fonts.digest()}


def mark(made: Mapping[str, str]) -> str:
    """Return the name of the resource by which workers of a kind are known to the scheduler."""
    return f"{NAME}-{digest(repr(sorted(made.items())).encode())[:16]}"


@dataclass(frozen=True)
class State:
    """All that rendering sees of a workspace, as values: it is sent to each worker once."""

    files: Mapping[str, bytes]
    day: Any
    library: Library
    diagnostics: tuple[Diagnostic, ...]
    history: Mapping[str, str]
    asked: Any
    request: Request
    root: str

    @classmethod
    def of(cls, project: Project, request: Request, root: Path) -> State:
        """Return the state of a project."""
        assert project.library
        history = dict(project.history) if request.stamped else {}
        bare = Request((), request.editions, request.formats, request.release, False, request.stamped, request.variant, request.base)
        workspace = project.workspace
        return cls(sources(workspace), workspace.today(), project.library, project.diagnostics, history, project.asked, bare, root.name)


class Site:
    """What a worker keeps between jobs: processes that lay out, and the content that it was sent. It is a plugin of dask."""

    name = NAME

    def __init__(self, limit: float) -> None:
        self.limit = limit

    async def setup(self, worker: Any) -> None:
        """Offer the worker for jobs, where all is the same on it; another one gets none."""
        self.lock, self.state, self.builder = threading.Lock(), None, None
        self.workers = Workers(worker.state.nthreads, self.limit, warm)
        made = await asyncio.to_thread(kind)
        await worker.set_resources(**{mark(made): worker.state.nthreads})

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        self.workers.shutdown(cancel_futures=True)

    def rendered(self, state: State, id: str) -> list[Carried]:
        """Return the editions of a document."""
        with self.lock:
            if self.state is not state:
                known = Known(state.library, state.diagnostics, history=state.history)
                project = Project(MemoryWorkspace(state.files, state.day, state.history), state.asked, known)
                self.state, self.builder = state, Builder(project, state.library, Path(os.devnull).parent / state.root, Workers)  # type: ignore[assignment,arg-type]
            assert isinstance(self.builder, Builder)
            return render(self.builder, state.request, id)


def render(builder: Builder, request: Request, id: str) -> list[Carried]:
    """Return the editions of a document as values, with their jobs; one that a mistake withholds is left out."""
    publication = next(one for one in builder.project.publications if one.id == id)
    run = builder.run(request, DiskFolder(builder.root), Making())
    answers = builder.project.reader.answers
    return [Carried.of(one, answers, with_jobs=True) for one in run.editions.planned(publication)]


def _site() -> Any:
    from distributed import get_worker

    return get_worker().plugins[NAME]


def _rendered(state: State, id: str) -> list[Carried]:
    found: list[Carried] = _site().rendered(state, id)
    return found


def _made(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run a job in a process of the worker, which ends when its time is over."""
    return _site().workers.submit(function, *arguments).result()


@dataclass
class Cluster(Executor):
    """The workers of a cluster that make what this machine would make."""

    client: Any
    resource: str
    refused: tuple[str, ...]
    """Workers that get no jobs, each with what differs on it."""
    count: int = 1
    """How many jobs its workers do at once."""
    _rendering: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def connect(cls, address: str, limit: float) -> Cluster:
        """Reach a cluster; OSError where nobody answers, ValueError where none of its workers can be used."""
        from distributed import Client

        asyncio.run(_greet(address))
        client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
        found = client.run(kind, on_error="return")
        ours = kind()
        refused = {worker: _differs(ours, theirs) for worker, theirs in sorted(found.items()) if theirs != ours}
        if len(refused) == len(found):
            client.close()
            raise ValueError("; ".join(f"{worker}: {words}" for worker, words in refused.items()) or "it has no workers")
        from distributed.diagnostics.plugin import WorkerPlugin

        client.register_plugin(type("Site", (Site, WorkerPlugin), {"__module__": __name__})(limit), name=NAME)
        count = sum(threads for worker, threads in client.nthreads().items() if worker not in refused)
        return cls(client, mark(ours), tuple(f"{worker}: {words}" for worker, words in refused.items()), count)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin a job on some worker; it is begun anew where that is lost."""
        return self._as_future(self._begun(_made, fn, *args))

    def render(self, project: Project, request: Request, root: Path) -> None:
        """Begin to render the documents of a request."""
        state = self.client.scatter(State.of(project, request, root), broadcast=True, hash=False)
        for one in request.publications:
            self._rendering[one.id] = self._begun(_rendered, state, one.id)

    def elsewhere(self, publication: Publication, edition: str) -> Carried | None:
        """Return an edition as a worker has rendered it; nothing where none could."""
        begun = self._rendering.get(publication.id)
        try:
            found: Iterable[Carried] = begun.result() if begun is not None else ()
        except Exception:  # whatever befell the worker, the edition is rendered here, and what is wrong with it told here
            found = ()
        return next((one for one in found if one.name == f"{edition}/{publication.id}"), None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of what was begun; the cluster stays for others."""
        self._rendering.clear()

    def close(self) -> None:
        """Leave the cluster as it was."""
        self.client.unregister_worker_plugin(NAME)
        self.client.close()

    def _begun(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return self.client.submit(function, *arguments, pure=False, retries=RETRIES, resources={self.resource: 1})

    def _as_future(self, begun: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def done(ended: Any) -> None:
            error = ended.exception() if ended.status == "error" else None
            if error is not None:
                future.set_exception(WorkerDiedError() if type(error).__name__ == "KilledWorker" else error)
            elif ended.status == "finished":
                future.set_result(ended.result())
            else:
                future.set_exception(WorkerDiedError())

        begun.add_done_callback(done)
        return future


async def _greet(address: str) -> None:
    """Open a connection and close it; OSError where that cannot be done. A client that cannot connect would end a minute later, noisily."""
    from distributed.comm import core
    from distributed.security import Security

    comms: Any = core
    security: Any = Security
    try:
        comm = await comms.connect(address, **security().get_connection_args("client"))
        await comm.close()
    except OSError:
        raise
    except Exception as error:  # whatever a protocol raises that is not installed, or not set up for this machine
        raise OSError(str(error)) from error


def _differs(ours: Mapping[str, str], theirs: object) -> str:
    """Say what of a worker is not as it is here."""
    if not isinstance(theirs, Mapping):
        return "it has no toolkit, or another one"
    return "its " + ", ".join(name for name in ours if theirs.get(name) != ours[name]) + " differ from those of this machine"
