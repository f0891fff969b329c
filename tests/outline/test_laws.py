"""Laws of the clause library: whatever parties, form and alternatives are chosen, the agreement holds together."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.checks.agreement_texts import agreement_texts
from toolkit.cli.scaffold import Plan, draft_agreement
from toolkit.content.agreements import Agreement, Article, Party, Topic
from toolkit.content.document import Document
from toolkit.content.tree import Scalar
from toolkit.core.diagnostics import Place
from toolkit.core.workspace import DiskWorkspace, MemoryWorkspace
from toolkit.language.placeholders import PLACEHOLDER, placeholders
from toolkit.outline.clause_choice import chosen, circumstances, unmet
from toolkit.outline.numbering import Publication, outline
from toolkit.project import Project
from toolkit.render.context import Context

ROOT = Path(__file__).parents[2]


@lru_cache(maxsize=1)
def project():
    """Return the real library, read once."""
    return Project(DiskWorkspace(ROOT))


def library():
    """Return the real library."""
    return project().library


@st.composite
def agreements(draw):
    """Draw a valid agreement: parties in some order, a form, a regime, topics, options and alternatives that apply."""
    parties = draw(st.permutations(sorted(library().items["parties"])).map(lambda ids: ids[: draw(st.integers(2, 3))]))
    scalars = [Scalar.at(id, Place("")) for id in parties]
    base = next(one for one in library().all(Document) if one.agreement)
    terms = Agreement.model_validate(
        {
            "form": draw(st.sampled_from(["agreement", "memorandum"])), "version": "0", "parties": scalars,
            "language_regime": draw(st.sampled_from(["equal", {"prevailing": "ru"}])), "alternat": draw(st.booleans()),
            "recitals": [{"text": Scalar.at("…,", Place(""), "x", "ru")}], "articles": [{"topic": Scalar.at("subject", Place(""))}],
        }
    )  # fmt: skip
    here = circumstances(library(), terms)
    topics = [topic for topic in library().all(Topic) if not topic.usual and draw(st.booleans())]
    topics += [topic for topic in library().all(Topic) if topic.usual]
    articles = [_article(draw, topic, here) for topic in topics]
    closed = _closed(terms.model_copy(update={"articles": tuple(article for article in articles if article)}), here)
    return base.model_copy(update={"agreement": closed, "series": None})


def _article(draw, topic, here):
    """Return an article with some of the options that apply, one alternative to a clause at most; nothing without clauses."""
    also, bases = [], set()
    for id, clause in topic.clauses.items():
        free = clause.status != "standard" and not unmet(clause.applies, here) and "#annex-" not in clause.text.source
        base = clause.alternative_to
        if free and (base is None or (base not in bases and not unmet(topic.clauses[base].applies, here))) and draw(st.booleans()):
            also.append(id)
            bases.add(base)
    article = Article.model_validate({"topic": Scalar.at(topic.id, Place("")), "also": also})
    return article if chosen(article, topic, here) else None


def _closed(terms, here):
    """Return the terms with every article that some clause refers to."""
    owners = {id: topic for topic in library().all(Topic) for id in (topic.id, *topic.clauses)}
    waiting = list(terms.articles)
    articles = {article.topic: article for article in waiting}
    while waiting:
        topic = library().get(Topic, waiting.pop().topic)
        for id in chosen(articles[topic.id], topic, here):
            for target in re.findall(r"\[\]\(#([a-z0-9-]+)", _words(terms, topic.clauses[id])):
                owner = owners[target]
                if owner.id not in articles:
                    articles[owner.id] = Article.model_validate({"topic": Scalar.at(owner.id, Place(""))})
                    waiting.append(articles[owner.id])
    ordered = sorted(articles.values(), key=lambda article: library().get(Topic, article.topic).order)
    return terms.model_copy(update={"articles": tuple(ordered)})


def _words(terms, clause):
    opening = clause.memorandum if terms.form == "memorandum" and clause.memorandum else clause.text
    rest = [text.source for text in (*clause.points, *clause.paragraphs, clause.closing) if text]
    return " ".join([opening.source, *rest])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(agreements())
def test_any_valid_choice_makes_a_sound_agreement(document):
    """Every reference resolves, no placeholder is left, numbers are continuous, and both languages pair."""
    numbered = outline(Publication("x", document), library())

    for language in ("ru", "en"):
        context = Context(library(), numbered, project().localizer(language))
        for block in numbered.blocks():
            if block.name == "clause":
                html = str(context.inline(block.arguments.text))
                assert not re.search(r"[{}]|\]\(#", html), html
    assert _numbers(numbered) == _expected(numbered)
    _assert_paired(document)


def _numbers(numbered):
    return [b.arguments.number for s in numbered.sections if s.kind == "article" for b in s.blocks if b.arguments.number]


def _expected(numbered):
    """Return the numbers counted anew from the outline's shape."""
    found = []
    for article, section in enumerate((s for s in numbered.sections if s.kind == "article"), 1):
        clause = paragraph = 0
        assert section.number == str(article)
        for block in section.blocks:
            if block.arguments.level == 1:
                clause, paragraph = clause + 1, 0
                found.append(f"{article}.{clause}")
            elif block.arguments.number:
                paragraph += 1
                found.append(f"{article}.{clause}.{paragraph}")
    return found


def _assert_paired(document):
    """Every text of the library has both languages with the same placeholders, unless the catalogs still wait for it."""
    catalog = project().catalogs["en"].messages
    for text in agreement_texts(library(), document, document.agreement):
        found = catalog.get((text.context, text.source))
        if found and all(found.strings):
            assert placeholders(found.strings[0]) == placeholders(text.source), text.context


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(["kaluga-association", "karaganda-association", "vitebsk-association"]),
    st.integers(2, 3),
    st.sampled_from(["agreement", "memorandum"]),
    st.sampled_from(["equal", "prevailing-ru"]),
)
def test_a_scaffold_has_no_errors(ids, count, form, regime):
    """What `toolkit new agreement` writes can be built at once, whatever was asked for."""
    parties = tuple(library().get(Party, id) for id in ids[:count])
    draft = draft_agreement(library(), Plan("x", "Проба", "2026-11-16", parties, form, regime))
    needed = (
        "site.yaml",
        "vocabulary.yaml",
        "sources.yaml",
        "parties.yaml",
        "clusters",
        "clauses",
        "legal_bases",
        "facts.yaml",
        "units.yaml",
        "programmes.yaml",
    )
    listed = (path for path in DiskWorkspace(ROOT).list("content", ".yaml") if path.split("/")[1] in needed)
    files = {path: (ROOT / path).read_bytes() for path in listed}
    small = Project(MemoryWorkspace({**files, draft.path: draft.words.encode(), "templates/documents/agreement.html": b""}))

    errors = [str(one) for one in small.diagnostics if one.severity == "error" and one.place.path != "content/site.yaml"]

    assert errors == []  # the home page names documents that are not here


def test_every_case_that_the_library_asks_for_is_known():
    """A placeholder of a party asks for one of the six cases."""
    asked = {
        found.group(2)
        for topic in library().all(Topic)
        for clause in topic.clauses.values()
        for words in [clause.text.source, clause.memorandum.source if clause.memorandum else ""]
        for found in PLACEHOLDER.finditer(words)
    }

    assert asked <= {None, "nom", "gen", "dat", "acc", "ins", "prep"}
