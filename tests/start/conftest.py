"""The toolkit as people get it: its wheel, installed in an environment of its own, with no checkout in sight."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pydantic
import pytest

from tests.conftest import Ran, alone

ROOT = Path(__file__).parents[2]
SITE = "lib/python{}.{}/site-packages".format(*sys.version_info)


@dataclass(frozen=True)
class Installed:
    """An environment in which the wheel is installed."""

    venv: Path
    wheel: Path

    def run(self, folder: Path, *words: str) -> Ran:
        """Run the installed toolkit in a folder."""
        return self.shell(folder, ["toolkit", *words])

    def shell(self, folder: Path, command: Sequence[str]) -> Ran:
        """Run a command with the environment's programs first on the path, and nothing of the checkout."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        environment = {**clean, "PATH": f"{self.venv / 'bin'}:{os.environ['PATH']}", "COLUMNS": "200"}
        done = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=300)
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return the wheel of this checkout, installed once for all workers; its libraries are those that run the tests."""
    with alone(tmp_path_factory, "installed") as folder:
        if not (folder / "venv").exists():
            _install(folder)
    (wheel,) = folder.glob("*.whl")
    return Installed(folder / "venv", wheel)


def _install(folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "new")], check=True)
    site = folder / "new" / SITE
    with zipfile.ZipFile(wheel) as archive:  # a wheel is installed by unpacking it
        archive.extractall(site)
    (site / "libraries.pth").write_text(f"{Path(pydantic.__file__).parents[1]}\n")
    script = folder / "new" / "bin" / "toolkit"
    script.write_text(f"#!{folder / 'venv' / 'bin' / 'python'}\nfrom toolkit.__main__ import main\nmain()\n")
    script.chmod(0o755)
    (folder / "new").rename(folder / "venv")
