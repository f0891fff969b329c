"""Adds editions in a language to the words of `content/site.yaml`.

Only the list of editions grows: comments, order and spelling of all else stay as they are.
"""

from __future__ import annotations

import yaml
from babel import Locale, UnknownLocaleError

from toolkit.content.edition import edition_languages, is_edition
from toolkit.core.diagnostics import ContentError, Diagnostic, Place


def proper_tag(word: str) -> str:
    """Return the tag that CLDR has for what someone typed: `kk` for kaz or KK; nothing for no language."""
    try:
        locale = Locale.parse(word.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ""
    found = str(locale).replace("_", "-") if "-" in word else locale.language
    return found if is_edition(found) and len(edition_languages(found)) == 1 else ""


def with_language(words: str, tag: str, source: str, present: tuple[str, ...], path: str) -> str:
    """Return `site.yaml` with the editions `TAG` and `SOURCE-TAG` after those that are there."""
    wanted = [edition for edition in (tag, f"{source}-{tag}") if edition not in present]
    node = _editions(words, path)
    if node is None:
        return f"{words.rstrip()}\neditions: [{', '.join([*present, *wanted])}]\n"
    last: yaml.Node = node.value[-1]
    if node.flow_style:
        end = last.end_mark.index
        return words[:end] + "".join(f", {edition}" for edition in wanted) + words[end:]
    indent = words.split("\n")[last.start_mark.line][: last.start_mark.column]
    end = words.find("\n", last.end_mark.index)
    end = len(words) if end < 0 else end
    return words[:end] + "".join(f"\n{indent}{edition}" for edition in wanted) + words[end:]


def _editions(words: str, path: str) -> yaml.SequenceNode | None:
    """Return the node of the list of editions; nothing when the key is left out."""
    loader = yaml.SafeLoader(words)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "editions":
            if isinstance(value, yaml.SequenceNode) and value.value:
                return value
            place = Place(path, value.start_mark.line + 1, value.start_mark.column + 1)
            raise ContentError(Diagnostic("wrong-type", "`editions` is no list", place, "write `editions: [ru, en, ru-en]`"))
    return None
