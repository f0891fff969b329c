"""The page of all investment projects; `vocabulary.yaml` names it, `templates/site/investments.html` lays it out."""

from collections.abc import Iterable

from house_package.kinds import Investment
from toolkit.content.library import Library
from toolkit.render.context import Context
from toolkit.site.listings import Listing, weighed
from toolkit.site.registers import Asked, Register, RegisterPage


def _name(it: Investment, context: Context) -> str:
    return context.plain(it.name)


def _by_name(library: Library, context: Context) -> Iterable[Investment]:
    return sorted(library.all(Investment), key=lambda it: _name(it, context))


def projects(asked: Asked) -> Register:
    """Projects by the alphabet of the language."""
    return Register({"projects": asked.records(Investment)})


page = RegisterPage(projects, (Listing(Investment, _name, _by_name, lambda it: weighed(600, it)),))
