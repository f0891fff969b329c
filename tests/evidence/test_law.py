"""The law register: an act that does not bind on the day is named with every place and block."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.build.builder import Builder, Request
from toolkit.core.diagnostics import Severity
from toolkit.project import Project
from toolkit.render.edition import Edition, print_body, web


def repealed(content):
    return {"legal_bases/old-act.yaml": content["legal_bases/old-act.yaml"] + "repealed: 2025-03-01\nreplaced_by: new-act\n"}


def of_code(report, code):
    return [found for found in report.diagnostics if found.code == code]


def test_small_workspace_is_clean(small, check):
    """The content that every test changes has nothing wrong with it."""
    report = check(Project(small()))

    assert report.diagnostics == []


def test_repealed_act_names_every_place_and_block(small, check, content):
    """One act flipped to repealed gives one diagnostic with every citing file:line and every block that prints it."""
    (found,) = of_code(check(Project(small(repealed(content)))), "act-not-in-force")

    assert found.severity is Severity.WARNING
    assert found.place.path == "content/legal_bases/old-act.yaml"
    assert [(str(place), words) for place, words in found.related] == [
        ("content/clusters/alpha.yaml:7:15", "cited here; printed nowhere"),
        ("content/documents/briefs/first.yaml:10:11", "cited here; printed in briefs/first#law.prose"),
        ("content/documents/briefs/first.yaml:14:30", "cited here; printed in briefs/first#acts.legal-bases"),
    ]


def test_as_of_moves_the_day_of_every_document(small, check, content):
    """On a day before its repeal the act binds; on the day of its repeal it does not."""
    before = check(Project(small(repealed(content)), dt.date(2025, 2, 28)))
    on_the_day = check(Project(small(repealed(content)), dt.date(2025, 3, 1)))

    assert of_code(before, "act-not-in-force") == []
    assert len(of_code(on_the_day, "act-not-in-force")) == 1


def test_act_not_yet_in_force_is_named(small, check, content):
    """An act cited before it comes into force is a finding; after that day it is none."""
    changes = {"documents/briefs/first.yaml": content["documents/briefs/first.yaml"].replace("[@old-act]", "[@new-act]")}

    early = of_code(check(Project(small(changes))), "act-not-in-force")
    late = of_code(check(Project(small(changes), dt.date(2027, 1, 1))), "act-not-in-force")

    assert [found.message for found in early] == ["`new-act` is not in force before 2027-01-01, and 1 document cites it"]
    assert late == []


@pytest.mark.parametrize(("language", "words"), [("en", "repealed with effect from 1 March 2025; replaced by Law No. 2")])
def test_printed_note_says_that_an_act_is_repealed(small, content, language, words):
    """The note that cites an act says its state and what replaced it, on the web and on paper."""
    project = Project(small(repealed(content)))
    publication = project.publications[0]
    body = Edition(project.library, project.outline(publication), language, {language: project.fragments(publication, language)}).body()

    notes = [cell.html for note in web(body).notes for cell in note.cells]
    paper = "".join(cell.html for part in print_body(body).parts for row in part.rows for cell in row.cells)

    assert words in notes[0].replace("\u00a0", " ")
    assert words in paper.replace("\u00a0", " ")


def test_register_lists_where_each_act_is_cited(small, content):
    """The register names every document that prints an act, with a link on the web and none on paper."""
    register = """\
kind: overview
title: {ru: Реестр, en: Register}
date: 2026-11-16
outline:
  - section: all
    title: {ru: Все, en: All}
    blocks:
      - acts-register: {caption: Акты}
"""
    project = Project(small({"documents/overviews/register.yaml": register}))
    publication = next(p for p in project.publications if p.id == "overviews/register")
    body = Edition(project.library, project.outline(publication), "en", {"en": project.fragments(publication, "en")}).body()

    on_the_web, on_paper = (made.parts[0].rows[0].cells[0].html for made in (web(body), print_body(body)))

    assert '<a href="../briefs/first.html">First</a>, sections 1, 2' in on_the_web.replace("\u00a0", " ")
    assert '<a href="../' not in on_paper
    assert "Not cited in any document." in on_paper


def test_registers_of_the_site_are_judged_on_the_day_asked_for(small, tmp_path):
    """The page of acts judges them on the day of `--as-of`, as every document does: in 2010 an act of 2014 does not bind yet."""
    project = Project(small(), dt.date(2010, 1, 1))
    builder = Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for"))

    builder.build(Request(project.publications, ("en",), ("html",), whole=False))

    page = (tmp_path / "site/en/legal-bases.html").read_text("utf-8")
    assert page.count("standing-not-yet-in-force") == 2
    assert "1 January 2010" in page.replace("\u00a0", " ")
