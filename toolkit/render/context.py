"""Prints texts, figures, acts and cross-references of one document in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from toolkit.content.choices import ChoiceRef, Country
from toolkit.content.facts import Fact, cell_of
from toolkit.content.grids import Grid
from toolkit.content.library import Library
from toolkit.content.prose import Prose
from toolkit.content.records import LegalBasis, Parameter, Party, Topic, Unit
from toolkit.content.text import Text
from toolkit.content.values import ActRef, Evidence, Moment, SourceRef
from toolkit.content.vocabulary import Choice
from toolkit.core.diagnostics import ContentError, Place
from toolkit.core.reads import Recorder
from toolkit.language import markdown
from toolkit.language.formulas import without_markup
from toolkit.language.localizer import Localizer, Said, State
from toolkit.outline.agreement import PROVISIONS
from toolkit.outline.law import CitedIn, Standing, cite_act, standing, standing_words
from toolkit.outline.numbering import Outline, Publication
from toolkit.outline.party_names import Part, of_signatory
from toolkit.outline.phrases import count_in_words, reference_phrase, say
from toolkit.outline.provisions import provisions
from toolkit.outline.unwritten import blank_of, given
from toolkit.render.agreement_words import agreement_word, provisions_named
from toolkit.render.blanks import USUAL_WIDTH, blank_html
from toolkit.render.citations import act_mark, source_mark
from toolkit.render.inline import RecitalResolver, Resolver
from toolkit.render.phrases import phrase_html
from toolkit.render.placeholders import unknown_placeholder
from toolkit.render.prose import prose_html, table_html
from toolkit.render.reads import Trace


def _marked_when_unfinished(speak: Callable[..., str]) -> Callable[..., Markup]:
    """Make a method's words HTML, with the mark of a draft where a message in them is not finished."""

    def marked(context: Context, *arguments: Any, **values: Any) -> Markup:
        return context.localizer.marked(lambda: speak(context, *arguments, **values))

    return marked


@dataclass(frozen=True)
class Context:
    """Fills the marks of texts for a document in a language; templates call it for everything they print."""

    library: Library
    outline: Outline
    localizer: Localizer
    trace: Trace = field(default_factory=Trace, compare=False)
    """Notes what is printed."""
    cited_in: Callable[[Publication, str], tuple[CitedIn, ...]] = field(default=lambda here, act: (), compare=False)
    """Which publications print an act, seen from this one; only a register asks."""
    recorder: Recorder = field(default_factory=Recorder, compare=False)
    """Notes what is asked of the workspace."""
    localizers: Callable[[str], Localizer] | None = field(default=None, compare=False)
    """Gives the localizer of another language, for passages that have no translation."""

    def speaking(self, language: str) -> Context:
        """Return the context in the language of a passage: «63 участника» in one that is printed in Russian."""
        if language == self.localizer.language or self.localizers is None:
            return self
        return replace(self, localizer=self.localizers(language))

    # ── texts ────────────────────────────────────────────────────────────────────────────────────

    def inline(self, text: Text) -> Markup:
        """Return a text as one line of HTML."""
        return self.recital(text, Resolver)

    def recital(self, text: Text, citing: type[Resolver] = RecitalResolver) -> Markup:
        """Return a text in which acts are cited in full, as a preamble has them."""
        said = self._said(text)
        if self.outline.publication.document.agreement and not given(said.words):
            return self.blank(blank_of(text), say(self.localizer, "agreement.unwritten"))
        resolver = citing(self.speaking(said.language), text, said.language)
        return self._marked(markdown.inline(said.words, resolver), said, text)

    def prose(self, prose: Prose) -> Markup:
        """Return pieces of HTML: paragraphs, lists, quotes, tables."""
        return prose_html(self, prose)

    def table(self, grid: Grid, caption: Markup) -> Markup:
        """Return a table that an author wrote."""
        return table_html(self, grid, caption)

    def _said(self, text: Text) -> Said:
        self.trace.note("text", text.context, text.place)
        return self.localizer.text(text) if self.outline.publication.document.agreement else self.localizer.written(text)

    def paragraph(self, text: Text) -> Markup:
        """Return a paragraph or a list as HTML."""
        said = self._said(text)
        return self._marked(markdown.block(said.words, Resolver(self.speaking(said.language), text, said.language)), said, text, "div")

    def plain(self, text: Text) -> str:
        """Return a text without markup, for titles and attributes."""
        return without_markup(self.inline(text))

    def _marked(self, html: Markup, said: Said, text: Text, element: str = "span") -> Markup:
        foreign, done = said.language != self.localizer.language, said.state is State.DONE
        if done and not foreign:
            return html
        lang = Markup(' lang="{}"').format(said.language) if foreign else Markup("")
        state = Markup("") if done else Markup(' class="{}" data-message="{}"').format(said.state.value, text.context)
        return Markup("<{0}{1}{2}>{3}</{0}>").format(element, lang, state, html)

    # ── figures ──────────────────────────────────────────────────────────────────────────────────

    def unit(self, fact: Fact) -> Unit | None:
        """Return the unit of a fact."""
        return self.library.get(Unit, fact.unit) if fact.unit else None

    def quantity(self, fact: Fact, form: str = "", place: Place | None = None) -> Markup:
        """Return value, qualifier and unit: «около 9 000 рабочих мест»; `place` is the text that asks for it."""
        self.trace.note("fact", fact.id, place or fact.place)
        if form == "number":
            return escape(self.localizer.numbers(fact, self.unit(fact)))
        if form.lower() in ("word", "words"):
            return self.localizer.marked(lambda: count_in_words(self.localizer, fact, self.unit(fact), form))
        return self.localizer.marked(lambda: self.localizer.quantity(fact, self.unit(fact), form))

    def number(self, value: int | Decimal) -> str:
        """Return a number."""
        return self.localizer.number(value)

    def country(self, code: Country) -> str:
        """Return the name of a country: from CLDR, unless the vocabulary has a better one."""
        return self.plain(named.label) if (named := self.library.choice(code)) else self.localizer.country(code)

    def choice(self, word: ChoiceRef) -> Choice:
        """Return a word of a vocabulary, with its labels."""
        if found := self.library.choice(word):
            return found
        raise ContentError  # the word has its diagnostic already

    # ── citations ────────────────────────────────────────────────────────────────────────────────

    def cite(self, evidence: Evidence | Fact) -> Markup:
        """Return the call of a source, by number alone; it is put in when the whole edition is known."""
        return Markup("").join(source_mark(one.source.record, "") for one in self._evidence(evidence) if one.source)

    def cite_source(self, reference: SourceRef) -> Markup:
        """Return the call of a source that another was read through."""
        return source_mark(reference.record, "")

    def cite_at(self, evidence: Evidence | Fact) -> Markup:
        """Return the call of a source with the place in it."""
        return Markup("").join(self._call(one) for one in self._evidence(evidence))

    def _call(self, evidence: Evidence | Fact) -> Markup:
        if evidence.source is None or evidence.locator is None:
            return source_mark(evidence.source.record, cell_of(evidence)) if evidence.source else Markup("")
        call = source_mark(evidence.source.record, self.plain(evidence.locator))
        return self._marked(call, self._said(evidence.locator), evidence.locator)

    def _evidence(self, evidence: Evidence | Fact) -> Iterator[Evidence | Fact]:
        """Yield what a statement rests on: for a derived figure, what its inputs do."""
        if isinstance(evidence, Fact) and evidence.derived:
            for used, _ in self.inputs(evidence):
                yield from self._evidence(used)
        elif evidence.source:
            self.trace.note("source", evidence.source.record, evidence.source.place)
            yield evidence

    def inputs(self, fact: Fact) -> tuple[tuple[Fact, str], ...]:
        """Return the facts that a derived one is computed from, each with the year of its series, or nothing."""
        found = []
        for reference in fact.derived.of if fact.derived else ():
            used = self.library.facts[reference.record]
            self.trace.note("fact", used.id, reference.place)
            found.append((used, reference.part))
        return tuple(found)

    def act_note(self, reference: ActRef) -> Markup:
        """Return the call of a note that cites an act."""
        self.trace.note("act", reference.record, reference.place)
        return act_mark(reference)

    def act(self, reference: ActRef) -> LegalBasis:
        """Return the act of a reference."""
        return self.library.get(LegalBasis, reference.record)

    @_marked_when_unfinished
    def full_citation(self, act: LegalBasis, part: str = "", place: Place | None = None, *, edition: bool = True) -> str:
        """Return the full citation of an act, with its provision; one that is not in force on the day says so."""
        cited = self._citation(act, place, edition=edition or self.outline.publication.document.agreement is None)
        provision = act.provisions.get(part)
        if provision is None or not provision.cited:
            return cited
        return say(self.localizer, "act.provision", provision=self.localizer.text(provision.label).words, act=cited)

    def _citation(self, act: LegalBasis, place: Place | None, *, edition: bool) -> str:
        self.trace.note("act", act.id, place or act.place)
        state = standing_words(act, self.day, self.localizer, self._short)
        cited = cite_act(act if edition else act.model_copy(update={"amended": None}), self.localizer)
        return f"{cited} [{state}]" if state else cited

    @_marked_when_unfinished
    def bare_citation(self, act: LegalBasis, references: Iterable[ActRef] = ()) -> str:
        """Return the citation of an act without its state, for tables which have a column for it."""
        for reference in references:
            self.trace.note("act", act.id, reference.place)
        return cite_act(act, self.localizer)

    @property
    def day(self) -> dt.date:
        """The day on which law and figures are judged."""
        return self.outline.publication.day

    def standing(self, act: LegalBasis) -> Standing:
        """Return the state of an act on the document's day."""
        return standing(act, self.day)

    @_marked_when_unfinished
    def standing_words(self, act: LegalBasis) -> str:
        """Return the state of an act with its date; nothing when it is in force or its state is unknown."""
        return standing_words(act, self.day, self.localizer, self._short)

    def _short(self, id: str) -> str:
        return self.localizer.text(self.library.get(LegalBasis, id).short).words

    def cited(self, act: LegalBasis) -> tuple[CitedIn, ...]:
        """Return the publications that cite an act."""
        return self.cited_in(self.outline.publication, act.id)

    # ── cross-references, blanks ─────────────────────────────────────────────────────────────────

    def reference(self, id: str, form: str, place: Place) -> Markup:
        """Return a link with noun and number: «пункт 6.2»; `form` is a case."""
        target = self.outline.targets.get(id)
        if target is None:
            raise ContentError(self.outline.unknown_reference(id, place))
        words = self.localizer.marked(lambda: reference_phrase(self.localizer, target, form))
        return Markup('<a class="xref" href="#{}">{}</a>').format(target.id, words)

    def blank(self, id: str, label: Text | str, width: int = USUAL_WIDTH, of: Text | None = None) -> Markup:
        """Return a labelled line to fill in; the same id is the same blank in every language. `of` says what it belongs to."""
        return blank_html(id, self.inline(label) if isinstance(label, Text) else label, width, self.plain(of) if of else "")

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Return the parameters of the agreement's clauses by name."""
        terms = self.outline.publication.document.agreement
        topics = [self.library.get(Topic, article.topic) for article in terms.articles] if terms else []
        return {name: parameter for topic in topics for name, parameter in topic.parameters.items()}

    # ── placeholders ─────────────────────────────────────────────────────────────────────────────

    def placeholder(self, name: str, form: str, place: Place) -> Markup:
        """Return what stands for a placeholder of a text."""
        if name in ("cluster_name", "cluster_links") and (subject := self.outline.publication.subject):
            return self.inline((name == "cluster_links" and subject.links_show) or subject.name)
        terms = self.outline.publication.document.agreement
        if terms and name in PROVISIONS:
            return provisions_named((self.outline.targets[id] for id in provisions(self.library, self.outline, name)), self.localizer)
        if terms and (words := agreement_word(self.library, terms, name, form, self.localizer)) is not None:
            return words
        if terms and name in self.parameters:
            return self._parameter(name)
        fact = self.library.fact_named(name, self.outline.publication.subject)
        if fact is not None:
            return self.quantity(fact, form, place)
        if self.library.is_lost_fact(name):
            raise ContentError  # the broken record has its diagnostic already
        raise ContentError(unknown_placeholder(name, place, self.placeholder_names))

    def phrase(self, context: str, **values: object) -> Markup:
        """Return one of the toolkit's phrases whose placeholders hold HTML."""
        return phrase_html(self.localizer, context, values)

    def signatory(self, party: Party, part: Part, case: str) -> Markup:
        """Return name, position or basis of a party's signatory, in a case; empty when it is not known."""
        return self.localizer.marked(lambda: of_signatory(party, part, case, self.localizer))

    def _parameter(self, name: str) -> Markup:
        terms = self.outline.publication.document.agreement
        value = terms.parameters.get(name) if terms else None
        if given(value):
            return self.inline(value)
        return self.blank(name, (parameter := self.parameters[name]).label, parameter.width)

    @property
    def placeholder_names(self) -> frozenset[str]:
        """Return every name that a placeholder may have here."""
        return self.library.fact_names(self.outline.publication.subject) | frozenset(self.parameters)

    # ── anything ─────────────────────────────────────────────────────────────────────────────────

    def show(self, value: Any) -> Any:
        """Turn any value that a template prints into what the reader reads; Jinja's `finalize`."""
        for kind, shown in _SHOWN:
            if isinstance(value, kind):
                return shown(self, value)
        if value is None:
            raise TypeError("None is printed; test the value first")
        return value


_SHOWN: tuple[tuple[type, Callable[[Context, Any], Any]], ...] = (
    (Text, Context.inline),
    (Prose, Context.prose),
    (Fact, Context.quantity),
    (Moment, lambda context, moment: context.localizer.marked(lambda: context.localizer.moment(moment))),
    (Country, Context.country),
    (dt.date, lambda context, day: context.localizer.day(day)),
    (Decimal, Context.number),
)
"""How each type of value is printed, the more special type first."""
