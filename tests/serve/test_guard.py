"""`toolkit serve` answers to its own names, and to no request with a fault of the server."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from tests.serve.test_serve import address, serving
from toolkit.serve.guard import Guard


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A running server on an empty workspace: whatever is asked for, it answers."""
    folder: Path = tmp_path_factory.mktemp("empty")
    with serving(folder) as process:
        yield int(address(process).rpartition(":")[2].strip("/"))


def asked(port: int, path: str, host: str | None = "localhost", verb: str = "GET") -> tuple[int, str]:
    """Send a request as it stands, and return the status and the words of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(verb, path, skip_host=True, skip_accept_encoding=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.0.0.1:{port}", "localhost:{port}", "[::1]", "[::1]:{port}", "localhost."]
)
def test_names_of_this_machine_are_answered(port: int, host: str) -> None:
    """Every way to write this machine's own name gets a page."""
    assert asked(port, "/", host.format(port=port))[0] in (200, 404)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example@localhost",
        "10.0.0.1",
        "",
        "[",
        "::",
        None,
    ],
)
def test_other_names_are_not(port: int, host: str | None) -> None:
    """A name that somebody else lets lead here is answered with 400, and with nothing of the drafts."""
    status, words = asked(port, "/en/briefs/one.html", host.format(port=port) if host else host)

    assert status == 400
    assert "<" not in words


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/a%00b.html",
        "/" + "a" * 300,
        "/" + "a/" * 3000,
        "/%0a",
        "/%7f",
        "/.toolkit/events?page=%00",
        f"/.toolkit/events?page={'a' * 300}",
    ],
)
def test_what_cannot_be_a_page_is_a_bad_request(port: int, path: str) -> None:
    """Control characters and names longer than any file's are the mistake of who asks, not of the server."""
    assert asked(port, path)[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%ff",
        "/%d0%96.html",
        "/a//b",
        "//",
        "/~",
        "/con",
        "/%25",
        "/?%",
        "/%f0%9f%98%80.pdf",
    ],
)
def test_what_is_not_there_is_not_found(port: int, path: str) -> None:
    """Whatever else is asked for is a page or none, and nothing outside the preview."""
    status, words = asked(port, path)

    assert status in (200, 404)
    assert "root:" not in words


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading_is_answered(port: int, verb: str) -> None:
    """Nothing can be sent to the preview."""
    assert asked(port, "/", verb=verb)[0] == 405


@pytest.mark.parametrize(
    ("listening", "host", "status"),
    [
        ("192.168.1.5", "192.168.1.5:8000", 200),
        ("192.168.1.5", "192.168.1.6:8000", 400),
        ("preview.example", "preview.example", 200),
        ("0.0.0.0", "192.168.1.5:8000", 200),
        ("0.0.0.0", "evil.example:8000", 400),
        ("::", "[fe80::1]:8000", 200),
        ("::1", "[::1]:8000", 200),
    ],
)
def test_the_host_that_was_asked_for_is_a_name_too(listening: str, host: str, status: int) -> None:
    """`--host` adds its own name; one that listens everywhere adds the numbers of the network, which nobody can pretend."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": [(b"host", host.encode())]}
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have left a loop running in this one
        thread.submit(asyncio.run, Guard(PlainTextResponse("page"), listening)(scope, receive, send)).result()

    assert sent[0]["status"] == status
