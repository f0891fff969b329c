"""Runs `toolkit theme`: it tells which layer gives each template, style and asset, and copies one to be changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import out, plural, print_json, print_table, wrong_command
from toolkit.cli.shared import AsJson, Root, one_output
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.core.layers import OVERLAID, open_workspace


def theme(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Only files in this folder, e.g. templates/styles.")] = OVERLAID,
    copy: Annotated[str, typer.Option("--copy", metavar="FILE", help="Copy a file into the workspace, to be changed there.")] = "",
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """List templates, styles and assets, and where each comes from: the workspace, its theme, a package or the toolkit."""
    one_output(copy=copy, json=as_json)
    layers = open_workspace(workspace)
    paths = layers.list(copy.rpartition("/")[0] if copy else folder.strip("/"), "")
    if copy:
        if copy not in paths:
            every = layers.list(OVERLAID, "")
            wrong_command(f"`{copy}` is no file of any layer", did_you_mean(copy, every, "`toolkit theme` lists them"))
        if layers.layer_of(copy) is None:
            wrong_command(f"`{copy}` is the workspace's own already", "change it where it stands")
        write(workspace / copy, layers.read(copy))
        out.print(f"{(workspace / copy).as_posix()} written; it stands over the one of the lower layer from now on", markup=False)
        return
    rows = [(path, found.name if (found := layers.layer_of(path)) else "workspace") for path in paths]
    if not paths:
        folders = {path.rpartition("/")[0] for path in layers.list(OVERLAID, "")}
        hint = did_you_mean(folder, folders, "folders: " + ", ".join(sorted(folders)))
        wrong_command(f"`{folder}` is no folder of templates, styles or assets", hint)
    if as_json:
        print_json([{"file": path, "layer": layer} for path, layer in rows])
        return
    print_table(("file", "layer"), rows, whole=("file", "layer"))
    counts = Counter(layer for _, layer in rows)
    out.print(" · ".join(f"{plural(number, 'file')} of the {layer}" for layer, number in sorted(counts.items())), markup=False)
