"""Sets the text of HTML as the language of each passage asks: quotation marks, dashes, spaces, the way that its script runs.

Only text between tags is touched, and none inside `translate="no"`: a quoted reading stays letter for
letter. Rules for Russian follow Milchin's reference book for editors; for English, New Hart's Rules. No
thin space is used: PT Serif and PT Sans have none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from babel import UnknownLocaleError
from babel.dates import get_month_names

from toolkit.language.quotation import quote
from toolkit.language.tags import right_to_left

NBSP = "\u00a0"
_HEAD = re.compile(r"^((?:<[^>]*>|[\ue000-\uf8ff]\d*)*)(\w)")
"""The first letter, after tags and the brackets of labels (`toolkit.language.draft_marks`)."""
_END = re.compile(r"[.!?…](?:</[a-z]+>|[\ue000-\uf8ff]\d*)*$")
"""The sign that ends a sentence, before tags and brackets of labels that close there."""
_SPLIT = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_UNTOUCHED = re.compile(r'\stranslate="no"')
_LANG = re.compile(r'\slang="([^"]*)"')
_DIR = re.compile(r"\sdir=")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_VERBATIM = frozenset({"code", "pre", "script", "style", "title"})
_BLOCK = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)

DIGIT = "0"
_DIGITS = re.compile(r"\d")


class Rule(NamedTuple):
    """What is put in the place of what, and the sign without which a text has nothing of it: `DIGIT` stands for any digit."""

    pattern: re.Pattern[str]
    put: str
    needs: str


_STOPPED_TWICE = re.compile(r"(?<=[^\W_]\.)\.(?=[\s)\]»”“\"’]|$)")
"""The stop of a sentence after that of an abbreviation: «2026 г..», “a.m..”; dots that stand for what is left out are three."""
_ONE_STOP = re.compile(r"\.(?!\.)")
_ENDS_STOPPED = re.compile(r"[^\W_]\.\Z")
_ACT_NUMBER = re.compile("(?:№|\\bNos?\\.)\u00a0[\\w/.]*\\w(?:-\\w[\\w/]*)+")
_WITHOUT_SPANS = ("title", "svg", "option", "textarea", "script", "style")
_OPENING = '<span class="unbroken">'


def _rules(*rules: tuple[str, str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(pattern), put.replace("~", NBSP), needs) for needs, pattern, put in rules)


_EVERYWHERE = _rules(
    (DIGIT, r"(?<=\d) (?=\d{3}(?!\d))", "~"),  # 9 000
    ("—", r" — ", "~— "),
    ("№", r"(?<=№) ?(?=\d)", "~"),
    ("%", r"(?<=\d) (?=%)", "~"),
    ("-", r"(?<=\b\d{4})-(?=\d{4}\b)", "–"),  # 2015–2019
)
_UNIT_OF_ACT = (
    r"(?i)(?<![\w])(стат(?:ь(?:я|и|е|ю|ей|ёй|ям|ями|ях)|ей)|(?:под)?пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?|приложени(?:е|я|ю|ем|и|й|ям|ями|ях)"
    r"|таблиц(?:а|ы|е|у|ей|ам|ами|ах)?|рисун(?:ок|ка|ку|ком|ке|ки|ков|кам|ками|ках)|раздел(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
    r"|глав(?:а|ы|е|у|ой|ам|ами|ах)?|част(?:ь|и|ью|ей|ям|ями|ях))"
)
"""A word for a part of an act or a document: its number belongs to it, and not to the word that follows."""
_NO_YEAR = r"(?!\d+[ \u00a0]г(?:г?\.|од))"
"""«статья 2018 г.» is an article of that year."""
_CYRILLIC = _rules(
    ("№", r"№ ?(?=[\dА-ЯA-Z])", "№~"),
    ("", r"(?i)(?<![\w])([авикосуя]) (?=[\w«„(№])", r"\1~"),
    (".", r"(?<![\w])(ст|п|пп|ч|гл|разд|рис|табл|абз|подп|см|г|обл|ул|д|стр) ?\. ?(?=[\d«А-ЯЁ])", r"\1.~"),
    (".", r"(?<![\w])([сСтТ]) ?\. ?(?=\d)", r"\1.~"),
    (".", r"\b(ред)\. ?(?=от\b)", r"\1.~"),  # в ред. от 8 мая 2015 г.
    (DIGIT, r"(?<=\d) (?=[КМГ]Б\b)", "~"),  # 100 КБ
    (DIGIT, r"(?<=\d) (?=[а-яё])", "~"),  # 63 участника, 5 мая, 2026 г.
    (DIGIT, _UNIT_OF_ACT + rf" {_NO_YEAR}(\d[\d.,–-]*)\u00a0(?=[а-яё])", r"\1~\2 "),  # статья 92 разрешает
    (DIGIT, _UNIT_OF_ACT + rf" {_NO_YEAR}(?=\d)", r"\1~"),  # приложении 1
    (".", r"\b(т) ?\. ?(е|к|д|п|о)\.", r"\1.~\2."),
    (".", r"\b([А-ЯЁ]\.) ?([А-ЯЁ]\.) ?(?=[А-ЯЁ][а-яё])", r"\1~\2~"),
    (".", r"\b([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) ([А-ЯЁ]\.) ?([А-ЯЁ]\.)", r"\1~\2~\3"),
    (".", r"(?<![\w.])([А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])", r"\1~"),
    ("", r" (?=(?:же|ли|бы|б|ж)\b)", "~"),
)
_LATIN = _rules(
    (".", r"\b(No|Nos|Art|Arts|para|paras|Vol|Fig|p|pp|cl|ch|vol|no)\. ?(?=\d|[A-Z]+-)", r"\1.~"),
    (DIGIT, r"\b(Article|Articles|Clause|Section|Chapter|Figure|Table|Paragraph|clause|article|section|paragraph|page) (?=\d)", r"\1~"),
    (".", r"\b([A-Z]\.) ?([A-Z]\.) ?(?=[A-Z][a-z])", r"\1~\2~"),
    (DIGIT, r"(?<=\d) (?=(?:million|billion|per cent)\b)", "~"),
    ("", r"(?<![\w])([aAI]) (?=\w)", r"\1~"),
)
_CYRILLIC_LANGUAGES = frozenset({"ru", "be", "kk", "ky"})
_FRENCH = _rules(("«", r"«\s*", "«~"), ("»", r"\s*»", "~»"), ("", r" (?=[;:!?])", "~"))
_ORDINALS = _rules((".", r"(?<![\w.,-])(\d{1,2}\.) (?=[^\W\d_])", r"\1~"))  # 20. November
_DOTTED = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "sk", "sl", "sr"})
"""Languages that write an ordinal number with a stop."""


def typeset(html: str, language: str) -> str:
    """Return a fragment with its text set; elements with `lang` are set in their own language."""
    state = _Setter(language)
    return "".join(state.tag(part) if part.startswith("<") else state.text(part) for part in _SPLIT.split(html) if part)


class _Tag(NamedTuple):
    """What a tag means to the text around it."""

    name: str = ""
    opens: bool = False
    closes: bool = False
    block: bool = False
    language: str = ""
    verbatim: bool = False


@lru_cache(maxsize=10_000)
def _parsed(tag: str) -> _Tag:
    found = _TAG.match(tag)
    if not found:
        return _Tag()
    name = found.group(2).lower()
    if found.group(1):
        return _Tag(name, closes=True, block=name in _BLOCK)
    own = _LANG.search(tag)
    opens = name not in _VOID and not tag.endswith("/>")
    verbatim = name in _VERBATIM or bool(_UNTOUCHED.search(tag))
    return _Tag(name, opens, False, name in _BLOCK, own.group(1) if own else "", verbatim)


class _Setter:
    """Walks tags and texts; knows the language, the depth of quotation and the character before."""

    def __init__(self, language: str) -> None:
        self.stack: list[tuple[str, str, int]] = []
        self.language = language
        self.depth = 0
        self.before = " "
        self.stopped = False
        """True where the text before ends with a word and one stop."""
        self.verbatim = 0

    def tag(self, tag: str) -> str:
        found = _parsed(tag)
        if found.block:
            self.before, self.depth, self.stopped = " ", 0, False
        if found.closes:
            self.leave(found.name)
        elif found.opens:
            self.stack.append((found.name, self.language, self.verbatim))
            around, self.language = self.language, found.language or self.language
            self.verbatim += found.verbatim
            if found.language:
                return _directed(tag, around if found.name != "html" else "", self.language)
        return tag

    def leave(self, name: str) -> None:
        while self.stack:
            open_name, self.language, self.verbatim = self.stack.pop()
            if open_name == name:
                return

    def text(self, text: str) -> str:
        if text in ("\n", " "):
            self.before, self.stopped = text, False
            return text
        # CLDR's narrow space and decomposed letters are in neither font; both have an equal that is.
        text = unicodedata.normalize("NFC", text).replace("\u202f", NBSP)
        if self.verbatim:
            self.stopped = bool(_ENDS_STOPPED.search(text))
            return text
        text = self.stopped_once(text)
        if not text:
            return text
        plain = text.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
        quoted, self.depth = quote(plain, self.language, self.depth, self.before)
        self.before = quoted[-1]
        return _spaces(self.language.partition("-")[0])(quoted)

    def stopped_once(self, text: str) -> str:
        """Return a text in which a sentence that ends with an abbreviation has one stop, also where a tag parts the two."""
        if self.stopped and _ONE_STOP.match(text):
            text = text[1:]
        made = _STOPPED_TWICE.sub("", text) if ".." in text else text
        self.stopped = bool(_ENDS_STOPPED.search(made)) if made else self.stopped
        return made


@lru_cache(maxsize=16)
def _spaces(language: str) -> Callable[[str], str]:
    rules = _EVERYWHERE + (_CYRILLIC if language in _CYRILLIC_LANGUAGES else _LATIN + _days(language))
    rules += (_FRENCH if language == "fr" else ()) + (_ORDINALS if language in _DOTTED else ())

    @lru_cache(maxsize=10_000)
    def apply(text: str) -> str:
        digits = _DIGITS.search(text) is not None
        for pattern, put, needs in rules:
            if digits if needs == DIGIT else needs in text:
                text = pattern.sub(put, text)
        return text

    return apply


def _days(language: str) -> tuple[Rule, ...]:
    """Return the rule that keeps a day with its month, as CLDR names the months; none for a language that CLDR does not know."""
    try:
        months = get_month_names("wide", locale=language).values()
    except UnknownLocaleError:
        return ()
    return _rules((DIGIT, rf"(?<=\d) (?=(?:{'|'.join(map(re.escape, months))})\b)", "~"))


def _directed(tag: str, around: str, language: str) -> str:
    """Return a tag that names a language, with the way its script runs where that is another way than around it."""
    runs = right_to_left(language)
    if runs == right_to_left(around) or _DIR.search(tag):
        return tag
    return f'{tag[:-1]} dir="{"rtl" if runs else "ltr"}">'


def unbroken(html: str) -> str:
    """Return a fragment in which no number of an act («№ 488-ФЗ») is broken; one that is so already comes out as it is.

    A line may break after a hyphen, and neither PT Serif nor PT Sans has the hyphen that forbids it; so the number stands in
    a span that styles keep on one line. Titles, drawings and quoted readings hold no spans and stay as they are.
    """
    return _ACT_NUMBER.sub(lambda found: f"{_OPENING}{found.group()}</span>" if _free(html, found.start()) else found.group(), html)


def composed(html: str, language: str) -> str:
    """Return HTML as pages print it: set by the rules of its languages, no number of an act broken."""
    return unbroken(typeset(html, language))


def _free(html: str, at: int) -> bool:
    """Return whether a span may stand here: in text, in no element that holds none, and in no such span yet."""
    if html.rfind("<", 0, at) > html.rfind(">", 0, at) or html.startswith(_OPENING, at - len(_OPENING)):
        return False
    return not any(html.rfind(f"<{name}", 0, at) > html.rfind(f"</{name}", 0, at) for name in _WITHOUT_SPANS)


def capitalised(words: str) -> str:
    """Return words with a capital at the head, the rest as it is; tags before the first letter stay."""
    return type(words)(_HEAD.sub(lambda found: found[1] + found[2].upper(), words, count=1))


def stopped(words: str) -> str:
    """Return words with a full stop at the end, which initials and abbreviations already have: «56,25° в. д.»."""
    return words if _END.search(words) else f"{words}."
