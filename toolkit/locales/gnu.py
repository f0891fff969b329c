"""Asks GNU gettext's own `msgfmt -c` about a PO file, where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator

from toolkit.core.diagnostics import Diagnostic, Place, Severity

_LINE = re.compile(r"^<stdin>:(\d+)?(?::\d+)?:?\s*(warning: |error: )?(.*)$")
_FLAGS = re.compile(rb"^(#,.*?\b)(?<!no-)python-brace-format", re.MULTILINE)
"""Placeholders are judged as a build takes them, with a case after a colon, which `msgfmt` takes for a mistake."""
_HINT = "correct it here; `msgfmt -c` agrees when it says nothing"


def findings(data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield the complaints of `msgfmt -c`, each at its line; none where it is not installed."""
    program = shutil.which("msgfmt")
    if program is None:
        return
    data = _FLAGS.sub(rb"\1no-python-brace-format", data)
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    done = subprocess.run([program, "-c", "-o", os.devnull, "-"], input=data, capture_output=True, env=environment, check=False)
    for raw in done.stderr.decode("utf-8", "replace").splitlines():
        found = _LINE.match(raw)
        if found and found.group(3) and not found.group(3).startswith("..."):
            severity = Severity.WARNING if found.group(2) == "warning: " else Severity.ERROR
            message = " ".join(found.group(3).split())
            yield Diagnostic("msgfmt", f"msgfmt: {message}", Place(path, int(found.group(1) or 1)), _HINT, severity)
