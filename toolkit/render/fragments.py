"""Renders a block in a language as a fragment of HTML, and notes the state of its translation."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context as JinjaContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from toolkit.blocks.agreement_views import AGREEMENT_VIEWS
from toolkit.blocks.charts import plain
from toolkit.blocks.drawing.text_width import NEXT_LINE, flat, lines
from toolkit.blocks.views import VIEWS
from toolkit.core.compiled_templates import compiled_templates
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.core.reads import Question, Recorder
from toolkit.core.workspace import Workspace, text_of
from toolkit.language.catalogs import Key
from toolkit.language.draft_marks import Marks, unmarked
from toolkit.language.localizer import Localizer, State, Unfinished
from toolkit.language.typography import capitalised, stopped, typeset
from toolkit.outline.model import Block, Section, Target
from toolkit.outline.numbering import Outline
from toolkit.outline.phrases import letter, reference_phrase, say
from toolkit.outline.unwritten import given
from toolkit.render.context import Context
from toolkit.render.design_tokens import PATH as TOKENS
from toolkit.render.design_tokens import design
from toolkit.render.note_marks import cited, in_place
from toolkit.render.reads import Printed, Use
from toolkit.render.template_faults import TEMPLATES, template_boundary

"""The call of a note stands close to its word, however the author typed it."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One block rendered in one language; citations are still marks, to be numbered in an edition."""

    html: Markup
    unfinished: tuple[Unfinished, ...] = ()
    uses: tuple[Use, ...] = ()
    asked: Mapping[Key, State] = field(default_factory=dict)
    reads: tuple[Question, ...] = ()
    """What was asked of the workspace while it was made."""


@dataclass(slots=True)
class Templates:
    """The templates of a workspace, compiled for one language."""

    workspace: Workspace
    localizer: Localizer
    marks: Marks = field(default_factory=Marks)
    recorder: Recorder = field(default_factory=Recorder)
    _environment: Environment = field(init=False)
    _colours: Mapping[str, str] = field(init=False)
    _asked_for_colours: tuple[Question, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._environment = environment(self.workspace, self.recorder)
        with self.recorder.aside() as asked:
            self._colours = design(self.workspace)
        self._asked_for_colours = tuple(asked)
        self._environment.finalize = _finalize
        self._environment.globals.update(
            language=self.localizer.language,
            pgettext=self._label(self.localizer.pgettext),
            npgettext=self._label(self.localizer.npgettext),
            say=self._label(lambda context, **values: say(self.localizer, context, **values)),
            letter=self._label(lambda index: letter(self.localizer, index)),
            number=self.localizer.number,
            lines=lines,
            token=self._colour,
            listing=self.localizer.listing,
        )

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours and fonts of the design, which is read once; whoever draws with them asks for them nevertheless."""
        self.recorder.replay(self._asked_for_colours)
        return self._colours

    def _colour(self, name: str) -> str:
        return _token(self.tokens, name)

    def _label(self, speak: Callable[..., str]) -> Callable[..., str]:
        """Return a function that says a label, in brackets that become its mark once it is printed."""

        def label(*arguments: Any, **values: Any) -> str:
            words, spoken = self.localizer.listen(lambda: speak(*arguments, **values))
            return self.marks.bracket(words, spoken) if spoken.asked else words

        return label

    def module(self, name: str, used_at: Place, **values: Any) -> Any:
        """Return a template whose macros can be called; what it prints meanwhile is nobody's."""
        with template_boundary(name, used_at, self.workspace):
            return self._environment.get_template(name).make_module(values)

    def said(self, words: str) -> str:
        """Return what a macro of a template says, as plain words; what is not finished in it is told by its own fragment."""
        return plain(self.marks.resolve(words, self.localizer.tag))

    def render(self, name: str, used_at: Place, **values: Any) -> Markup:
        """Return a template's output; `used_at` is where content asks for it, should it not exist."""
        with template_boundary(name, used_at, self.workspace):
            html = self._environment.get_template(name).render(values)
        for spoken in self.marks.printed(html).values():
            self.localizer.note(spoken)
        return self.marks.resolve(html, self.localizer.tag)


def _alone(macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that says the words of a drawing, as it is: an edition in one language has nothing to add."""
    return macro


def _both(others: Sequence[tuple[Templates, Any]], macro: Any) -> Callable[..., str]:
    """Return a macro that says the words of a drawing in its own language and in others, a line for each; the same words once."""

    def speak(*values: Any) -> str:
        own = plain(macro(*values))
        said = [templates.said(getattr(module, macro.name)(*values)) for templates, module in others]
        return NEXT_LINE.join(dict.fromkeys(filter(None, (own, *said))))

    return speak


def _token(known: Mapping[str, str], name: str) -> str:
    """Return a colour by its name."""
    if name not in known:
        hint = did_you_mean(name, known, f"give it one: `--{name}: …;`")
        raise ContentError(Diagnostic("style-error", f"the stylesheet gives no `--{name}`, and drawings need it", Place(TOKENS), hint))
    return known[name]


class _Environment(ImmutableSandboxedEnvironment):
    """Notes each template that another one or the program asks for, though it is compiled once."""

    recorder: Recorder
    safe: dict[tuple[type, str], bool]
    """Which attributes of which types templates may have: it is asked hundreds of thousands of times, and hangs on nothing else."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = (type(obj), attr)
        known = self.safe.get(asked)
        if known is None:
            known = self.safe[asked] = super().is_safe_attribute(obj, attr, value)
        return known

    def get_template(self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None) -> Template:
        if isinstance(name, str):
            self.recorder.note(f"file {TEMPLATES}/{name}")
        return super().get_template(name, parent, globals)


def environment(workspace: Workspace, recorder: Recorder | None = None) -> Environment:
    """Return the Jinja environment that renders and that texts are extracted with: the same options for both."""
    there = lru_cache(maxsize=None)(lambda folder: frozenset(workspace.list(folder, ".html")))

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = f"{TEMPLATES}/{name}"
        if path not in there(posixpath.dirname(path)):
            return None
        return text_of(workspace, path), path, lambda: True

    made = _Environment(
        loader=FunctionLoader(source),
        bytecode_cache=compiled_templates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.recorder, made.safe = recorder or Recorder(), {}
    made.filters.update(
        country=lambda code, context: context.country(code),
        address=_address,
        capitalised=capitalised,
        stopped=stopped,
        cited=cited,
        plain=plain,
        flat=flat,
    )
    made.tests.update(given=given)
    return made


def _address(url: str) -> str:
    """Return a web address as people write it."""
    return url.partition("://")[2].rstrip("/").removeprefix("www.")


_WORDS = frozenset({str, Markup})


@pass_context
def _finalize(names: JinjaContext, value: Any) -> Any:
    """Every value that a template prints passes here: most are words already."""
    if type(value) in _WORDS:
        return value
    context = names.get("context")
    return context.show(value) if isinstance(context, Context) else value


class Fragments:
    """Makes the fragments of one publication in one language; each once, whoever asks for it."""

    def __init__(self, templates: Templates, context: Context, numbered: tuple[Question, ...] = ()) -> None:
        self.templates = templates
        self.context = context
        self.numbered = numbered
        """What was asked to number the publication: whatever is printed of it hangs on this too."""
        self._made: dict[str, tuple[Block, Fragment]] = {}

    def block(self, block: Block, extra: Mapping[str, Any] | None = None) -> Fragment:
        """Return the fragment of a block; `extra` are values known only when the edition is, and is never remembered."""
        if extra is None and block.id in self._made:
            made, fragment = self._made[block.id]
            self.context.recorder.replay(fragment.reads)
            if made != block:
                hint = "give one of them another id"
                raise ContentError(Diagnostic("duplicate-section", f"`{block.id}` is the id of two blocks", block.place, hint))
            return fragment
        fragment = self._noting(lambda: self._block(block, extra or {}))
        if extra is None:
            self._made[block.id] = (block, fragment)
        return fragment

    def together(self, block: Block, others: Sequence[Fragments]) -> Fragment:
        """Return the fragment of a block that draws, with the words of other languages too in its drawings."""
        modules = [(other.templates, other.module(block)) for other in others]
        return self._noting(lambda: self._block(block, {"both": partial(_both, modules)}))

    def module(self, block: Block) -> Any:
        """Return the template of a block with its macros, which say the words of its drawings in this language."""
        return self.templates.module(f"blocks/{block.name}.html", block.place, **self._values(block))

    @property
    def outline(self) -> Outline:
        """The outline of the publication."""
        return self.context.outline

    def early(self) -> Iterator[tuple[Block, Fragment]]:
        """Yield the blocks whose content hangs on no other, with their fragments."""
        yield from ((block, self.block(block)) for block in self.outline.blocks() if not block.late)

    def heading(self, section: Section) -> Fragment:
        """Return the words of a heading; an annex says that it is one."""
        assert section.title
        title = section.title
        if section.kind != "annex":
            return self._noting(lambda: self.context.inline(title))
        localizer, target = self.context.localizer, Target(section.id, "annex", section.number)

        def words() -> Markup:
            label = capitalised(localizer.marked(lambda: reference_phrase(localizer, target, "nom")))
            return Markup('<span class="annex-number">{}<span class="stop">.</span></span> {}').format(label, self.context.inline(title))

        return self._noting(words)

    def _block(self, block: Block, extra: Mapping[str, Any]) -> Markup:
        localizer = self.context.localizer
        with localizer.noting() as spoken:
            html = self.templates.render(f"blocks/{block.name}.html", block.place, **{**self._values(block), **extra})
        localizer.note(spoken)
        count = unmarked(html, spoken) if block.drawn else 0  # a mark cannot stand in the drawing itself
        return html + self.templates.render("components/unfinished.html", block.place, count=count) if count else html

    def _values(self, block: Block) -> dict[str, Any]:
        """Return what the template of a block is given."""
        publication = self.context.outline.publication
        view = VIEWS.get(block.name) or AGREEMENT_VIEWS.get(block.name) or getattr(block.arguments, "view", None)
        values = dict(view(self.context.library, self.context.outline, block.arguments)) if view else {}
        return {
            "context": self.context, "document": publication.document, "publication": publication, "subject": publication.subject,
            "it": block.arguments, "block": block, "both": _alone, **values,
        }  # fmt: skip

    def _noting(self, make: Callable[[], Markup]) -> Fragment:
        localizer = self.context.localizer
        noted = self.context.trace.begin()
        uses: tuple[Use, ...] = ()
        with self.context.recorder.noting() as reads, localizer.noting() as spoken:
            self.context.recorder.note(f"publication {self.context.outline.publication.id}")
            self.context.recorder.replay(self.numbered)
            try:
                html = make()
            finally:
                uses = self.context.trace.end(noted)
        html = Markup(in_place(typeset(html.strip(), localizer.language), localizer.language))
        return Fragment(html, tuple(spoken.unfinished.values()), uses, spoken.asked, tuple(reads))


def traced(fragments: Fragments) -> Iterator[tuple[Printed, tuple[Use, ...]]]:
    """Yield what each heading and block of a publication prints; blocks that list what others print are no use of it."""
    id = fragments.outline.publication.id
    for section in fragments.outline.sections:
        if section.title:
            yield Printed(id, section.id, section.id), fragments.heading(section).uses
        for block in section.blocks:
            if not (block.late or block.lists_others):
                yield Printed(id, block.id, section.id), fragments.block(block).uses
