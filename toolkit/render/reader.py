"""Hands rendering all that it may see of a workspace, and notes each question that it asks.

Whatever reaches a page is asked of a `Reader`: records and facts of `library`, messages of `catalogs`, files and the day of
`workspace`, publications. So the questions that were noted while a thing was made tell when it holds no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from toolkit.content.answers import ALTERED, FRONT, Answers, Record, front
from toolkit.content.library import Library
from toolkit.content.read_library import ReadLibrary
from toolkit.content.walk import texts
from toolkit.core.reads import NOTHING, Question, ReadHistory, ReadWorkspace, Recorder, answer_of_file, answer_of_listing, digest
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import Catalog, Key, Translation
from toolkit.language.placeholders import placeholders
from toolkit.outline.numbering import Publication

_GLUE = "\x04"
"""What gettext puts between a message's context and its words."""


class ReadMessages(Mapping[Key, Translation]):
    """The messages of a catalog, each noted when it is looked up."""

    def __init__(self, catalog: Catalog, recorder: Recorder) -> None:
        self._raw, self._asked, self._recorder = catalog.messages, f"message {catalog.language} ", recorder

    def __getitem__(self, key: Key) -> Translation:
        self._recorder.note(f"{self._asked}{key[0]}{_GLUE}{key[1]}")
        return self._raw[key]

    def get(self, key: Key, default: Translation | None = None) -> Translation | None:  # type: ignore[override]
        """Return what the catalog says for a message."""
        self._recorder.note(f"{self._asked}{key[0]}{_GLUE}{key[1]}")
        return self._raw.get(key, default)

    def __iter__(self) -> Iterator[Key]:
        raise TypeError("rendering asks for messages one by one")

    def __len__(self) -> int:
        raise TypeError("rendering asks for messages one by one")


@dataclass
class Reader:
    """All that rendering sees."""

    source: Workspace
    known: Library
    said: Mapping[str, Catalog]
    all_publications: tuple[Publication, ...]
    history: Callable[[], Mapping[str, str]] = dict
    """Gives the git commit that last changed each file."""
    faulty: Callable[[], frozenset[tuple[str, str]]] = frozenset
    """Which records and facts an error stands in; only asked when something is at fault."""
    altered: frozenset[Record] = frozenset()
    """Records, facts and files (as `("file", PATH)`) that are taken to be others than they are, to see which answers hang on them."""
    recorder: Recorder = field(default_factory=Recorder)
    digests: dict[str, str] = field(default_factory=dict)
    """The digests of records that were worked out, in this run or in an earlier one over the same content."""
    _kinds: dict[str, Callable[[str], str]] = field(default_factory=dict)
    _answers: dict[Question, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    """The kinds of the questions that have been answered."""
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names of figures in what lists show of a document."""

    def __post_init__(self) -> None:
        self._kinds.update(
            {
                "message": self._message,
                "plural": self._plural,
                "file": lambda path: ALTERED if ("file", path) in self.altered else answer_of_file(self.source, path),
                "files": lambda asked: answer_of_listing(self.source, asked),
                "day": lambda _: str(self.source.today()),
                "commit": lambda path: self._commits.get(path, NOTHING),
                "commits": lambda _: digest(repr(sorted(self._commits.items())).encode()),
                "publication": lambda asked: self._publication(asked, "record documents.", self._whole_subject),
                **{f"{kind}-of": partial(self._front, kind) for kind in FRONT},
            }
        )

    # ── what rendering asks ──────────────────────────────────────────────────────────────────────

    @cached_property
    def library(self) -> Library:
        """The library."""
        return ReadLibrary(self.known, self.recorder)

    @cached_property
    def workspace(self) -> Workspace:
        """The files, the day and the commits."""
        return ReadWorkspace(self.source, self.recorder)

    @cached_property
    def catalogs(self) -> Mapping[str, Catalog]:
        """The catalog of each language."""
        return {tag: self._noted(tag, catalog) for tag, catalog in self.said.items()}

    def _noted(self, language: str, catalog: Catalog) -> Catalog:
        def plural(n: int) -> int:
            self.recorder.note(f"plural {language}")
            return catalog.plural(n)

        return replace(catalog, messages=ReadMessages(catalog, self.recorder), plural=plural)

    @cached_property
    def commits(self) -> Mapping[str, str]:
        """The git commit that last changed each file."""
        return ReadHistory(self._commits, self.recorder)

    def publication(self, id: str) -> Publication:
        """Return a publication; KeyError when there is none."""
        self.recorder.note(f"publication {id}")
        return self._by_id[id]

    # ── what is asked again ──────────────────────────────────────────────────────────────────────

    def register(self, kind: str, answer: Callable[[str], str]) -> None:
        """Answer a kind of question anew: `answer` is given what is asked after, and returns the digest of the answer."""
        self._kinds[kind] = answer
        if kind in self._asked:
            self._asked.discard(kind)
            self._answers = {question: known for question, known in self._answers.items() if question.partition(" ")[0] != kind}

    def answer(self, question: Question) -> str:
        """Return the digest of the answer to a question as things are now; nobody can answer a kind that is not known.

        What an earlier build asked may be about an edition, a language or a register that was taken out since: nothing answers it.
        """
        if question not in self._answers:
            kind, _, asked = question.partition(" ")
            self._asked.add(kind)
            answer = self._kinds.get(kind) or self._of_library.kinds.get(kind)
            try:
                self._answers[question] = answer(asked) if answer else f"unknown question {kind}"
            except LookupError:
                self._answers[question] = NOTHING
        return self._answers[question]

    def altering(self, altered: frozenset[Record]) -> Reader:
        """Return a reader that answers as if some records, facts and files were others."""
        return replace(self, altered=altered, recorder=Recorder(), _kinds={}, _answers={}, _asked=set(), _named={})

    def answers(self, questions: Iterable[Question]) -> dict[Question, str]:
        """Return questions with the digests of their answers, to be kept with what was made of them."""
        return {question: self.answer(question) for question in questions}

    def at_fault(self, questions: Iterable[Question], known: Mapping[Question, str] | None = None) -> Question | None:
        """Return the first question whose answer a mistake stands in, so that what is made of it must be withheld.

        A faulty record that names what is not there cannot be found from the other end. It is at fault where the answer
        differs from the `known` one, that of what was made before.
        """
        judge = self._judge
        for question in questions:
            lost = known is not None and question in known and judge.strays(question) and known[question] != self.answer(question)
            if lost or judge.at_fault(question) or (question.startswith("publication ") and self._is_faulty(question)):
                return question
        return None

    @cached_property
    def _of_library(self) -> Answers:
        return Answers(self.known, altered=self.altered, digests=self.digests)

    @cached_property
    def _judge(self) -> Answers:
        return Answers(self.known, self.faulty())

    @cached_property
    def _by_id(self) -> dict[str, Publication]:
        return {one.id: one for one in self.all_publications}

    @cached_property
    def _commits(self) -> Mapping[str, str]:
        return self.history()

    def _plural(self, language: str) -> str:
        catalog = self.said.get(language)
        return digest(repr([catalog.plural(n) for n in range(200)]).encode()) if catalog else NOTHING

    def _message(self, asked: str) -> str:
        language, _, glued = asked.partition(" ")
        catalog = self.said.get(language)
        if catalog is None:
            return NOTHING
        context, _, words = glued.partition(_GLUE)
        found = catalog.messages.get((context, words))
        if found is None:
            return "unreadable" if catalog.unreadable else " ".join(self.known.site.chain(language))  # what stands in for it
        if ("file", found.place.path) in self.altered:
            return ALTERED
        return digest(repr((found.strings, found.fuzzy, found.fault and found.fault.message, found.machine)).encode())

    def _publication(self, id: str, asked: str, subject: Callable[[Publication], str]) -> str:
        """Answer for a publication: for what `asked` means of its document, and for its subject."""
        one = self._by_id.get(id)
        return digest(f"{self.answer(f'{asked}{one.document.id}')} {subject(one)} {one.asked} {one.copy}".encode()) if one else NOTHING

    def _front(self, kind: str, id: str) -> str:
        return self._publication(id, f"{kind} ", partial(self._shown_subject, kind))

    def _whole_subject(self, one: Publication) -> str:
        return self.answer(f"whole clusters.{one.subject.id}") if one.subject else NOTHING

    def _shown_subject(self, kind: str, one: Publication) -> str:
        """Answer for what lists show of a subject: its record, and those of its figures that the title or the summary names."""
        if one.subject is None:
            return NOTHING
        if (key := f"{kind} {one.document.id}") not in self._named:
            self._named[key] = frozenset(name for text in texts(front(one.document, kind)) for name in placeholders(text.source))
        named = sorted(self._named[key] & one.subject.facts.keys())
        return " ".join(map(self.answer, (f"record clusters.{one.subject.id}", *(f"fact {one.subject.id}.{name}" for name in named))))

    def _is_faulty(self, question: Question) -> bool:
        one = self._by_id.get(question.partition(" ")[2])
        subject = one is not None and one.subject is not None and self._judge.at_fault(f"record clusters.{one.subject.id}")
        return one is not None and (subject or self._judge.at_fault(f"record documents.{one.document.id}"))
