"""What a PDF costs: our batch beside the `weasyprint` command on the same pages, and what each feature adds.

    python benchmarks/pdf.py [--documents 16] [--repeat 3]

Prints CPU and wall seconds and their ratios, all measured in this run; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from toolkit.build.builder import Builder, Request
from toolkit.build.pdf.layout import WHEN_LONG, PdfJob, make_pdf, warm
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

ROOT = Path(__file__).resolve().parent.parent
CORES = 2
FEATURED = 6
"""Documents of which each feature is measured: the briefs."""


def jobs(count: int) -> list[PdfJob]:
    """Return the jobs of the shipped content, the briefs and agreements first."""
    project = Project(DiskWorkspace(ROOT))
    library = project.library
    assert library
    builder = Builder(project, library, ROOT / "build", executor=lambda: ProcessPoolExecutor(1))
    request = Request(project.publications, ("ru", "ru-en"), ("pdf",))
    found = [
        work.job
        for publication in project.publications
        for planned in builder.planned(publication, request)
        if (work := planned.work("pdf")) and isinstance(work.job, PdfJob)
    ]
    return sorted(found, key=lambda job: "kind-brief" not in job.html)[:count]


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return CPU seconds (own and of ended children) and wall seconds of some work."""
    before, started = _cpu(), time.perf_counter()
    work()
    return _cpu() - before, time.perf_counter() - started


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def batch(found: list[PdfJob]) -> tuple[int, float, float]:
    """Lay all jobs out in warm workers, the longest first, as a build does; return pages, CPU and wall seconds, start-up included."""
    started = time.perf_counter()
    found = sorted(found, key=lambda job: -len(job.html))
    with ProcessPoolExecutor(CORES, mp_context=get_context("forkserver"), initializer=warm) as pool:
        results = list(pool.map(_one, found))
    spent = {worker: max(cpu for _, of, cpu in results if of == worker) for worker in {worker for _, worker, _ in results}}
    return sum(pages for pages, _, _ in results), sum(spent.values()), time.perf_counter() - started


def _one(job: PdfJob) -> tuple[int, int, float]:
    """Return pages, worker, and the CPU seconds that the worker has used since it began."""
    return make_pdf(job).pages, os.getpid(), time.process_time()


def commands(found: list[PdfJob]) -> None:
    """Run the `weasyprint` command once a document, as a shell script would."""
    with tempfile.TemporaryDirectory() as folder:
        style = Path(folder) / "style.css"
        style.write_text("\n".join(found[0].stylesheets), encoding="utf-8")
        for number, job in enumerate(found):
            page = Path(folder) / f"{number}.html"
            page.write_text(job.html, encoding="utf-8")
            command = [
                sys.executable,
                "-m",
                "weasyprint",
                "-q",
                "-s",
                str(style),
                "--pdf-variant",
                job.variant,
                str(page),
                str(page.with_suffix(".pdf")),
            ]
            subprocess.run(command, check=True)


def variants(job: PdfJob) -> dict[str, PdfJob]:
    """Return one document without one feature each; all print their contents, so that each is laid out once."""
    html = job.html.replace(WHEN_LONG, "")
    job = replace(job, html=html)
    return {
        "all": job,
        "no tags": replace(job, variant=""),
        "no notes": replace(job, html=re.sub(r'<span class="note" [^>]*>.*?</span></span>', "", html)),
        "no figures": replace(job, html=re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)),
        "no contents": replace(job, html=re.sub(r'<nav class="print-contents[^"]*".*?</nav>', "", html, flags=re.DOTALL)),
        "no hyphens": replace(job, stylesheets=tuple(css.replace("hyphens: auto", "hyphens: manual") for css in job.stylesheets)),
        "plain": replace(
            job,
            variant="",
            html=re.sub(r'<svg.*?</svg>|<nav class="print-contents[^"]*".*?</nav>', "", html, flags=re.DOTALL),
        ),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=16)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    found = jobs(options.documents)
    pages = batch(found)[0]
    ours = min(batch(found)[1:] for _ in range(options.repeat))
    theirs = min(measured(lambda: commands(found)) for _ in range(options.repeat))
    print(f"{len(found)} documents, {pages} pages")
    print(f"{'':24}{'CPU s/page':>12}{'CPU s/doc':>12}{'wall s/doc':>12}")
    for name, (cpu, wall) in (("batch, two workers", ours), ("weasyprint command", theirs)):
        print(f"{name:24}{cpu / pages:12.3f}{cpu / len(found):12.2f}{wall / len(found):12.2f}")
    print(f"the command takes {theirs[0] / ours[0]:.1f} times the CPU and {theirs[1] / ours[1]:.1f} times the wall clock of the batch\n")
    print(f"one warm process, {len(found[:FEATURED])} documents, CPU seconds:")
    warm()
    make_pdf(found[0])
    costs: dict[str, float] = {}
    for job in found[:FEATURED]:
        for name, variant in variants(job).items():
            costs[name] = costs.get(name, 0) + min(measured(partial(make_pdf, variant))[0] for _ in range(options.repeat))
    for name, cost in costs.items():
        print(f"{name:24}{cost:8.2f}{cost / costs['plain']:8.2f} of plain layout")


if __name__ == "__main__":
    main()
