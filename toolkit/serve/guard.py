"""Turns away requests that no browser of ours sends: for another host's name, or for what cannot be a page."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  # recognised here, not listened on
LONGEST_NAME = 255
"""Bytes of the name of a file, on every system."""
LONGEST_PATH = 4000


@dataclass(frozen=True, slots=True)
class Guard:
    """An application that answers only to some names.

    A page of another site may let its own name lead to this machine, and would then read our drafts in the browser of
    whoever looks at it; the browser still sends that name as the host.
    """

    app: ASGIApp
    listening: str
    """The address that is listened on, as `--host` gives it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400."""
        problem = self._problem(scope) if scope["type"] == "http" else ""
        await (PlainTextResponse(f"{problem}\n", 400) if problem else self.app)(scope, receive, send)

    def _problem(self, scope: Scope) -> str:
        host = Headers(scope=scope).get("host", "")
        if not self._is_ours(_name(host)):
            return (
                f"toolkit serve does not answer to this host; open it as http://localhost, or give --host when you start it: {host[:80]!a}"
            )
        asked = [scope["path"], *(unquote(part) for part in scope["query_string"].decode("latin-1").split("&"))]
        return "" if all(map(_possible, asked)) else "no page has such an address"

    def _is_ours(self, name: str) -> bool:
        if name in LOOPBACK or name == self.listening.lower():
            return bool(name)
        return self.listening in _EVERYWHERE and (_is_number(name) or name in (socket.gethostname().lower(), socket.getfqdn().lower()))


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    name = host[1:].partition("]")[0] if host.startswith("[") else host.rpartition(":")[0] if host.count(":") == 1 else host
    return name.lower().removesuffix(".")


def _is_number(name: str) -> bool:
    """Tell whether a name is an address of the network: nobody else's name leads here then."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _possible(path: str) -> bool:
    names = path.encode("utf-8", "replace").split(b"/")
    return len(path) <= LONGEST_PATH and all(
        len(name) <= LONGEST_NAME and not any(sign < 32 or sign == 127 for sign in name) for name in names
    )
